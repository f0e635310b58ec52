//! PINs and passphrases that a person types: at a terminal, which `script` of util-linux makes, and at the PIN pad of a
//! token.

use crate::common::Run;
use crate::softhsm::{PIN, Tokens, uri};
use crate::{issue, office};
use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

const BARE: &str = "pkcs11:token=Office;object=label";

/// Runs the program at a terminal, where each question is answered as soon as the terminal no longer shows what is
/// typed. Returns the program's exit code, and all that the terminal showed.
fn at_terminal(tokens: &Tokens, words: &str, answers: &[(&str, &str)]) -> (i32, String) {
    let program = tokens.command(words.split_whitespace());
    let quoted = |word: &std::ffi::OsStr| format!("'{}'", word.to_str().unwrap());
    let words = [program.get_program()].into_iter().chain(program.get_args()).map(quoted);
    let line = format!("tty; exec {}", words.collect::<Vec<_>>().join(" "));
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &line, "/dev/null"]).current_dir(tokens.path());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => script.env(name, value),
            None => script.env_remove(name),
        };
    }
    script.env("SHELL", "/bin/sh").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut script = script.spawn().expect("util-linux, which every Debian has");
    let (mut keyboard, mut screen) = (script.stdin.take().unwrap(), script.stdout.take().unwrap());
    let (mut shown, mut buffer, mut seen) = (String::new(), [0; 4096], 0);
    let mut answers = answers.iter();
    let mut next = answers.next();
    loop {
        let count = screen.read(&mut buffer).unwrap();
        if count == 0 {
            break;
        }
        shown.push_str(&String::from_utf8_lossy(&buffer[..count]));
        while let Some((question, answer)) = next {
            let Some(at) = shown[seen..].find(question) else { break };
            seen += at + question.len();
            wait_for_silence(shown.lines().next().unwrap());
            keyboard.write_all(format!("{answer}\n").as_bytes()).unwrap();
            next = answers.next();
        }
    }
    assert_eq!(next, None, "a question was not asked:\n{shown}");
    (script.wait().unwrap().code().unwrap(), shown)
}

/// Waits until a terminal does not show what is typed: the program asks its question first, and then turns that off.
fn wait_for_silence(terminal: &str) {
    for _ in 0..6000 {
        let settings = Command::new("stty").args(["-a", "-F", terminal]).output().unwrap();
        if String::from_utf8_lossy(&settings.stdout).contains(" -echo ") {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{terminal} shows what is typed");
}

#[test]
fn a_pin_is_asked_for_at_a_terminal_and_never_shown() {
    let tokens = office();
    let (code, shown) = at_terminal(&tokens, &issue(BARE), &[("PIN of the token Office", PIN)]);
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains(PIN), "{shown}");
    assert!(tokens.path().join("labels/EX-1.txt").exists());

    fs::remove_dir_all(tokens.path().join("labels")).unwrap();
    let (code, shown) = at_terminal(&tokens, &issue(BARE), &[("PIN of the token Office", "wrong-4711")]);
    assert_eq!(code, 3, "{shown}");
    assert!(shown.contains("the PIN is wrong for the token Office") && !shown.contains("wrong-4711"), "{shown}");

    let japanese = format!("--lang ja {}", issue(BARE));
    let (code, shown) = at_terminal(&tokens, &japanese, &[("の PIN：", PIN)]);
    assert_eq!(code, 0, "{shown}");
    // The token has seen a wrong PIN before, which a person is told before the question.
    assert!(shown.find("トークン Office").unwrap() < shown.find("の PIN：").unwrap(), "{shown}");
}

#[test]
fn a_new_passphrase_is_asked_for_twice() {
    let tokens = Tokens::new();
    let create = "key generate --out new.pem";
    let (first, again) = ("New passphrase for new.pem", "Repeat the passphrase");
    let (code, shown) = at_terminal(&tokens, create, &[(first, "correct horse"), (again, "correct house")]);
    assert_eq!(code, 3, "{shown}");
    assert!(!tokens.path().join("new.pem").exists());
    let (code, shown) = at_terminal(&tokens, create, &[(first, "correct horse"), (again, "correct horse")]);
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains("correct"), "{shown}");
    let open = "key show new.pem";
    let (code, shown) = at_terminal(&tokens, open, &[("Passphrase of new.pem", "correct horse")]);
    assert_eq!(code, 0, "{shown}");
}

#[test]
fn a_token_with_a_pad_asks_there_and_the_program_says_so() {
    let tokens = office().with_faults("pad");
    let run: Run = tokens.run(&issue(BARE)).exits(0);
    assert!(run.err.contains("type the PIN at the token Office itself"), "{}", run.err);
    assert!(tokens.path().join("labels/EX-1.txt").exists());
    fs::remove_dir_all(tokens.path().join("labels")).unwrap();
    // A PIN from a file is not given to a token that has a pad.
    let run = tokens.run(&format!("--lang ja {}", issue(&uri("label")))).exits(0);
    assert!(run.err.contains("トークン Office 本体で PIN を入力してください"), "{}", run.err);
}
