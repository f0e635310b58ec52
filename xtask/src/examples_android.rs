//! The scanner for Android, without Android's SDK: compiled against its classes, oldest and newest, and run by Robolectric.

use crate::bindings;
use crate::examples_ios::count_lines;
use crate::files::remove_folder;
use crate::kotlin::{cargo_target, count_tests, maven};
use crate::run::{Outcome, root, step};

const PROJECT: &str = "bindings/examples/android";

/// Test classes that must have run, with the least number of tests in each.
const LEAST_TESTS: [(&str, usize); 7] = [
    ("CameraTest", 13),
    ("CardTest", 600),
    ("LabelDataTest", 11),
    ("MainActivityTest", 28),
    ("PictureTest", 11),
    ("ScreenCasesTest", 2),
    ("ScreenModelTest", 20),
];

pub(crate) fn test() -> Outcome {
    count_lines("scanner for Android", &[root().join(PROJECT).join("src/main/kotlin/dev/starseal/example")], "kt")?;
    bindings::build()?;
    // The app depends on the layer as any app does. The layer's own tests do not run here.
    crate::kotlin::install()?;
    let folder = cargo_target().join("android-example");
    // Maven neither compiles anew for another Android, nor forgets the classes of tests that are no longer there.
    let clean = || {
        ["classes", "test-classes", "surefire-reports"].iter().try_for_each(|name| remove_folder(&folder.join(name)))
    };
    clean()?;
    let mut oldest = maven(PROJECT)?;
    step(
        "scanner for Android, compiled against the oldest",
        oldest.args(["compile", "-Dandroid.version=${android.oldest}"]),
    )?;
    clean()?;
    step("scanner for Android: format, and tests", maven(PROJECT)?.args(["ktlint:check", "test"]))?;
    count_tests(&folder.join("surefire-reports"), "dev.starseal.example", &LEAST_TESTS)?;
    println!("pictures of each screen: {}", folder.join("pictures").display());
    Ok(())
}
