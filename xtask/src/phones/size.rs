//! How large the shared library is that an app for Android carries.
//!
//! Linked for a system that can be had here, with the linker and the flags that Android's is linked with, and stripped, as
//! Gradle strips what it packs. Like Android's it holds what unwinds panics, which other systems have in a library of theirs.

use super::{AARCH64, compiler, products};
use crate::run::{Failure, Outcome, root, step, words};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Features, and the most bytes that a library with them may have.
const LIMITS: [(&str, &str, u64); 2] =
    [("without image scanning", "--no-default-features", 620_000), ("with image scanning", "", 920_000)];

/// Both libraries are measured before either can fail.
pub(super) fn check() -> Outcome {
    let mut lines = Vec::new();
    let mut too_large = Vec::new();
    for (what, features, most) in LIMITS {
        let bytes = of(&build(what, features)?)?;
        let line = format!("{what}: {bytes} bytes, at most {most}");
        if bytes > most {
            too_large.push(line.clone());
        }
        lines.push(line);
    }
    println!("\n=== size of the shared library for aarch64, stripped\n{}", lines.join("\n"));
    if too_large.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("the shared library for aarch64 is too large {}", too_large.join("; ")),
        format!("see what takes the room: nm --size-sort -S -C {}", library().display()),
    ))
}

/// Builds it and strips it; gives the stripped one's path.
fn build(what: &str, features: &str) -> Outcome<PathBuf> {
    let mut build = words(
        compiler::cargo()?,
        "rustc --quiet --locked -p starseal-ffi --lib --profile phone --crate-type cdylib --target",
    );
    build.arg(AARCH64).args(features.split_whitespace());
    build.args(["--", "-Clink-arg=-fuse-ld=lld"]);
    build.arg(format!("-Clink-arg=-B{}", folder_of_lld()?.display()));
    let phones = root().join("ffi/phones");
    build.arg(format!("-Clink-arg=-L{}", phones.join("unwinder").display()));
    build.arg(format!("-Clink-arg=@{}", phones.join("android.link").display()));
    step(&format!("shared library for aarch64, {what}"), &mut build)?;
    let stripped = library().with_extension("stripped.so");
    let mut strip = Command::new("aarch64-linux-gnu-strip");
    step("strip", strip.arg("-o").arg(&stripped).arg(library()))?;
    Ok(stripped)
}

fn library() -> PathBuf {
    products(AARCH64).join("phone/libstarseal_ffi.so")
}

/// A cross compiler looks for linkers in its own folders alone, unless told of another.
fn folder_of_lld() -> Outcome<PathBuf> {
    let missing = |error| Failure::new(format!("/usr/bin/ld.lld: {error}"), "install lld");
    let program = Path::new("/usr/bin/ld.lld").canonicalize().map_err(missing)?;
    Ok(program.parent().unwrap_or(&program).to_owned())
}

/// A file's size in bytes.
pub(super) fn of(file: &Path) -> Outcome<u64> {
    let metadata = file.metadata();
    metadata.map(|metadata| metadata.len()).map_err(|error| {
        Failure::new(format!("{}: {error}", file.display()), "read what was printed above, or remove target/phones")
    })
}
