//! The Swift package over the library just built: format, tests, documentation; endurance and speed.

use crate::bindings::{build, folder};
use crate::files::{copy, make_folder, read};
use crate::run::{Failure, Outcome, root, step, words};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The `swift-tools-version` of bindings/swift/Package.swift.
const LEAST_MAJOR: u32 = 6;

/// What the tests compare the surface with, and the documentation is made from.
const SYMBOL_GRAPHS: &str = ".build/symbol-graphs";

/// Sentences of Rust's documentation, and where they must stand in Swift's: in the hand-written layer by its own tests, in the
/// generated code by UniFFI.
const RUST_SAYS: [(&str, &str, &str); 2] = [
    (
        "core/src/code/table.rs",
        "Two different lists with the same version both have valid signatures.",
        "Starseal/data/documentation/starseal/code.json",
    ),
    (
        "ffi/src/verifier.rs",
        "Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.",
        "StarsealGenerated/data/documentation/starsealgenerated/verifier.json",
    ),
];

pub(crate) fn test() -> Outcome {
    fill()?;
    let swift = Swift::ready()?;
    let sources = "Package.swift Sources/Starseal Tests Performance/Package.swift Performance/Sources";
    swift.check_format(&package(), sources)?;
    let graphs = format!("-Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc {SYMBOL_GRAPHS}");
    let test = format!("test {} {graphs}", swift.warnings());
    step("Swift, tests", &mut swift.swift(&package(), &test))?;
    document(&swift)
}

/// A million labels in one process.
pub(crate) fn soak() -> Outcome {
    let (swift, program) = performance("starseal-soak")?;
    step("Swift, a million labels", swift.command(&root(), program).arg("test-vectors"))
}

/// A check from Swift beside one in Rust.
pub(crate) fn bench() -> Outcome {
    let (swift, program) = performance("starseal-bench")?;
    // In the project, so that a tree with Swift sees it too.
    let folder = package().join(".build/ratio");
    crate::ratio::compare("Swift", &folder, || {
        let mut bench = swift.command(&package(), &program);
        bench.arg(".build/ratio");
        Ok(bench)
    })
}

fn package() -> PathBuf {
    root().join("bindings/swift")
}

/// Builds the library, and puts it and the generated code into the package, where git does not look.
pub(crate) fn fill() -> Outcome {
    if cfg!(target_os = "macos") && package().join("StarsealFFI.xcframework").exists() {
        return Err(Failure::new(
            "bindings/swift/StarsealFFI.xcframework would be tested, and not what is built now",
            "move it away; `swift test` tests it",
        ));
    }
    build()?;
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

/// Builds the programs that measure, which depend on the layer as an application does: all of them, so that none is forgotten.
fn performance(program: &str) -> Outcome<(Swift, PathBuf)> {
    fill()?;
    let swift = Swift::ready()?;
    let folder = package().join("Performance");
    let build = format!("build -c release {}", swift.warnings());
    step(program, &mut swift.swift(&folder, &build))?;
    Ok((swift, folder.join(".build/release").join(program)))
}

/// The public layer's documentation and the generated code's, of which a Rust doc comment must have come all the way.
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
        step(&format!("Swift, documentation of {module}"), &mut swift.docc(&package(), &convert))?;
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

/// Swift of this machine, or in a tree of Debian's beside it.
pub(crate) struct Swift {
    tree: Option<PathBuf>,
}

impl Swift {
    pub(crate) fn ready() -> Outcome<Self> {
        let version = Command::new("swift").arg("--version").stderr(Stdio::null()).output();
        let Ok(version) = version else { return Swift::in_tree() };
        let version = String::from_utf8_lossy(&version.stdout).into_owned();
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
        let tree = crate::tools::cache()?.join("swift-on-trixie");
        let mut lay = Command::new(package().join("toolchain/swift-root.sh"));
        step("Swift, in a tree of its own", lay.arg(&tree))?;
        Ok(Swift { tree: Some(tree) })
    }

    /// A program, started in a folder of the project.
    pub(crate) fn command(&self, start: &Path, program: impl AsRef<OsStr>) -> Command {
        let Some(tree) = &self.tree else {
            let mut command = Command::new(program);
            command.current_dir(start);
            return command;
        };
        let mut command = Command::new(package().join("toolchain/in-root.sh"));
        command.arg(tree).arg(root()).arg(start).arg(program);
        command
    }

    /// The format that the tree's Swift likes; another version's may differ in details.
    pub(crate) fn check_format(&self, start: &Path, sources: &str) -> Outcome {
        if self.tree.is_none() {
            println!(
                "\n=== Swift, format: left to machines without a Swift of their own, which take the version that is pinned"
            );
            return Ok(());
        }
        let lint = format!("format lint --strict --recursive {sources}");
        step("Swift, format", &mut self.swift(start, &lint))
    }

    /// Likewise, later versions warn of more.
    pub(crate) fn warnings(&self) -> &'static str {
        if self.tree.is_some() { "-Xswiftc -warnings-as-errors" } else { "" }
    }

    /// SwiftPM and its likes.
    pub(crate) fn swift(&self, start: &Path, arguments: &str) -> Command {
        words(self.command(start, "swift"), arguments)
    }

    /// The documentation compiler, which only Xcode keeps off PATH.
    fn docc(&self, start: &Path, arguments: &str) -> Command {
        let (program, first) = if cfg!(target_os = "macos") { ("xcrun", "docc ") } else { ("docc", "") };
        words(self.command(start, program), &format!("{first}{arguments}"))
    }
}
