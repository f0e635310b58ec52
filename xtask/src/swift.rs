//! The Swift package over the library just built: format, tests, documentation; endurance and speed.

use crate::bindings::{Profile, build, folder};
use crate::files::{copy, make_folder, read};
use crate::process::{Failure, Outcome, root, shell, shell_in, step, words};
use crate::ratio;
use crate::setup::{cache, debian};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

/// The `swift-tools-version` of bindings/swift/Package.swift.
const LEAST_MAJOR: u32 = 6;

/// What the tests compare the surface with, and the documentation is made from.
const SYMBOL_GRAPHS: &str = ".build/symbol-graphs";

/// Sentences of Rust's documentation that Swift's must hold: those of the hand-written layer are kept by its own tests,
/// those of the generated code by UniFFI.
const RUST_SAYS: [(&str, &str, &str); 2] = [
    (
        "core/src/code/table.rs",
        "Two different lists with the same version both have valid signatures.",
        "Starseal/data/documentation/starseal/code.json",
    ),
    (
        "ffi/src/verifier.rs",
        "Checks labels offline, against the trust lists of one or more authorities and the status lists of their \
         issuers.",
        "StarsealGenerated/data/documentation/starsealgenerated/verifier.json",
    ),
];

pub(crate) fn test(profile: Profile) -> Outcome {
    fill(profile)?;
    let swift = Swift::ready()?;
    let sources = "Package.swift Sources/Starseal Tests Performance/Package.swift Performance/Sources";
    swift.check_format(&package(), sources)?;
    let graphs = format!("-Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc {SYMBOL_GRAPHS}");
    let test = format!("test {} {graphs}", swift.warnings());
    let sh = shell_in(package())?;
    step("Swift, tests", swift.swift(&sh, &test))?;
    document(&swift)
}

/// Checks labels in one process, with updates in between.
pub(crate) fn soak(checks: u64, profile: Profile) -> Outcome {
    let (swift, program) = performance("starseal-soak", profile)?;
    let (sh, checks) = (shell_in(root())?, checks.to_string());
    step(&format!("Swift, {checks} checks"), swift.command(&sh, program).args(["test-vectors", &checks]))
}

/// A check from Swift beside one in Rust.
pub(crate) fn bench() -> Outcome {
    let (swift, program) = performance("starseal-bench", Profile::Releases)?;
    // A folder of the project, so that Swift in a tree of its own sees it too.
    let folder = package().join(".build/ratio");
    let sh = shell_in(package())?;
    ratio::compare("Swift", &folder, || Ok(swift.command(&sh, &program).arg(".build/ratio")))
}

fn package() -> PathBuf {
    root().join("bindings/swift")
}

/// Builds the library, and copies it and the generated code into folders of the package that git ignores.
pub(crate) fn fill(profile: Profile) -> Outcome {
    if cfg!(target_os = "macos") && package().join("StarsealFFI.xcframework").exists() {
        return Err(Failure::new(
            "bindings/swift/StarsealFFI.xcframework would be tested, and not what is built now",
            "move it away; `swift test` tests it",
        ));
    }
    build(profile)?;
    let sources = package().join("Sources");
    for (from, into) in [
        ("swift/StarsealFFI.h", "StarsealFFI"),
        ("swift/module.modulemap", "StarsealFFI"),
        ("lib/libstarseal_ffi.a", "StarsealFFI"),
        ("swift/StarsealGenerated.swift", "StarsealGenerated"),
    ] {
        let from = folder().join(from);
        let into = sources.join(into);
        make_folder(&into)?;
        let name = from.file_name().unwrap_or_default();
        copy(&from, &into.join(name))?;
    }
    Ok(())
}

/// Builds all programs that measure, which depend on the layer as an application does, and returns the path of one.
fn performance(program: &str, profile: Profile) -> Outcome<(Swift, PathBuf)> {
    fill(profile)?;
    let swift = Swift::ready()?;
    let folder = package().join("Performance");
    let build = format!("build -c release {}", swift.warnings());
    let sh = shell_in(&folder)?;
    step(program, swift.swift(&sh, &build))?;
    Ok((swift, folder.join(".build/release").join(program)))
}

/// Builds the documentation of the layer and of the generated code, and fails where a sentence of Rust's is missing.
fn document(swift: &Swift) -> Outcome {
    let documentation = package().join(".build/documentation");
    for module in ["Starseal", "StarsealGenerated"] {
        let graphs = package().join(".build/documented").join(module);
        make_folder(&graphs)?;
        make_folder(&documentation)?;
        let graph = format!("{module}.symbols.json");
        copy(&package().join(SYMBOL_GRAPHS).join(&graph), &graphs.join(&graph))?;
        let catalog = if module == "Starseal" { "Sources/Starseal/Starseal.docc --warnings-as-errors" } else { "" };
        let names = format!("--fallback-display-name {module} --fallback-bundle-identifier dev.starseal.{module}");
        let folders = format!(
            "--additional-symbol-graph-dir .build/documented/{module} --output-path .build/documentation/{module}"
        );
        let convert = format!("convert {catalog} {names} {folders}");
        let sh = shell_in(package())?;
        step(&format!("Swift, documentation of {module}"), swift.docc(&sh, &convert))?;
    }
    for (source, sentence, page) in RUST_SAYS {
        for file in [root().join(source), documentation.join(page)] {
            if !unwrapped(&file)?.contains(sentence) {
                return Err(Failure::new(
                    format!("{} does not say: {sentence}", file.display()),
                    "a doc comment in Rust changed, or no longer gets into Swift's documentation",
                ));
            }
        }
    }
    println!("\nthe documentation is in bindings/swift/.build/documentation");
    Ok(())
}

/// A file's text, with doc comments of several lines in one.
fn unwrapped(file: &Path) -> Outcome<String> {
    Ok(read(file)?.replace("\n/// ", " "))
}

/// Swift of this machine, or in a tree of a newer Debian.
pub(crate) struct Swift {
    tree: Option<PathBuf>,
}

impl Swift {
    /// Finds Swift, and fills the tree where this machine has none.
    pub(crate) fn ready() -> Outcome<Self> {
        if !debian::is_on_path("swift") {
            return Swift::in_tree();
        }
        let sh = shell()?;
        let version = cmd!(sh, "swift --version").quiet().ignore_stderr().read()?;
        let number = version.split("Swift version ").nth(1).and_then(|rest| rest.split(['.', ' ']).next());
        if number.and_then(|number| number.parse().ok()).is_some_and(|major: u32| major >= LEAST_MAJOR) {
            return Ok(Swift { tree: None });
        }
        Err(Failure::new(
            format!("the Swift of this machine is too old: {}", version.trim()),
            format!("install Swift {LEAST_MAJOR} or later (swift.org), or take this one off PATH"),
        ))
    }

    fn in_tree() -> Outcome<Self> {
        let tree = cache()?.join("swift-on-trixie");
        if !tree.join(".ready").is_file() {
            debian::install(&[&debian::MMDEBSTRAP])?;
        }
        let (sh, script) = (shell()?, package().join("toolchain/swift-root.sh"));
        step("Swift, in a tree of its own", cmd!(sh, "{script} {tree}"))?;
        Ok(Swift { tree: Some(tree) })
    }

    /// Returns a program that starts in the shell's folder.
    pub(crate) fn command<'a>(&self, sh: &'a Shell, program: impl AsRef<OsStr>) -> Cmd<'a> {
        let Some(tree) = &self.tree else { return sh.cmd(program.as_ref()) };
        let (script, root, start) = (package().join("toolchain/in-root.sh"), root(), sh.current_dir());
        cmd!(sh, "{script} {tree} {root} {start}").arg(program)
    }

    /// Checks the format, which is that of the tree's Swift; other versions may differ in details.
    pub(crate) fn check_format(&self, start: &Path, sources: &str) -> Outcome {
        if self.tree.is_none() {
            println!("\n=== Swift, format: checked by machines without a Swift of their own, whose version is pinned");
            return Ok(());
        }
        let sh = shell_in(start)?;
        step("Swift, format", self.swift(&sh, &format!("format lint --strict --recursive {sources}")))
    }

    /// Warnings are errors in the tree's Swift; later versions have more of them.
    pub(crate) fn warnings(&self) -> &'static str {
        if self.tree.is_some() { "-Xswiftc -warnings-as-errors" } else { "" }
    }

    /// Returns SwiftPM, or another tool that `swift` starts.
    pub(crate) fn swift<'a>(&self, sh: &'a Shell, arguments: &str) -> Cmd<'a> {
        self.command(sh, "swift").args(words(arguments))
    }

    /// Returns the documentation compiler, which Xcode does not put on PATH.
    fn docc<'a>(&self, sh: &'a Shell, arguments: &str) -> Cmd<'a> {
        let docc =
            if cfg!(target_os = "macos") { self.command(sh, "xcrun").arg("docc") } else { self.command(sh, "docc") };
        docc.args(words(arguments))
    }
}
