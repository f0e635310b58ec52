//! The library as applications get it, and the code that UniFFI generates over it.

use crate::files::{copy, make_folder};
use crate::run::{Outcome, cargo, step, target, words};
use std::path::PathBuf;

/// Where the library and the generated code of the bindings stand, made anew by [`build`].
///
/// ```text
/// target/bindings/lib/     libstarseal_ffi.so, libstarseal_ffi.a
/// target/bindings/kotlin/  dev/starseal/internal/starseal_ffi.kt
/// target/bindings/swift/   StarsealGenerated.swift, StarsealFFI.h, module.modulemap
/// ```
pub(crate) fn folder() -> PathBuf {
    target().join("bindings")
}

/// Builds the library as phones get it, and generates Kotlin and Swift from it. Python's wheel does both by itself.
pub(crate) fn build() -> Outcome {
    let library = folder().join("lib");
    make_folder(&library)?;
    // One kind at a time: `lib` among the crate types would turn link-time optimisation off.
    for (kind, suffix) in [("cdylib", std::env::consts::DLL_SUFFIX), ("staticlib", ".a")] {
        let mut build = words(cargo(), "rustc --quiet -p starseal-ffi --lib --locked --profile phone --crate-type");
        step(&format!("library for applications, {kind}"), build.arg(kind))?;
        let name = format!("libstarseal_ffi{suffix}");
        copy(&target().join("phone").join(&name), &library.join(&name))?;
    }
    step("code generator", &mut words(cargo(), "build --quiet --locked -p starseal-bindgen"))?;
    let library = library.join(format!("libstarseal_ffi{}", std::env::consts::DLL_SUFFIX));
    for language in ["kotlin", "swift"] {
        let out = folder().join(language);
        make_folder(&out)?;
        let mut generate = std::process::Command::new(target().join("debug").join("uniffi-bindgen"));
        generate.current_dir(crate::run::root()).args(["generate", "--no-format", "--language", language, "--out-dir"]);
        step(&format!("generated code, {language}"), generate.arg(&out).arg(&library))?;
    }
    let swift = folder().join("swift");
    crate::quicken::quicken(&swift.join("StarsealGenerated.swift"))?;
    crate::jna::keep_structures(&folder().join("kotlin/dev/starseal/internal/starseal_ffi.kt"))?;
    // Clang looks for a module map of this name.
    copy(&swift.join("StarsealFFI.modulemap"), &swift.join("module.modulemap"))
}
