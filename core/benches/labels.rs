//! Benchmarks of sealing and checking a label: `cargo bench -p starseal --bench labels`.
//!
//! Absolute times differ from machine to machine and from run to run. `ratio` compares within one run.

#[path = "../tests/common/mod.rs"]
mod common;

use common::{PREFIX, carrier, label, label_key, noon, sealed, trust_statement, verifier};
use divan::{Bencher, black_box};
use starseal::carrier::{CarrierPrefix, base41};
use starseal::seal::seal;
use starseal::{CarrierText, SealedLabel, TrustList, Verifier, When};

fn main() {
    divan::main();
}

#[divan::bench]
fn seal_a_label(bencher: Bencher<'_, '_>) {
    let (label, key) = (label(), label_key());
    bencher.bench(|| seal(black_box(&label), &key));
}

#[divan::bench]
fn read_an_envelope(bencher: Bencher<'_, '_>) {
    let sealed = sealed();
    bencher.bench(|| SealedLabel::from_bytes(black_box(sealed.as_bytes())));
}

#[divan::bench]
fn open_and_verify_bytes(bencher: Bencher<'_, '_>) {
    let (verifier, sealed) = (verifier(), sealed());
    let authenticate = |bytes| verifier.authenticate(&SealedLabel::from_bytes(bytes).unwrap());
    bencher.bench(|| authenticate(black_box(sealed.as_bytes())));
}

#[divan::bench]
fn check_a_text(bencher: Bencher<'_, '_>) {
    let (verifier, carrier, now) = (verifier(), carrier(&sealed()), noon("2026-11-22"));
    bencher.bench(|| verifier.check(black_box(carrier.as_str()), When::Now(now)));
}

#[divan::bench]
fn refuse_a_text(bencher: Bencher<'_, '_>) {
    let (verifier, now) = (verifier(), noon("2026-11-22"));
    bencher.bench(|| verifier.check(black_box("https://www.example.com/products/cam-100"), When::Now(now)));
}

#[divan::bench]
fn base41_encode(bencher: Bencher<'_, '_>) {
    let sealed = sealed();
    bencher.bench(|| base41::encode(black_box(sealed.as_bytes())));
}

#[divan::bench]
fn base41_decode(bencher: Bencher<'_, '_>) {
    let text = base41::encode(sealed().as_bytes());
    bencher.bench(|| base41::decode(black_box(&text)));
}

#[divan::bench]
fn carrier_encode(bencher: Bencher<'_, '_>) {
    let (prefix, sealed) = (CarrierPrefix::new(PREFIX).unwrap(), sealed());
    bencher.bench(|| CarrierText::for_symbol(&prefix, black_box(&sealed)));
}

#[divan::bench]
fn carrier_decode(bencher: Bencher<'_, '_>) {
    let carrier = carrier(&sealed());
    bencher.bench(|| CarrierText::parse(black_box(carrier.as_str())));
}

#[divan::bench]
fn open_a_trust_list(bencher: Bencher<'_, '_>) {
    let bytes = trust_statement().sign(&[&common::root_key()]).unwrap();
    bencher.bench(|| TrustList::open(black_box(&bytes)));
}

#[divan::bench]
fn make_a_verifier(bencher: Bencher<'_, '_>) {
    let bytes = trust_statement().sign(&[&common::root_key()]).unwrap();
    bencher.bench(|| Verifier::new(black_box(&bytes)));
}
