//! The Kotlin bindings: tests, documentation and the long run, all through Maven.

use crate::bindings::{self, Profile};
use crate::files::{read, remove_folder};
use crate::process::{Failure, Outcome, root, shell_in, step, target};
use crate::{consumers, ratio};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use xshell::{Cmd, Shell, cmd};

const PROJECT: &str = "bindings/kotlin";

/// Test classes, with the least number of tests that each must have run: a class that finds no vectors tests nothing.
const LEAST_TESTS: [(&str, usize); 10] = [
    ("FaultTest", 1),
    ("FrameScannerTest", 7),
    ("GarbageTest", 6),
    ("LayerTest", 14),
    ("ReadmeTest", 2),
    ("StarsealExceptionTest", 10),
    ("StoryTest", 140),
    ("SurfaceTest", 31),
    ("ThreadTest", 3),
    ("VectorTest", 700),
];

/// Whether this run has put the layer into the local Maven repository.
static IS_INSTALLED: AtomicBool = AtomicBool::new(false);
/// Whether this run has compiled the layer and its tests, and written down their class path.
static IS_COMPILED: AtomicBool = AtomicBool::new(false);

/// Format, tests, documentation, and programs that use the layer.
pub(crate) fn test(profile: Profile) -> Outcome {
    bindings::build(profile)?;
    // Maven keeps classes whose sources are gone.
    for earlier in [reports(), documentation(), folder().join("classes"), folder().join("test-classes")] {
        remove_folder(&earlier)?;
    }
    let sh = project(PROJECT)?;
    let goals = maven(&sh).args(["ktlint:check", "install", "dokka:dokka"]).args(write_class_path());
    step("Kotlin: format, tests, documentation", goals)?;
    IS_INSTALLED.store(true, Ordering::Relaxed);
    IS_COMPILED.store(true, Ordering::Relaxed);
    count_tests(&reports(), "dev.starseal", &LEAST_TESTS)?;
    documentation_holds_what_rust_says()?;
    consumers::test()
}

/// Puts the layer into the local Maven repository, for programs that depend on it as applications do.
pub(crate) fn install() -> Outcome {
    if !IS_INSTALLED.swap(true, Ordering::Relaxed) {
        let sh = project(PROJECT)?;
        step("Kotlin: into the local Maven repository", maven(&sh).args(["install", "-Dmaven.test.skip=true"]))?;
    }
    Ok(())
}

/// Checks from eight threads in one process, with updates in between.
pub(crate) fn soak(checks: u64, profile: Profile) -> Outcome {
    bindings::build(profile)?;
    let class_path = class_path()?;
    let sh = project("")?;
    let (checks, project) = (checks.to_string(), format!("-Dstarseal.project={}", root().display()));
    // The heap has its full size from the start: what grows after that is not Java's garbage.
    let java =
        cmd!(sh, "java -Xms128m -Xmx128m -XX:+AlwaysPreTouch {project} -cp {class_path} dev.starseal.SoakKt {checks}");
    step(&format!("Kotlin: {checks} checks"), java)
}

/// A check from Kotlin, call and verdict included, beside one in Rust.
pub(crate) fn bench() -> Outcome {
    bindings::build(Profile::Releases)?;
    let (class_path, folder) = (class_path()?, folder().join("ratio"));
    let sh = project("")?;
    ratio::compare("Kotlin", &folder, || Ok(cmd!(sh, "java -cp {class_path} dev.starseal.BenchKt {folder}")))
}

/// The goal of Maven, with its options, that writes down the libraries of the tests.
fn write_class_path() -> [String; 3] {
    let file = format!("-Dmdep.outputFile={}", class_path_file().display());
    ["dependency:build-classpath".into(), "-Dmdep.includeScope=test".into(), file]
}

fn class_path_file() -> PathBuf {
    folder().join("class-path.txt")
}

/// Compiles layer and tests, unless this run has done so, and returns the class path to run them with.
fn class_path() -> Outcome<String> {
    if !IS_COMPILED.swap(true, Ordering::Relaxed) {
        let sh = project(PROJECT)?;
        step("Kotlin: compile", maven(&sh).arg("test-compile").args(write_class_path()))?;
    }
    let libraries = read(&class_path_file())?;
    let ours = ["classes", "test-classes"].map(|name| folder().join(name).display().to_string());
    let separator = if cfg!(windows) { ";" } else { ":" };
    Ok([&ours[0], &ours[1], libraries.trim()].join(separator))
}

/// The folder of what Maven makes.
fn folder() -> PathBuf {
    target().join("kotlin")
}

fn reports() -> PathBuf {
    folder().join("surefire-reports")
}

fn documentation() -> PathBuf {
    folder().join("docs")
}

/// Returns a shell for Maven and Java in a folder of the project. Cargo makes programs find the library of its debug
/// builds first; JNA must find the one in the jar.
pub(crate) fn project(folder: &str) -> Outcome<Shell> {
    let sh = shell_in(root().join(folder))?;
    for variable in ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
        sh.set_var(variable, "");
    }
    Ok(sh)
}

/// Returns Maven in the shell's folder.
pub(crate) fn maven(sh: &Shell) -> Cmd<'_> {
    let cargo_target = format!("-Dcargo.target={}", target().display());
    cmd!(sh, "mvn -q -B {cargo_target}")
}

/// Prints how many tests of a package passed, and fails where a class ran fewer than its least number. Maven prints
/// neither when it is quiet.
pub(crate) fn count_tests(reports: &Path, package: &str, least_tests: &[(&str, usize)]) -> Outcome {
    let mut all = 0;
    for &(name, least) in least_tests {
        let report = read(&reports.join(format!("TEST-{package}.{name}.xml")))?;
        // The first attribute of each name is that of the whole suite.
        let count = |attribute: &str| {
            let value = report.split_once(&format!(" {attribute}=\""))?.1.split_once('"')?.0;
            value.parse::<usize>().ok()
        };
        let [tests, skipped, failures, errors] = ["tests", "skipped", "failures", "errors"].map(count);
        if tests.is_none_or(|tests| tests < least) || [skipped, failures, errors] != [Some(0); 3] {
            let what = format!("{name}: {tests:?} run, {skipped:?} skipped, {failures:?} failed, {errors:?} broke");
            return Err(Failure::new(what, format!("at least {least} tests must pass, and none may be skipped")));
        }
        println!("{name}: {} tests passed", tests.unwrap_or_default());
        all += tests.unwrap_or_default();
    }
    println!("all {all} tests of {package} passed");
    Ok(())
}

/// Fails where a sentence of Rust's documentation is missing in that of the layer or of the generated code.
fn documentation_holds_what_rust_says() -> Outcome {
    let library = root().join("ffi").join("src").join("verifier.rs");
    let sentence = "Adds another authority by its trust list, or by the newest of a chain of trust lists. \
                    The list is an anchor too.";
    for page in ["dev.starseal/-verifier/add-authority.html", "dev.starseal.internal/-verifier/add-authority.html"] {
        let page = documentation().join("-starseal").join(page);
        // Apostrophes are written in several ways.
        let text = read(&page)?.replace("&apos;", "'").replace("&#39;", "'").replace("&rsquo;", "'");
        if !text.contains(sentence) || !read(&library)?.contains(sentence) {
            return Err(Failure::new(
                format!("{} does not say: {sentence}", page.display()),
                "see whether the comment in ffi/src/verifier.rs, the one in Verifier.kt and this check are alike",
            ));
        }
    }
    println!("documentation: {}", documentation().join("index.html").display());
    Ok(())
}
