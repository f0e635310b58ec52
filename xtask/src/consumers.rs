//! Programs that depend on the Kotlin layer as applications do: in the oldest supported Kotlin, in Java, and shrunk by
//! R8 with the rules of the AAR alone. All of them must print the same.

use crate::files::{entries, read, remove_folder};
use crate::kotlin::{install, maven, project};
use crate::process::{Failure, Outcome, output, root, step, target};
use std::path::PathBuf;
use xshell::cmd;

const PROJECT: &str = "bindings/kotlin/consumers";

/// The main classes.
const PROGRAMS: [&str; 2] = ["dev.starseal.consumer.KotlinConsumerKt", "dev.starseal.consumer.JavaConsumer"];

/// The least number of lines that a program prints: with fewer, one of the calls was not made.
const LEAST_LINES: usize = 13;

pub(crate) fn test() -> Outcome {
    remove_folder(&folder())?;
    install()?;
    let sh = project(PROJECT)?;
    step("programs in the oldest Kotlin and in Java", maven(&sh).args(["ktlint:check", "package"]))?;
    let programs = folder().join("consumers.jar");
    let libraries = entries(&folder().join("libraries"))?;
    let all: Vec<_> = [programs].into_iter().chain(libraries).collect();
    let shrunk = shrink(&all)?;

    let printed = run(PROGRAMS[0], &all)?;
    if printed.lines().count() < LEAST_LINES || !printed.contains("stands: ") {
        return Err(Failure::new(format!("{} prints:\n{printed}", PROGRAMS[0]), "see why the label does not stand"));
    }
    for program in PROGRAMS {
        for (what, class_path) in [("whole", all.as_slice()), ("shrunk", std::slice::from_ref(&shrunk))] {
            let other = run(program, class_path)?;
            if other != printed {
                let what = format!("{program}, {what}, prints:\n{other}\nand not, as {} does:\n{printed}", PROGRAMS[0]);
                return Err(Failure::new(
                    what,
                    "see bindings/kotlin/android/consumer-rules.pro if only the shrunk one differs",
                ));
            }
        }
    }
    println!("--- {} programs print the same {} lines, whole and shrunk", PROGRAMS.len(), printed.lines().count());
    Ok(())
}

/// Shrinks the programs with all that they depend on, as an application for Android is shrunk, but to Java's class
/// files.
fn shrink(jars: &[PathBuf]) -> Outcome<PathBuf> {
    let (shrunk, map) = (folder().join("shrunk.jar"), folder().join("shrunk.map"));
    let sh = project("")?;
    let (r8, java_home) = (folder().join("r8.jar"), java_home()?);
    let r8 = cmd!(
        sh,
        "
        java -cp {r8} com.android.tools.r8.R8 --release --classfile --lib {java_home}
        --pg-conf bindings/kotlin/android/consumer-rules.pro --pg-conf bindings/kotlin/consumers/programs.pro
        --pg-map-output {map} --output {shrunk} {jars...}
        "
    );
    step("R8", r8)?;
    // R8 renames each class of the layer that is not found by its name, unless it did nothing.
    if read(&map)?.lines().any(|line| line == "dev.starseal.Verifier -> dev.starseal.Verifier:") {
        return Err(Failure::new("R8 renamed nothing of the layer", "see which rules keep all of it"));
    }
    Ok(shrunk)
}

/// Returns what a program prints about the label and the trust list of the test vectors.
fn run(program: &str, class_path: &[PathBuf]) -> Outcome<String> {
    let vector = read(&root().join("test-vectors/vectors/camera.json"))?;
    let carrier = vector.split_once("\"text\": \"").and_then(|(_, rest)| rest.split_once('"')).map(|(text, _)| text);
    let carrier = carrier.ok_or_else(|| Failure::new("the vector camera has no text", "see test-vectors/vectors"))?;
    let class_path = std::env::join_paths(class_path).map_err(|error| Failure::new(error, "move the project"))?;
    let sh = project("")?;
    let trust = root().join("bindings/examples/android/src/main/assets/trust.cbor");
    let java =
        cmd!(sh, "java -Dstdout.encoding=UTF-8 -Dfile.encoding=UTF-8 -cp {class_path} {program} {trust} {carrier}");
    output(java)
}

/// Returns the folder of the Java that runs: its classes are the platform's.
fn java_home() -> Outcome<String> {
    let sh = project("")?;
    let settings = cmd!(sh, "java -XshowSettings:properties -version").quiet().read_stderr()?;
    let home = settings.lines().find_map(|line| line.trim().strip_prefix("java.home = ")).map(str::to_owned);
    home.ok_or_else(|| Failure::new("java does not print its folder", "install a JDK"))
}

fn folder() -> PathBuf {
    target().join("kotlin-consumers")
}
