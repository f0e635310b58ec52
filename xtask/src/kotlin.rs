//! The Kotlin bindings: tests, documentation and the long run, all through Maven.

use crate::bindings;
use crate::files::{read, remove_folder};
use crate::run::{Failure, Outcome, root, step, target};
use std::path::{Path, PathBuf};
use std::process::Command;

const PROJECT: &str = "bindings/kotlin";

/// Test classes that must have run, with the least number of tests in each: one that finds no vectors tests nothing.
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

/// Format, tests, documentation, and programs that use the layer.
pub(crate) fn test() -> Outcome {
    bindings::build()?;
    // Maven forgets no class that is no longer there.
    for earlier in [reports(), folder().join("classes"), folder().join("test-classes")] {
        remove_folder(&earlier)?;
    }
    step("Kotlin: format, and tests", maven(PROJECT)?.args(["ktlint:check", "test"]))?;
    count_tests(&reports(), "dev.starseal", &LEAST_TESTS)?;
    remove_folder(&documentation())?;
    step("Kotlin: documentation", maven(PROJECT)?.arg("dokka:dokka"))?;
    documentation_holds_what_rust_says()?;
    crate::consumers::test()
}

/// Puts the layer into the local Maven repository, for programs that depend on it as applications do.
pub(crate) fn install() -> Outcome {
    let mut install = maven(PROJECT)?;
    step("Kotlin: into the local Maven repository", install.args(["install", "-Dmaven.test.skip=true"]))
}

/// A million checks from eight threads in one process, with updates in between.
pub(crate) fn soak() -> Outcome {
    bindings::build()?;
    let class_path = class_path()?;
    let mut java = without_cargos_libraries("java");
    // A heap that is as large from the start as it will ever be: what grows then is not Java's garbage.
    java.args(["-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"]);
    java.arg(format!("-Dstarseal.project={}", root().display())).args(["-cp", &class_path, "dev.starseal.SoakKt"]);
    step("Kotlin: a million checks", &mut java)
}

/// A check from Kotlin, call and verdict included, beside one in Rust.
pub(crate) fn bench() -> Outcome {
    bindings::build()?;
    let (class_path, folder) = (class_path()?, folder().join("ratio"));
    crate::ratio::compare("Kotlin", &folder, || {
        let mut java = without_cargos_libraries("java");
        java.args(["-cp", &class_path, "dev.starseal.BenchKt"]).arg(&folder);
        Ok(java)
    })
}

/// Compiles layer and tests, and gives the class path to run them with.
pub(crate) fn class_path() -> Outcome<String> {
    let file = folder().join("class-path.txt");
    let mut compile = maven(PROJECT)?;
    compile.args(["test-compile", "dependency:build-classpath", "-Dmdep.includeScope=test"]);
    step("Kotlin: compile", compile.arg(format!("-Dmdep.outputFile={}", file.display())))?;
    let libraries = read(&file)?;
    let ours = ["classes", "test-classes"].map(|name| folder().join(name).display().to_string());
    let separator = if cfg!(windows) { ";" } else { ":" };
    Ok([&ours[0], &ours[1], libraries.trim()].join(separator))
}

/// Where Maven puts what it makes.
fn folder() -> PathBuf {
    cargo_target().join("kotlin")
}

/// Cargo's target folder, in the words of Maven and Java, which run elsewhere.
pub(crate) fn cargo_target() -> PathBuf {
    std::path::absolute(target()).unwrap_or_else(|_| target())
}

fn reports() -> PathBuf {
    folder().join("surefire-reports")
}

fn documentation() -> PathBuf {
    folder().join("docs")
}

/// Maven, in one of the project's folders.
pub(crate) fn maven(within: &str) -> Outcome<Command> {
    crate::tools::debian("mvn", "maven")?;
    let mut maven = without_cargos_libraries("mvn");
    maven.current_dir(root().join(within)).args(["-q", "-B"]);
    maven.arg(format!("-Dcargo.target={}", cargo_target().display()));
    Ok(maven)
}

/// Cargo has the library of its own debug builds found before any other; JNA is to find the one in the jar.
pub(crate) fn without_cargos_libraries(program: &str) -> Command {
    let mut command = Command::new(program);
    for variable in ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
        command.env_remove(variable);
    }
    command
}

/// Says how many tests of a package passed, and that each class had its least number. Maven, told to be quiet, does not.
pub(crate) fn count_tests(reports: &Path, package: &str, least_tests: &[(&str, usize)]) -> Outcome {
    let mut all = 0;
    for &(name, least) in least_tests {
        let report = read(&reports.join(format!("TEST-{package}.{name}.xml")))?;
        // The first of each is that of the whole suite.
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

/// The documentation of layer and generated code is there, and what Rust says has come along.
fn documentation_holds_what_rust_says() -> Outcome {
    let library = root().join("ffi").join("src").join("verifier.rs");
    let sentence = "Adds another authority by its trust list, or by the newest of a chain of trust lists. The list is an anchor too.";
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
