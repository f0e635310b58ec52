//! The size of a large audit, with a seal of its own for each label.

#[path = "../../core/tests/common/example.rs"]
#[allow(dead_code, unreachable_pub, reason = "the fixtures of the library")]
mod example;

use starseal::report::Record;
use starseal::seal::seal;
use starseal::{LabelBuilder, Level, ProductId, When};
use starseal_evidence::limits::MAX_LINES_BYTES;
use starseal_evidence::{Evidence, Header, Writer};

/// The number of labels of a large shop.
const LABELS: u32 = 20_000;

/// The maximum length of their file, in bytes.
const MOST: usize = 6_000_000;

#[test]
#[ignore = "long"]
fn twenty_thousand_labels_fit_into_six_megabytes() {
    let (verifier, key) = (example::verifier(), example::label_key());
    let now = example::noon("2026-11-22");
    let mut writer = Writer::new(Header::new("a large shop", now).unwrap(), None);
    writer.rest_on(&verifier).unwrap();
    for number in 0..LABELS {
        let label = LabelBuilder::new(
            ProductId::new(&format!("SS-2026-{number:06}")).unwrap(),
            Level::new(1).unwrap(),
            example::date("2026-04-01"),
            example::date("2028-03-31"),
            number,
        );
        let label = label.criteria(1).category(1).holder("見本カメラ株式会社").unwrap();
        let label = label.model(&format!("CAM-{number}")).unwrap().build(&example::scheme()).unwrap();
        let text = example::carrier(&seal(&label, &key).unwrap());
        writer.record(&Record::new(&verifier.check(text.as_str(), When::Now(now)))).unwrap();
    }
    let bytes = writer.finish(Some(&key)).unwrap();
    let (evidence, mut lines) = (Evidence::from_bytes(&bytes).unwrap(), 0);
    evidence.records(|line| lines += line.len() + 1);
    println!("{LABELS} labels: {} bytes, of which {lines} bytes of lines before they are compressed", bytes.len());
    assert!(bytes.len() <= MOST, "{} bytes", bytes.len());
    assert_eq!(evidence.record_count(), LABELS as usize);
    // Ten times as many labels have room, with 2 KB of notes each.
    assert!(10 * (lines + 2000 * LABELS as usize) <= MAX_LINES_BYTES, "{lines} bytes of lines");
}
