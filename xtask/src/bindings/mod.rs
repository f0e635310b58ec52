//! The library as applications get it, and the code that UniFFI generates for it.

mod kotlin_structures;
mod swift_reader;

use crate::files::{copy, make_folder};
use crate::process::{Outcome, executable, shell, step, target};
use std::path::PathBuf;
use std::sync::Mutex;
use xshell::cmd;

/// The folder with the library and the generated code, written by [`build`]:
///
/// ```text
/// target/bindings/lib/     libstarseal_ffi.so, libstarseal_ffi.a
/// target/bindings/kotlin/  dev/starseal/internal/starseal_ffi.kt
/// target/bindings/swift/   StarsealGenerated.swift, StarsealFFI.h, module.modulemap
/// ```
pub(crate) fn folder() -> PathBuf {
    target().join("bindings")
}

/// The folder in which Cargo builds the library and the code generator. The tests in Rust have another one: in one
/// folder, Cargo builds for one command at a time, and the generator takes a minute on one processor.
pub(crate) fn build_folder() -> PathBuf {
    folder().join("build")
}

/// With which profile libraries and programs are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// That of the tests, which takes less time to build.
    Tests,
    /// That of what people get: optimised for size on phones, and for speed elsewhere.
    Releases,
}

/// Builds the library, and generates Kotlin and Swift from it, once in a run. The build of the Python wheel does both
/// for itself.
pub(crate) fn build(profile: Profile) -> Outcome {
    static BUILT: Mutex<Option<Profile>> = Mutex::new(None);
    let mut built = BUILT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if *built != Some(profile) {
        library(profile)?;
        generate()?;
        *built = Some(profile);
    }
    Ok(())
}

fn library(profile: Profile) -> Outcome {
    let sh = shell()?;
    let (library, build_folder) = (folder().join("lib"), build_folder());
    make_folder(&library)?;
    let cargo =
        |command| cmd!(sh, "cargo {command} --quiet --target-dir {build_folder} -p starseal-ffi --lib --locked");
    let products = match profile {
        Profile::Tests => {
            step("library for applications", cargo("build").args(["--profile", "bindings"]))?;
            "bindings"
        }
        Profile::Releases => {
            // One kind at a time: `lib` among the crate types would turn link-time optimization off.
            for kind in ["cdylib", "staticlib"] {
                let build = cargo("rustc").args(["--profile", "phone", "--crate-type", kind]);
                step(&format!("library for applications, {kind}"), build)?;
            }
            "phone"
        }
    };
    for suffix in [std::env::consts::DLL_SUFFIX, ".a"] {
        let name = format!("libstarseal_ffi{suffix}");
        copy(&build_folder.join(products).join(&name), &library.join(&name))?;
    }
    Ok(())
}

/// The code generator runs for a second, so it is not optimised: that would take minutes. The build of the Python wheel
/// says the same, so that Cargo compiles the generator once.
pub(crate) const GENERATOR_PROFILE: (&str, &str) = ("CARGO_PROFILE_DEV_OPT_LEVEL", "0");

fn generate() -> Outcome {
    let sh = shell()?;
    let build_folder = build_folder();
    // The build of the Python wheel selects it in the same way.
    let build = cmd!(sh, "cargo build --quiet --target-dir {build_folder} --locked --bin uniffi-bindgen");
    let (name, value) = GENERATOR_PROFILE;
    step("code generator", build.env(name, value))?;
    let generator = executable(build_folder.join("debug").join("uniffi-bindgen"));
    let library = folder().join("lib").join(format!("libstarseal_ffi{}", std::env::consts::DLL_SUFFIX));
    for language in ["kotlin", "swift"] {
        let out = folder().join(language);
        make_folder(&out)?;
        let generate = cmd!(sh, "{generator} generate --no-format --language {language} --out-dir {out} {library}");
        step(&format!("generated code, {language}"), generate)?;
    }
    let swift = folder().join("swift");
    swift_reader::read_without_copies(&swift.join("StarsealGenerated.swift"))?;
    kotlin_structures::keep_structures(&folder().join("kotlin/dev/starseal/internal/starseal_ffi.kt"))?;
    // Clang looks for a module map of this name.
    copy(&swift.join("StarsealFFI.modulemap"), &swift.join("module.modulemap"))
}
