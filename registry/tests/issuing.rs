//! Tests of issuing batches with the public interface, as a registry does.

mod common;

use common::{PREFIX, day, label_key, now, verifier};
use starseal::carrier::ErrorCorrection;
use starseal::keys::SignerError;
use starseal::{PublicKey, Signer, SigningKey};
use starseal_registry::issuing::{
    Batch, BatchFault, Format, LabelFile, LabelRow, NamedLabel, PrintAllError, PrintSettings, Printer, Rows, SealFault,
    Sealer, SealerError,
};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const ALL: [Format; 4] = [Format::Svg, Format::Png, Format::Text, Format::Json];

fn sealer() -> Sealer<SigningKey> {
    Sealer::new(label_key(), verifier(&[PREFIX]), None, ErrorCorrection::Medium).unwrap()
}

fn batch() -> Batch<SigningKey> {
    Batch::new(sealer(), day("2026-11-22"), &ALL)
}

fn row(product_id: &str, status_index: &str) -> LabelRow {
    LabelRow {
        product_id: Some(product_id.into()),
        level: Some("1".into()),
        status_index: Some(status_index.into()),
        ..LabelRow::default()
    }
}

/// Returns the code of a refused row.
#[track_caller]
fn code(outcome: Result<&NamedLabel, BatchFault>) -> &'static str {
    outcome.unwrap_err().code()
}

fn names(batch: &Batch<SigningKey>) -> Vec<&str> {
    batch.labels().iter().map(NamedLabel::name).collect()
}

#[test]
fn rows_become_files_that_a_verifier_accepts() {
    let csv = "product_id,level,status_index,model,evaluator\nSS-1,1,7,CAM-1,\nSS-2,★3,8,見本 2,1\nSS-3,9,9,,\n";
    let mut batch = batch();
    let mut refused = Vec::new();
    for row in Rows::new(csv.as_bytes(), LabelRow::default()).unwrap() {
        let row = row.unwrap();
        if let Err(fault) = row.content.map_err(BatchFault::from).and_then(|content| batch.take(&content).map(drop)) {
            refused.push((row.number, fault.code()));
        }
    }
    assert_eq!(refused, [(4, "scheme-violation")]);

    let printer = Printer::new(batch.sealer().prefix().clone(), &ALL, PrintSettings::default());
    let (files, done) = (Mutex::new(BTreeMap::new()), AtomicUsize::new(0));
    let write = |file: LabelFile| {
        assert!(files.lock().unwrap().insert(file.name, file.bytes).is_none());
        Ok::<(), std::convert::Infallible>(())
    };
    printer.print_all(batch.labels(), write, || _ = done.fetch_add(1, Ordering::Relaxed)).unwrap();
    let files = files.into_inner().unwrap();
    assert_eq!((files.len(), done.into_inner()), (8, 2));
    for name in ["SS-1_CAM-1", "SS-2_見本_2"] {
        let text = |extension: &str| std::str::from_utf8(&files[&format!("{name}.{extension}")]).unwrap();
        let carrier = text("txt").trim_end();
        assert!(verifier(&[PREFIX]).check(carrier, starseal::When::Now(now())).stands(), "{carrier}");
        let record: serde_json::Value = serde_json::from_str(text("json")).unwrap();
        assert_eq!(record["carrier"], carrier);
        assert_eq!(record["label"]["product_id"].as_str().unwrap(), &name[..4]);
        assert!(text("svg").starts_with("<svg") && files[&format!("{name}.png")].starts_with(b"\x89PNG"));
    }
}

#[test]
fn symbols_for_tills_carry_the_first_gtin_of_their_label() {
    let mut batch = Batch::new(sealer().for_tills(), day("2026-11-22"), &ALL);
    let with_gtin = LabelRow { gtin: Some("4569951110016 4912345678904".into()), ..row("SS-1", "7") };
    let label = batch.take(&with_gtin).unwrap().clone();
    let without = batch.take(&row("SS-2", "8")).unwrap_err();
    assert_eq!((without.code(), names(&batch)), ("gtin-missing", vec!["SS-1"]));
    let printer = Printer::new(batch.sealer().prefix().clone(), &ALL, PrintSettings::default());
    let files = printer.files(&label).unwrap();
    let text = |format| {
        let file = files.iter().find(|file| file.format == format).unwrap();
        std::str::from_utf8(&file.bytes).unwrap().trim_end().to_owned()
    };
    let carrier = text(Format::Text);
    assert!(carrier.starts_with(PREFIX) && carrier.ends_with("/01/04569951110016"), "{carrier}");
    let record: serde_json::Value = serde_json::from_str(&text(Format::Json)).unwrap();
    assert_eq!(record["carrier"], carrier);
    assert!(verifier(&[PREFIX]).check(&carrier, starseal::When::Now(now())).stands());
    assert!(verifier(&[PREFIX]).check(record["link"].as_str().unwrap(), starseal::When::Now(now())).stands());
}

#[test]
fn texts_are_sealed_in_one_spelling() {
    let mut batch = batch();
    for (holder, detail) in [
        ("フ\u{309A}ロタ\u{3099}クト", "holder is not in Unicode's normalization form C: character 1 is U+30D5"),
        ("CAM\u{200B}-100", "holder contains the character U+200B, which is not allowed there"),
        ("CAM-100\u{A0}", "holder has the blank U+00A0 as character 8, which is not allowed there"),
        ("A\u{E0041}", "holder contains the character U+E0041, which is not allowed there"),
    ] {
        let fault = batch.take(&LabelRow { holder: Some(holder.into()), ..row("SS-1", "7") }).unwrap_err();
        assert_eq!(fault.code(), "bad-value");
        assert!(fault.to_string().contains(detail), "{fault}");
    }
    assert!(batch.labels().is_empty());
}

#[test]
fn a_refused_row_leaves_the_batch_unchanged_at_every_step() {
    let mut batch = batch().with_occupied(["TAKEN.svg"]);
    // The scheme refuses the row.
    let bad = LabelRow { level: Some("9".into()), ..row("A", "1") };
    assert_eq!(code(batch.take(&bad)), "scheme-violation");
    // The verifier refuses the label: the key may not seal for this day.
    let early =
        LabelRow { issued_on: Some("2024-12-31".into()), expires_on: Some("2025-12-31".into()), ..row("A", "1") };
    assert_eq!(code(batch.take(&early)), "key-not-allowed");
    // The symbol would be too large.
    let long = LabelRow {
        holder: Some("長".repeat(42)),
        model: Some("W".repeat(64)),
        serial: Some("1".repeat(32)),
        gtin: Some("4569951110016 4569951116179".into()),
        ..row("A", "1")
    };
    let mut dense = Batch::new(
        Sealer::new(label_key(), verifier(&[PREFIX]), None, ErrorCorrection::High).unwrap(),
        day("2026-11-22"),
        &ALL,
    );
    assert_eq!(code(dense.take(&long)), "symbol-too-dense");
    assert!(dense.labels().is_empty());
    dense.take(&row("B", "1")).unwrap();
    // A file of this name exists, in another case.
    assert_eq!(code(batch.take(&row("taken", "1"))), "name-occupied");
    // The product IDs, the indexes and the names are still free.
    batch.take(&row("B", "1")).unwrap();
    batch.take(&row("A", "2")).unwrap();
    assert_eq!(names(&batch), ["B", "A"]);
}

#[test]
fn repeated_labels_and_shared_indexes_are_refused() {
    let mut batch = batch();
    batch.take(&row("A", "1")).unwrap();
    assert_eq!(code(batch.take(&row("A", "1"))), "label-repeated");
    assert_eq!(code(batch.take(&row("B", "1"))), "index-shared");
    batch.take(&LabelRow { serial: Some("2".into()), ..row("A", "1") }).unwrap();
    assert_eq!(names(&batch), ["A", "A_2"]);
}

#[test]
fn a_key_or_prefix_that_the_trust_list_does_not_name_is_refused() {
    let new = |key: SigningKey, prefixes: &[&str], wanted: Option<&str>| {
        Sealer::new(key, verifier(prefixes), wanted, ErrorCorrection::Medium).map(|sealer| sealer.prefix().to_string())
    };
    let two = [PREFIX, "HTTPS://B.EXAMPLE/"];
    assert!(matches!(new(SigningKey::from_seed(&[3; 32]), &[PREFIX], None), Err(SealerError::KeyNotListed { .. })));
    assert!(
        matches!(new(label_key(), &two, None), Err(SealerError::PrefixNotChosen { prefixes, .. }) if prefixes.len() > 1)
    );
    assert!(matches!(new(label_key(), &two, Some("HTTPS://C.EXAMPLE/")), Err(SealerError::PrefixNotListed { .. })));
    assert_eq!(new(label_key(), &two, Some("https://b.example/")).unwrap(), "HTTPS://B.EXAMPLE/");
}

/// A signing device that fails after a number of signatures.
struct Device {
    key: SigningKey,
    left: AtomicUsize,
}

impl Signer for Device {
    fn public_key(&self) -> PublicKey {
        self.key.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        let is_alive = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
        if is_alive { self.key.sign(message) } else { Err(SignerError::new("the device does not answer")) }
    }
}

#[test]
fn a_label_is_not_added_if_the_device_fails() {
    let device = Device { key: label_key(), left: AtomicUsize::new(1) };
    let sealer = Sealer::new(device, verifier(&[PREFIX]), None, ErrorCorrection::Medium).unwrap();
    let mut batch = Batch::new(sealer, day("2026-11-22"), &ALL);
    batch.take(&row("A", "1")).unwrap();
    let fault = batch.take(&row("B", "2")).map(drop).unwrap_err();
    assert!(matches!(fault, BatchFault::Seal(SealFault::Signer(_))), "{fault}");
    assert_eq!(batch.labels().len(), 1);
}

#[test]
fn a_writer_that_fails_stops_the_printer() {
    let mut batch = batch();
    for index in 0..20 {
        batch.take(&row(&format!("A-{index}"), &index.to_string())).unwrap();
    }
    let printer = Printer::new(batch.sealer().prefix().clone(), &[Format::Text], PrintSettings::default());
    let outcome = printer.print_all(batch.labels(), |_| Err("the disk is full"), || panic!("no file was written"));
    assert!(matches!(outcome, Err(PrintAllError::Write("the disk is full"))));
}
