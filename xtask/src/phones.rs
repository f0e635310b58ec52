//! The library for phones, as far as a machine without an NDK and without Xcode can tell: compiled for each target, its
//! exports, its size. And the core's tests on the processor of phones, emulated.
//!
//! Not seen here: linking by the NDK or by Xcode, and so neither a missing system library nor the alignment to pages of
//! 16 KB (`bindings/kotlin/android/build-aar.sh` checks that); nor a phone.

mod exports;
mod size;

use crate::bindings::{self, Profile};
use crate::compiler;
use crate::process::{Outcome, shell, step, target, words};
use exports::Objects;
use std::path::PathBuf;
use xshell::{Cmd, Shell};

/// Targets of the static libraries, and the objects that they must hold.
const TARGETS: [(&str, Objects); 5] = [
    ("armv7-linux-androideabi", Objects::Elf("elf32-littlearm")),
    ("aarch64-apple-ios", Objects::MachO { format: "Mach-O arm64", simulator: false }),
    ("aarch64-linux-android", Objects::Elf("elf64-littleaarch64")),
    ("x86_64-linux-android", Objects::Elf("elf64-x86-64")),
    ("aarch64-apple-ios-sim", Objects::MachO { format: "Mach-O arm64", simulator: true }),
];

/// The processor of phones, under a system that can be emulated.
const AARCH64: &str = "aarch64-unknown-linux-gnu";

/// Compiles the library with and without scanning for aarch64, and checks its sizes: what every run of `cargo xtask
/// test` does.
pub(crate) fn sizes() -> Outcome {
    compiler::ready()?;
    size::check()
}

/// Compiles the library for all targets, checks exports and sizes, and runs all tests of the core on the processor of
/// phones. The sizes of static libraries are printed; those of shared libraries are limited.
pub(crate) fn all() -> Outcome {
    compiler::ready()?;
    compile_dependencies()?;
    static_libraries()?;
    size::check()?;
    core()
}

/// Compiles the dependencies for all targets at once: Cargo builds the libraries themselves for one target at a time.
fn compile_dependencies() -> Outcome {
    let sh = shell()?;
    let mut build = cargo(&sh)?
        .args(words("build --quiet --locked -p starseal --lib --no-default-features --features scan --profile phone"));
    for triple in TARGETS.iter().map(|(triple, _)| *triple).chain([AARCH64]) {
        build = build.args(["--target", triple]);
    }
    step("core and standard library, for all targets", build)
}

fn static_libraries() -> Outcome {
    bindings::build(Profile::Releases)?;
    let sh = shell()?;
    let declared = exports::Declared::by(&bindings::folder().join("swift/StarsealFFI.h"))?;
    for (triple, objects) in &TARGETS {
        let build = cargo(&sh)?.args(words(
            "rustc --quiet --locked -p starseal-ffi --lib --profile phone --crate-type staticlib --target",
        ));
        step(&format!("static library for {triple}"), build.arg(triple))?;
        let archive = products(triple).join("phone/libstarseal_ffi.a");
        exports::check(&declared, &archive, *objects)?;
        println!("--- {triple}: {} bytes", size::of(&archive)?);
    }
    Ok(())
}

/// Runs all tests of the core under emulation, which supports everything that they do.
fn core() -> Outcome {
    let sh = shell()?;
    // The harness is part of the standard library; cargo adds it by itself.
    let run = cargo(&sh)?.args(["test", "--locked", "-p", "starseal", "--target", AARCH64]);
    step("tests of the core, for aarch64", run)
}

/// Returns Cargo for phones; a subcommand and its targets must follow.
fn cargo(sh: &Shell) -> Outcome<Cmd<'_>> {
    let variable = |name: &str| format!("CARGO_TARGET_{}_{name}", AARCH64.replace('-', "_").to_uppercase());
    let cargo = compiler::cargo(sh, "ffi/phones/std.toml", &folder())?;
    Ok(cargo
        .env(variable("LINKER"), "aarch64-linux-gnu-gcc")
        .env(variable("RUNNER"), "qemu-aarch64-static -L /usr/aarch64-linux-gnu"))
}

/// The folder of a target's build products. Those of the host are in `target/phones` itself.
fn products(triple: &str) -> PathBuf {
    folder().join(triple)
}

fn folder() -> PathBuf {
    target().join("phones")
}
