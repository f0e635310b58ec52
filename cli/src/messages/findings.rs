//! Findings of the checks in the language of the run.

use super::library::{or_english, scheme, value};
use super::{Bilingual, Message, language, message, say};
use starseal::carrier::base41::Base41Error;
use starseal::carrier::{CarrierError, KeyboardFault, KeyboardLayout};
use starseal::label::{ClaimsError, is_hidden};
use starseal::limits::{MAX_CARRIER_BYTES, MAX_SEALED_BYTES};
use starseal::scan::NoText;
use starseal::seal::SealError;
use starseal::verify::Unknown;
use starseal::{Finding, Language};

/// Returns a finding with its values.
pub(crate) fn finding(found: &Finding) -> String {
    or_english(said(found), found.code(), found)
}

/// Returns why a symbol that was read has no text. In Japanese, it is the sentence of the library.
pub(crate) fn no_text(reason: NoText) -> Bilingual {
    let english = reason.to_string();
    let chosen = match language() {
        Language::Ja => Language::Ja.no_text(reason).trim_end_matches('。').to_owned(),
        _ => english.clone(),
    };
    Bilingual { english, chosen }
}

pub(super) fn said(found: &Finding) -> Option<Message> {
    Some(match found {
        Finding::Carrier(error) => return carrier(error),
        Finding::NoSeal { prefix } => message!("finding-no-seal", prefix = prefix),
        Finding::Seal(error) => return seal(error),
        Finding::Claims(error) => return claims(error),
        Finding::Scheme(violation) => return scheme(violation),
        Finding::UnknownKey { key_id } => message!("finding-unknown-key", key_id = key_id),
        Finding::BadSignature { key_id } => message!("finding-bad-signature", key_id = key_id),
        Finding::KeyNotAllowed { key_id, issued_on } => {
            message!("finding-key-not-allowed", key_id = key_id, issued_on = issued_on)
        }
        Finding::KeyScope { key_id, level, category: None } => {
            message!("finding-key-level", key_id = key_id, level = level)
        }
        Finding::KeyScope { key_id, level, category: Some(category) } => {
            message!("finding-key-scope", key_id = key_id, level = level, category = category)
        }
        Finding::KeyCompromised { key_id, declared_on, .. } => {
            message!("finding-key-compromised", key_id = key_id, declared_on = declared_on)
        }
        Finding::WitnessesMissing => message!("finding-witnesses-missing"),
        Finding::Witnessed { key_id, declared_on } => {
            message!("finding-witnessed", key_id = key_id, declared_on = declared_on)
        }
        Finding::ForeignCarrier => message!("finding-foreign-carrier"),
        Finding::GtinMismatch { carried } => message!("finding-gtin-mismatch", carried = carried),
        Finding::ClockBehind { now, floor } => message!("finding-clock-behind", now = now, floor = floor),
        Finding::ClockAhead { now, expired_at } => {
            message!("finding-clock-ahead", now = now, expired_at = expired_at)
        }
        Finding::FreshnessUnknown { now, floor } => message!("finding-freshness-unknown", now = now, floor = floor),
        Finding::NotYetValid { issued_on, checked_for } => {
            message!("finding-not-yet-valid", issued_on = issued_on, checked_for = checked_for)
        }
        Finding::Expired { expires_on, checked_for } => {
            message!("finding-expired", expires_on = expires_on, checked_for = checked_for)
        }
        Finding::StatusUnknown { why } => return unknown(why),
        Finding::NoStatusPublished => message!("finding-no-status-published"),
        Finding::TrustAgeing { issued_at } => message!("finding-trust-ageing", issued_at = issued_at),
        Finding::TrustStale { issued_at } => message!("finding-trust-stale", issued_at = issued_at),
        Finding::StatusAgeing { issued_at } => message!("finding-status-ageing", issued_at = issued_at),
        Finding::StatusStale { issued_at } => message!("finding-status-stale", issued_at = issued_at),
        Finding::InForceOutdated { listed_on } => message!("finding-in-force-outdated", listed_on = listed_on),
        Finding::InForceMissing => message!("finding-in-force-missing"),
        Finding::Extended { printed, last_day } => {
            message!("finding-extended", printed = printed, last_day = last_day)
        }
        Finding::StatusListPredatesLabel { listed_on, issued_on } => {
            message!("finding-status-list-predates-label", listed_on = listed_on, issued_on = issued_on)
        }
        Finding::IndexUnallocated { index } => message!("finding-index-unallocated", index = index),
        Finding::StatusValueUnknown { value } => message!("finding-status-value-unknown", value = value),
        Finding::Revoked => message!("finding-revoked"),
        Finding::Withdrawn => message!("finding-withdrawn"),
        Finding::Deferral { ends_on, .. } => message!("finding-deferral", ends_on = ends_on),
        Finding::PolicyUnmet { rule, required, found } => message!(
            "finding-policy-unmet",
            rule = rule,
            required = required,
            found = if found == "none" { say!("nothing") } else { found.clone() },
        ),
        Finding::Recognised { by } => message!("finding-recognised", by = by),
        _ => return None,
    })
}

fn unknown(why: &Unknown) -> Option<Message> {
    Some(match why {
        Unknown::NoList => message!("unknown-no-list"),
        Unknown::NotAllocated => message!("unknown-not-allocated"),
        Unknown::Value => message!("unknown-value"),
        Unknown::BeforeList { listed_on } => message!("unknown-before-list", listed_on = listed_on),
        Unknown::LastDay => message!("unknown-last-day"),
        Unknown::Genuineness => message!("unknown-genuineness"),
        Unknown::StaleTrustList => message!("unknown-stale-trust-list"),
        Unknown::StaleStatusList => message!("unknown-stale-status-list"),
        Unknown::ImplausibleClock => message!("unknown-implausible-clock"),
        _ => return None,
    })
}

fn carrier(error: &CarrierError) -> Option<Message> {
    Some(match error {
        CarrierError::TooLong { bytes } => message!("carrier-too-long", bytes = bytes, most = MAX_CARRIER_BYTES),
        CarrierError::SealedTooLong { bytes } => {
            message!("carrier-sealed-too-long", bytes = bytes, most = MAX_SEALED_BYTES)
        }
        CarrierError::NotALabel => message!("carrier-not-a-label"),
        CarrierError::NotAlone => message!("carrier-not-alone"),
        CarrierError::BadBase64url => message!("carrier-bad-base64url"),
        CarrierError::BadBase41(Base41Error::Length { length }) => message!("carrier-length", length = length),
        CarrierError::BadBase41(Base41Error::Overflow { position }) => {
            message!("carrier-overflow", position = position)
        }
        CarrierError::BadBase41(Base41Error::Character { position, character }) => {
            let number = number(*character);
            if is_hidden(*character) || character.is_whitespace() {
                message!("carrier-character-invisible", position = position, number = number)
            } else {
                message!("carrier-character", position = position, number = number)
            }
        }
        CarrierError::Invisible { position, character } => {
            message!("carrier-invisible", position = position, number = number(*character))
        }
        CarrierError::Several { labels } => message!("carrier-several", labels = labels),
        CarrierError::Keyboard { fault, .. } => return keyboard(fault),
        _ => return None,
    })
}

/// Returns the number of a character in Unicode, in hexadecimal digits.
fn number(character: char) -> String {
    format!("{:04X}", u32::from(character))
}

fn keyboard(fault: &KeyboardFault) -> Option<Message> {
    Some(match fault {
        KeyboardFault::CapsLock => message!("carrier-caps-lock"),
        KeyboardFault::FullWidth => message!("carrier-full-width"),
        KeyboardFault::Layout { scanner, host } => {
            message!("carrier-layout", scanner = layout(*scanner), host = layout(*host))
        }
        KeyboardFault::SeveralLayouts => message!("carrier-several-layouts"),
        KeyboardFault::OtherLayout { name: None } => message!("carrier-other-layout"),
        KeyboardFault::OtherLayout { name: Some(name) } => {
            message!("carrier-other-layout-such-as", name = other_layout(name))
        }
        KeyboardFault::Kana => message!("carrier-kana"),
        _ => return None,
    })
}

/// Returns the name of a keyboard layout.
fn layout(layout: KeyboardLayout) -> String {
    match layout {
        KeyboardLayout::Us => say!("layout-us"),
        KeyboardLayout::Jis => say!("layout-japanese"),
        KeyboardLayout::Uk => say!("layout-uk"),
        KeyboardLayout::French => say!("layout-french"),
        KeyboardLayout::German => say!("layout-german"),
        KeyboardLayout::Spanish => say!("layout-spanish"),
        other => other.to_string(),
    }
}

/// Returns the name of a keyboard layout without a table, or of several.
fn other_layout(name: &str) -> String {
    match name {
        "Turkish" => say!("layout-turkish"),
        "Italian" => say!("layout-italian"),
        "Portuguese" => say!("layout-portuguese"),
        "Norwegian" => say!("layout-norwegian"),
        "Danish" => say!("layout-danish"),
        "Swiss" => say!("layout-swiss"),
        "Belgian" => say!("layout-belgian"),
        "French" => say!("layout-french"),
        "German, Swedish or Finnish" => say!("layout-german-swedish-finnish"),
        other => other.to_owned(),
    }
}

fn seal(error: &SealError) -> Option<Message> {
    Some(match error {
        SealError::NoPayload => message!("seal-no-payload"),
        SealError::UnsupportedProfile => message!("seal-unsupported-profile"),
        _ => return None,
    })
}

fn claims(error: &ClaimsError) -> Option<Message> {
    Some(match error {
        ClaimsError::UnsupportedVersion { key } => message!("claims-unsupported-version", key = key),
        ClaimsError::Value(error) => return value(error),
        _ => return None,
    })
}
