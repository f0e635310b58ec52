import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    id("com.android.application") version "8.13.2"
    id("org.jetbrains.kotlin.android") version "2.4.20"
}

// Cargo's target folder. bindings/kotlin/android/build-aar.sh puts the AAR there, and the app is built there.
val cargoTarget = file(providers.gradleProperty("cargoTarget").getOrElse("../../../target"))
val aar = cargoTarget.resolve("android/gradle/outputs/aar/starseal-android-release.aar")

layout.buildDirectory = cargoTarget.resolve("android-example/gradle")

android {
    namespace = "dev.starseal.example"
    compileSdk = 36

    defaultConfig {
        applicationId = "example.starseal.scanner"
        minSdk = 24
        targetSdk = 36
        versionCode = 1
        versionName = "0.1.0"
    }

    // Maven runs the tests, without an SDK (pom.xml).
    sourceSets.named("test") {
        kotlin.setSrcDirs(emptyList<String>())
        java.setSrcDirs(emptyList<String>())
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
        // Android has java.time only from Android 8 (API level 26) on.
        isCoreLibraryDesugaringEnabled = true
    }
}

kotlin {
    compilerOptions { jvmTarget = JvmTarget.JVM_17 }
}

dependencies {
    implementation(files(aar))
    // An AAR file does not declare dependencies, so JNA is declared here.
    implementation("net.java.dev.jna:jna:5.18.1@aar")
    coreLibraryDesugaring("com.android.tools:desugar_jdk_libs:2.1.5")
}

val checkLayer by tasks.registering {
    val layer = aar
    doLast { check(layer.isFile) { "$layer not found: run bindings/kotlin/android/build-aar.sh, which creates it" } }
}
tasks.named("preBuild") { dependsOn(checkLayer) }
