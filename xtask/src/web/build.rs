//! From Rust and TypeScript to the package.
//!
//! ```text
//! bindings/web/wasm -> cargo -> bindgen -> wasm-opt -> generated/verify.js, verify.wasm; scan.js, scan.wasm
//! bindings/web/src  -> tsc -----------------------> dist/
//! ```

use crate::compiler;
use crate::files::{copy, copy_folder, make_folder, remove_folder};
use crate::process::{Outcome, executable, root, shell, shell_in, step, target, words};
use crate::setup::node::WEB;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// The modules, and the features of each.
pub(super) const MODULES: [(&str, &str); 2] = [("verify", "--no-default-features"), ("scan", "")];

const TRIPLE: &str = "wasm32-unknown-unknown";

/// The extensions of WebAssembly that the module may have: those that Rust uses. Every browser has had them since 2022.
const WASM_FEATURES: &str = "--enable-bulk-memory --enable-bulk-memory-opt --enable-call-indirect-overlong \
                             --enable-multivalue --enable-mutable-globals --enable-nontrapping-float-to-int \
                             --enable-reference-types --enable-sign-ext";

/// What makes a module smaller. The first flag lets an address and its offset be one: nothing lies in the first KB of
/// memory but the end of the stack. A function with one caller stays a function, since its body and its caller's
/// compress better apart. A panic stays a trap, so `--traps-never-happen` is not here.
const SMALLER: &str = "--low-memory-unused --one-caller-inline-max-function-size=0 \
                       --always-inline-max-function-size=4 --flatten --rereloop -Oz --local-cse -Oz";

/// Builds everything that is published into the folder of the packages.
pub(super) fn package() -> Outcome {
    compiler::ready()?;
    let home = WEB.ready()?;
    let sources = root().join("bindings/web");
    for made in ["dist", "generated", "src", "tests"] {
        remove_folder(&home.join(made))?;
    }
    for folder in ["src", "tests"] {
        copy_folder(&sources.join(folder), &home.join(folder))?;
    }
    for file in ["README.md", "tsconfig.json"] {
        copy(&sources.join(file), &home.join(file))?;
    }
    make_folder(&home.join("generated"))?;
    let generator = generator()?;
    for (name, features) in MODULES {
        module(name, features, &generator, &home)?;
    }
    let sh = shell_in(home)?;
    step("TypeScript", cmd!(sh, "node_modules/.bin/tsc"))
}

/// Compiles a module, generates the JavaScript that calls it, and makes it smaller.
fn module(name: &str, features: &str, generator: &Path, home: &Path) -> Outcome {
    let sh = shell()?;
    let build = compiler::cargo(&sh, "bindings/web/wasm/std.toml", &folder())?
        .args(words("build --quiet --locked --profile web -p starseal-web --target"))
        .arg(TRIPLE)
        .args(words(features));
    step(&format!("WebAssembly, {name}"), build)?;
    let (compiled, generated) = (folder().join(TRIPLE).join("web/starseal_web.wasm"), home.join("generated"));
    step(&format!("JavaScript of {name}"), cmd!(sh, "{generator} {compiled} {generated} {name}"))?;
    let (bound, small) = (generated.join(format!("{name}_bg.wasm")), generated.join(format!("{name}.wasm")));
    let optimizer = home.join("node_modules/.bin/wasm-opt");
    let optimize = cmd!(sh, "{optimizer} {bound} -o {small} --strip-debug --strip-producers");
    step(&format!("wasm-opt, {name}"), optimize.args(words(WASM_FEATURES)).args(words(SMALLER)))?;
    sh.remove_path(bound)?;
    sh.remove_path(generated.join(format!("{name}_bg.wasm.d.ts")))?;
    Ok(())
}

/// Builds the code generator of wasm-bindgen, and returns its path.
fn generator() -> Outcome<PathBuf> {
    let sh = shell()?;
    let products = folder();
    let build = cmd!(sh, "cargo build --quiet --locked --target-dir {products} -p starseal-web-bindgen");
    step("code generator of wasm-bindgen", build)?;
    Ok(executable(products.join("debug/starseal-web-bindgen")))
}

/// The folder of Cargo's products.
fn folder() -> PathBuf {
    target().join("web")
}
