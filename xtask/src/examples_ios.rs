//! The scanner for iOS. Its model is tested here; its shell, which needs Apple's frameworks, is parsed, and compiled on a Mac
//! (`.github/workflows/apple.yml`).

use crate::files::read;
use crate::run::{Failure, Outcome, root, step, words};
use crate::swift::{self, Swift};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// How long the whole app may be, model and shell, blank lines and comments counted.
const MOST_LINES: usize = 399;

const SHELL: &str = "App/Scanner.swiftpm/Sources";
const MODEL: &str = "Sources/ScannerModel";

pub(crate) fn test() -> Outcome {
    count_lines("scanner for iOS", &[folder().join(MODEL), folder().join(SHELL)], "swift")?;
    swift::fill()?;
    let swift = Swift::ready()?;
    swift.check_format(&folder(), "Package.swift Sources Tests App")?;
    let mut parse = words(swift.command(&folder(), "swiftc"), "-frontend -parse App/Scanner.swiftpm/Package.swift");
    for source in sources(&folder().join(SHELL), "swift")? {
        parse.arg(source);
    }
    step("scanner for iOS, syntax of the shell", &mut parse)?;
    run_tests(&swift)
}

fn folder() -> PathBuf {
    root().join("bindings/examples/ios")
}

/// A folder's files of one kind.
fn sources(folder: &Path, kind: &str) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| Failure::new(format!("{}: {error}", folder.display()), "look whether it is there");
    let entries = std::fs::read_dir(folder).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    let files = entries.into_iter().map(|entry| entry.path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|extension| extension == kind)).collect();
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!("{} has no .{kind} files", folder.display()), "look where they went"));
    }
    Ok(files)
}

/// An app is short enough to be read in one go.
pub(crate) fn count_lines(app: &str, folders: &[PathBuf], kind: &str) -> Outcome {
    let mut total = 0;
    for folder in folders {
        let files = sources(folder, kind)?;
        total += files.iter().map(|file| Ok(read(file)?.lines().count())).sum::<Outcome<usize>>()?;
    }
    println!("{app}: {total} lines, of {MOST_LINES} that it may have");
    if total <= MOST_LINES {
        return Ok(());
    }
    Err(Failure::new(format!("the {app} has {total} lines"), format!("make do with {MOST_LINES}")))
}

/// Runs the tests, and says how many there were: SwiftPM is content with none.
fn run_tests(swift: &Swift) -> Outcome {
    println!("\n=== scanner for iOS, tests");
    let mut test = swift.swift(&folder(), &format!("test {}", swift.warnings()));
    let output = test.stdout(Stdio::piped()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| Failure::new(format!("swift: {error}"), "install Swift"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let cases = said.lines().filter(|line| line.contains("Passing 1 argument")).count();
    for line in said.lines().filter(|line| !line.starts_with('◇')) {
        println!("{line}");
    }
    if !output.status.success() {
        return Err(Failure::new(format!("scanner for iOS, tests: {}", output.status), "read what it printed above"));
    }
    let passed = said.lines().find_map(|line| line.split_once("Test run with ")?.1.split_once(" test")?.0.parse().ok());
    match passed {
        None | Some(0_usize) => Err(Failure::new("scanner for iOS: no test ran", "read what it printed above")),
        Some(passed) => {
            println!("--- scanner for iOS: {passed} tests passed, with {cases} cases of those that have arguments");
            Ok(())
        }
    }
}
