//! Readers for the fields that labels, trust lists and status lists share.

use super::{Date, Timestamp, ValueError};
use crate::cbor::{CborFault, Reader};

/// Why a field cannot be read. The error of each structure has a variant for both cases.
pub(crate) enum FieldFault {
    /// The item is malformed or of the wrong type.
    Cbor(CborFault),
    /// The value has the right type, and is not allowed.
    Value(ValueError),
}

impl From<CborFault> for FieldFault {
    fn from(fault: CborFault) -> Self {
        FieldFault::Cbor(fault)
    }
}

impl From<ValueError> for FieldFault {
    fn from(fault: ValueError) -> Self {
        FieldFault::Value(fault)
    }
}

/// Converts a fault of a field into an error that has a variant for both cases.
macro_rules! take_field_faults {
    ($error:ty) => {
        impl From<$crate::label::fields::FieldFault> for $error {
            fn from(fault: $crate::label::fields::FieldFault) -> Self {
                match fault {
                    $crate::label::fields::FieldFault::Cbor(fault) => fault.into(),
                    $crate::label::fields::FieldFault::Value(fault) => fault.into(),
                }
            }
        }
    };
}

/// Converts the faults of parts into a boxed error. An error of many words, copied at every `?` of a structure with
/// twenty fields, takes 2 KB of a verifier that a browser downloads.
macro_rules! box_faults {
    ($error:ty: $($fault:ty),*) => {
        $(impl From<$fault> for Box<$error> {
            #[cold]
            #[inline(never)]
            fn from(fault: $fault) -> Self {
                Box::new(fault.into())
            }
        })*
    };
}

pub(crate) use {box_faults, take_field_faults};

/// Reads an unsigned integer in a range that fits the target type; `what` is its name in the error.
pub(crate) fn ranged<T: TryFrom<u64>>(
    reader: &mut Reader<'_>,
    what: &'static str,
    least: u32,
    most: u32,
) -> Result<T, FieldFault> {
    let value = reader.uint()?;
    let fault = || ValueError::Range { what, value: value.into(), least: least.into(), most: most.into() };
    if value < least.into() || value > most.into() {
        return Err(fault().into());
    }
    T::try_from(value).map_err(|_| fault().into())
}

/// Reads a day.
pub(crate) fn date(reader: &mut Reader<'_>) -> Result<Date, FieldFault> {
    Ok(Date::from_days(ranged(reader, "date", Date::LEAST_DAY as u32, Date::GREATEST_DAY as u32)?)?)
}

/// Reads a timestamp: seconds since 1970-01-01T00:00:00Z, up to the end of the year 9999.
pub(crate) fn timestamp(reader: &mut Reader<'_>) -> Result<Timestamp, CborFault> {
    match reader.uint()? {
        seconds if seconds <= Timestamp::MAX.unix_seconds() => Ok(Timestamp::from_unix_seconds(seconds)),
        _ => Err(CborFault::Unexpected),
    }
}
