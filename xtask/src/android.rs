//! The scanner for Android, without Android's SDK: compiled against its oldest and its newest classes, and run by
//! Robolectric.

use crate::bindings::{self, Profile};
use crate::files::remove_folder;
use crate::ios::count_lines;
use crate::kotlin::{count_tests, install, maven, project};
use crate::process::{Outcome, root, step, target};

const PROJECT: &str = "bindings/examples/android";

/// Test classes, with the least number of tests that each must have run.
const LEAST_TESTS: [(&str, usize); 7] = [
    ("CameraTest", 13),
    ("CardTest", 600),
    ("LabelDataTest", 11),
    ("MainActivityTest", 28),
    ("PictureTest", 11),
    ("ScreenCasesTest", 2),
    ("ScreenModelTest", 20),
];

pub(crate) fn test(profile: Profile) -> Outcome {
    count_lines("scanner for Android", &[root().join(PROJECT).join("src/main/kotlin/dev/starseal/example")], "kt")?;
    bindings::build(profile)?;
    // The app depends on the layer as any app does. The layer's own tests do not run here.
    install()?;
    let folder = target().join("android-example");
    // Maven neither compiles again for another Android, nor removes the classes of tests whose sources are gone.
    let clean = || {
        ["classes", "test-classes", "surefire-reports"].iter().try_for_each(|name| remove_folder(&folder.join(name)))
    };
    let sh = project(PROJECT)?;
    clean()?;
    step(
        "scanner for Android, compiled against the oldest",
        maven(&sh).args(["compile", "-Dandroid.version=${android.oldest}"]),
    )?;
    clean()?;
    step("scanner for Android: format, and tests", maven(&sh).args(["ktlint:check", "test"]))?;
    count_tests(&folder.join("surefire-reports"), "dev.starseal.example", &LEAST_TESTS)?;
    println!("pictures of each screen: {}", folder.join("pictures").display());
    Ok(())
}
