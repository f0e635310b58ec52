//! Runs the commands of README.md, all in one script, as a reader pastes them.
#![cfg(target_os = "linux")]

mod common;

use common::{program_folder, shell};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const README: &str = include_str!("../../README.md");

/// A script in place of cargo, which runs the program that is already built. It does not run the tests, since this is
/// one of them.
const CARGO: &str = r#"#!/bin/sh
case "$*" in
    "run --release -- "*) shift 3; exec starseal "$@" ;;
    "xtask test") ;;
    *) exit 1 ;;
esac
"#;

/// Returns the fenced blocks without a language that contain commands. A block that starts with a prompt shows output.
fn commands(text: &str) -> Vec<&str> {
    let fenced = text.split("```").skip(1).step_by(2);
    fenced.filter_map(|block| block.strip_prefix('\n')).filter(|block| !block.starts_with("$ ")).collect()
}

#[test]
fn the_commands_of_the_readme_succeed_one_after_another() {
    let blocks = commands(README);
    let script = blocks.concat();
    let count = script.lines().filter(|line| line.starts_with("starseal ")).count();
    assert!(blocks.len() == 3 && count >= 11, "{count} commands in {} blocks", blocks.len());

    // The folder looks like a checkout in which the program was built. The script does only what the README uses of
    // cargo.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir_all(path.join("target/release")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_starseal"), path.join("target/release/starseal")).unwrap();
    fs::create_dir(path.join("policies")).unwrap();
    for policy in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies")).unwrap() {
        let policy = policy.unwrap().path();
        fs::copy(&policy, path.join("policies").join(policy.file_name().unwrap())).unwrap();
    }
    let programs = program_folder();
    let cargo = programs.path().join("cargo");
    fs::write(&cargo, CARGO).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();

    let run = shell("bash", &script, path, programs.path()).exits(0);
    assert!(run.out.contains("All 10 outcomes are as expected"), "{}", run.out);
    assert!(run.out.contains("1 label: it stands on"), "{}", run.out);
    assert_eq!(run.err, "");
    for name in ["trust.cbor", "trust-2.cbor", "status-2.cwt", "shop.bundle", "shop.state"] {
        assert!(path.join(name).is_file(), "{name}");
    }
}

/// Checks the transcript at the start of the README, with a genuine label and a forged one.
#[test]
fn the_transcript_of_the_readme_shows_what_the_demonstration_makes() {
    let block = README.split("```").nth(1).unwrap().trim_start();
    let command = block.lines().next().unwrap().strip_prefix("$ ").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let programs = program_folder();
    shell("bash", "starseal demo --out . > /dev/null", folder.path(), programs.path()).exits(0);
    let run = shell("bash", command, folder.path(), programs.path()).exits(1);
    for text in ["✓ authentic, current", "EX-000202", "✗ bad-signature", "help: do not rely on this label"] {
        assert!(block.contains(text) && run.out.contains(text), "{text}\n{}", run.out);
    }
}
