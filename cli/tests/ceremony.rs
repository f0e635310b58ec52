//! Ceremonies: a first list that is drafted from public keys and signed on five machines, rehearsals, refusals and
//! transcripts.

mod common;

use common::schema::is_described;
use common::{Run, files, folder_with_keys, private_pem, set_mode, starseal};
use serde_json::Value;
use starseal::{TrustList, Verifier};
use std::fs;
use std::path::{Path, PathBuf};

const HOLDERS: [&str; 5] = ["alice", "bob", "carol", "dan", "erin"];

/// Five machines of people, and one on which the draft is made. Each is a folder.
struct Machines(tempfile::TempDir);

impl Machines {
    /// Makes the machines. Each person makes a root key, and sends its public half to the drafting machine.
    fn new() -> Self {
        let machines = Machines(tempfile::tempdir().unwrap());
        fs::create_dir(machines.at("drafting")).unwrap();
        for name in HOLDERS.iter().chain(&["label", "status"]) {
            fs::create_dir(machines.at(name)).unwrap();
            machines.run(name, "key generate --out key.pem --no-passphrase").exits(0);
            let public = machines.run(name, "key show key.pem --public").exits(0).out;
            fs::write(machines.at("drafting").join(format!("{name}-public.pem")), public).unwrap();
        }
        machines
    }

    fn at(&self, machine: &str) -> PathBuf {
        self.0.path().join(machine)
    }

    fn run(&self, machine: &str, words: &str) -> Run {
        starseal(&self.at(machine), words)
    }

    /// Carries a file from one machine to another.
    fn carry(&self, from: &str, to: &str, file: &str, name: &str) {
        fs::copy(self.at(from).join(file), self.at(to).join(name)).unwrap();
    }

    /// A person looks at a draft and signs it, on a machine that has only the draft, the key and perhaps a list.
    fn sign(&self, person: &str, draft: &str, trust: &str, now: &str) -> Run {
        self.carry("drafting", person, draft, draft);
        let sign = format!(
            "trust sign {draft} {trust} --sign-with key.pem --out signed-{draft} --record {draft}.json --signer \
             {person} --now {now}"
        );
        let run = self.run(person, &sign).exits(0);
        self.carry(person, "drafting", &format!("signed-{draft}"), &format!("{person}-{draft}"));
        self.carry(person, "drafting", &format!("{draft}.json"), &format!("{person}-{draft}.json"));
        run
    }

    /// Returns whether a private key is anywhere on a machine.
    fn has_private_key(&self, machine: &str) -> bool {
        let folder = self.at(machine);
        files(&folder)
            .iter()
            .any(|name| String::from_utf8_lossy(&fs::read(folder.join(name)).unwrap()).contains("PRIVATE"))
    }
}

const NOW: &str = "2026-12-01T01:30:00Z";

fn ceremony_file(machines: &Machines) {
    let template = machines.run("drafting", "trust ceremony --template").exits(0).out;
    fs::write(machines.at("drafting").join("ceremony.toml"), template).unwrap();
}

#[test]
fn three_of_five_sign_the_first_list_on_machines_of_their_own() {
    let machines = Machines::new();
    let roots: String = HOLDERS.iter().map(|name| format!(" --root {name}-public.pem")).collect();
    let create = format!(
        "trust create --draft --out first.draft{roots} --threshold 3 --label-key label-public.pem --status-key \
         status-public.pem --prefix HTTPS://LABELS.EXAMPLE/L/ --status-list https://labels.example/status --now \
         2026-12-01T01:00:00Z"
    );
    let said = machines.run("drafting", &create).exits(0).out;
    assert!(said.contains("signed by 0 of 5 roots; 3 must sign"), "{said}");

    // Everybody can look at the draft before, and sees whole thumbprints of all keys when signing.
    let shown = machines.run("drafting", "trust show first.draft --now 2026-12-01").exits(0).out;
    assert!(shown.starts_with("first.draft is a draft: verifiers do not accept it."), "{shown}");
    let json = machines.run("drafting", "trust show first.draft --json").exits(0).json();
    let thumbprints: Vec<&str> =
        json[0]["roots"].as_array().unwrap().iter().map(|root| root["thumbprint"].as_str().unwrap()).collect();
    assert_eq!((json[0]["draft"].as_bool(), thumbprints.len()), (Some(true), 5));
    for person in ["alice", "carol", "erin"] {
        let seen = machines.sign(person, "first.draft", "", NOW).out;
        for thumbprint in &thumbprints {
            let aloud: Vec<&str> = (0..5).map(|at| &thumbprint[4 * at..4 * at + 4]).collect();
            assert!(seen.contains(thumbprint) && seen.contains(&aloud.join(" ")), "{seen}");
        }
    }
    // Two are not enough, and a first list has no list before it.
    let publish = |draft: &str| machines.run("drafting", &format!("trust publish {draft} --out trust.cbor"));
    machines.run("drafting", "trust combine alice-first.draft carol-first.draft --out two.draft").exits(0);
    publish("two.draft").exits(1).complains("signatures of 2 roots, below the threshold of 3", "more roots");
    machines.run("drafting", "trust combine two.draft erin-first.draft --out three.draft").exits(0);
    let published = publish("three.draft").exits(0).out;
    let bytes = fs::read(machines.at("drafting").join("trust.cbor")).unwrap();
    let list = TrustList::open(&bytes).unwrap();
    assert!(published.contains(&list.authority_id().to_string()), "{published}");
    assert_eq!(Verifier::new(&bytes).unwrap().trust_list().statement().threshold, 3);
    // Nothing private was ever on the drafting machine, and nobody's key on another's.
    assert!(!machines.has_private_key("drafting"));
    assert!(HOLDERS.iter().all(|person| machines.has_private_key(person)));

    // The next list, by two others and one of the first: the same steps, with the list held.
    let add = "trust renew --trust trust.cbor --draft --out next.draft --now 2027-10-01T00:00:00Z";
    machines.run("drafting", add).exits(0);
    for person in ["bob", "carol", "dan"] {
        machines.carry("drafting", person, "trust.cbor", "trust.cbor");
        let seen = machines.sign(person, "next.draft", "--trust trust.cbor", "2027-10-01T01:00:00Z").out;
        assert!(seen.contains("nothing else changes"), "{seen}");
    }
    let copies = "bob-next.draft carol-next.draft dan-next.draft";
    machines.run("drafting", &format!("trust combine {copies} --out all.draft")).exits(0);
    machines.run("drafting", "trust publish all.draft --trust trust.cbor --out trust-2.cbor --now 2027-10-01").exits(0);
    let mut app = Verifier::new(&bytes).unwrap();
    let chain = fs::read(machines.at("drafting").join("trust-2.cbor")).unwrap();
    app.update_trust(&chain, "2027-10-01T12:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(app.trust_list().statement().version, 2);
}

#[test]
fn a_first_list_needs_no_draft_if_one_person_has_all_roots() {
    let folder = folder_with_keys();
    let folder = folder.path();
    let create = "trust create --sign-with root.pem --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/";
    starseal(folder, &format!("{create} --root stranger.pem --out a.cbor")).exits(1).complains("of 1 roots", "--draft");
    starseal(folder, &format!("{create} --root stranger.pem --root root.pem --threshold 1 --out a.cbor")).exits(0);
    let roots = starseal(folder, "trust show a.cbor --json").exits(0).json()[0]["roots"].as_array().unwrap().len();
    assert_eq!(roots, 2);
    starseal(folder, &format!("{create} --dry-run")).exits(0);
    starseal(folder, "trust create --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/ --out b.cbor").exits(2);
    assert!(!folder.join("b.cbor").exists());
}

#[test]
fn a_ceremony_is_rehearsed_and_then_held_from_one_file() {
    let machines = Machines::new();
    ceremony_file(&machines);
    // The rehearsal needs nothing but the file.
    fs::create_dir(machines.at("before")).unwrap();
    machines.carry("drafting", "before", "ceremony.toml", "ceremony.toml");
    let played = machines.run("before", "trust ceremony ceremony.toml --rehearse trial").exits(0).out;
    assert!(played.contains("A verifier has taken the list."), "{played}");
    let trial = machines.at("before").join("trial");
    assert_eq!(
        files(&trial),
        [
            "drafting",
            "signer-1",
            "signer-2",
            "signer-3",
            "signer-4",
            "signer-5",
            "transcript.json",
            "transcript.txt",
            "trust.cbor"
        ]
    );
    assert_eq!(files(&trial.join("signer-1")), ["key.pem", "record.json", "signed.draft"]);
    let text = fs::read_to_string(trial.join("transcript.txt")).unwrap();
    assert!(text.starts_with("Transcript of a rehearsal with trial keys: First trust list"), "{text}");
    assert!(text.contains("Alice") && text.contains("signed at"), "{text}");
    // What was written works with the commands of the real ceremony.
    let sign = "trust sign drafting/list.draft --sign-with signer-2/key.pem --out again.draft --now 2026-12-01";
    starseal(&trial, sign).exits(0);
    assert_eq!(fs::read(trial.join("again.draft")).unwrap(), fs::read(trial.join("signer-2/signed.draft")).unwrap());
    machines.run("before", "trust ceremony ceremony.toml --rehearse trial").exits(3).complains("already exists", "");
    machines.run("before", "trust ceremony ceremony.toml --out a.draft").exits(3).complains("alice-public.pem", "");

    // The real one: the same bytes on every machine that has the file and the public keys.
    machines.run("drafting", "trust ceremony ceremony.toml --out first.draft").exits(0);
    for name in files(&machines.at("drafting")) {
        machines.carry("drafting", "bob", &name, &name);
    }
    machines.run("bob", "trust ceremony ceremony.toml --out own.draft").exits(0);
    assert_eq!(
        fs::read(machines.at("bob").join("own.draft")).unwrap(),
        fs::read(machines.at("drafting").join("first.draft")).unwrap()
    );
    let same = machines.run("bob", "trust ceremony ceremony.toml --compare first.draft").exits(0).out;
    assert!(same.contains("first.draft is the draft that ceremony.toml states."), "{same}");
    let other = fs::read_to_string(machines.at("bob").join("ceremony.toml")).unwrap();
    fs::write(machines.at("bob").join("other.toml"), other.replace("threshold = 3", "threshold = 2")).unwrap();
    let differs = machines.run("bob", "trust ceremony other.toml --compare first.draft").exits(1);
    assert!(differs.out.contains("needs the signatures of 3 of 5 roots"), "{}", differs.out);
    differs.complains("is not the draft that other.toml states", "do not sign");

    for person in ["bob", "dan", "erin"] {
        machines.sign(person, "first.draft", "", NOW);
    }
    let copies = "bob-first.draft dan-first.draft erin-first.draft";
    machines.run("drafting", &format!("trust combine {copies} --out all.draft")).exits(0);
    machines.run("drafting", "trust publish all.draft --out trust.cbor").exits(0);
    assert!(!machines.has_private_key("drafting"));

    let records = "--record bob-first.draft.json --record dan-first.draft.json";
    let transcript = format!("trust transcript trust.cbor --ceremony ceremony.toml {records}");
    let text = machines.run("drafting", &transcript).exits(0).out;
    for words in ["Transcript: First trust list", "Bob", "Erin", "2026-12-01T01:30:00Z", "not recorded", "Enough roots"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let ja = machines.run("drafting", &format!("{transcript} --lang ja")).exits(0).out;
    assert!(ja.contains("署名（検証済み）") && ja.contains("ルート鍵 5 個のうち 3 個"), "{ja}");
    let json = machines.run("drafting", &format!("{transcript} --json")).exits(0).json();
    let json = &json[0];
    is_described(json, &schema());
    let signatures = json["signatures"].as_array().unwrap();
    let by = |holder: &str| signatures.iter().find(|one| one["holder"] == holder).unwrap();
    assert_eq!((by("Dan")["signer"].as_str(), by("Dan")["signed_at"].as_str()), (Some("dan"), Some(NOW)));
    assert_eq!(by("Erin")["signed_at"], Value::Null);
    assert_eq!(json["list"]["authority_id"], json["list"]["payload_sha256"]);
    assert_eq!((json["complete"].as_bool(), signatures.len()), (Some(true), 3));
    is_described(
        &serde_json::from_str(&fs::read_to_string(trial.join("transcript.json")).unwrap()).unwrap(),
        &schema(),
    );
}

/// The schema of a transcript.
fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference/transcript.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn records_of_another_list_or_without_a_signature_are_refused() {
    let machines = Machines::new();
    ceremony_file(&machines);
    machines.run("drafting", "trust ceremony ceremony.toml --out first.draft").exits(0);
    machines.sign("alice", "first.draft", "", NOW);
    let text = fs::read_to_string(machines.at("drafting").join("ceremony.toml")).unwrap();
    fs::write(machines.at("drafting").join("two.toml"), text.replace("threshold = 3", "threshold = 2")).unwrap();
    machines.run("drafting", "trust ceremony two.toml --out other.draft").exits(0);
    machines.sign("bob", "other.draft", "", NOW);
    let transcript =
        |draft: &str, record: &str| machines.run("drafting", &format!("trust transcript {draft} --record {record}"));
    let incomplete = transcript("alice-first.draft", "alice-first.draft.json").exits(0).out;
    assert!(incomplete.contains("Not enough roots have signed yet."), "{incomplete}");
    transcript("first.draft", "alice-first.draft.json").exits(1).complains("has no signature", "combine");
    transcript("first.draft", "bob-other.draft.json")
        .exits(1)
        .complains("is of a list with payload", "only the records");
    transcript("first.draft", "ceremony.toml").exits(3).complains("is not the record of a signing", "--record");
    machines.run("drafting", "trust combine alice-first.draft bob-other.draft --out x.draft").exits(1);
}

/// Fills a folder with a list `t1.cbor`, its successor `t2.cbor` in which a key is compromised, and keys.
fn two_lists() -> tempfile::TempDir {
    let folder = folder_with_keys();
    let path = folder.path();
    let run = |words: &str| starseal(path, words).exits(0);
    for (name, seed) in [("second", 4), ("fallen", 5)] {
        fs::write(path.join(format!("{name}.pem")), private_pem(seed)).unwrap();
        set_mode(&path.join(format!("{name}.pem")), 0o600);
    }
    run("trust create --sign-with root.pem --label-key issuer.pem --label-key fallen.pem --prefix HTTPS://A.EXAMPLE/ \
         --out t1.cbor --now 2026-11-22");
    let id = run("key show fallen.pem --json").json()[0]["key_id"].as_str().unwrap().to_owned();
    run(&format!("trust revoke-key --trust t1.cbor --key-id {id} --sign-with root.pem --out t2.cbor --now 2026-11-23"));
    folder
}

#[test]
fn what_speaks_against_a_draft_is_refused_unless_it_is_accepted_by_its_name() {
    let folder = two_lists();
    let folder = folder.path();
    let run = |words: &str| starseal(folder, words);
    // Drafts that were made from the list before the key fell: they neither say so, nor have a higher version.
    run("trust renew --trust t1.cbor --draft --out old.draft --now 2026-11-24").exits(0);
    run("trust renew --trust t1.cbor --expires-in-days 30 --draft --out short.draft --now 2026-11-24").exits(0);
    let sign = |draft: &str, out: &str, more: &str| {
        run(&format!("trust sign {draft} --trust t2.cbor --sign-with root.pem --out {out} --now 2026-11-24 {more}"))
    };
    let refused = sign("old.draft", "x.draft", "").exits(1);
    for (what, help) in [
        ("would be version 2, and the list held has version 2 (stale-version)", "--accept stale-version"),
        ("and the draft does not (compromise-dropped)", "--accept compromise-dropped"),
        ("the list held says is compromised (compromised-key)", "--accept compromised-key"),
    ] {
        let lines: Vec<&str> = refused.err.lines().collect();
        let at = lines.iter().position(|line| line.contains(what)).unwrap_or_else(|| panic!("{what}: {}", refused.err));
        assert!(lines[at + 1].contains(help), "{}", refused.err);
    }
    // The signer saw the whole difference first, also without signing.
    assert!(refused.out.contains("is no longer marked as compromised"), "{}", refused.out);
    run("trust sign old.draft --trust t2.cbor --dry-run --now 2026-11-24").exits(1);
    // Each must be accepted by itself.
    sign("old.draft", "x.draft", "--accept stale-version --accept compromise-dropped").exits(1);
    sign("short.draft", "x.draft", "--accept stale-version --accept compromise-dropped --accept compromised-key")
        .exits(1)
        .complains("before the list held, which expires at", "--accept earlier-expiry");
    assert!(!folder.join("x.draft").exists());
    let all = "--accept stale-version --accept compromise-dropped --accept compromised-key --record r.json";
    let accepted = sign("old.draft", "x.draft", all).exits(0);
    assert!(accepted.err.contains("warning: "), "{}", accepted.err);
    let record: Value = serde_json::from_str(&fs::read_to_string(folder.join("r.json")).unwrap()).unwrap();
    assert_eq!(record["accepted"].as_array().unwrap().len(), 3);
    sign("old.draft", "y.draft", "--accept nothing").exits(2);
    // A list between was missed.
    run("trust renew --trust t2.cbor --sign-with root.pem --out t3.cbor --now 2026-11-25").exits(0);
    run("trust renew --trust t3.cbor --draft --out fourth.draft --now 2026-11-26").exits(0);
    run("trust sign fourth.draft --trust t2.cbor --dry-run --now 2026-11-26")
        .exits(1)
        .complains("the changes between them are not shown", "--accept version-gap");
    // A draft that has expired.
    run("trust sign fourth.draft --trust t3.cbor --dry-run --now 2028-11-26").exits(1).complains("expired", "clock");
}

#[test]
fn a_threshold_that_nobody_can_meet_is_refused() {
    let folder = two_lists();
    let folder = folder.path();
    let run = |words: &str| starseal(folder, words);
    run("trust rotate --trust t1.cbor --threshold 2 --dry-run").exits(1).complains("the threshold is 2", "correct");
    // Two roots of which both must sign, and one of them is a key that the list held calls compromised.
    let rotate = "trust rotate --trust t1.cbor --root root.pem --root fallen.pem --threshold 2 --draft --out r.draft";
    run(&format!("{rotate} --now 2026-11-24")).exits(1).complains("twice", "correct");
    run("trust create --sign-with root.pem --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/ --out a1.cbor --now \
         2026-11-22")
    .exits(0);
    let rotate = rotate.replace("t1.cbor", "a1.cbor");
    run(&format!("{rotate} --now 2026-11-23")).exits(0);
    let fallen = run("key show fallen.pem --json").json()[0]["thumbprint"].as_str().unwrap().to_owned();
    let revoke = format!("trust revoke-key --trust a1.cbor --thumbprint {fallen} --sign-with root.pem --out a2.cbor");
    run(&format!("{revoke} --now 2026-11-22T13:00:00Z")).exits(0);
    let refused = run("trust sign r.draft --trust a2.cbor --dry-run --now 2026-11-24").exits(1);
    refused.complains("asks for 2 signatures of roots, and 1 of its roots can sign", "--accept threshold-unreachable");
}

#[test]
fn a_next_draft_is_not_signed_without_the_list_held() {
    let folder = two_lists();
    let folder = folder.path();
    let run = |words: &str| starseal(folder, words);
    run("trust renew --trust t2.cbor --draft --out next.draft --now 2026-11-24").exits(0);
    for command in ["sign next.draft --dry-run", "publish next.draft --dry-run", "transcript next.draft"] {
        run(&format!("trust {command}")).exits(2).complains("next.draft", "--trust");
    }
    let shown = run("trust show next.draft --now 2026-11-24").exits(0).out;
    assert!(shown.contains("signed by 0 of 1 new roots; 1 must sign"), "{shown}");
    // An altered draft is not shown as one.
    run("trust sign next.draft --trust t2.cbor --sign-with root.pem --out signed.draft --now 2026-11-24").exits(0);
    let mut bytes = fs::read(folder.join("signed.draft")).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(folder.join("signed.draft"), bytes).unwrap();
    run("trust show signed.draft").exits(3).complains("trust-list-threshold", "altered");
}
