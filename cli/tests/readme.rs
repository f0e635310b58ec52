//! Runs the commands of README.md and of the guides in `docs/guide`, as a reader pastes them: all of them, one after
//! another, without a pause.
#![cfg(target_os = "linux")]

mod common;

use common::{program_folder, shell};
use starseal::report::Record;
use starseal::scan::{LumaImage, ScanOptions};
use starseal::{Language, Outcome, Timestamp, Verifier, When};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const README: &str = include_str!("../../README.md");

/// A script in place of cargo, which runs the program that is already built. It runs neither setup nor tests, since
/// this is one of the tests, nor the server of the page, which has tests of its own.
const CARGO: &str = r#"#!/bin/sh
case "$*" in
    "run --release -- "*) shift 3; exec starseal "$@" ;;
    "xtask setup" | "xtask test" | "xtask page --demo") ;;
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
    assert!(run.out.contains("All 11 outcomes are as expected"), "{}", run.out);
    assert!(run.out.contains("1 label: it stands on"), "{}", run.out);
    assert_eq!(run.err, "");
    for name in ["trust.cbor", "trust-2.cbor", "status-2.cwt", "shop.bundle", "shop.state"] {
        assert!(path.join(name).is_file(), "{name}");
    }
}

#[test]
fn the_japanese_readme_has_the_same_commands() {
    assert_eq!(commands(include_str!("../../README.ja.md")), commands(README));
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

/// The lines of the README's Rust example, so that they are compiled and run.
#[rustfmt::skip]
fn rust_example(
    [trust_list_bytes, bundle_bytes]: [Vec<u8>; 2],
    text: &str,
    luma_image: LumaImage<'_>,
    now: Timestamp,
) -> Result<(String, String), Box<dyn std::error::Error>> {
    let mut verifier = Verifier::new(&trust_list_bytes)?;    // the list that you ship is the anchor
    let verdict = verifier.check(text, When::Now(now));      // every text has a verdict
    match verdict.outcome() {
        Outcome::Stands(label) => println!("★{} {}", label.level(), label.product_id()),
        Outcome::DoesNotStand(label, finding) => println!("{}: {}", label.product_id(), finding.code()),
        Outcome::Refused(finding) => println!("{}", finding.code()),
    }
    let verdicts = verifier.check_image(&luma_image, &ScanOptions::preview(), When::Now(now));
    verifier.apply(&bundle_bytes, now)?;                     // newer lists, whenever there is a network
    let sentence = verdict.sentence(Language::Ja);
    let record = Record::new(&verdict).to_json();            // starseal-verdict/1, for machines and evidence
    assert!(verdicts.labels.is_empty());
    Ok((sentence, record))
}

#[test]
fn the_rust_example_of_the_readme_is_compiled_and_runs() {
    let (_, example) = README.split_once("```rust\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let source = include_str!("readme.rs");
    let missing: Vec<&str> = example.lines().filter(|line| !source.contains(&format!("    {line}\n"))).collect();
    assert!(missing.is_empty(), "not in rust_example: {missing:#?}");

    let folder = common::folder();
    common::starseal(folder.path(), "bundle --trust trust.cbor --out a.bundle --now 2026-11-22T03:00:00Z").exits(0);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    let image = LumaImage::new(&[255; 32 * 32], 32, 32, 32).unwrap();
    let now = common::NOW.parse().unwrap();
    let text = common::carrier();
    let (sentence, record) = rust_example(["trust.cbor", "a.bundle"].map(read), &text, image, now).unwrap();
    assert!(sentence.contains("EX-000123"), "{sentence}");
    assert!(record.contains("starseal-verdict/1") && record.contains("\"stands\":true"), "{record}");
}

/// A command of a guide, and the output that the guide shows for it.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    /// One line, or several where the guide continues the line with `> `, as a shell does.
    command: String,
    shown: Vec<String>,
}

/// A guide, split at its ```` ```console ```` blocks.
///
/// The convention of the guides: a line that starts with `$ ` is a command, lines after it that start with `> `
/// continue it, and all other lines are its output, standard error included. Every command succeeds unless the next
/// command is
/// `echo $?`, which then shows its exit code.
struct Guide {
    /// What stands before, between and after the blocks.
    prose: Vec<String>,
    blocks: Vec<Vec<Step>>,
}

const OPENING: &str = "```console\n";
const CLOSING: &str = "```\n";

impl Guide {
    fn parse(text: &str) -> Guide {
        let mut pieces = text.split(OPENING);
        let mut prose = vec![pieces.next().unwrap().to_owned()];
        let mut blocks = Vec::new();
        for piece in pieces {
            let (block, after) = piece.split_once(CLOSING).expect("every block is closed");
            blocks.push(steps(block));
            prose.push(after.to_owned());
        }
        Guide { prose, blocks }
    }

    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.blocks.iter().flatten()
    }

    fn text(&self) -> String {
        let mut text = self.prose.first().cloned().unwrap_or_default();
        for (block, after) in self.blocks.iter().zip(self.prose.iter().skip(1)) {
            text.push_str(OPENING);
            for step in block {
                text.push_str(&format!("$ {}\n", step.command.replace('\n', "\n> ")));
                step.shown.iter().for_each(|line| text.push_str(&format!("{line}\n")));
            }
            text.push_str(CLOSING);
            text.push_str(after);
        }
        text
    }
}

fn steps(block: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step { command: command.to_owned(), shown: Vec::new() });
            continue;
        }
        let step = steps.last_mut().expect("a block starts with a command");
        match line.strip_prefix("> ") {
            Some(more) if step.shown.is_empty() => step.command = format!("{}\n{more}", step.command),
            _ => step.shown.push(line.to_owned()),
        }
    }
    steps
}

/// A line without what differs between two runs: key IDs, thumbprints, digests, days, times, and the days that are
/// left.
fn settled(line: &str) -> String {
    let line = match line.split_once(" days left") {
        Some((before, after)) => before.trim_end_matches(|last: char| last.is_ascii_digit()).to_owned() + after,
        None => line.to_owned(),
    };
    let mut letters: Vec<char> = line.chars().collect();
    for pattern in ["0000-00-00", "00:00:00"] {
        let pattern: Vec<char> = pattern.chars().collect();
        for start in 0..(letters.len() + 1).saturating_sub(pattern.len()) {
            let window = &mut letters[start..start + pattern.len()];
            let mut pairs = window.iter().zip(&pattern);
            if pairs.all(|(letter, wanted)| letter == wanted || (letter.is_ascii_digit() && *wanted == '0')) {
                window.copy_from_slice(&pattern);
            }
        }
    }
    // The part of a thumbprint that people read aloud: five groups of four digits.
    const ALOUD: usize = 24;
    for start in 0..(letters.len() + 1).saturating_sub(ALOUD) {
        let window = &mut letters[start..start + ALOUD];
        let is_aloud = |(at, letter): (usize, &char)| match at % 5 {
            4 => *letter == ' ',
            _ => matches!(letter, '0'..='9' | 'a'..='f'),
        };
        if window.iter().enumerate().all(is_aloud) {
            window.iter_mut().filter(|letter| **letter != ' ').for_each(|letter| *letter = '#');
        }
    }
    let line: String = letters.into_iter().collect();
    let is_id =
        |word: &str| matches!(word.len(), 8 | 64) && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let words = line.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric());
    words.fold(String::new(), |said, word| {
        let bare = word.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
        let rest = word.get(bare.len()..).unwrap_or_default();
        if is_id(bare) { said + "#" + rest } else { said + word }
    })
}

/// Whether a line only appears if commands follow each other within a second: the next list is dated a second later
/// than the one before, and so ahead of the clock.
fn is_of_haste(line: &str) -> bool {
    line.contains("verifiers accept only later lists") || line.contains("clock-behind")
}

/// Whether a command printed what the guide shows: all of its lines, in their order. The guide may leave lines out; but
/// where it shows nothing, nothing was printed.
fn is_shown(step: &Step, printed: &str) -> bool {
    let mut lines = printed.lines().filter(|line| !is_of_haste(line)).map(settled);
    match step.shown.as_slice() {
        [] => lines.next().is_none(),
        shown => shown.iter().map(|line| settled(line)).all(|wanted| lines.any(|line| line == wanted)),
    }
}

/// Runs a guide's commands in one shell and a fresh folder, without a pause, and compares what they print.
///
/// `STARSEAL_GUIDES=overwrite` writes the output of the commands that differ into the guide. Read the difference.
fn follow(name: &str, least_commands: usize) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide").join(name);
    let text = fs::read_to_string(&file).unwrap();
    let mut guide = Guide::parse(&text);
    assert_eq!(guide.text(), text, "the guide is read whole");
    let count = guide.steps().filter(|step| step.command.contains("starseal ")).count();
    assert!(count >= least_commands, "{name} has {count} commands");

    let (folder, outputs, programs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), program_folder());
    let mut script = "set +e\n".to_owned();
    for (number, step) in guide.steps().enumerate() {
        let place = outputs.path().join(number.to_string());
        let place = place.display();
        // The group runs in the shell itself, so that variables and folders stay; `$?` of the next command is its code.
        script += &format!("{{ {}\n}} > {place}.out 2>&1\n", step.command);
        script += &format!("code=$?; echo $code > {place}.code; (exit $code)\n");
    }
    shell("bash", &(script + "exit 0\n"), folder.path(), programs.path()).exits(0);

    let steps: Vec<&Step> = guide.steps().collect();
    let read = |number: usize, kind: &str| fs::read_to_string(outputs.path().join(format!("{number}.{kind}"))).unwrap();
    let printed: Vec<String> = (0..steps.len()).map(|number| read(number, "out")).collect();
    let mut wrong = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let code = read(number, "code");
        let asks = steps.get(number + 1).is_some_and(|next| next.command == "echo $?");
        assert!(code == "0\n" || asks, "{name}: exit code {code}{}\n{}", step.command, printed[number]);
        if !is_shown(step, &printed[number]) {
            wrong.push(number);
        }
    }
    if std::env::var_os("STARSEAL_GUIDES").is_some_and(|value| value == "overwrite") {
        for (number, step) in guide.blocks.iter_mut().flatten().enumerate().filter(|(number, _)| wrong.contains(number))
        {
            step.shown = printed[number].lines().filter(|line| !is_of_haste(line)).map(str::to_owned).collect();
        }
        fs::write(&file, guide.text()).unwrap();
        return;
    }
    let differences = wrong.iter().map(|number| format!("$ {}\n{}", steps[*number].command, printed[*number]));
    let differences: Vec<String> = differences.collect();
    assert!(
        differences.is_empty(),
        "{name} shows other output than this; STARSEAL_GUIDES=overwrite writes it:\n{}",
        differences.join("\n")
    );
}

#[test]
fn the_commands_of_the_guide_to_publishing_do_what_it_shows() {
    follow("publish.md", 10);
}

#[test]
#[ignore = "long"]
fn the_commands_of_the_registry_guide_do_what_it_shows() {
    follow("registry.md", 40);
}

#[test]
#[ignore = "long"]
fn the_first_hour_after_a_key_was_stolen_goes_as_its_guide_says() {
    follow("key-compromise.md", 40);
}

#[test]
fn the_commands_of_the_guide_for_keys_in_hardware_do_what_it_shows() {
    follow("hsm.md", 16);
}

#[test]
fn the_commands_of_the_shop_guide_do_what_it_shows() {
    follow("shop.md", 14);
}

#[test]
fn the_commands_of_the_japanese_shop_guide_do_what_it_shows() {
    follow("shop.ja.md", 14);
}

#[test]
fn the_commands_of_the_guide_to_evidence_do_what_it_shows() {
    follow("evidence.md", 14);
}

#[test]
fn a_guide_is_split_into_commands_and_their_output() {
    let text = "Prose.\n\n```console\n$ a \\\n>     b\nsaid\n$ echo $?\n1\n```\nMore.\n```console\n$ c\n```\n";
    let guide = Guide::parse(text);
    let step = |command: &str, shown: &[&str]| Step {
        command: command.to_owned(),
        shown: shown.iter().map(|line| (*line).to_owned()).collect(),
    };
    let expected = [step("a \\\n    b", &["said"]), step("echo $?", &["1"]), step("c", &[])];
    assert!(guide.steps().eq(expected.iter()));
    assert_eq!(guide.text(), text);
}

#[test]
fn output_is_compared_without_what_differs_between_runs() {
    let (one, other) = (
        "  鍵 0a1b2c3d from 2026-11-26, made at 2026-11-26T02:48:43Z",
        "  鍵 12345678 from 2027-01-01, made at 2027-01-01T00:00:01Z",
    );
    assert_eq!(settled(one), settled(other));
    assert_eq!(settled("at 2026-11-26T02:48:43Z (365 days left)"), settled("at 2026-11-27T02:48:43Z (364 days left)"));
    assert_eq!(settled("  738b 2186 f3f3 784f 7528  root"), settled("  0000 1111 2222 3333 abcd  root"));
    for different in ["JAN 4569951110017", "JAN 4569951110016 ", "3 labels", "JAN 45699511100160"] {
        assert_ne!(settled("JAN 4569951110016"), settled(different), "{different}");
    }
    let step = Step { command: String::new(), shown: vec!["first".into(), "third".into()] };
    assert!(is_shown(&step, "first\nsecond\nthird\n"));
    assert!(!is_shown(&step, "third\nfirst\n") && !is_shown(&step, "first\n"));
    let silent = Step { command: String::new(), shown: Vec::new() };
    assert!(is_shown(&silent, "") && !is_shown(&silent, "warning\n"));
}
