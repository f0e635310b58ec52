//! The scanner for iOS. Its model is tested here. Its shell, which needs Apple's frameworks, is parsed here, and
//! compiled on a Mac (`.github/workflows/apple.yml`).

use crate::bindings::Profile;
use crate::files::{entries, read};
use crate::process::{Failure, Outcome, root, shell_in, step, timed, words};
use crate::swift::{self, Swift};
use std::path::{Path, PathBuf};

/// The most lines that the whole app may have: model and shell, with blank lines and comments.
const MOST_LINES: usize = 399;

const SHELL: &str = "App/Scanner.swiftpm/Sources";
const MODEL: &str = "Sources/ScannerModel";

pub(crate) fn test(profile: Profile) -> Outcome {
    count_lines("scanner for iOS", &[folder().join(MODEL), folder().join(SHELL)], "swift")?;
    swift::fill(profile)?;
    let swift = Swift::ready()?;
    swift.check_format(&folder(), "Package.swift Sources Tests App")?;
    let sources = sources(&folder().join(SHELL), "swift")?;
    let sh = shell_in(folder())?;
    let parse = swift.command(&sh, "swiftc").args(words("-frontend -parse App/Scanner.swiftpm/Package.swift"));
    step("scanner for iOS, syntax of the shell", parse.args(sources))?;
    run_tests(&swift)
}

fn folder() -> PathBuf {
    root().join("bindings/examples/ios")
}

/// Returns a folder's files with one extension.
fn sources(folder: &Path, extension: &str) -> Outcome<Vec<PathBuf>> {
    let mut files = entries(folder)?;
    files.retain(|file| file.extension().is_some_and(|other| other == extension));
    if files.is_empty() {
        return Err(Failure::new(format!("{} has no .{extension} files", folder.display()), "see where they are now"));
    }
    Ok(files)
}

/// Fails where an example app is too long to be read in one go.
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
    Err(Failure::new(format!("the {app} has {total} lines"), format!("shorten it to at most {MOST_LINES} lines")))
}

/// Runs the tests, and fails where none ran: SwiftPM accepts that.
fn run_tests(swift: &Swift) -> Outcome {
    let sh = shell_in(folder())?;
    let said = timed("scanner for iOS, tests", || {
        let test = swift.swift(&sh, &format!("test {}", swift.warnings())).quiet().ignore_status().output()?;
        let said = String::from_utf8_lossy(&test.stdout).into_owned();
        for line in said.lines().filter(|line| !line.starts_with('◇')) {
            println!("{line}");
        }
        if test.status.success() {
            return Ok(said);
        }
        eprintln!("{}", String::from_utf8_lossy(&test.stderr));
        Err(Failure::new(format!("scanner for iOS, tests: {}", test.status), "read what it printed above"))
    })?;
    let cases = said.lines().filter(|line| line.contains("Passing 1 argument")).count();
    let passed = said.lines().find_map(|line| line.split_once("Test run with ")?.1.split_once(" test")?.0.parse().ok());
    match passed {
        None | Some(0_usize) => Err(Failure::new("scanner for iOS: no test ran", "read what it printed above")),
        Some(passed) => {
            println!("--- scanner for iOS: {passed} tests passed, with {cases} cases of those that have arguments");
            Ok(())
        }
    }
}
