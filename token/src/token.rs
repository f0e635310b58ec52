//! A token that was found, and a key in it.

use crate::error::{TokenError, Tries};
use crate::helper::{Helper, Launcher};
use crate::uri::Uri;
use crate::wire::{Attached, Reply, Request};
use starseal::keys::SignerError;
use starseal::{PublicKey, Signer};
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// The folders in which a module is looked for by its name.
const FOLDERS: [&str; 8] = [
    "/usr/lib/x86_64-linux-gnu/pkcs11",
    "/usr/lib/aarch64-linux-gnu/pkcs11",
    "/usr/lib64/pkcs11",
    "/usr/lib/pkcs11",
    "/usr/local/lib/pkcs11",
    "/usr/local/lib",
    "/usr/lib/softhsm",
    "/usr/local/lib/softhsm",
];

/// What a token wants before its private keys can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    /// Nothing.
    None,
    /// A PIN.
    Pin,
    /// A PIN that a person types at the token itself.
    Pad,
}

/// A token that was found by a URI.
pub struct Token {
    uri: Uri,
    launcher: Launcher,
    helper: Helper,
    attached: Attached,
    pin: Option<Zeroizing<Vec<u8>>>,
    is_logged_in: bool,
}

impl Token {
    /// Starts a helper, which loads the module and finds the token. Nothing is asked of the token's user.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn attach(uri: &Uri, launcher: &Launcher) -> Result<Self, TokenError> {
        let module = module(uri)?;
        let mut helper = Helper::start(launcher)?;
        match helper.ask(&Request::Attach { module, uri: Box::new(uri.clone()) })? {
            Reply::Attached(attached) => Ok(Token {
                uri: uri.clone(),
                launcher: launcher.clone(),
                helper,
                attached,
                pin: None,
                is_logged_in: false,
            }),
            _ => Err(unexpected()),
        }
    }

    /// Returns the label of the token.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.attached.token
    }

    /// Returns what the token wants now before its private keys can be used.
    #[must_use]
    pub fn login(&self) -> Login {
        match &self.attached {
            _ if self.is_logged_in => Login::None,
            Attached { needs_login: false, .. } => Login::None,
            Attached { has_pad: true, .. } => Login::Pad,
            _ => Login::Pin,
        }
    }

    /// Returns what the token said, when it was found, about the tries for a PIN that are left.
    #[must_use]
    pub fn tries(&self) -> Tries {
        self.attached.tries
    }

    /// Logs in with a PIN. `is_typed` says that a person has typed it just now: another one is not tried if it is the
    /// last that the token takes.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn log_in(&mut self, pin: &[u8], is_typed: bool) -> Result<(), TokenError> {
        self.helper.log_in(Some(pin), is_typed)?;
        self.pin = Some(Zeroizing::new(pin.to_vec()));
        self.is_logged_in = true;
        Ok(())
    }

    /// Waits until a person has typed the PIN at the token itself.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn log_in_at_pad(&mut self) -> Result<(), TokenError> {
        self.helper.log_in(None, true)?;
        self.is_logged_in = true;
        Ok(())
    }

    /// Returns the public key that the URI names. Most tokens show it without a login.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn public_key(&mut self) -> Result<PublicKey, TokenError> {
        let reply = self.helper.ask(&Request::FindPublic)?;
        public_key(reply, &self.uri)
    }

    /// Makes a key pair under the label in the URI. The private key never leaves the token.
    ///
    /// # Errors
    /// [`TokenError`]. Then no key was made.
    pub fn generate(&mut self) -> Result<PublicKey, TokenError> {
        let reply = self.helper.ask(&Request::Generate)?;
        public_key(reply, &self.uri)
    }

    /// Returns the private key that the URI names, with which labels and lists can be signed.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn into_key(mut self) -> Result<TokenKey, TokenError> {
        let reply = self.helper.ask(&Request::FindPrivate)?;
        let public = public_key(reply, &self.uri)?;
        let state = Mutex::new(Ok(self.helper));
        let token = self.attached.token;
        Ok(TokenKey { uri: self.uri, launcher: self.launcher, token, pin: self.pin, public, state })
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({}, PIN elided)", self.attached.token)
    }
}

/// A private key in a token, in an open session.
///
/// A session that is lost is opened again once for each signature. If that fails, the key is dead: each further call
/// returns the same error and asks the token nothing, so that no PIN is tried twice.
pub struct TokenKey {
    uri: Uri,
    launcher: Launcher,
    token: String,
    pin: Option<Zeroizing<Vec<u8>>>,
    public: PublicKey,
    state: Mutex<Result<Helper, TokenError>>,
}

impl TokenKey {
    /// Returns the label of the token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Signs a message, and says why if it cannot.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn try_sign(&self, message: &[u8]) -> Result<[u8; 64], TokenError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let signed = match state.as_mut() {
            Ok(helper) => ask(helper, message),
            Err(error) => return Err(error.clone()),
        };
        let signed = match signed {
            Err(TokenError::SessionLost { .. } | TokenError::Removed { .. }) => {
                *state = self.open_again();
                state.as_mut().map_err(|error| error.clone()).and_then(|helper| ask(helper, message))
            }
            signed => signed,
        };
        if let Err(error) = signed.as_ref()
            && !is_about_message(error)
        {
            *state = Err(error.clone());
        }
        let signature = signed?;
        if self.public.verifies(message, &signature) {
            Ok(signature)
        } else {
            Err(TokenError::BadSignature { token: self.token.clone() })
        }
    }

    /// Opens the session again in a new helper, since some modules see a token that comes back only when they are
    /// loaded again.
    fn open_again(&self) -> Result<Helper, TokenError> {
        let mut token = Token::attach(&self.uri, &self.launcher).map_err(|error| match error {
            TokenError::NoToken { .. } => TokenError::Removed { token: self.token.clone() },
            error => error,
        })?;
        match (token.login(), &self.pin) {
            (Login::None, _) => {}
            (Login::Pin, Some(pin)) => token.log_in(pin, false)?,
            (Login::Pin, None) => return Err(TokenError::Removed { token: self.token.clone() }),
            (Login::Pad, _) => token.log_in_at_pad()?,
        }
        let key = token.into_key()?;
        if key.public != self.public {
            let [before, after] = [self.public, key.public].map(|key| key.key_id().to_string());
            return Err(TokenError::KeyChanged { before, after });
        }
        key.state.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Signer for TokenKey {
    fn public_key(&self) -> PublicKey {
        self.public
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        Ok(self.try_sign(message)?)
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenKey({}, {}, PIN elided)", self.uri, self.public.key_id())
    }
}

fn ask(helper: &mut Helper, message: &[u8]) -> Result<[u8; 64], TokenError> {
    match helper.ask(&Request::Sign { message: message.to_vec() })? {
        Reply::Signature(bytes) => {
            let length = bytes.len();
            let wrong = || TokenError::Failed { function: "C_Sign".to_owned(), code: format!("{length} bytes") };
            bytes.try_into().map_err(|_| wrong())
        }
        _ => Err(unexpected()),
    }
}

/// Returns whether the next message may be signed although this one was not.
fn is_about_message(error: &TokenError) -> bool {
    matches!(error, TokenError::MessageTooLong { .. })
}

fn public_key(reply: Reply, uri: &Uri) -> Result<PublicKey, TokenError> {
    let Reply::Key(bytes) = reply else { return Err(unexpected()) };
    let bytes: Option<[u8; 32]> = bytes.try_into().ok();
    let key = bytes.and_then(|bytes| PublicKey::from_bytes(&bytes).ok());
    key.ok_or_else(|| TokenError::NoPublicKey { key: uri.to_string() })
}

fn unexpected() -> TokenError {
    TokenError::Helper { reason: "it gave an answer to another question".to_owned() }
}

/// Returns the file of the module that a URI names: its path, or its name in the folder that the path names, or in the
/// usual ones.
fn module(uri: &Uri) -> Result<PathBuf, TokenError> {
    let (path, name) = (uri.module_path.as_deref(), uri.module_name.as_deref());
    let (folders, name) = match (path, name) {
        (Some(path), Some(name)) if path.is_dir() => (vec![path.to_owned()], name),
        (Some(path), _) => return Ok(path.to_owned()),
        (None, Some(name)) => (FOLDERS.iter().map(PathBuf::from).collect(), name),
        (None, None) => return Err(TokenError::NoModule),
    };
    let files = [format!("{DLL_PREFIX}{name}{DLL_SUFFIX}"), format!("{name}{DLL_SUFFIX}"), name.to_owned()];
    let places = folders.iter().flat_map(|folder| files.iter().map(|file| folder.join(file)));
    let found = places.into_iter().find(|place| place.is_file());
    found.ok_or_else(|| TokenError::ModuleNotInFolders {
        name: name.to_owned(),
        folders: folders.iter().map(|folder| folder.display().to_string()).collect(),
    })
}
