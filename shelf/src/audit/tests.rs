use super::{Asked, Audit, Conclusion, Earlier, How, State};
use crate::common::{builder, carrier, date, label_key, noon, scheme, verifier};
use crate::finding::{CODES, Finding};
use crate::reading::{Journal, Medium, Reading, SCHEMA, Symbol};
use crate::sighting::judge;
use crate::stock::{Columns, Stock};
use starseal::seal::seal;
use starseal::{Gtin, LabelBuilder, Level, Policy, ProductId, When};
use starseal_tables::table;
use std::io::Cursor;

const NOW: &str = "2026-11-22";
const JAN: &str = "4569951110016";

fn gtin(text: &str) -> Gtin {
    text.parse().unwrap()
}

fn level(number: u8) -> Level {
    Level::new(number).unwrap()
}

/// Returns the text of a label.
fn text(builder: LabelBuilder) -> String {
    carrier(&seal(&builder.build(&scheme()).unwrap(), &label_key()).unwrap()).to_string()
}

fn camera() -> LabelBuilder {
    builder().model("CAM-200").unwrap().holder("Example Camera Ltd.").unwrap().gtins(&[gtin(JAN)]).unwrap()
}

fn reading(source: &str, text: &str) -> Reading {
    Reading {
        schema: SCHEMA.to_owned(),
        source: source.to_owned(),
        medium: Medium::Picture,
        read_at: format!("{NOW}T03:00:00Z"),
        taken_at: None,
        file: None,
        beside: None,
        symbols: vec![Symbol { text: Some(text.to_owned()), hint: None, corners: None, picture: None }],
        other_symbols: 0,
        failure: None,
    }
}

fn beside(jan: &str, text: &str) -> Reading {
    Reading { beside: Some(jan.to_owned()), ..reading("scan", text) }
}

fn stock(csv: &str) -> Stock {
    let columns = Columns::default();
    let bytes = csv.as_bytes().to_vec();
    let mut table = columns.open(|names| table::open(Cursor::new(bytes), names, None)).unwrap();
    Stock::read("stock.csv", table.as_mut(), &columns).unwrap()
}

fn audit_by(policy: Policy, csv: &str, readings: Vec<Reading>, earlier: &[Earlier]) -> Audit {
    let mut verifier = verifier();
    verifier.set_policy(policy);
    let now = noon(NOW);
    let seen = judge(&verifier, &readings, When::Now(now));
    let asked = Asked { now, today: date(NOW), as_of: None, lapse_days: 60 };
    Audit::new(asked, stock(csv), readings, seen, earlier)
}

fn audit(csv: &str, readings: Vec<Reading>) -> Audit {
    audit_by(Policy::default(), csv, readings, &[])
}

fn of_product(audit: &Audit, at: usize) -> (State, Vec<&'static str>) {
    let line = &audit.products[at];
    (line.state, line.findings.iter().map(Finding::code).collect())
}

fn of_label(audit: &Audit, at: usize) -> Vec<&'static str> {
    audit.labels[at].findings.iter().map(Finding::code).collect()
}

#[test]
fn a_label_belongs_to_the_product_with_its_jan_and_all_stand() {
    let csv = format!("JAN,型番,メーカー\n{JAN},cam 200,Example Camera Co. Ltd.\n");
    let audit = audit(&csv, vec![reading("a.jpg", &text(camera()))]);
    assert_eq!(of_product(&audit, 0), (State::Good, vec![]));
    assert_eq!(audit.products[0].labels[0].how, How::Jan);
    assert_eq!((audit.conclusion(), audit.counts().standing), (Conclusion::AllStand, 1));
}

#[test]
fn a_label_without_a_jan_belongs_by_its_model_and_the_audit_says_so() {
    let of_model = text(builder().model("CAM-200").unwrap());
    let audit = audit("jan,model\n,ＣＡＭ－２００\n,CAM-201\n", vec![reading("a.jpg", &of_model)]);
    assert_eq!(of_product(&audit, 0), (State::Good, vec!["matched-by-model"]));
    assert_eq!(audit.products[0].labels[0].how, How::FoldedModel);
    assert_eq!(of_product(&audit, 1), (State::Missing, vec!["label-missing"]));
    assert_eq!(audit.conclusion(), Conclusion::Found);
}

#[test]
fn what_differs_between_a_label_and_its_product_is_said_with_both_values() {
    let other = "4569951116179";
    let audit = audit(
        &format!("jan,model,maker\n{JAN},X-1,Sample Inc.\n{other},CAM-200,\n"),
        vec![reading("a.jpg", &text(camera())), beside(other, &text(camera()))],
    );
    assert_eq!(
        of_product(&audit, 0),
        (State::Problem, vec!["label-on-two-products", "model-differs", "holder-differs"])
    );
    assert_eq!(of_product(&audit, 1), (State::Problem, vec!["label-on-two-products", "jan-differs"]));
    let differs = Finding::JanDiffers { stock: other.to_owned(), label: vec![JAN.to_owned()] };
    assert!(audit.labels[1].findings.contains(&differs));
    assert_eq!(audit.products[1].labels[0].how, How::Beside);
}

#[test]
fn labels_that_do_not_stand_lapse_soon_or_miss_the_policy_are_found() {
    let good = text(camera());
    let lapsing = LabelBuilder::new(ProductId::new("A").unwrap(), level(1), date("2025-01-10"), date("2026-12-31"), 1);
    let expired = LabelBuilder::new(ProductId::new("B").unwrap(), level(1), date("2025-01-10"), date("2026-01-31"), 2);
    let readings = vec![
        reading("a.jpg", &text(lapsing.criteria(1).model("L").unwrap())),
        reading("b.jpg", &text(expired.criteria(1).model("E").unwrap())),
        reading("c.jpg", &good.replace("I2WV8", "I2WV9")),
    ];
    let csv = format!("jan,model\n,L\n,E\n{JAN},CAM-200\n");
    let found = audit(&csv, readings);
    assert_eq!(of_product(&found, 0), (State::Check, vec!["lapses-soon", "matched-by-model"]));
    assert!(found.labels[0].findings.contains(&Finding::LapsesSoon { last_day: "2026-12-31".to_owned(), days: 39 }));
    assert_eq!(of_product(&found, 1), (State::Problem, vec!["does-not-stand", "matched-by-model"]));
    // Of a refused label nothing is known, so its product has none.
    assert_eq!(of_label(&found, 2), ["does-not-stand"]);
    assert_eq!(of_product(&found, 2).0, State::Missing);

    let mut policy = Policy::default();
    policy.minimum_level = Some(level(2));
    policy.minimum_days_left = 700;
    let found = audit_by(policy, &csv, vec![reading("a.jpg", &good)], &[]);
    assert_eq!(of_product(&found, 2), (State::Problem, vec!["level-below-policy", "policy-unmet"]));
    let below = Finding::LevelBelowPolicy { required: "2".to_owned(), found: "1".to_owned() };
    assert!(found.labels[0].findings.contains(&below));
}

#[test]
fn one_unit_in_two_places_is_told_with_places_and_days() {
    let unit = text(camera().serial("SN-1").unwrap());
    let earlier_readings = vec![reading("old.jpg", &unit)];
    let earlier = Earlier {
        name: "october".to_owned(),
        sightings: judge(&verifier(), &earlier_readings, When::Now(noon(NOW))),
        readings: earlier_readings,
    };
    let csv = format!("jan,model\n{JAN},CAM-200\n");
    let one = audit_by(Policy::default(), &csv, vec![reading("a.jpg", &unit)], std::slice::from_ref(&earlier));
    assert_eq!(of_product(&one, 0), (State::Good, vec!["serial-seen-before"]));
    let two = vec![reading("a.jpg", &unit), reading("b.jpg", &unit)];
    let two = audit_by(Policy::default(), &csv, two, &[]);
    let places = ["a.jpg (2026-11-22)", "b.jpg (2026-11-22)"].map(str::to_owned).to_vec();
    let expected = Finding::SerialTwice { serial: "SN-1".to_owned(), times: 2, places };
    assert_eq!((&two.labels[0].findings, two.products[0].state), (&vec![expected], State::Check));
}

#[test]
fn labels_that_are_not_in_the_list_and_those_that_cannot_be_compared_differ() {
    let audit = audit("model\nOTHER\n", vec![reading("a.jpg", &text(camera())), reading("b.jpg", &text(builder()))]);
    assert_eq!((of_label(&audit, 0), of_label(&audit, 1)), (vec!["label-not-in-list"], vec!["label-not-comparable"]));
}

#[test]
fn that_all_stand_is_only_said_if_everything_was_read() {
    let csv = format!("jan,model\n{JAN},CAM-200\n");
    let good = || reading("a.jpg", &text(camera()));
    let unread = Symbol { text: None, hint: Some("glare".to_owned()), corners: None, picture: None };
    let mut with_unread = good();
    with_unread.symbols.push(unread);
    let mut empty = good();
    empty.symbols.clear();
    let mut failed = empty.clone();
    failed.failure = Some("damaged".to_owned());
    for (gap, code) in [(with_unread, "seen-not-read"), (empty, "no-label-in-picture"), (failed, "not-readable")] {
        let audit = audit(&csv, vec![good(), gap]);
        assert_eq!(audit.conclusion(), Conclusion::NotAllRead, "{code}");
        assert_eq!(audit.gaps.iter().map(|gap| gap.finding.code()).collect::<Vec<_>>(), [code]);
    }
    let bad_row = audit(&format!("jan,model\n{JAN},CAM-200\n4.57E+12,X\n"), vec![good()]);
    assert_eq!(bad_row.conclusion(), Conclusion::NotAllRead);
}

#[test]
fn a_journal_that_a_crash_has_cut_keeps_its_whole_lines() {
    let (one, two) = (reading("a.jpg", "x"), reading("写真.jpg", "y"));
    let whole = one.to_line() + &two.to_line();
    for cut in [0, 1, 40] {
        let bytes = whole.clone() + &"{\"schema\":\"starseal-reading/1\",\"source\":"[..cut];
        let journal = Journal::parse(bytes.as_bytes()).unwrap();
        assert_eq!((journal.readings.len(), journal.whole_bytes), (2, whole.len()));
    }
    let undone = Journal::parse((whole.clone() + &Reading::undo_line()).as_bytes()).unwrap();
    assert_eq!(undone.readings, [one]);
    for line in ["{}\n", "{\"schema\":\"other/1\",\"undo\":true}\n", "x\n"] {
        let error = Journal::parse((whole.clone() + line).as_bytes()).unwrap_err();
        assert_eq!(error.line, 3, "{line}");
    }
}

#[test]
fn every_finding_has_its_row_in_the_reference_and_a_sentence_in_both_languages() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/shelf.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, section) = page.split_once("\n## Findings\n").unwrap();
    let rows = section.split("\n## ").next().unwrap().lines().filter(|line| line.starts_with("| `"));
    let described: Vec<(String, String)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
            (cells[0].trim_matches('`').to_owned(), cells[1].to_owned())
        })
        .collect();
    let expected = CODES.map(|(code, severity)| (code.to_owned(), severity.as_str().to_owned()));
    assert_eq!(described, expected);
    for (code, _) in CODES.iter().filter(|(code, _)| *code != "does-not-stand") {
        for language in [starseal::Language::En, starseal::Language::Ja] {
            assert_ne!(crate::words::say(language, code, &[]), *code, "{language:?}");
        }
    }
}
