//! Keys in tokens: which module, which PIN, and what to do if a token cannot be used.

use super::Key;
use super::passphrase::PassphraseSource;
use crate::exit::{Cause, Failure};
use crate::messages::{list, of_token, say};
use crate::output::errors::warn;
use crate::output::escape::printable;
use starseal::PublicKey;
use starseal::keys::SignerError;
use starseal_token::{Launcher, Login, Token, TokenError, Tries, Uri};
use std::path::Path;
use std::time::Duration;

/// The argument that makes the program serve as the helper for tokens.
pub(crate) const HELPER: &str = "token-helper";

/// The variable that names the module for URIs which name none.
const MODULE: &str = "STARSEAL_PKCS11_MODULE";

/// The variable with the number of seconds within which a module must answer.
const TIMEOUT: &str = "STARSEAL_PKCS11_TIMEOUT";

/// The deadline without that variable: twice that of the slowest module that is known, which asks a server.
const SECONDS: u64 = 60;

/// Opens the private key that a URI names.
pub(super) fn open(uri: &Uri, source: &PassphraseSource) -> Result<Key, Failure> {
    let mut token = attach(uri)?;
    log_in(&mut token, uri, source)?;
    token.into_key().map(|key| Key::Token(Box::new(key))).map_err(|error| failure(&error))
}

/// A public key in a token.
pub(crate) struct PublicHalf {
    /// The key.
    pub(crate) key: PublicKey,
    /// The label of the token.
    pub(crate) token: String,
}

/// Reads the public key that a URI names, if possible without a PIN.
pub(crate) fn public_half(uri: &Uri, source: &PassphraseSource) -> Result<PublicHalf, Failure> {
    let mut token = attach(uri)?;
    let key = match token.public_key() {
        // Some tokens show nothing before a login.
        Err(TokenError::NoKey { .. }) if token.login() != Login::None => {
            log_in(&mut token, uri, source)?;
            token.public_key()
        }
        read => read,
    };
    let key = key.map_err(|error| failure(&error))?;
    Ok(PublicHalf { key, token: token.label().to_owned() })
}

/// Makes a key pair in a token.
pub(crate) fn generate(uri: &Uri, source: &PassphraseSource) -> Result<PublicHalf, Failure> {
    if uri.object.is_none() {
        return Err(failure(&TokenError::NoLabel));
    }
    let mut token = attach(uri)?;
    log_in(&mut token, uri, source)?;
    let key = token.generate().map_err(|error| failure(&error))?;
    Ok(PublicHalf { key, token: token.label().to_owned() })
}

fn attach(uri: &Uri) -> Result<Token, Failure> {
    if !uri.ignored.is_empty() {
        let names: Vec<String> = uri.ignored.clone();
        warn(&say!("uri-ignored", names = list(&names)), &say!("uri-ignored-help"));
    }
    let module = std::env::var_os(MODULE).filter(|path| !path.is_empty());
    let uri = uri.clone().or_module(module.as_deref().map(Path::new));
    Token::attach(&uri, &launcher()?).map_err(|error| failure(&error))
}

fn log_in(token: &mut Token, uri: &Uri, source: &PassphraseSource) -> Result<(), Failure> {
    let done = match token.login() {
        Login::None => Ok(()),
        Login::Pad => {
            eprintln!("{}", say!("pin-at-pad", token = printable(token.label())));
            token.log_in_at_pad()
        }
        Login::Pin => {
            match token.tries() {
                Tries::Low => warn(&say!("pin-tries-low", token = printable(token.label())), &say!("pin-tries-help")),
                Tries::One => warn(&say!("pin-tries-one", token = printable(token.label())), &say!("pin-tries-help")),
                _ => {}
            }
            let (pin, is_typed) = source.pin(uri, token.label())?;
            token.log_in(&pin, is_typed)
        }
    };
    done.map_err(|error| failure(&error))
}

/// Returns how the helper is started: this program, with an argument that it keeps for itself.
fn launcher() -> Result<Launcher, Failure> {
    let program =
        std::env::current_exe().map_err(|error| failure(&TokenError::Helper { reason: error.to_string() }))?;
    let seconds = match std::env::var(TIMEOUT) {
        Ok(text) => text.parse().ok().filter(|seconds| (1..=3600).contains(seconds)).ok_or_else(|| {
            Failure::usage(say!("token-timeout", name = TIMEOUT, text = printable(&text)), say!("token-timeout-help"))
        })?,
        Err(_) => SECONDS,
    };
    Ok(Launcher::new(program, [HELPER.into()], Duration::from_secs(seconds)))
}

/// Returns the failure for a token that cannot be used.
pub(crate) fn failure(error: &TokenError) -> Failure {
    // Labels of tokens and keys can have any character.
    Failure::new(cause(error.code()), printable(&of_token(error)), help(error.code()))
}

/// Returns the failure for a signature that a token did not make; none if the signer was not a token.
pub(crate) fn signing_failure(error: &SignerError) -> Option<Failure> {
    let code = error.code();
    code.starts_with("token-").then(|| Failure::new(cause(code), printable(error.reason()), help(code)))
}

fn cause(code: &str) -> Cause {
    match code {
        "token-pin-wrong" | "token-pin-form" | "token-pin-last-try" | "token-pin-locked" | "token-pin-not-set" => {
            Cause::Passphrase
        }
        "token-key-exists" => Cause::Exists,
        "token-no-module" | "token-no-label" => Cause::CommandLine,
        _ => Cause::KeyUnusable,
    }
}

/// Returns what to do, by the code of the cause.
fn help(code: &str) -> String {
    match code {
        "token-no-module" => say!("token-help-no-module", name = MODULE),
        "token-module-not-found" | "token-module-not-in-folders" => say!("token-help-module"),
        "token-not-a-module" => say!("token-help-not-a-module"),
        "token-module-crashed" => say!("token-help-crashed"),
        "token-module-hung" => say!("token-help-hung", name = TIMEOUT),
        "token-not-found" => say!("token-help-not-found"),
        "token-ambiguous" => say!("token-help-ambiguous"),
        "token-other-slot" => say!("token-help-other-slot"),
        "token-pin-wrong" => say!("token-help-pin-wrong"),
        "token-pin-form" => say!("token-help-pin-form"),
        "token-pin-last-try" => say!("token-help-last-try"),
        "token-pin-locked" => say!("token-help-locked"),
        "token-pin-not-set" => say!("token-help-pin-not-set"),
        "token-key-not-found" => say!("token-help-key-not-found"),
        "token-key-ambiguous" => say!("token-help-key-ambiguous"),
        "token-key-is-public" => say!("token-help-public"),
        "token-key-algorithm" => say!("token-help-algorithm"),
        "token-key-may-not-sign" => say!("token-help-may-not-sign"),
        "token-key-asks-each-time" => say!("token-help-asks-each-time"),
        "token-no-public-key" => say!("token-help-no-public-key"),
        "token-no-eddsa" => say!("token-help-no-eddsa"),
        "token-only-prehashed" => say!("token-help-only-prehashed"),
        "token-message-too-long" => say!("token-help-too-long"),
        "token-bad-signature" => say!("token-help-bad-signature"),
        "token-removed" => say!("token-help-removed"),
        "token-session-lost" => say!("token-help-session-lost"),
        "token-key-changed" => say!("token-help-key-changed"),
        "token-key-exists" => say!("token-help-key-exists"),
        "token-no-label" => say!("token-help-no-label"),
        "token-helper-failed" => say!("token-help-helper"),
        _ => say!("token-help-failed"),
    }
}
