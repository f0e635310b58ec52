//! Properties of every label, every text and every alteration.

mod common;

use common::{PREFIX, date, label_key, noon, scheme, sealed};
use proptest::prelude::*;
use starseal::carrier::{CarrierForm, CarrierPrefix, base41};
use starseal::scan::{LumaImage, ScanOptions};
use starseal::seal::seal;
use starseal::{
    CarrierText, Code, Date, Gtin, Label, LabelBuilder, Level, ProductId, SealedLabel, TrustList, Verifier, When,
    dangerous,
};
use std::sync::LazyLock;

/// Returns one verifier for all cases, since making one takes longer than most cases.
fn verifier() -> &'static Verifier {
    static VERIFIER: LazyLock<Verifier> = LazyLock::new(common::verifier);
    &VERIFIER
}

/// Generates well-formed labels, which may break the rules of the scheme.
fn any_label() -> impl Strategy<Value = Label> {
    let text = |most: usize| {
        let texts = "[!-~あ-ん漢字ÄößЖ][ -~あ-ん漢字ÄößЖ\u{3000}]{0,79}";
        proptest::option::of(texts.prop_map(move |text| shortened(&text, most).trim_end().to_owned()))
    };
    let five = ("[!-~]{1,32}", 1..=u8::MAX, any_date(), any_date(), any::<u32>());
    let entries = any::<(Option<u16>, Option<u16>, Option<u16>)>();
    let texts = (text(128), text(64), text(32));
    let gtins = proptest::collection::btree_set(1..=Gtin::MAX, 0..=4);
    (five, entries, texts, gtins).prop_map(|(five, entries, texts, gtins)| {
        let (product_id, level, issued_on, expires_on, status_index) = five;
        let mut builder = LabelBuilder::new(
            ProductId::new(&product_id).unwrap(),
            Level::new(level).unwrap(),
            issued_on,
            expires_on,
            status_index,
        );
        let (criteria, category, evaluator) = entries;
        builder = criteria.into_iter().fold(builder, LabelBuilder::criteria);
        builder = category.into_iter().fold(builder, LabelBuilder::category);
        builder = evaluator.into_iter().fold(builder, LabelBuilder::evaluator);
        let (holder, model, serial) = texts;
        builder = holder.into_iter().fold(builder, |builder, text| builder.holder(&text).unwrap());
        builder = model.into_iter().fold(builder, |builder, text| builder.model(&text).unwrap());
        builder = serial.into_iter().fold(builder, |builder, text| builder.serial(&text).unwrap());
        let gtins: Vec<Gtin> = gtins.into_iter().map(|number| Gtin::new(number).unwrap()).collect();
        dangerous::build_against_the_rules(if gtins.is_empty() { builder } else { builder.gtins(&gtins).unwrap() })
    })
}

fn any_date() -> impl Strategy<Value = Date> {
    (Date::LEAST_DAY..=Date::GREATEST_DAY).prop_map(|days| Date::from_days(days).unwrap())
}

/// Returns the longest start of a text that has at most `most` bytes and consists of whole characters.
fn shortened(text: &str, most: usize) -> String {
    text.char_indices().take_while(|(at, c)| at + c.len_utf8() <= most).map(|(_, c)| c).collect()
}

fn prefix() -> CarrierPrefix {
    CarrierPrefix::new(PREFIX).unwrap()
}

/// Checks that a text that was not sealed with the label key is refused.
fn assert_refused(verifier: &Verifier, text: &str) {
    let verdict = verifier.check(text, When::Now(noon("2026-11-22")));
    assert!(!verdict.is_authentic() && !verdict.stands(), "{text:?}");
    assert_eq!((verdict.authentic_label(), verdict.url()), (None, None));
    assert!(verdict.deciding().is_some_and(|finding| !finding.to_string().is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_label_is_read_back_from_its_text(label in any_label()) {
        // A label with longer claims cannot be sealed.
        if label.to_claims().len() > 420 {
            return Ok(());
        }
        let sealed = seal(&label, &label_key()).unwrap();
        for carrier in [CarrierText::for_symbol(&prefix(), &sealed), CarrierText::for_link(&prefix(), &sealed)] {
            let read = CarrierText::parse(carrier.as_str()).unwrap();
            prop_assert_eq!(&read, &carrier);
            let again = SealedLabel::from_bytes(read.sealed_bytes()).unwrap();
            prop_assert_eq!(&again, &sealed);
            prop_assert_eq!(&dangerous::unverified_label(&again).unwrap(), &label);
        }
        // A label is authentic exactly if its key and its scheme allow it.
        let carrier = CarrierText::for_symbol(&prefix(), &sealed);
        let verdict = verifier().check(carrier.as_str(), When::Now(noon("2026-11-22")));
        let in_window = (date("2025-01-01")..=date("2030-12-31")).contains(&label.issued_on());
        let allowed = in_window && scheme().violations(&label).is_empty();
        prop_assert_eq!(verdict.is_authentic(), allowed, "{}", verdict.code());
        prop_assert!(matches!(
            verdict.code(),
            Code::Active | Code::Expired | Code::NotYetValid | Code::KeyNotAllowed | Code::SchemeViolation
        ));
    }

    #[test]
    fn claims_have_one_encoding(label in any_label()) {
        let claims = label.to_claims();
        let sealed = dangerous::seal_any_payload(&claims, &label_key());
        if let Ok(sealed) = sealed {
            prop_assert_eq!(dangerous::unverified_payload(&sealed), claims.as_slice());
            prop_assert_eq!(dangerous::unverified_label(&sealed).unwrap().to_claims(), claims);
        } else {
            prop_assert!(claims.len() > 420);
        }
    }

    #[test]
    fn any_bytes_are_read_back_from_base41(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let text = base41::encode(&bytes);
        prop_assert_eq!(text.len(), bytes.len() / 2 * 3 + bytes.len() % 2 * 2);
        prop_assert_eq!(base41::decode(&text).unwrap(), bytes);
    }

    #[test]
    fn bytes_have_one_base41_text(text in "[0-9A-Z$*.:-]{0,200}") {
        if let Ok(bytes) = base41::decode(&text) {
            prop_assert_eq!(base41::encode(&bytes), text);
        }
    }

    #[test]
    fn no_text_is_authentic_by_chance(text in any::<String>()) {
        assert_refused(verifier(), &text);
        assert!(!verifier().check_typed(&text, When::Now(noon("2026-11-22"))).is_authentic());
    }

    #[test]
    fn framing_changes_no_carrier(
        front in r#"(\]Q[0-3]|[\x00-\x20\u{A0}\u{3000}\u{FEFF}"'“”]|[A-Za-z0-9 見本]{0,9}[,;\t]){0,6}"#,
        back in r#"([\x00-\x20\u{A0}\u{3000}\u{FEFF}"'“”]|[,;\t][A-Za-z0-9 見本:.]{0,9}){0,6}"#,
        form in 0..4,
    ) {
        let (prefix, gtin) = (CarrierPrefix::new(PREFIX).unwrap(), Gtin::new(4_912_345_678_904).unwrap());
        let carrier = match form {
            0 => CarrierText::for_symbol(&prefix, &sealed()),
            1 => CarrierText::for_till(&prefix, &sealed(), gtin),
            2 => CarrierText::for_link(&prefix, &sealed()),
            _ => CarrierText::parse(&base41::encode(sealed().as_bytes())).unwrap(),
        };
        let framed = format!("{front}{carrier}{back}");
        prop_assert_eq!(CarrierText::parse(&framed), Ok(carrier), "{:?}", framed);
    }

    #[test]
    fn no_text_with_a_genuine_seal_but_its_own_has_a_url(front in any::<String>(), back in any::<String>()) {
        let carrier = CarrierText::for_symbol(&CarrierPrefix::new(PREFIX).unwrap(), &sealed()).to_string();
        let verdict = verifier().check(&format!("{front}{carrier}{back}"), When::Now(noon("2026-11-22")));
        prop_assert!(verdict.url().is_none_or(|url| url == carrier));
        let bare = format!("{front}{}", carrier.strip_prefix(PREFIX).unwrap());
        let verdict = verifier().check(&bare, When::Now(noon("2026-11-22")));
        prop_assert!(front.contains('/') || verdict.code() != Code::ForeignCarrier, "{:?}", bare);
    }

    #[test]
    fn no_payload_is_authentic_by_chance(
        text in "(HTTPS://JC-STAR.EXAMPLE/V/L/)?(I2WV8BJ70QQ0|I2W|0oR)[0-9A-Za-z$*.:%+_-]{0,300}",
    ) {
        assert_refused(verifier(), &text);
        assert!(!verifier().check_typed(&text, When::Now(noon("2026-11-22"))).is_authentic());
    }

    #[test]
    fn no_bytes_are_authentic_by_chance(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let envelope = [&sealed().as_bytes()[..15], &bytes].concat();
        for bytes in [bytes, envelope] {
            assert_refused(verifier(), &[PREFIX, &base41::encode(&bytes)].concat());
            prop_assert!(TrustList::open(&bytes).is_err());
        }
    }

    #[test]
    fn bytes_after_a_label_are_refused(more in proptest::collection::vec(any::<u8>(), 1..200)) {
        let bytes = [sealed().as_bytes(), &more].concat();
        assert_refused(verifier(), &[PREFIX, &base41::encode(&bytes)].concat());
        prop_assert!(SealedLabel::from_bytes(&bytes).is_err());
    }

    #[test]
    fn what_was_typed_is_read_as_typed_again(
        text in "(https://[a-z.]{1,9}/|HTTPS(\\+//|M!!|Ö--|Ñ--)[A-Z]{1,9})?[i0I][2o][wWR][0-9a-zA-Z+'(\"$.:*ßÖ-]{0,60}",
    ) {
        if let Ok(carrier) = CarrierText::typed(&text) {
            prop_assert_eq!(CarrierText::typed(carrier.as_str()), Ok(carrier.clone()));
            prop_assert_eq!(CarrierText::parse(carrier.as_str()), Ok(carrier.clone()));
        }
        if let Ok(carrier) = CarrierText::parse(&text)
            // A quote may be a `*`, and a carrier in Base41 has no small letters.
            && !text.contains(|c: char| c.is_lowercase() || c == '"' || c == '\'')
        {
            prop_assert_eq!(CarrierText::typed(&text), Ok(carrier), "a carrier is read as it is");
        }
    }
}

proptest! {
    // Noise is the worst case for a scan.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn any_small_picture_has_a_verdict(
        width in 1_usize..90,
        pixels in proptest::collection::vec(any::<u8>(), 1..6000),
    ) {
        let height = pixels.len() / width;
        if let Ok(image) = LumaImage::new(&pixels, width, height, width) {
            let verdicts = verifier().check_image(&image, &ScanOptions::default(), When::Now(noon("2026-11-22")));
            prop_assert!(verdicts.labels.iter().all(|found| !found.verdict.is_authentic()));
        } else {
            prop_assert_eq!(height, 0);
        }
    }
}

#[test]
fn any_other_value_of_any_byte_is_refused() {
    let (verifier, original) = (verifier(), sealed());
    let mut bytes = original.as_bytes().to_vec();
    for at in 0..bytes.len() {
        for value in (0..=u8::MAX).filter(|value| *value != original.as_bytes()[at]) {
            bytes[at] = value;
            if let Ok(altered) = SealedLabel::from_bytes(&bytes) {
                assert!(verifier.authenticate(&altered).is_err(), "byte {at} as {value:#04x}");
            }
        }
        bytes[at] = original.as_bytes()[at];
    }
    assert_eq!(
        verifier.check(&base41::encode(&bytes), When::Now(noon("2026-11-22"))).code(),
        Code::Active,
        "unaltered"
    );
}

#[test]
#[ignore = "long"]
fn any_other_character_at_any_place_is_refused() {
    let (verifier, carrier) = (verifier(), CarrierText::for_symbol(&prefix(), &sealed()));
    let text = carrier.as_str();
    for at in 0..text.len() {
        for other in (b' '..=b'~').map(char::from).filter(|c| !text[at..].starts_with(*c)) {
            let altered = [&text[..at], other.encode_utf8(&mut [0; 4]), &text[at + 1..]].concat();
            let verdict = verifier.check(&altered, When::Now(noon("2026-11-22")));
            // In the prefix, scheme and host may be in any case. Nothing else may differ.
            let same_site = at < PREFIX.len() - 5 && altered.eq_ignore_ascii_case(text);
            assert_eq!(verdict.is_authentic(), same_site, "{altered}");
        }
    }
}

#[test]
fn a_label_cut_short_is_refused_at_every_length() {
    let verifier = verifier();
    let bytes = sealed().as_bytes().to_vec();
    for end in 0..bytes.len() {
        assert!(SealedLabel::from_bytes(&bytes[..end]).is_err(), "{end} bytes");
        assert!(SealedLabel::from_bytes(&bytes[end + 1..]).is_err(), "the first {} bytes missing", end + 1);
    }
    for form in [CarrierForm::Base41, CarrierForm::Base64url] {
        let carrier = match form {
            CarrierForm::Base41 => CarrierText::for_symbol(&prefix(), &sealed()),
            _ => CarrierText::for_link(&prefix(), &sealed()),
        };
        for end in 0..carrier.as_str().len() {
            assert_refused(verifier, &carrier.as_str()[..end]);
        }
        // A bare payload is accepted, so at the start, at least its first character is cut off.
        for start in PREFIX.len() + 1..carrier.as_str().len() {
            assert_refused(verifier, &carrier.as_str()[start..]);
        }
    }
}

#[test]
fn a_trust_list_altered_anywhere_is_refused() {
    let original = common::trust_statement().sign(&[&common::root_key()]).unwrap();
    let mut bytes = original.clone();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            assert!(TrustList::open(&bytes).is_err(), "byte {at}, bit {bit}");
            bytes[at] = original[at];
        }
    }
    assert!(TrustList::open(&bytes).is_ok(), "unaltered");
}
