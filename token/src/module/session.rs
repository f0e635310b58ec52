//! The module, the token, and the session with it.

use super::fault::{code, other};
use crate::error::{TokenError, Tries};
use crate::uri::Uri;
use crate::wire::Attached;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::eddsa::{EddsaParams, EddsaSignatureScheme};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::ObjectHandle;
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};
use cryptoki::types::RawAuthPin;
use std::path::Path;

/// A token that was found by a URI, and the session with it.
pub(super) struct Attachment {
    pub(super) module: Pkcs11,
    pub(super) slot: Slot,
    pub(super) uri: Uri,
    /// The label of the token.
    pub(super) token: String,
    pub(super) session: Session,
    /// The private key, after it was found.
    pub(super) key: Option<ObjectHandle>,
}

impl Attachment {
    /// Loads a module, finds the token, and opens a session without a login.
    pub(super) fn new(path: &Path, uri: Uri) -> Result<(Self, Attached), TokenError> {
        let module = load(path)?;
        let (slot, info) = find(&module, &uri)?;
        let token = info.label().to_owned();
        let session = module.open_ro_session(slot).map_err(|error| other(&error))?;
        let facts = Attached {
            token: token.clone(),
            needs_login: info.login_required(),
            has_pad: info.protected_authentication_path(),
            tries: tries(&info),
        };
        Ok((Attachment { module, slot, uri, token, session, key: None }, facts))
    }

    /// Logs in, with a PIN or at the token's own pad. A PIN that nobody types is not tried if it is the last try.
    pub(super) fn log_in(&mut self, pin: Option<&Vec<u8>>, is_typed: bool) -> Result<(), TokenError> {
        let token = || self.token.clone();
        match self.tries() {
            Tries::Locked => return Err(TokenError::PinLocked { token: token() }),
            Tries::One if !is_typed && pin.is_some() => return Err(TokenError::LastTry { token: token() }),
            _ => {}
        }
        let logged_in = match pin {
            Some(pin) => self.session.login_with_raw(UserType::User, &RawAuthPin::new(Box::new(pin.clone()))),
            None => self.session.login(UserType::User, None),
        };
        let Err(error) = logged_in else { return Ok(()) };
        let tries = self.tries();
        Err(match code(&error) {
            // Another session of the same process is logged in.
            Some(RvError::UserAlreadyLoggedIn) => return Ok(()),
            Some(RvError::PinIncorrect) if tries == Tries::Locked => TokenError::PinLocked { token: token() },
            Some(RvError::PinIncorrect) => TokenError::WrongPin { token: token(), tries },
            Some(RvError::PinInvalid | RvError::PinLenRange) => TokenError::PinForm { token: token(), tries },
            Some(RvError::PinLocked) => TokenError::PinLocked { token: token() },
            Some(RvError::PinExpired | RvError::UserPinNotInitialized) => TokenError::PinNotSet { token: token() },
            _ => other(&error),
        })
    }

    fn tries(&self) -> Tries {
        self.module.get_token_info(self.slot).map_or(Tries::Unknown, |info| tries(&info))
    }

    /// Signs a message with the private key that was found (pure Ed25519).
    pub(super) fn sign(&mut self, message: &[u8]) -> Result<Vec<u8>, TokenError> {
        let key = self.key.ok_or_else(|| TokenError::Helper { reason: "no key was found before".to_owned() })?;
        // The other schemes have parameters that this version of cryptoki leaves dangling.
        let mechanism = Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Pure));
        self.session.sign(&mechanism, key, message).map_err(|error| {
            let token = self.token.clone();
            match code(&error) {
                Some(RvError::MechanismInvalid) => TokenError::NoEddsa { token },
                Some(RvError::MechanismParamInvalid) => TokenError::OnlyPrehashed { token },
                Some(RvError::DataLenRange) => TokenError::MessageTooLong { token, bytes: message.len() },
                Some(RvError::KeyFunctionNotPermitted) => TokenError::MayNotSign { key: self.uri.to_string() },
                Some(RvError::DeviceRemoved | RvError::TokenNotPresent) => TokenError::Removed { token },
                _ => other(&error),
            }
        })
    }

    /// Refuses a token that has no mechanism for Ed25519.
    pub(super) fn must_know(&self, mechanism: MechanismType) -> Result<(), TokenError> {
        let known = self.module.get_mechanism_list(self.slot).map_err(|error| other(&error))?;
        if known.contains(&mechanism) { Ok(()) } else { Err(TokenError::NoEddsa { token: self.token.clone() }) }
    }
}

/// Loads and initializes a module.
fn load(path: &Path) -> Result<Pkcs11, TokenError> {
    if !path.exists() {
        return Err(TokenError::ModuleNotFound { path: path.to_owned() });
    }
    let unusable = |reason: String| TokenError::NotAModule { path: path.to_owned(), reason };
    let module = Pkcs11::new(path).map_err(|error| match error {
        Error::LibraryLoading(error) => unusable(reason_of(&error.to_string(), path)),
        Error::MissingSymbol(symbol) => unusable(format!("it has no function {symbol}")),
        error => unusable(error.to_string()),
    })?;
    match module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(module),
        Err(error) => Err(other(&error)),
    }
}

/// Returns what the loader said, without the path in front of it.
fn reason_of(said: &str, path: &Path) -> String {
    let path = path.to_string_lossy();
    said.strip_prefix(path.as_ref()).unwrap_or(said).trim_start_matches([':', ' ']).to_owned()
}

/// Finds the one token that fits a URI.
fn find(module: &Pkcs11, uri: &Uri) -> Result<(Slot, TokenInfo), TokenError> {
    let library = module.get_library_info().map_err(|error| other(&error))?;
    let version = library.library_version();
    let version = format!("{}.{}", version.major(), version.minor());
    let fits_module = is(uri.library_manufacturer.as_deref(), library.manufacturer_id())
        && is(uri.library_description.as_deref(), library.library_description())
        && is(uri.library_version.as_deref(), &version);
    let (mut there, mut fitting) = (Vec::new(), Vec::new());
    for slot in module.get_slots_with_token().map_err(|error| other(&error))? {
        // A slot whose token was just removed is passed over.
        let (Ok(info), Ok(of_slot)) = (module.get_token_info(slot), module.get_slot_info(slot)) else { continue };
        if !info.token_initialized() {
            continue;
        }
        there.push(info.label().to_owned());
        let fits = fits_module
            && is(uri.token.as_deref(), info.label())
            && is(uri.manufacturer.as_deref(), info.manufacturer_id())
            && is(uri.serial.as_deref(), info.serial_number())
            && is(uri.model.as_deref(), info.model())
            && is(uri.slot_manufacturer.as_deref(), of_slot.manufacturer_id())
            && is(uri.slot_description.as_deref(), of_slot.slot_description());
        if fits {
            fitting.push((slot, info));
        }
    }
    let names_token = uri.token.is_some() || uri.serial.is_some();
    if let Some(wanted) = uri.slot_id {
        match fitting.as_slice() {
            [(slot, info)] if slot.id() != wanted && names_token => {
                return Err(TokenError::OtherSlot { token: info.label().to_owned(), wanted, found: slot.id() });
            }
            _ => fitting.retain(|(slot, _)| slot.id() == wanted),
        }
    }
    match fitting.len() {
        0 => Err(TokenError::NoToken { found: there }),
        1 => fitting.pop().ok_or(TokenError::NoToken { found: there }),
        _ => {
            let name = |(_, info): &(Slot, TokenInfo)| format!("{} (serial {})", info.label(), info.serial_number());
            Err(TokenError::SeveralTokens { found: fitting.iter().map(name).collect() })
        }
    }
}

/// Returns whether a value is the one that is wanted, if one is.
fn is(wanted: Option<&str>, value: &str) -> bool {
    wanted.is_none_or(|wanted| wanted == value)
}

fn tries(info: &TokenInfo) -> Tries {
    if info.user_pin_locked() {
        Tries::Locked
    } else if info.user_pin_final_try() {
        Tries::One
    } else if info.user_pin_count_low() {
        Tries::Low
    } else {
        Tries::Unknown
    }
}
