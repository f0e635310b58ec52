//! Carriers that tills read: GS1 Digital Link URIs with the GTIN behind the payload.

use super::super::*;
use crate::code::Code;
use crate::common::{PREFIX, sealed};
use crate::label::Gtin;

const GTIN: &str = "04912345678904";

#[test]
fn r_84_a_carrier_for_the_till_is_read_back() {
    let (prefix, gtin) = (CarrierPrefix::new(PREFIX).unwrap(), Gtin::new(4_912_345_678_904).unwrap());
    let carrier = CarrierText::for_till(&prefix, &sealed(), gtin);
    let plain = CarrierText::for_symbol(&prefix, &sealed());
    assert_eq!(carrier.as_str(), format!("{plain}/01/{GTIN}"));
    assert_eq!((carrier.gtin(), carrier.prefix(), carrier.form()), (Some(GTIN), Some(PREFIX), CarrierForm::Base41));
    assert_eq!(carrier.sealed_bytes(), plain.sealed_bytes());
    assert_eq!(CarrierText::parse(carrier.as_str()), Ok(carrier.clone()));
    assert_eq!(plain.gtin(), None);
    // The shortest and the longest numbers take 14 digits too.
    for (number, digits) in [(17, "00000000000017"), (Gtin::MAX, "99999999999999")] {
        let carrier = CarrierText::for_till(&prefix, &sealed(), Gtin::new(number).unwrap());
        assert_eq!(carrier.gtin(), Some(digits));
    }
}

#[test]
fn r_84_nothing_else_follows_a_payload() {
    for rest in [
        "/",
        "/01",
        "/01/",
        "/01/4912345678904",
        "/01/004912345678904",
        "/01/04912345678904/",
        "/01/04912345678904/21/1",
        "/01/04912345678904?17=271231",
        "/01/04912345678904#1",
        "/01/0491234567890X",
        "/01/0491234567890４",
        "/01/ 4912345678904",
        "/02/04912345678904",
        "/1/04912345678904",
        "/GTIN/04912345678904",
        "/gtin/04912345678904",
        "//01/04912345678904",
        "/01//04912345678904",
        "/01/04912345678904/01/04912345678904",
        "/X",
    ] {
        let fault = CarrierText::parse(&format!("{PREFIX}I2W{rest}")).unwrap_err();
        assert_eq!((fault.code(), fault), (Code::NotALabel, CarrierError::NotAlone), "{rest}");
    }
}

#[test]
fn r_84_only_base41_behind_a_prefix_has_a_gtin() {
    for text in [format!("I2W/01/{GTIN}"), format!("{PREFIX}0oRJoA/01/{GTIN}"), format!("0oRJoA/01/{GTIN}")] {
        assert_eq!(CarrierText::parse(&text), Err(CarrierError::NotAlone), "{text}");
    }
    for text in [format!("/I2W/01/{GTIN}"), format!("a.example/I2W/01/{GTIN}"), format!("]Q1{PREFIX}I2W/01/{GTIN}\r")] {
        assert_eq!(CarrierText::parse(&text).unwrap().gtin(), Some(GTIN), "{text}");
    }
    let typed = format!("https+//a.example/l/i2w/01/{GTIN}");
    assert_eq!(CarrierText::typed(&typed).unwrap().gtin(), Some(GTIN));
}
