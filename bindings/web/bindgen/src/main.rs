//! The code generator of wasm-bindgen, in the same version as the module uses.
//!
//! ```text
//! starseal-web-bindgen MODULE.wasm FOLDER NAME
//! ```
//!
//! It writes `NAME.js`, which loads and calls the module, `NAME.d.ts`, and the module as `NAME_bg.wasm`.

#![forbid(unsafe_code)]

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder, name] = arguments.as_slice() else {
        eprintln!("usage: starseal-web-bindgen MODULE.wasm FOLDER NAME");
        return ExitCode::from(2);
    };
    match generate(module, folder, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{module}: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Generates an ES module without the address of the WebAssembly module, which the package passes.
fn generate(module: &str, folder: &str, name: &str) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    let web = bindgen.web(true).map_err(|error| error.to_string())?;
    web.input_path(module)
        .out_name(name)
        .typescript(true)
        .omit_default_module_path(true)
        .remove_producers_section(true);
    web.generate(folder).map_err(|error| format!("{error:#}"))
}
