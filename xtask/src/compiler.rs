//! Cargo for phones and for WebAssembly, with the standard library compiled from its sources.

use crate::process::{Outcome, output, root, shell, step};
use crate::setup::cache;
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

/// Makes sure of a compiler with the sources of its library: that of rustup with the component `rust-src`, or Debian's.
pub(crate) fn ready() -> Outcome {
    let sh = shell()?;
    if has_sources(&sh)? {
        return Ok(());
    }
    let (script, tree) = (root().join("ffi/phones/rustc-root.sh"), tree()?);
    step("Rust with the sources of its library, in a tree of its own", cmd!(sh, "{script} {tree}"))
}

/// Returns Cargo with a configuration from the project's folder, and a folder for its products; a subcommand and its
/// targets must follow. The compiler exists after [`ready`].
pub(crate) fn cargo<'a>(sh: &'a Shell, config: &str, products: &Path) -> Outcome<Cmd<'a>> {
    let config = root().join(config);
    let mut cargo = cmd!(sh, "cargo --config {config}")
        // Cargo compiles the library for nightly compilers only; this variable makes any compiler one.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", products);
    if !has_sources(sh)? {
        let tree = tree()?;
        let program = |name: &str| tree.join("usr/bin").join(name);
        cargo = cargo.env("LD_LIBRARY_PATH", tree.join("usr/lib/x86_64-linux-gnu"));
        cargo = cargo.env("RUSTC", program("rustc")).env("RUSTDOC", program("rustdoc"));
    }
    Ok(cargo)
}

/// Whether this machine's own compiler has the sources of its library.
fn has_sources(sh: &Shell) -> Outcome<bool> {
    let sysroot = output(cmd!(sh, "rustc --print sysroot"))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// Debian's compiler, in a folder that [`ready`] fills.
fn tree() -> Outcome<PathBuf> {
    Ok(cache()?.join("rustc-web"))
}
