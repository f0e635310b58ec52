//! The size of the shared library that an app for Android carries.
//!
//! It is linked for a system that is available here, with the linker and the flags of Android's, and stripped, as
//! Gradle strips what it packs. Like Android's it holds the unwinder of panics, which other systems have in a shared
//! library.

use super::{AARCH64, cargo, products};
use crate::process::{Failure, Outcome, root, shell, step, words};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Features, and the largest size of a library with them, in bytes.
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

/// Builds and strips the library, and returns the path of the stripped one.
fn build(what: &str, features: &str) -> Outcome<PathBuf> {
    let sh = shell()?;
    let phones = root().join("ffi/phones");
    let build = cargo(&sh)?
        .args(words("rustc --quiet --locked -p starseal-ffi --lib --profile phone --crate-type cdylib --target"))
        .arg(AARCH64)
        .args(words(features))
        .args(["--", "-Clink-arg=-fuse-ld=lld"])
        .arg(format!("-Clink-arg=-B{}", folder_of_lld()?.display()))
        .arg(format!("-Clink-arg=-L{}", phones.join("unwinder").display()))
        .arg(format!("-Clink-arg=@{}", phones.join("android.link").display()));
    step(&format!("shared library for aarch64, {what}"), build)?;
    let (library, stripped) = (library(), library().with_extension("stripped.so"));
    step("strip", cmd!(sh, "aarch64-linux-gnu-strip -o {stripped} {library}"))?;
    Ok(stripped)
}

fn library() -> PathBuf {
    products(AARCH64).join("phone/libstarseal_ffi.so")
}

/// The folder of lld: a cross compiler looks for linkers in its own folders only, unless it is given another.
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
