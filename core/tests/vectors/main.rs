//! Makes a test of every file of test-vectors, with the name of the file.
//!
//! The verdict in a vector is derived from the specification alone, so the core is compared with the specification and
//! not with itself.

mod judge;
mod read;
mod records;
mod story;
mod words;

use libtest_mimic::{Arguments, Failed, Trial};
use read::{folder, json_files, read_json};
use serde_json::Value;
use starseal::code::Class;
use starseal::{Code, SigningKey, TrustList};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The codes that no vector has. A bundle that is too long has more than 64 MiB, and an object more than 16 MiB. The
/// others are for wrong arguments of a caller, which vectors do not have. Unit tests cover these codes.
const NOT_IN_VECTORS: [&str; 4] = ["bundle-too-long", "status-object-too-long", "bad-image", "bad-value"];

fn main() {
    let vectors = json_files("vectors");
    let mut trials: Vec<Trial> = vectors.iter().cloned().map(vector_trial).collect();
    let stories = json_files("stories");
    trials.extend(stories.iter().cloned().map(story_trial));
    trials.extend(json_files("trust").into_iter().map(trust_trial));
    trials.extend(
        read_json(&folder().join("keys.json")).as_array().cloned().unwrap_or_default().into_iter().map(key_trial),
    );
    let with_sentences = with_sentences(&vectors, &stories);
    trials.push(Trial::test("every_code_has_a_vector", move || every_code_has_a_vector(&vectors, &stories)));
    trials.push(Trial::test("every_sentence_has_a_vector", move || words::every_entry_has_a_vector(&with_sentences)));
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    if let Err(fault) = records::finish() {
        eprintln!("the records cannot be written: {}", fault.message().unwrap_or_default());
        std::process::exit(1);
    }
    conclusion.exit();
}

fn stem(path: &std::path::Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn vector_trial(path: PathBuf) -> Trial {
    Trial::test(format!("vectors::{}", stem(&path)), move || {
        let vector = read_json(&path);
        the_code_names_a_rule_of_the_vector(&vector)?;
        judge::vector(&vector).map_err(|fault| {
            Failed::from(format!(
                "{}\n{}\nby {}",
                fault.message().unwrap_or("failed"),
                vector["description"],
                vector["rules"]
            ))
        })
    })
}

/// Checks that the table of codes names at least one of the rules that decide the vector.
fn the_code_names_a_rule_of_the_vector(vector: &Value) -> Result<(), Failed> {
    // The vector of an authentic label may be about any rule, and a list that is accepted has no code.
    let code = vector["expect"]
        .as_str()
        .ok_or("no code")?
        .parse::<Code>()
        .ok()
        .filter(|code| code.class() != Class::Authentic);
    let Some(code) = code else { return Ok(()) };
    let rules: Vec<String> = code.rules().iter().map(|rule| format!("R-{rule}")).collect();
    let decide = vector["rules"].as_array().ok_or("no rules")?;
    if decide.iter().any(|rule| rules.iter().any(|known| rule == known)) {
        return Ok(());
    }
    Err(format!("{code} has the rules {rules:?}, and the vector has {decide:?}").into())
}

fn story_trial(path: PathBuf) -> Trial {
    Trial::test(format!("stories::{}", stem(&path)), move || {
        let content = read_json(&path);
        story::story(&content).map_err(|fault| {
            Failed::from(format!(
                "{}\n{}\nby {}",
                fault.message().unwrap_or("failed"),
                content["description"],
                content["rules"]
            ))
        })
    })
}

/// Checks that a trust list of the vectors opens, and that its authority has the ID in the same file.
fn trust_trial(path: PathBuf) -> Trial {
    Trial::test(format!("trust::{}", stem(&path)), move || {
        let list = read_json(&path);
        let opened = TrustList::open(&read::hex(&list["hex"]))?;
        read::same("authority ID", &opened.authority_id().to_string(), &list["authority_id"])
    })
}

/// Checks that the public key, the thumbprint and the kid follow from the seed.
fn key_trial(key: Value) -> Trial {
    let name = key["name"].as_str().unwrap_or_default().replace(' ', "_");
    Trial::test(format!("keys::{name}"), move || {
        use starseal::Signer;
        let seed = read::hex(&key["seed"]).try_into().map_err(|_| "a seed has 32 bytes")?;
        let public_key = SigningKey::from_seed(&seed).public_key();
        read::same("public key", &read::to_hex(&public_key.to_bytes()), &key["public_key"])?;
        read::same("thumbprint", &public_key.thumbprint().to_string(), &key["thumbprint"])?;
        read::same("kid", &public_key.key_id().to_string(), &key["kid"])
    })
}

/// Returns the vectors and stories that have sentences: all except trust lists that are accepted.
fn with_sentences(vectors: &[PathBuf], stories: &[PathBuf]) -> BTreeSet<String> {
    let has_sentences = |path: &&PathBuf| read_json(path)["expect"] != "accepted";
    let vectors = vectors.iter().filter(has_sentences).map(|path| format!("vectors/{}", stem(path)));
    vectors.chain(stories.iter().map(|path| format!("stories/{}", stem(path)))).collect()
}

fn every_code_has_a_vector(vectors: &[PathBuf], stories: &[PathBuf]) -> Result<(), Failed> {
    let mut said = BTreeSet::new();
    let texts = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for step in stories.iter().flat_map(|path| texts(&read_json(path)["steps"])) {
        let all = [vec![step["expect"].clone()], texts(&step["reasons"]), texts(&step["lists"])].concat();
        said.extend(all.iter().filter_map(Value::as_str).map(str::to_owned));
    }
    for path in vectors {
        let vector = read_json(path);
        let reasons = vector["reasons"].as_array().cloned().unwrap_or_default();
        said.extend(
            [vector["expect"].clone()].into_iter().chain(reasons).filter_map(|v| v.as_str().map(str::to_owned)),
        );
    }
    said.extend(NOT_IN_VECTORS.map(str::to_owned));
    let silent: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(|code| !said.contains(*code)).collect();
    if silent.is_empty() { Ok(()) } else { Err(format!("no vector has {silent:?}").into()) }
}
