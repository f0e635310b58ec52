//! The sizes of the WebAssembly modules and of the JavaScript around them, as a web server sends them.

use super::build::MODULES;
use crate::process::{Failure, Outcome, output, shell_in};
use crate::setup::node::WEB;
use xshell::cmd;

/// The largest size of each module, compressed by Brotli, in bytes.
const LIMITS: [(&str, u64); 2] = [("verify", 120_000), ("scan", 200_000)];

/// Prints the size of a file as it is and compressed, and that of the modules that it imports, in bytes.
const MEASURE: &str = r#"
const { readFileSync } = require("node:fs");
const { brotliCompressSync } = require("node:zlib");
const sizes = (name) => {
  const bytes = readFileSync(name);
  return [bytes.length, brotliCompressSync(bytes).length];
};
for (const name of process.argv.slice(1)) {
  console.log(...sizes(`generated/${name}.wasm`), ...sizes(`generated/${name}.js`));
}
"#;

/// Measures both modules before either can fail.
pub(super) fn check() -> Outcome {
    let sh = shell_in(WEB.ready()?)?;
    let names = MODULES.map(|(name, _)| name);
    let measured = output(cmd!(sh, "node -e {MEASURE} {names...}"))?;
    let mut too_large = Vec::new();
    println!("\n=== sizes of the npm package, in bytes: module, compressed, at most; JavaScript around it, compressed");
    for ((name, most), line) in LIMITS.iter().zip(measured.lines()) {
        let sizes: Vec<u64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [bytes, compressed, script, script_compressed] = sizes[..] else {
            return Err(Failure::new(format!("sizes of {name}: {line}"), "read what was printed above"));
        };
        println!("{name}: {bytes}, {compressed}, {most}; {script}, {script_compressed}");
        if compressed > *most {
            too_large.push(format!("{name}.wasm has {compressed} bytes, compressed, and {most} are allowed"));
        }
    }
    if too_large.is_empty() {
        return Ok(());
    }
    let help = "see what takes the room: the names of functions are in target/web/wasm32-unknown-unknown/web";
    Err(Failure::new(too_large.join("; "), help))
}
