//! Programs that depend on the Kotlin layer as applications do: in the oldest promised Kotlin, in Java, and shrunk by R8 with
//! the rules of the AAR alone. All of them must print the same.

use crate::files::{read, remove_folder};
use crate::kotlin::{cargo_target, install, maven, without_cargos_libraries};
use crate::run::{Failure, Outcome, root, step};
use std::path::{Path, PathBuf};
use std::process::Stdio;

const PROJECT: &str = "bindings/kotlin/consumers";

/// The classes that are started.
const PROGRAMS: [&str; 2] = ["dev.starseal.consumer.KotlinConsumerKt", "dev.starseal.consumer.JavaConsumer"];

/// The lines that a program prints at least: fewer would mean that one of the calls was not made.
const LEAST_LINES: usize = 13;

pub(crate) fn test() -> Outcome {
    remove_folder(&folder())?;
    install()?;
    let mut package = maven(PROJECT)?;
    step("programs in the oldest Kotlin and in Java", package.args(["ktlint:check", "package"]))?;
    let programs = folder().join("consumers.jar");
    let libraries = jars(&folder().join("libraries"))?;
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

/// Shrinks the programs with all that they depend on, as an application for Android is shrunk, but to Java's class files.
fn shrink(jars: &[PathBuf]) -> Outcome<PathBuf> {
    let (shrunk, map) = (folder().join("shrunk.jar"), folder().join("shrunk.map"));
    let mut r8 = without_cargos_libraries("java");
    r8.arg("-cp").arg(folder().join("r8.jar")).args(["com.android.tools.r8.R8", "--release", "--classfile"]);
    r8.arg("--lib").arg(java_home()?);
    for rules in ["bindings/kotlin/android/consumer-rules.pro", "bindings/kotlin/consumers/programs.pro"] {
        r8.arg("--pg-conf").arg(root().join(rules));
    }
    step("R8", r8.arg("--pg-map-output").arg(&map).arg("--output").arg(&shrunk).args(jars))?;
    // A class of the layer that nothing finds by its name has another one now, unless R8 did nothing.
    if read(&map)?.lines().any(|line| line == "dev.starseal.Verifier -> dev.starseal.Verifier:") {
        return Err(Failure::new("R8 renamed nothing of the layer", "see which rules keep all of it"));
    }
    Ok(shrunk)
}

/// What a program prints about the label and the trust list of the test vectors.
fn run(program: &str, class_path: &[PathBuf]) -> Outcome<String> {
    let vector = read(&root().join("test-vectors/vectors/camera.json"))?;
    let carrier = vector.split_once("\"text\": \"").and_then(|(_, rest)| rest.split_once('"')).map(|(text, _)| text);
    let carrier = carrier.ok_or_else(|| Failure::new("the vector camera has no text", "see test-vectors/vectors"))?;
    let class_path = std::env::join_paths(class_path).map_err(|error| Failure::new(error, "move the project"))?;
    let mut java = without_cargos_libraries("java");
    java.args(["-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8", "-cp"]).arg(class_path).arg(program);
    java.arg(root().join("bindings/examples/android/src/main/assets/trust.cbor")).arg(carrier);
    let output = java.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| Failure::new(format!("java: {error}"), "install a JDK"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(printed);
    }
    Err(Failure::new(format!("{program}: {}, after:\n{printed}", output.status), "read what it printed above"))
}

/// The folder of the Java that runs: its classes are the platform's.
fn java_home() -> Outcome<String> {
    let mut java = without_cargos_libraries("java");
    let output = java.args(["-XshowSettings:properties", "-version"]).output();
    let output = output.map_err(|error| Failure::new(format!("java: {error}"), "install a JDK"))?;
    let settings = String::from_utf8_lossy(&output.stderr).into_owned();
    let home = settings.lines().find_map(|line| line.trim().strip_prefix("java.home = ")).map(str::to_owned);
    home.ok_or_else(|| Failure::new("java does not say where it is", "install a JDK"))
}

fn jars(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| Failure::new(format!("{}: {error}", folder.display()), "see what Maven printed above");
    let entries = std::fs::read_dir(folder).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    let mut jars: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    jars.sort();
    Ok(jars)
}

fn folder() -> PathBuf {
    cargo_target().join("kotlin-consumers")
}
