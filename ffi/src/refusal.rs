//! Why something was not taken.

use starseal::{BundleError, Code, StateError, StatusError, TrustError, ValueError};

/// Why a list, a bundle, a stored state, an image or a value was not taken, by what was given. `code` is the stable code,
/// `detail` says the values that disagree, for developers and logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum Refusal {
    /// A trust list.
    #[error("{detail}")]
    TrustList {
        /// One of the `trust-list-…` codes, or `equivocation`.
        code: String,
        /// In English.
        detail: String,
    },
    /// A status list.
    #[error("{detail}")]
    StatusList {
        /// One of the `status-list-…` codes, or `equivocation`.
        code: String,
        /// In English.
        detail: String,
    },
    /// A bundle.
    #[error("{detail}")]
    Bundle {
        /// One of the `bundle-…` codes.
        code: String,
        /// In English.
        detail: String,
    },
    /// Stored state.
    #[error("{detail}")]
    State {
        /// `state-damaged` or `state-unsupported`.
        code: String,
        /// In English.
        detail: String,
    },
    /// An image.
    #[error("{detail}")]
    Image {
        /// `bad-image`.
        code: String,
        /// In English.
        detail: String,
    },
    /// A value, such as a day that no label can claim.
    #[error("{detail}")]
    Value {
        /// `bad-value`.
        code: String,
        /// In English.
        detail: String,
    },
}

/// A core error's code and text.
macro_rules! refusals {
    ($($error:ty => $variant:ident),* $(,)?) => {
        $(impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                let code: Code = error.code();
                Refusal::$variant { code: code.to_string(), detail: error.to_string() }
            }
        })*
    };
}

refusals! {
    TrustError => TrustList,
    StatusError => StatusList,
    BundleError => Bundle,
    StateError => State,
    ValueError => Value,
}

#[cfg(feature = "scan")]
impl From<starseal::ImageError> for Refusal {
    fn from(error: starseal::ImageError) -> Self {
        Refusal::Image { code: Code::BadImage.to_string(), detail: error.to_string() }
    }
}
