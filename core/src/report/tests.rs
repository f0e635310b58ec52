use super::{Place, Record};
use crate::common::{PREFIX, carrier, date, noon, sealed, verifier};
use crate::verify::When;
use serde_json::Value;

fn record(text: &str, at: When) -> Value {
    serde_json::from_str(&Record::new(&verifier().check(text, at)).to_json()).unwrap()
}

#[test]
fn the_record_of_an_authentic_label_has_the_fields_for_evidence() {
    let text = carrier(&sealed()).to_string();
    let record = record(&text, When::Now(noon("2026-11-22")));
    assert_eq!(record["schema"], "starseal-verdict/1");
    assert_eq!((record["code"].as_str(), record["mark"].as_str()), (Some("active"), Some("check")));
    assert_eq!(record["label"]["product_id"], "SS-2026-000123");
    assert_eq!((&record["text"], &record["url"]), (&Value::from(text.as_str()), &Value::from(text.as_str())));
    assert_eq!(record["text_bytes"], text.len());
    assert_eq!(record["checked_at"], "2026-11-22T03:00:00Z");
    assert_eq!(record["as_of"], Value::Null);
    let verifier = verifier();
    let list = verifier.trust_list();
    assert_eq!(record["trust_lists"][0]["sha256"], list.digest().to_string());
    assert_eq!(record["trust_lists"][0]["version"], 1);
    assert_eq!(record["policy_sha256"], verifier.policy().digest().to_string());
    assert_eq!(record["program"]["format"], crate::FORMAT_VERSION);
    assert_eq!(record.get("place"), None);
    let checks = record["checks"].as_array().unwrap();
    assert_eq!(checks.len(), crate::code::Check::ALL.len());
    assert!(checks.iter().all(|check| check["result"] == "passed" || check["result"] == "noted"));
}

#[test]
fn the_record_of_a_refused_text_has_the_text_and_no_claims() {
    let text = [PREFIX, "I2W%"].concat();
    let record = record(&text, When::On(date("2026-11-22")));
    assert_eq!((record["code"].as_str(), record["stands"].as_bool()), (Some("bad-base41"), Some(false)));
    assert_eq!((&record["text"], &record["label"], &record["url"]), (&Value::from(text), &Value::Null, &Value::Null));
    assert_eq!((record["as_of"].as_str(), &record["checked_at"]), (Some("2026-11-22"), &Value::Null));
    assert_eq!(record["trust_lists"].as_array().unwrap().len(), 1, "the lists that were tried");
}

#[test]
fn a_record_has_the_start_of_a_text_that_is_too_long() {
    let text = "あ".repeat(10_000);
    let record = record(&text, When::Now(noon("2026-11-22")));
    assert_eq!((record["code"].as_str(), record["text_bytes"].as_u64()), (Some("too-long"), Some(30_000)));
    assert_eq!(record["text"].as_str().unwrap(), "あ".repeat(341));
}

#[test]
fn a_symbol_without_a_text_says_why() {
    use starseal_scan::NoText;
    let of = |reason| -> Value {
        serde_json::from_str(&Record::no_text(reason, When::On(date("2026-01-01"))).to_json()).unwrap()
    };
    let part = of(NoText::Part { number: 1, of: 2, parity: 0 });
    assert_eq!((part["code"].as_str(), part["place"]["hint"].as_str()), (Some("no-label"), Some("part-of-text")));
    assert_eq!(part["detail"], "the QR code holds part 1 of 2 of a text");
    assert!(part["sentence"]["ja"].as_str().unwrap().contains("全 2 個"));
    assert_eq!(part["text"], Value::Null);
    let unknown = of(NoText::UnknownEci { eci: 19 });
    assert!(unknown["detail"].as_str().unwrap().contains("ECI 19"));
    assert!(unknown["sentence"]["en"].as_str().unwrap().contains("ECI 19"));
}

#[test]
fn a_program_adds_the_place_and_the_time() {
    let now = noon("2026-11-22");
    let place = Place { source: Some("shelf.jpg".to_owned()), corners: None, hint: Some("glare") };
    let record = Record::no_label(When::On(date("2026-01-01"))).checked_at(now).found_at(place);
    let record: Value = serde_json::from_str(&record.to_json()).unwrap();
    assert_eq!((record["code"].as_str(), record["place"]["hint"].as_str()), (Some("no-label"), Some("glare")));
    assert_eq!(
        (record["checked_at"].as_str(), record["as_of"].as_str()),
        (Some("2026-11-22T03:00:00Z"), Some("2026-01-01"))
    );
}
