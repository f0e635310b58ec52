//! What the codes of PKCS#11 mean.

use crate::error::TokenError;
use cryptoki::error::{Error, RvError};

/// Returns the error of the module that has no cause of its own here.
pub(super) fn other(error: &Error) -> TokenError {
    match error {
        Error::Pkcs11(code, function) if is_lost(*code) => {
            TokenError::SessionLost { function: name_of(function), code: name(*code) }
        }
        Error::Pkcs11(code, function) => TokenError::Failed { function: name_of(function), code: name(*code) },
        Error::NullFunctionPointer => {
            TokenError::Failed { function: "a function of PKCS#11".to_owned(), code: "it lacks it".to_owned() }
        }
        other => TokenError::Failed { function: "a call".to_owned(), code: other.to_string() },
    }
}

/// Returns the code of PKCS#11 in an error.
pub(super) fn code(error: &Error) -> Option<RvError> {
    match error {
        Error::Pkcs11(code, _) => Some(*code),
        _ => None,
    }
}

/// Returns whether a session that is opened again may do better.
fn is_lost(code: RvError) -> bool {
    matches!(
        code,
        RvError::SessionHandleInvalid
            | RvError::SessionClosed
            | RvError::DeviceRemoved
            | RvError::DeviceError
            | RvError::TokenNotPresent
            | RvError::TokenNotRecognized
            | RvError::SlotIdInvalid
            | RvError::UserNotLoggedIn
            | RvError::KeyHandleInvalid
            | RvError::ObjectHandleInvalid
            | RvError::CryptokiNotInitialized
    )
}

/// Returns the name of a code as vendors' documents have it, such as `CKR_GENERAL_ERROR`.
fn name(code: RvError) -> String {
    match code {
        RvError::VendorDefined(number) | RvError::UnknownErrorCode(number) => format!("0x{number:08X}"),
        known => upper_snake("CKR", &format!("{known:?}")),
    }
}

fn name_of(function: &impl std::fmt::Debug) -> String {
    format!("C_{function:?}")
}

fn upper_snake(start: &str, name: &str) -> String {
    let mut text = start.to_owned();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(c.to_ascii_uppercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::name;
    use cryptoki::error::RvError;

    #[test]
    fn codes_have_the_names_of_the_standard() {
        assert_eq!(name(RvError::GeneralError), "CKR_GENERAL_ERROR");
        assert_eq!(name(RvError::PinLenRange), "CKR_PIN_LEN_RANGE");
        assert_eq!(name(RvError::VendorDefined(0x8000_0001)), "0x80000001");
    }
}
