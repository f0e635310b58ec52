//! The error that every failing call throws.

use starseal::Code;
use starseal::bundle::BundleError;
use starseal::label::ValueError;
use starseal::status::{ObjectError, StatusError};
use starseal::trust::TrustError;
use starseal::verify::StateError;

/// The error that a call throws when it refuses a list, a bundle, a stored state, an image or a value. The variant says
/// which of these was given, `code` is the stable code, and `detail` states the values that disagree, for developers
/// and logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum StarsealError {
    /// A trust list was refused.
    #[error("{detail}")]
    TrustList {
        /// One of the `trust-list-…` codes, or `equivocation`.
        code: String,
        /// The values that disagree, in English.
        detail: String,
    },
    /// A status list, or an object of one, was refused.
    #[error("{detail}")]
    StatusList {
        /// One of the `status-list-…` codes, or `equivocation`; of an object, one of the `status-object-…` codes,
        /// `in-force-invalid` or `past-contradicts`.
        code: String,
        /// The values that disagree, in English.
        detail: String,
    },
    /// A bundle was refused.
    #[error("{detail}")]
    Bundle {
        /// One of the `bundle-…` codes.
        code: String,
        /// The values that disagree, in English.
        detail: String,
    },
    /// A stored state was refused.
    #[error("{detail}")]
    State {
        /// `state-damaged` or `state-unsupported`.
        code: String,
        /// The values that disagree, in English.
        detail: String,
    },
    /// An image was refused.
    #[error("{detail}")]
    Image {
        /// `bad-image`.
        code: String,
        /// The values that disagree, in English.
        detail: String,
    },
    /// A value was refused, such as a day that no label can claim.
    #[error("{detail}")]
    Value {
        /// `bad-value`.
        code: String,
        /// The values that disagree, in English.
        detail: String,
    },
}

/// Converts each error of the core into a variant with the core's code and text.
macro_rules! from_core {
    ($($error:ty => $variant:ident),* $(,)?) => {
        $(impl From<$error> for StarsealError {
            fn from(error: $error) -> Self {
                let code: Code = error.code();
                StarsealError::$variant { code: code.to_string(), detail: error.to_string() }
            }
        })*
    };
}

from_core! {
    TrustError => TrustList,
    StatusError => StatusList,
    ObjectError => StatusList,
    BundleError => Bundle,
    StateError => State,
    ValueError => Value,
}

#[cfg(feature = "scan")]
impl From<starseal::scan::ImageError> for StarsealError {
    fn from(error: starseal::scan::ImageError) -> Self {
        StarsealError::Image { code: Code::BadImage.to_string(), detail: error.to_string() }
    }
}
