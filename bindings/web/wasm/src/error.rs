//! The errors that calls throw, and the JSON that they return.

use serde::Serialize;
use starseal::Code;
use starseal::bundle::BundleError;
use starseal::label::ValueError;
use starseal::status::{ObjectError, StatusError};
use starseal::trust::TrustError;
use starseal::verify::StateError;
use wasm_bindgen::JsValue;

/// An error in the form that crosses.
#[derive(Serialize)]
pub(crate) struct Refusal {
    kind: &'static str,
    code: &'static str,
    detail: String,
}

/// Converts each error of the core into a kind with the core's code and text.
macro_rules! from_core {
    ($($error:ty => $kind:literal),* $(,)?) => {
        $(impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                let code: Code = error.code();
                Refusal { kind: $kind, code: code.as_str(), detail: error.to_string() }
            }
        })*
    };
}

from_core! {
    TrustError => "TrustList",
    StatusError => "StatusList",
    ObjectError => "StatusList",
    BundleError => "Bundle",
    StateError => "State",
    ValueError => "Value",
}

#[cfg(feature = "scan")]
impl From<starseal::scan::ImageError> for Refusal {
    fn from(error: starseal::scan::ImageError) -> Self {
        Refusal { kind: "Image", code: Code::BadImage.as_str(), detail: error.to_string() }
    }
}

impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        JsValue::from_str(&json(&refusal))
    }
}

/// Returns a value as JSON. Numbers, texts and structures of them always have a JSON form; nothing else is given here.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
