//! Tokens that fail: each fault has two lines of its own in both languages, and nothing is half done.

use crate::common::{NOW, Run};
use crate::softhsm::{Tokens, uri};
use crate::{issue, office};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A fault of the module, the exit code, and parts of the two lines in English and of the first in Japanese.
const FAULTS: [(&str, i32, &str, &str, &str); 17] = [
    ("crash-load", 3, "the PKCS#11 module crashed (signal 11)", "tell the vendor", "異常終了"),
    ("hang-load", 3, "gave no answer within 1 seconds", "STARSEAL_PKCS11_TIMEOUT", "応答がありません"),
    ("crash-sign", 3, "the PKCS#11 module crashed (signal 11)", "tell the vendor", "異常終了"),
    ("hang-sign", 3, "gave no answer within 1 seconds", "check the connection", "1 秒以内に応答"),
    (
        "no-eddsa",
        3,
        "does not sign with Ed25519 (it has no mechanism CKM_EDDSA)",
        "FIPS mode",
        "CKM_EDDSA がありません",
    ),
    ("prehash", 3, "only in the prehashed form (Ed25519ph)", "pure Ed25519", "Ed25519ph"),
    ("limit=32", 3, "does not sign a message of ", "longer messages", "バイトのデータに署名できません"),
    ("may-not-sign", 3, "may not sign (CKA_SIGN is false)", "made for signatures", "署名に使えません"),
    ("asks", 3, "CKA_ALWAYS_AUTHENTICATE", "without this attribute", "署名のたびに PIN"),
    ("no-point", 3, "does not show the public half", "store the public key", "公開鍵を、トークンから読み取れません"),
    ("bad-signature", 3, "does not verify under the public key", "nothing was used of it", "検証できません"),
    ("one-try", 3, "takes one more PIN before it locks itself", "type it yourself", "ロックされます"),
    ("locked", 3, "the PIN of the token Office is locked", "security officer", "ロックされています"),
    ("remove-sign", 3, "the token Office was removed", "connect it again", "取り外されました"),
    (
        "lose-sign",
        3,
        "the session with the token was lost (C_Sign: CKR_SESSION_HANDLE_INVALID)",
        "own tool",
        "失われました",
    ),
    ("lose-sign,swap", 3, "has no such key", "correct object=", "その鍵はありません"),
    ("lock", 3, "the PIN of the token Office is locked", "security officer", "ロックされています"),
];

#[test]
fn each_fault_has_two_lines_in_both_languages_and_leaves_nothing_behind() {
    let mut tokens = office();
    for (faults, code, what, help, japanese) in FAULTS {
        tokens.set_faults(faults);
        tokens.set_deadline(if faults.starts_with("hang") { 1 } else { 60 });
        let run = tokens.run(&issue(&uri("label")));
        assert_eq!(run.code, code, "{faults}: {}", run.err);
        let run = run.complains(what, help);
        assert_eq!(run.err.lines().filter(|line| line.starts_with("error: ")).count(), 1, "{faults}: {}", run.err);
        assert!(!tokens.path().join("labels").exists(), "{faults}");
        assert_eq!(tokens.processes(), [0; 0], "{faults}: the helper is gone");
        tokens.forget();
        let run = tokens.run(&format!("--lang ja {}", issue(&uri("label")))).exits(code);
        let lines: Vec<&str> = run.err.lines().collect();
        assert!(run.err.contains(japanese), "{faults}: {}", run.err);
        assert!(lines.iter().all(|line| line.chars().any(|c| c > '\u{3040}')), "{faults}: {}", run.err);
        tokens.forget();
    }
}

#[test]
fn a_wrong_pin_is_tried_once_and_the_token_says_what_it_knows_of_the_tries() {
    let tokens = office();
    tokens.secret("wrong.txt", "wrong-4711");
    let wrong = issue("pkcs11:token=Office;object=label?pin-source=wrong.txt");
    let run = tokens.run(&wrong).exits(3);
    run.complains(
        "the PIN is wrong for the token Office; the token says that fewer tries are left",
        "before you try again",
    );
    // The next command warns before it tries, and the right PIN clears it.
    let run = tokens.run(&issue(&uri("label"))).exits(0);
    assert!(run.err.contains("a wrong PIN was given to the token Office"), "{}", run.err);
    fs::remove_dir_all(tokens.path().join("labels")).unwrap();
    assert_eq!(tokens.run(&issue(&uri("label"))).exits(0).err, "");
    tokens.secret("short.txt", "1");
    let short = issue("pkcs11:token=Office;object=label?pin-source=short.txt");
    tokens.run(&short).exits(3).complains("token Office", "check the PIN");
}

#[test]
fn a_lost_session_is_opened_again_and_the_batch_goes_on() {
    let tokens = office().with_faults("lose-sign=7,noise");
    let rows: Vec<String> = (0..20).map(|number| format!("EX-{number:04},1,{number}\n")).collect();
    fs::write(tokens.path().join("labels.csv"), format!("product_id,level,status_index\n{}", rows.concat())).unwrap();
    let key = uri("label");
    let batch = format!(
        "issue --key {key} --csv labels.csv --trust trust.cbor --out-dir labels --format text --now {NOW} --quiet"
    );
    // The module prints to standard output, which is not the program's.
    let run = tokens.run(&batch).exits(0);
    assert_eq!(run.out, "");
    assert_eq!((crate::common::files(&tokens.path().join("labels")).len(), tokens.signatures()), (20, 20));
}

#[test]
fn a_session_that_comes_back_with_another_key_signs_nothing() {
    let tokens = office();
    tokens.generate(&["other"]);
    let tokens = tokens.with_faults("lose-sign=1,swap");
    let run = tokens.run(&issue(&uri("label"))).exits(3);
    run.complains("and now has the key", "nothing was signed with the other key");
    assert_eq!((tokens.signatures(), tokens.path().join("labels").exists()), (0, false));
}

#[test]
fn a_token_that_is_removed_in_the_middle_of_a_batch_leaves_no_label() {
    let tokens = office().with_faults("remove-sign=7");
    let rows: Vec<String> = (0..20).map(|number| format!("EX-{number:04},1,{number}\n")).collect();
    fs::write(tokens.path().join("labels.csv"), format!("product_id,level,status_index\n{}", rows.concat())).unwrap();
    let key = uri("label");
    let batch =
        format!("issue --key {key} --csv labels.csv --trust trust.cbor --out-dir labels --skip-bad --now {NOW}");
    let run = tokens.run(&batch).exits(3).complains("the token Office was removed", "connect it again");
    assert_eq!(run.err.lines().count(), 2, "one error, not one for each row: {}", run.err);
    assert!(!tokens.path().join("labels").exists());
}

#[test]
fn a_list_longer_than_the_token_signs_is_refused_before_anything_is_written() {
    let tokens = office().with_faults("limit=4096");
    let status = uri("status");
    // Half of the indexes, with no pattern that could be compressed.
    let mut state = 1_u64;
    let mut is_chosen = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 63 == 1
    };
    let chosen: Vec<String> = (0..45_000).filter(|_| is_chosen()).map(|index: u32| index.to_string()).collect();
    let allocate: Vec<String> = chosen.chunks(5000).map(|some| format!("--allocate {}", some.join(","))).collect();
    let create = format!(
        "status create --trust trust.cbor --key {status} --size 100000 {} --out status.cwt --now {NOW}",
        allocate.join(" ")
    );
    let run =
        tokens.run(&create).exits(3).complains("does not sign a message of ", "fewer indexes that are not active");
    assert!(run.err.contains("bytes"), "{}", run.err);
    assert!(!tokens.path().join("status.cwt").exists());
    tokens.run(&issue(&uri("label"))).exits(0);
}

#[test]
fn points_without_their_wrapping_are_read() {
    let tokens = office();
    let wrapped = tokens.run("key show pkcs11:token=Office;object=label --public").exits(0).out;
    let tokens = tokens.with_faults("raw-point");
    assert_eq!(tokens.run("key show pkcs11:token=Office;object=label --public").exits(0).out, wrapped);
    tokens.run(&issue(&uri("label"))).exits(0);
}

#[test]
fn a_helper_has_no_secret_in_its_arguments_and_ends_with_the_program() {
    let tokens = office().with_faults("hang-sign");
    let mut command = tokens.command(issue(&uri("label")).split_whitespace());
    let mut program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let until = |is: &dyn Fn(&[u32]) -> bool| {
        let start = Instant::now();
        while !is(&tokens.processes()) {
            assert!(start.elapsed() < Duration::from_secs(60), "{:?}", tokens.processes());
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let id = program.id();
    until(&|all| all.iter().any(|other| *other != id));
    for process in tokens.processes() {
        let arguments = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        let arguments = String::from_utf8_lossy(&arguments).into_owned();
        assert!(!arguments.contains(crate::softhsm::PIN), "{arguments}");
        assert!(process == id || arguments.trim_end_matches('\0').ends_with("token-helper"), "{arguments}");
    }
    program.kill().unwrap();
    program.wait().unwrap();
    until(&|all| all.is_empty());
}

#[test]
fn what_is_not_the_program_gets_nothing_out_of_the_helper() {
    let tokens = Tokens::new();
    for input in [&b""[..], b"\0\0\0\x02{}", b"\xff\xff\xff\xff", b"\0\0\0\x0c\"FindPublic\""] {
        let run = crate::common::starseal_fed(tokens.path(), "token-helper", input);
        assert!(run.code == 0 || run.code == 3, "{input:?}: {}", run.code);
        assert!(!run.out.contains("Key"), "{}", run.out);
    }
    // No help shows it.
    let help: Run = Command::new(env!("CARGO_BIN_EXE_starseal")).arg("help").output().unwrap().into();
    assert!(!help.out.contains("token-helper"));
}
