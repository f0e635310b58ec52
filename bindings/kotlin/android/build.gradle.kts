import org.jetbrains.kotlin.gradle.dsl.JvmTarget
import org.jetbrains.kotlin.gradle.dsl.KotlinVersion

plugins {
    id("com.android.library") version "8.13.2"
    id("org.jetbrains.kotlin.android") version "2.4.20"
    `maven-publish`
}

group = "dev.starseal"
version = "0.1.0"

// Cargo's target folder, as build-aar.sh gives it: there are the libraries and the code over them, and there goes the AAR.
val cargoTarget = file(providers.gradleProperty("cargoTarget").getOrElse("../../../target"))
val abis = setOf("arm64-v8a", "armeabi-v7a", "x86_64")

layout.buildDirectory = cargoTarget.resolve("android/gradle")

android {
    // That of the resources, of which there are none; the classes are those of the JVM: dev.starseal.
    namespace = "dev.starseal.android"
    compileSdk = 36

    defaultConfig {
        minSdk = 24
        consumerProguardFiles("consumer-rules.pro")
        ndk { abiFilters += abis }
    }

    sourceSets.named("main") {
        // The same two folders as on the JVM: the layer, and what is generated under it.
        kotlin.srcDirs("../src/main/kotlin", cargoTarget.resolve("bindings/kotlin"))
        jniLibs.srcDirs(cargoTarget.resolve("android/jniLibs"))
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
        // java.time came with Android 8 (API level 26).
        isCoreLibraryDesugaringEnabled = true
    }

    publishing {
        singleVariant("release") { withSourcesJar() }
    }
}

kotlin {
    // The library of the Kotlin that the layer is compiled for, as on the JVM (../pom.xml): applications get it too.
    coreLibrariesVersion = "2.2.21"
    compilerOptions {
        jvmTarget = JvmTarget.JVM_17
        // The compiler of Kotlin 2.1, the oldest promised, reads classes of 2.2.
        languageVersion = KotlinVersion.KOTLIN_2_2
        apiVersion = KotlinVersion.KOTLIN_2_2
    }
}

dependencies {
    // With its own libraries for every ABI; 5.17 is the first that is aligned to 16 KB pages.
    api("net.java.dev.jna:jna:5.18.1@aar")
    coreLibraryDesugaring("com.android.tools:desugar_jdk_libs:2.1.5")
}

publishing {
    publications.register<MavenPublication>("release") {
        artifactId = "starseal-android"
        afterEvaluate { from(components["release"]) }
    }
}

// An AAR without its libraries builds, and fails in the first app.
val checkLibraries by tasks.registering {
    val libraries = abis.map { cargoTarget.resolve("android/jniLibs/$it/libstarseal_ffi.so") }
    doLast {
        val missing = libraries.filterNot { it.isFile }
        check(missing.isEmpty()) { "there is no ${missing.joinToString()}: run build-aar.sh, which makes them" }
    }
}
tasks.named("preBuild") { dependsOn(checkLibraries) }
