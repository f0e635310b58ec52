//! The time to check a label, as a ratio to the time of the signature verification that it needs, measured in one run.
//!
//! The goal is 1.10: everything else (CBOR, keys, claims, rules) takes at most a tenth of the time of Ed25519.
//!
//! The same code takes up to a fifth longer in one process than in another, because its tables are at other places of
//! the stack, and longer still on a busy machine. So the three operations are timed in turns in several processes, and
//! the lowest median of each is compared.
//!
//! `cargo bench -p starseal --bench ratio`

#[path = "../tests/common/mod.rs"]
mod common;

use common::{carrier, label_key, noon, sealed, verifier};
use ed25519_dalek::{Signature, VerifyingKey};
use starseal::{SealedLabel, Signer, When};
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

const PROCESSES: usize = 15;
const TURNS: usize = 301;
/// The number of verifications in each turn, which takes half a millisecond.
const PER_TURN: u32 = 10;

/// The flag with which a process measures and prints the times.
const MEASURE: &str = "--measure";

const NAMES: [&str; 3] = ["verify_strict alone", "open and verify bytes", "check a text"];

fn main() {
    let flag = |name: &str| std::env::args().any(|flag| flag == name);
    if flag(MEASURE) {
        let [bare, open, check] = measure(TURNS);
        println!("{bare} {open} {check}");
    } else if flag("--test") {
        // Checks only that the measurement runs.
        measure(1);
    } else {
        let [bare, open, check] = fastest_of_processes();
        for (name, time) in NAMES.into_iter().zip([bare, open, check]) {
            println!("{name:<22} {time:>7.2} µs   {:.3} of verify_strict alone (goal 1.10)", time / bare);
        }
    }
}

/// Returns the median times in microseconds of a bare verification, of opening a seal, and of a whole check.
fn measure(turns: usize) -> [f64; 3] {
    let (sealed, verifier, now) = (sealed(), verifier(), noon("2026-11-22"));
    let carrier = carrier(&sealed);
    let bytes = sealed.as_bytes();
    let message = sealed.to_be_signed();
    let key = VerifyingKey::from_bytes(&label_key().public_key().to_bytes()).unwrap();
    let signature = Signature::from_slice(&bytes[bytes.len() - 64..]).unwrap();

    let bare = || key.verify_strict(black_box(&message), black_box(&signature)).is_ok();
    let open = || verifier.authenticate(&SealedLabel::from_bytes(black_box(bytes)).unwrap()).is_ok();
    let check = || verifier.check(black_box(carrier.as_str()), When::Now(now)).stands();
    assert!(bare() && open() && check(), "a check that fails early would be too fast");

    let mut times = [const { Vec::new() }; 3];
    for _ in 0..turns {
        times[0].push(turn(bare));
        times[1].push(turn(open));
        times[2].push(turn(check));
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}

fn turn(work: impl Fn() -> bool) -> f64 {
    let start = Instant::now();
    for _ in 0..PER_TURN {
        assert!(black_box(work()));
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(PER_TURN)
}

fn fastest_of_processes() -> [f64; 3] {
    let program = std::env::current_exe().expect("this program");
    let mut fastest = [f64::INFINITY; 3];
    for _ in 0..PROCESSES {
        let output = Command::new(&program).arg(MEASURE).output().expect("this program again");
        let text = String::from_utf8(output.stdout).expect("three numbers");
        let times: Vec<f64> = text.split_whitespace().map(|time| time.parse().expect("a number")).collect();
        assert_eq!(times.len(), 3, "{text}");
        fastest.iter_mut().zip(times).for_each(|(least, time)| *least = least.min(time));
    }
    fastest
}
