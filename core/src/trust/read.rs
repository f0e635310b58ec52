//! The payload of a trust list, read from deterministic CBOR.

use super::language::is_language_tag;
use super::{
    Assessment, AuthorityId, CategoryEntry, Issuer, LevelEntry, Names, Purpose, Recognition, Scheme, StatusListUri,
    TrustError, TrustFault, TrustStatement, TrustedKey,
};
use crate::carrier::CarrierPrefix;
use crate::cbor::{CborFault, Item, KeyFault, Reader, read_claims};
use crate::keys::{PublicKey, Thumbprint};
use crate::label::fields::{self, FieldFault, box_faults};
use crate::label::{Level, Text, Timestamp, ValueError};
use crate::limits::{
    MAX_COMPROMISED, MAX_ENTRIES, MAX_ISSUERS, MAX_KEYS, MAX_LANGUAGES, MAX_LEVELS, MAX_PREFIXES, MAX_RECOGNITIONS,
    MAX_RECOGNIZED_CRITERIA, MAX_ROOTS,
};
use core::ops::RangeInclusive;
use std::collections::BTreeMap;

type Result<T> = core::result::Result<T, Box<TrustError>>;

box_faults!(TrustError: CborFault, KeyFault, FieldFault, TrustFault, ValueError);

impl TrustStatement {
    /// Reads a payload and checks its form. [`validate`](Self::validate) checks its content.
    pub(super) fn from_payload(payload: &[u8]) -> Result<Self> {
        let (mut authority_id, mut names, mut version) = (None, None, None);
        let (mut issued_at, mut expires_at, mut roots, mut threshold) = (None, None, None, None);
        let (mut issuers, mut scheme, mut recognitions) = (None, None, Vec::new());
        let mut compromised = Vec::new();
        read_claims::<Box<TrustError>>(payload, |key, value| {
            match key {
                1 => authority_id = Some(AuthorityId::from_bytes(value.byte_array()?)),
                2 => names = Some(read_names(value)?),
                3 => version = Some(value.number()?),
                4 => issued_at = Some(fields::timestamp(value)?),
                5 => expires_at = Some(fields::timestamp(value)?),
                6 => roots = Some(value.list(1, MAX_ROOTS, public_key)?),
                7 => threshold = Some(read_threshold(value)?),
                8 => issuers = Some(value.list(0, MAX_ISSUERS, read_issuer)?),
                9 => scheme = Some(read_scheme(value)?),
                10 => recognitions = value.list(1, MAX_RECOGNITIONS, read_recognition)?,
                11 => compromised = read_compromised(value)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(TrustStatement {
            authority_id,
            names: required(names, "names of the authority")?,
            version: required(version, "version")?,
            issued_at: required(issued_at, "time of issue")?,
            expires_at: required(expires_at, "time of expiry")?,
            roots: required(roots, "roots")?,
            threshold: required(threshold, "threshold")?,
            issuers: required(issuers, "issuers")?,
            scheme: required(scheme, "dictionary")?,
            recognitions,
            compromised,
        })
    }
}

fn read_compromised(reader: &mut Reader<'_>) -> Result<Vec<Thumbprint>> {
    let thumbprints = reader.list(1, MAX_COMPROMISED, |reader| reader.byte_array().map(Thumbprint::from_bytes))?;
    let ascends = thumbprints.is_sorted_by(|a, b| a < b);
    if ascends { Ok(thumbprints) } else { Err(CborFault::Unexpected.into()) }
}

/// Reads authority ID, version and time of issue, and checks only the form of the rest.
pub(super) fn read_head(payload: &[u8]) -> Result<(Option<AuthorityId>, u32, Timestamp)> {
    let (mut authority_id, mut version, mut issued_at) = (None, None, None);
    read_claims::<Box<TrustError>>(payload, |key, value| {
        match key {
            1 => authority_id = Some(AuthorityId::from_bytes(value.byte_array()?)),
            3 => version = Some(value.number()?),
            4 => issued_at = Some(fields::timestamp(value)?),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok((authority_id, required(version, "version")?, required(issued_at, "time of issue")?))
}

fn read_issuer(reader: &mut Reader<'_>) -> Result<Issuer> {
    let (mut names, mut prefixes, mut status_list, mut keys, mut days) = (None, None, None, None, None);
    reader.claims::<Box<TrustError>>(|key, value| {
        match key {
            1 => names = Some(read_names(value)?),
            2 => prefixes = Some(value.list(1, MAX_PREFIXES, prefix)?),
            3 => status_list = Some(StatusListUri::new(value.text()?).ok_or(TrustFault::StatusListUri)?),
            4 => keys = Some(value.list(1, MAX_KEYS, read_key)?),
            5 => days = Some(value.number()?),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(Issuer {
        names: required(names, "names of an issuer")?,
        prefixes: required(prefixes, "carrier prefixes of an issuer")?,
        status_list,
        keys: required(keys, "keys of an issuer")?,
        longest_status_age_days: days,
    })
}

fn read_key(reader: &mut Reader<'_>) -> Result<TrustedKey> {
    let (mut key, mut purpose, mut from, mut until, mut compromised) = (None, None, None, None, None);
    let (mut levels, mut categories) = (Vec::new(), Vec::new());
    reader.claims::<Box<TrustError>>(|claim, value| {
        match claim {
            1 => key = Some(public_key(value)?),
            2 => {
                purpose = Some(match value.uint()? {
                    1 => Purpose::Label,
                    2 => Purpose::Status,
                    _ => return Err(CborFault::Unexpected.into()),
                });
            }
            3 => from = Some(fields::date(value)?),
            4 => until = Some(fields::date(value)?),
            5 => compromised = Some(fields::date(value)?),
            6 => levels = value.list(1, MAX_LEVELS, |value| level_number(value.uint()?))?,
            7 => categories = value.list(1, MAX_ENTRIES, |value| entry_number(value.uint()?))?,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(TrustedKey {
        public_key: required(key, "public key of an issuer")?,
        purpose: required(purpose, "purpose of a key")?,
        from: required(from, "start of a key's window")?,
        until: required(until, "end of a key's window")?,
        compromised,
        levels,
        categories,
    })
}

fn read_scheme(reader: &mut Reader<'_>) -> Result<Scheme> {
    let (mut offset, mut levels, mut categories, mut criteria) = (None, None, None, None);
    let (mut evaluators, mut months, mut days) = (None, None, None);
    reader.claims::<Box<TrustError>>(|key, value| {
        match key {
            1 => offset = Some(utc_offset(value)?),
            2 => levels = Some(dictionary(value, MAX_LEVELS, level_number, read_level)?),
            3 => categories = Some(dictionary(value, MAX_ENTRIES, entry_number, read_category)?),
            4 => criteria = Some(dictionary(value, MAX_ENTRIES, entry_number, citation)?),
            5 => evaluators = Some(dictionary(value, MAX_ENTRIES, entry_number, read_names)?),
            6 => months = Some(dictionary_number("longest validity", 1..=1200, value)?),
            7 => days = Some(dictionary_number("longest deferral", 0..=3660, value)?),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(Scheme {
        utc_offset_minutes: required(offset, "time zone")?,
        levels: required(levels, "levels")?,
        categories: required(categories, "categories")?,
        criteria: required(criteria, "criteria")?,
        evaluators: required(evaluators, "evaluators")?,
        longest_validity_months: required(months, "longest validity")?,
        longest_deferral_days: required(days, "longest deferral")?,
    })
}

fn read_level(reader: &mut Reader<'_>) -> Result<LevelEntry> {
    let (mut names, mut assessment) = (None, None);
    reader.claims::<Box<TrustError>>(|key, value| {
        match key {
            1 => names = Some(read_names(value)?),
            2 => {
                assessment = Some(match value.uint()? {
                    1 => Assessment::SelfDeclared,
                    2 => Assessment::ThirdParty,
                    _ => return Err(CborFault::Unexpected.into()),
                });
            }
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(LevelEntry {
        names: required(names, "names of a level")?,
        assessment: required(assessment, "assessment of a level")?,
    })
}

fn read_category(reader: &mut Reader<'_>) -> Result<CategoryEntry> {
    let (mut names, mut excluded) = (None, false);
    reader.claims::<Box<TrustError>>(|key, value| {
        match key {
            1 => names = Some(read_names(value)?),
            2 if value.item()? == Item::Bool(true) => excluded = true,
            2 => return Err(CborFault::Unexpected.into()),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(CategoryEntry { names: required(names, "names of a category")?, excluded })
}

fn read_recognition(reader: &mut Reader<'_>) -> Result<Recognition> {
    let (mut authority, mut level, mut criteria, mut counts_as) = (None, None, Vec::new(), None);
    let (mut from, mut until) = (None, None);
    reader.claims::<Box<TrustError>>(|key, value| {
        match key {
            1 => authority = Some(AuthorityId::from_bytes(value.byte_array()?)),
            2 => level = Some(level_number(value.uint()?)?),
            3 => criteria = value.list(1, MAX_RECOGNIZED_CRITERIA, citation)?,
            4 => counts_as = Some(level_number(value.uint()?)?),
            5 => from = Some(fields::date(value)?),
            6 => until = Some(fields::date(value)?),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(Recognition {
        authority: required(authority, "authority in a recognition")?,
        level: required(level, "level in a recognition")?,
        criteria,
        counts_as: required(counts_as, "level as which a recognized one counts")?,
        from: required(from, "start of a recognition")?,
        until,
    })
}

/// Reads a map from numbers to entries.
fn dictionary<'a, K: Ord, V>(
    reader: &mut Reader<'a>,
    most: usize,
    number: impl Fn(u64) -> Result<K>,
    mut entry: impl FnMut(&mut Reader<'a>) -> Result<V>,
) -> Result<BTreeMap<K, V>> {
    let mut entries = BTreeMap::new();
    reader.map::<Box<TrustError>>(|key, value| {
        let Item::Uint(key) = key else {
            return Err(CborFault::Unexpected.into());
        };
        if entries.len() >= most {
            return Err(CborFault::Unexpected.into());
        }
        entries.insert(number(key)?, entry(value)?);
        Ok(())
    })?;
    Ok(entries)
}

fn read_names(reader: &mut Reader<'_>) -> Result<Names> {
    let mut by_language = BTreeMap::new();
    reader.map(|key, value| {
        let Item::Text(language) = key else {
            return Err(Box::new(TrustError::Key));
        };
        if !is_language_tag(language) {
            return Err(ValueError::LanguageTag.into());
        }
        if by_language.len() >= MAX_LANGUAGES {
            return Err(CborFault::Unexpected.into());
        }
        by_language.insert(language.to_owned(), Text::new("name", value.text()?)?);
        Ok(())
    })?;
    required(Names::from_map(by_language), "name in English or Japanese")
}

fn citation(reader: &mut Reader<'_>) -> Result<Text<64>> {
    Ok(Text::new("criteria", reader.text()?)?)
}

fn prefix(reader: &mut Reader<'_>) -> Result<CarrierPrefix> {
    Ok(CarrierPrefix::new(reader.text()?).map_err(TrustFault::from)?)
}

fn public_key(reader: &mut Reader<'_>) -> Result<PublicKey> {
    Ok(PublicKey::from_bytes(&reader.byte_array()?).map_err(TrustFault::from)?)
}

fn utc_offset(reader: &mut Reader<'_>) -> Result<i16> {
    let value = match reader.clone().int() {
        Ok(value) => value,
        // An integer of more than 64 bits is out of the range as well.
        Err(_) if matches!(reader.clone().item()?, Item::Uint(_) | Item::Negative(_)) => i64::MAX,
        Err(fault) => return Err(fault.into()),
    };
    reader.skip()?;
    let offset = i16::try_from(value).ok().filter(|offset| (-1439..=1439).contains(offset));
    Ok(offset.ok_or(TrustFault::Dictionary { what: "UTC offset", value })?)
}

/// Reads a number of the dictionary. One that is out of its range is not valid, however large it is.
fn dictionary_number(what: &'static str, range: RangeInclusive<u32>, reader: &mut Reader<'_>) -> Result<u32> {
    let value = reader.uint()?;
    let number = u32::try_from(value).ok().filter(|number| range.contains(number));
    let value = i64::try_from(value).unwrap_or(i64::MAX);
    Ok(number.ok_or(TrustFault::Dictionary { what, value })?)
}

fn read_threshold(reader: &mut Reader<'_>) -> Result<usize> {
    let threshold = reader.number()?;
    if (1..=MAX_ROOTS).contains(&threshold) { Ok(threshold) } else { Err(CborFault::Unexpected.into()) }
}

fn entry_number(key: u64) -> Result<u16> {
    Ok(u16::try_from(key).map_err(|_| CborFault::Unexpected)?)
}

fn level_number(number: u64) -> Result<Level> {
    let out_of_range = ValueError::Range { what: "level", value: number.into(), least: 1, most: 255 };
    Ok(Level::new(u8::try_from(number).map_err(|_| out_of_range)?)?)
}

fn required<T>(value: Option<T>, what: &'static str) -> Result<T> {
    value.ok_or_else(|| Box::new(TrustError::Missing { what }))
}
