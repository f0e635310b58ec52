//! The claims as deterministic CBOR: a map from small unsigned keys.

use super::fields::{FieldFault, box_faults, take_field_faults};
use super::{Date, Gtin, Label, Level, ProductId, Text, ValueError, fields};
use crate::cbor::{self, CborFault, Item, KeyFault, Reader, read_claims};
use crate::code::Code;
use crate::limits::MAX_GTINS;
use coset::cbor::Value;

/// The version of the wire format that this library reads and writes (`docs/spec.md`).
pub const FORMAT_VERSION: u32 = 1;

/// Why a payload is not the claims of a label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClaimsError {
    /// The payload is not one map in deterministic CBOR, or a claim is of the wrong type.
    #[error("the claims are not well-formed: {0}")]
    Cbor(#[from] CborFault),
    /// The key of a claim is 0 or not an integer.
    #[error("the key of a claim is 0 or not an integer")]
    Key,
    /// The payload has a claim that a verifier must know, and this version does not know it.
    #[error("claim {key} needs a later version")]
    UnsupportedVersion {
        /// The key of the claim, which is negative.
        key: i128,
    },
    /// A required claim is missing.
    #[error("the claim {claim} is missing")]
    Missing {
        /// The name of the claim.
        claim: &'static str,
    },
    /// A claim has the right type, and a value that is not allowed.
    #[error("{0}")]
    Value(#[from] ValueError),
}

impl ClaimsError {
    /// Returns `unsupported-version` or `malformed-claims`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            ClaimsError::UnsupportedVersion { .. } => Code::UnsupportedVersion,
            _ => Code::MalformedClaims,
        }
    }
}

take_field_faults!(ClaimsError);
box_faults!(ClaimsError: CborFault, KeyFault, FieldFault, ValueError);

impl From<KeyFault> for ClaimsError {
    fn from(fault: KeyFault) -> Self {
        match fault {
            KeyFault::NotPositive => ClaimsError::Key,
            KeyFault::Unsupported(key) => ClaimsError::UnsupportedVersion { key },
        }
    }
}

impl Label {
    /// Reads the payload of a seal. Only `verify::open`, after it has verified the signature, and the module
    /// `dangerous` may call this on bytes received.
    pub(crate) fn from_claims(payload: &[u8]) -> Result<Label, ClaimsError> {
        Label::read(payload).map_err(|error| *error)
    }

    fn read(payload: &[u8]) -> Result<Label, Box<ClaimsError>> {
        let (mut product_id, mut level, mut issued_on, mut expires_on, mut status_index) =
            (None, None, None, None, None);
        let (mut criteria, mut category, mut evaluator) = (None, None, None);
        let (mut holder, mut model, mut serial) = (None, None, None);
        let mut gtins = Vec::new();
        let unknown_claims = read_claims::<Box<ClaimsError>>(payload, |key, value| {
            match key {
                1 => product_id = Some(ProductId::new(value.text()?)?),
                2 => level = Some(Level::new(fields::ranged(value, "level", 1, 255)?)?),
                3 => issued_on = Some(fields::date(value)?),
                4 => expires_on = Some(fields::date(value)?),
                5 => status_index = Some(fields::ranged(value, "status index", 0, u32::MAX)?),
                6 => criteria = Some(entry(value, "criteria")?),
                7 => category = Some(entry(value, "category")?),
                8 => holder = Some(Text::new("holder", value.text()?)?),
                9 => model = Some(Text::new("model", value.text()?)?),
                10 => gtins = read_gtins(value)?,
                11 => evaluator = Some(entry(value, "evaluator")?),
                12 => serial = Some(Text::new("serial", value.text()?)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        let missing = |claim| ClaimsError::Missing { claim };
        Ok(Label {
            product_id: product_id.ok_or(missing("product ID"))?,
            level: level.ok_or(missing("level"))?,
            issued_on: issued_on.ok_or(missing("issued on"))?,
            expires_on: expires_on.ok_or(missing("expires on"))?,
            status_index: status_index.ok_or(missing("status index"))?,
            criteria,
            category,
            holder,
            model,
            gtins,
            evaluator,
            serial,
            unknown_claims,
        })
    }

    /// Encodes the claims as the payload of a seal: deterministic CBOR.
    #[must_use]
    pub fn to_claims(&self) -> Vec<u8> {
        let uint = |number: u64| Some(Value::from(number));
        let entry = |number: Option<u16>| number.map(Value::from);
        let text = |text: Option<&str>| text.map(Value::from);
        let day = |date: Date| Some(Value::from(date.days()));
        let gtins = match self.gtins.as_slice() {
            [] => None,
            [one] => uint(one.get()),
            several => Some(Value::Array(several.iter().map(|gtin| gtin.get().into()).collect())),
        };
        cbor::encode(&cbor::map([
            (1, text(Some(self.product_id.as_str()))),
            (2, uint(self.level.get().into())),
            (3, day(self.issued_on)),
            (4, day(self.expires_on)),
            (5, uint(self.status_index.into())),
            (6, entry(self.criteria)),
            (7, entry(self.category)),
            (8, text(self.holder())),
            (9, text(self.model())),
            (10, gtins),
            (11, entry(self.evaluator)),
            (12, text(self.serial())),
        ]))
    }
}

/// Reads the number of a dictionary entry.
fn entry(reader: &mut Reader<'_>, what: &'static str) -> Result<u16, Box<ClaimsError>> {
    Ok(fields::ranged(reader, what, 0, u16::MAX.into())?)
}

/// Reads one GTIN, or an array of two to four different ones.
fn read_gtins(reader: &mut Reader<'_>) -> Result<Vec<Gtin>, Box<ClaimsError>> {
    let entries = match reader.item()? {
        Item::Uint(number) => return Ok(vec![Gtin::new(number)?]),
        Item::Array(entries) => entries,
        _ => return Err(CborFault::Unexpected.into()),
    };
    if entries < 2 || entries > MAX_GTINS as u64 {
        return Err(ValueError::GtinList.into());
    }
    let mut gtins = Vec::new();
    for _ in 0..entries {
        let gtin = Gtin::new(reader.uint()?)?;
        if gtins.contains(&gtin) {
            return Err(ValueError::GtinList.into());
        }
        gtins.push(gtin);
    }
    Ok(gtins)
}
