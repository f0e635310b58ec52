//! The library for phones, as far as a machine without an NDK and without Xcode can tell: compiled for each target, what it
//! exports, how large it is. And the core's tests on the processor that phones have, emulated.
//!
//! Not seen here: a link by the NDK or by Xcode, and so neither a missing system library nor the alignment to 16 KB pages
//! of what they make (`bindings/kotlin/android/build-aar.sh` looks at that); nor a phone.

mod compiler;
mod exports;
mod size;

use crate::bindings;
use crate::run::{Outcome, step, target, words};
use crate::tools::{debian, debian_file};
use exports::Objects;
use std::path::PathBuf;

/// Which static libraries are compiled, and what objects they must hold.
const TARGETS: [(&str, Objects); 5] = [
    ("aarch64-linux-android", Objects::Elf("elf64-littleaarch64")),
    ("armv7-linux-androideabi", Objects::Elf("elf32-littlearm")),
    ("x86_64-linux-android", Objects::Elf("elf64-x86-64")),
    ("aarch64-apple-ios", Objects::MachO { format: "Mach-O arm64", simulator: false }),
    ("aarch64-apple-ios-sim", Objects::MachO { format: "Mach-O arm64", simulator: true }),
];

/// The processor of phones under a system that can be emulated.
const AARCH64: &str = "aarch64-unknown-linux-gnu";

/// All of it. The static libraries' sizes are printed; the shared libraries' are limited.
pub(crate) fn test() -> Outcome {
    tools()?;
    compiler::ready()?;
    compile_dependencies()?;
    static_libraries()?;
    size::check()?;
    core()
}

/// What all of them are built from, for all targets side by side: the libraries themselves cargo builds for one at a time.
fn compile_dependencies() -> Outcome {
    let mut build = words(
        compiler::cargo()?,
        "build --quiet --locked -p starseal --lib --no-default-features --features scan --profile phone",
    );
    for triple in TARGETS.map(|(triple, _)| triple).into_iter().chain([AARCH64]) {
        build.args(["--target", triple]);
    }
    step("core and standard library, for all targets", &mut build)
}

fn static_libraries() -> Outcome {
    bindings::build()?;
    let declared = exports::Declared::by(&bindings::folder().join("swift/StarsealFFI.h"))?;
    for (triple, objects) in TARGETS {
        let mut build = words(
            compiler::cargo()?,
            "rustc --quiet --locked -p starseal-ffi --lib --profile phone --crate-type staticlib --target",
        );
        step(&format!("static library for {triple}"), build.arg(triple))?;
        let archive = products(triple).join("phone/libstarseal_ffi.a");
        exports::check(&declared, &archive, objects)?;
        println!("--- {triple}: {} bytes", size::of(&archive)?);
    }
    Ok(())
}

/// All tests of the core, each vector among them. None is left out: everything that they do works under emulation.
fn core() -> Outcome {
    let mut tests = words(compiler::cargo()?, "test --locked -p starseal --target");
    // The harness is part of the standard library; cargo adds it by itself.
    step("tests of the core, for aarch64", tests.arg(AARCH64))
}

/// Where a target's build products are. The host's share `target/phones` with all of them.
fn products(triple: &str) -> PathBuf {
    folder().join(triple)
}

fn folder() -> PathBuf {
    target().join("phones")
}

fn tools() -> Outcome {
    debian("llvm-nm", "llvm")?;
    debian("ld.lld", "lld")?;
    debian("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu")?;
    debian("qemu-aarch64-static", "qemu-user-static")?;
    debian_file("/usr/aarch64-linux-gnu/lib/crt1.o", "libc6-dev-arm64-cross")
}
