import org.jetbrains.kotlin.gradle.dsl.JvmTarget
import org.jetbrains.kotlin.gradle.dsl.KotlinVersion

plugins {
    id("com.android.library") version "8.13.2"
    id("org.jetbrains.kotlin.android") version "2.4.20"
    `maven-publish`
}

group = "dev.starseal"
version = "0.1.0"

// Cargo's target folder, which build-aar.sh passes. It has the libraries and the generated code, and receives the AAR.
val cargoTarget = file(providers.gradleProperty("cargoTarget").getOrElse("../../../target"))
val abis = setOf("arm64-v8a", "armeabi-v7a", "x86_64")

layout.buildDirectory = cargoTarget.resolve("android/gradle")

android {
    // The namespace of the resources, of which there are none. The package of the classes is dev.starseal, as on the JVM.
    namespace = "dev.starseal.android"
    compileSdk = 36

    defaultConfig {
        minSdk = 24
        consumerProguardFiles("consumer-rules.pro")
        ndk { abiFilters += abis }
    }

    sourceSets.named("main") {
        // The same two folders as on the JVM: the hand-written layer and the generated code.
        kotlin.srcDirs("../src/main/kotlin", cargoTarget.resolve("bindings/kotlin"))
        jniLibs.srcDirs(cargoTarget.resolve("android/jniLibs"))
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
        // Android has java.time only from Android 8 (API level 26) on.
        isCoreLibraryDesugaringEnabled = true
    }

    publishing {
        singleVariant("release") { withSourcesJar() }
    }
}

kotlin {
    // The standard library has the language version below, as in ../pom.xml, because applications depend on it too.
    coreLibrariesVersion = "2.2.21"
    compilerOptions {
        jvmTarget = JvmTarget.JVM_17
        // The compiler of Kotlin 2.1, the oldest supported version, can read classes of 2.2.
        languageVersion = KotlinVersion.KOTLIN_2_2
        apiVersion = KotlinVersion.KOTLIN_2_2
    }
}

dependencies {
    // The AAR of JNA has native libraries for every ABI. 5.17 is the first version with 16 KB page alignment.
    api("net.java.dev.jna:jna:5.18.1@aar")
    coreLibraryDesugaring("com.android.tools:desugar_jdk_libs:2.1.5")
}

publishing {
    publications.register<MavenPublication>("release") {
        artifactId = "starseal-android"
        afterEvaluate { from(components["release"]) }
    }
}

// Without this check, Gradle would build an AAR without libraries, which would fail only in an app.
val checkLibraries by tasks.registering {
    val libraries = abis.map { cargoTarget.resolve("android/jniLibs/$it/libstarseal_ffi.so") }
    doLast {
        val missing = libraries.filterNot { it.isFile }
        check(missing.isEmpty()) { "${missing.joinToString()} not found: run build-aar.sh, which creates them" }
    }
}
tasks.named("preBuild") { dependsOn(checkLibraries) }
