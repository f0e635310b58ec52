//! The sources of a passphrase and of a PIN: a prompt, a file, or the environment. The command line is not one, since
//! other users can list it.

use super::fault::KeyFault;
use crate::exit::{Cause, Failure};
use crate::files;
use crate::kind::{Encoding, decoded};
use crate::messages::say;
use crate::output::errors::warn;
use crate::output::escape::{printable, shown};
use clap::Args;
use starseal_token::Uri;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The maximum length of a passphrase file in bytes.
const MAX_PASSPHRASE_BYTES: usize = 1024;

/// The minimum length of a new passphrase in characters; a shorter one than [`FEW`] causes a warning.
const LEAST: usize = 2;
const FEW: usize = 8;

/// The byte order mark that editors write before text in UTF-8. Nobody can type it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The bytes of a passphrase, which are wiped from memory when dropped.
pub(crate) type Passphrase = Zeroizing<Vec<u8>>;

/// The source of the passphrase of an encrypted key file; a prompt if no flag is given.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct FilePassphrase {
    /// Read the passphrase of key files from the first line of this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Read the passphrase of key files from this environment variable
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<String>,
}

/// The sources of the passphrase of an encrypted key file, and of the PIN of a token; a prompt if no flag is given.
#[derive(Debug, Args)]
pub(crate) struct PassphraseSource {
    #[command(flatten)]
    pub(crate) of_file: FilePassphrase,
    /// Read the PIN of tokens whose URI has no pin-source from the first line of this file
    #[arg(long, value_name = "FILE")]
    pin_file: Option<PathBuf>,
    /// Read the PIN of tokens whose URI has no pin-source from this environment variable
    #[arg(long, value_name = "NAME", conflicts_with = "pin_file")]
    pin_env: Option<String>,
}

/// The source of the new passphrase of a key file; a prompt if no flag is given.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct NewPassphraseSource {
    /// Read the new passphrase from the first line of this file
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
    /// Read the new passphrase from this environment variable
    #[arg(long, value_name = "NAME")]
    new_passphrase_env: Option<String>,
    /// Write the key unencrypted
    #[arg(long)]
    no_passphrase: bool,
}

impl FilePassphrase {
    /// Opens an existing key file with its passphrase.
    ///
    /// Earlier versions took a byte order mark for a part of a new passphrase. So the passphrase is tried as it is
    /// first, and then with or without the mark, with a warning.
    pub(super) fn open<T>(
        &self,
        path: &Path,
        open: impl Fn(&[u8]) -> Result<T, KeyFault>,
        explain: impl Fn(KeyFault) -> Failure,
    ) -> Result<T, Failure> {
        let passphrase = match self.unprompted()? {
            Some(passphrase) => passphrase,
            None => prompt(&say!("passphrase-prompt", path = shown(path)), &of_file(path), &say!("passphrase-flags"))?,
        };
        match open(&passphrase) {
            Err(KeyFault::WrongPassphrase) => {}
            other => {
                if passphrase.starts_with(BYTE_ORDER_MARK) && other.is_ok() {
                    warn_of_mark(path);
                }
                return other.map_err(explain);
            }
        }
        for (other, has_mark) in spellings(&passphrase) {
            if let Ok(key) = open(&other) {
                if has_mark {
                    warn_of_mark(path);
                }
                return Ok(key);
            }
        }
        Err(explain(KeyFault::WrongPassphrase))
    }

    /// Returns the passphrase for a new key file. A prompt asks for it twice.
    pub(crate) fn new_passphrase(&self, path: &Path) -> Result<Passphrase, Failure> {
        new(self.unprompted()?, path, &say!("passphrase-flags-of-new"))
    }

    fn unprompted(&self) -> Result<Option<Passphrase>, Failure> {
        unprompted(self.passphrase_file.as_deref(), self.passphrase_env.as_deref())
    }
}

impl PassphraseSource {
    /// Returns the PIN of a token, and whether a person has typed it just now. The URI's own source comes first.
    pub(super) fn pin(&self, uri: &Uri, token: &str) -> Result<(Passphrase, bool), Failure> {
        let file = uri.pin_source.as_deref().or(self.pin_file.as_deref());
        if let Some(pin) = unprompted(file, self.pin_env.as_deref())? {
            return Ok((pin, false));
        }
        let token = printable(token);
        let nobody = say!("pin-no-terminal", token = token);
        let pin = prompt(&say!("pin-prompt", token = token, uri = uri), &nobody, &say!("pin-flags"))?;
        Ok((pin, true))
    }
}

impl NewPassphraseSource {
    /// Returns the new passphrase of a key file; none if it is to be written unencrypted.
    pub(crate) fn passphrase(&self, path: &Path) -> Result<Option<Passphrase>, Failure> {
        if self.no_passphrase {
            return Ok(None);
        }
        let given = unprompted(self.new_passphrase_file.as_deref(), self.new_passphrase_env.as_deref())?;
        new(given, path, &say!("passphrase-flags-of-change")).map(Some)
    }
}

/// Checks a new passphrase, or asks for one twice.
fn new(given: Option<Passphrase>, path: &Path, flags: &str) -> Result<Passphrase, Failure> {
    let passphrase = match given {
        Some(passphrase) => passphrase,
        None => {
            let typed = prompt(&say!("passphrase-prompt-new", path = shown(path)), &of_file(path), flags)?;
            let again = prompt(&say!("passphrase-prompt-again"), &of_file(path), flags)?;
            if typed != again {
                return Err(Failure::new(
                    Cause::Passphrase,
                    say!("passphrases-differ"),
                    say!("passphrases-differ-help"),
                ));
            }
            typed
        }
    };
    match NewFault::of(&passphrase) {
        Some(fault) => Err(Failure::new(Cause::Passphrase, fault.what(), fault.help())),
        None => {
            warn_if_weak(&passphrase);
            Ok(passphrase)
        }
    }
}

/// Why a passphrase is not taken for a new key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NewFault {
    Empty,
    TooShort,
    ByteOrderMark,
    Utf16,
    NotUtf8,
    Control,
}

impl NewFault {
    fn of(passphrase: &[u8]) -> Option<Self> {
        if passphrase.is_empty() {
            return Some(NewFault::Empty);
        }
        if passphrase.starts_with(BYTE_ORDER_MARK) {
            return Some(NewFault::ByteOrderMark);
        }
        if is_utf16(passphrase) {
            return Some(NewFault::Utf16);
        }
        let Ok(text) = std::str::from_utf8(passphrase) else { return Some(NewFault::NotUtf8) };
        if text.chars().any(char::is_control) {
            return Some(NewFault::Control);
        }
        let is_short = text.trim().chars().count() < LEAST;
        is_short.then_some(if text.trim().is_empty() { NewFault::Empty } else { NewFault::TooShort })
    }

    fn what(self) -> String {
        match self {
            NewFault::Empty => say!("passphrase-empty"),
            NewFault::TooShort => say!("passphrase-one-letter"),
            NewFault::ByteOrderMark => say!("passphrase-mark"),
            NewFault::Utf16 => say!("passphrase-utf-16"),
            NewFault::NotUtf8 => say!("passphrase-not-utf-8"),
            NewFault::Control => say!("passphrase-control"),
        }
    }

    fn help(self) -> String {
        match self {
            NewFault::Empty | NewFault::TooShort => {
                say!("passphrase-longer-help")
            }
            NewFault::ByteOrderMark | NewFault::Utf16 | NewFault::NotUtf8 => {
                say!("passphrase-encoding-help")
            }
            NewFault::Control => say!("passphrase-control-help"),
        }
    }
}

/// Returns whether bytes are text in UTF-16. A file is cut at its first line feed, so the last byte may be missing.
fn is_utf16(bytes: &[u8]) -> bool {
    let whole = bytes.get(..bytes.len() & !1).unwrap_or_default();
    bytes.contains(&0) && Encoding::of(whole) == Encoding::Utf16
        || bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
}

/// Warns of a new passphrase that is taken, and that its owner may want to change.
fn warn_if_weak(passphrase: &[u8]) {
    let text = String::from_utf8_lossy(passphrase);
    let count = text.chars().count();
    if count < FEW {
        warn(&say!("passphrase-short", count = count), &say!("passphrase-short-help"));
    }
    if text.trim() != text {
        warn(&say!("passphrase-blank"), &say!("passphrase-blank-help"));
    }
}

fn warn_of_mark(path: &Path) {
    warn(&say!("passphrase-mark-of", path = shown(path)), &say!("passphrase-mark-of-help", path = shown(path)));
}

/// Returns other spellings of a passphrase that an earlier version may have taken for a key, and whether they have a
/// byte order mark.
fn spellings(passphrase: &[u8]) -> Vec<(Passphrase, bool)> {
    if let Some(without) = passphrase.strip_prefix(BYTE_ORDER_MARK) {
        return vec![(Zeroizing::new(without.to_vec()), false)];
    }
    let mut spellings = Vec::new();
    if is_utf16(passphrase) {
        // The line feed of UTF-16 was cut in the middle, and the CR before it is left.
        let text = passphrase.get(..passphrase.len() & !1).and_then(decoded);
        let text = text.map(|text| Zeroizing::new(text.trim_end_matches('\r').as_bytes().to_vec()));
        spellings.extend(text.map(|text| (text, false)));
    } else {
        spellings.push((Zeroizing::new([BYTE_ORDER_MARK, passphrase].concat()), true));
    }
    spellings
}

fn unprompted(file: Option<&Path>, variable: Option<&str>) -> Result<Option<Passphrase>, Failure> {
    if let Some(path) = file {
        return first_line(path).map(Some);
    }
    let Some(name) = variable else { return Ok(None) };
    match std::env::var_os(name) {
        Some(value) => Ok(Some(Zeroizing::new(value.into_encoded_bytes()))),
        None => Err(Failure::impossible(
            say!("passphrase-no-variable", name = printable(name)),
            say!("passphrase-no-variable-help"),
        )),
    }
}

fn first_line(path: &Path) -> Result<Passphrase, Failure> {
    let mut text = files::read_secret("passphrase file", path, MAX_PASSPHRASE_BYTES)?;
    if files::is_readable_by_others(path) {
        let path = shown(path);
        warn(&say!("file-open-to-others", path = path), &format!("chmod 600 {path}"));
    }
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    text.truncate(end);
    if text.last() == Some(&b'\r') {
        text.pop();
    }
    Ok(text)
}

fn of_file(path: &Path) -> String {
    say!("passphrase-no-terminal", path = shown(path))
}

/// Asks a question. `nobody` is what happened if there is no terminal, and `instead` the advice.
fn prompt(question: &str, nobody: &str, instead: &str) -> Result<Passphrase, Failure> {
    let no_terminal = || Failure::new(Cause::Passphrase, nobody, instead);
    // Without a terminal, a prompt would wait forever.
    if !std::io::stdin().is_terminal() && !std::io::stderr().is_terminal() {
        return Err(no_terminal());
    }
    let typed = rpassword::prompt_password(format!("{question} ")).map_err(|_| no_terminal())?;
    Ok(Zeroizing::new(typed.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{NewFault, spellings};

    #[test]
    fn what_nobody_can_type_again_is_not_taken_for_a_new_key() {
        for (passphrase, fault) in [
            (&b""[..], NewFault::Empty),
            (b"  ", NewFault::Empty),
            (b"x", NewFault::TooShort),
            ("鍵".as_bytes(), NewFault::TooShort),
            (b"\xef\xbb\xbfcorrect horse", NewFault::ByteOrderMark),
            (b"\xff\xfec\0o\0r\0r\0e\0c\0t\0\r\0", NewFault::Utf16),
            (b"\xff\xfe\xe9\x63", NewFault::Utf16),
            (b"c\0o\0r\0r\0e\0c\0t\0\r\0", NewFault::Utf16),
            (b"\x83p\x83X", NewFault::NotUtf8),
            (b"correct\x1b[Dhorse", NewFault::Control),
        ] {
            assert_eq!(NewFault::of(passphrase), Some(fault), "{passphrase:?}");
        }
        for passphrase in ["ab", "correct horse", "パスワード", " blanks "] {
            assert_eq!(NewFault::of(passphrase.as_bytes()), None, "{passphrase}");
        }
    }

    #[test]
    fn other_spellings_have_or_lack_the_mark() {
        let of = |passphrase: &[u8]| -> Vec<(Vec<u8>, bool)> {
            spellings(passphrase).into_iter().map(|(other, has_mark)| (other.to_vec(), has_mark)).collect()
        };
        assert_eq!(of(b"\xef\xbb\xbfab"), [(b"ab".to_vec(), false)]);
        assert_eq!(of(b"ab"), [(b"\xef\xbb\xbfab".to_vec(), true)]);
        assert_eq!(of(b"\xff\xfea\0b\0\r\0"), [(b"ab".to_vec(), false)]);
    }
}
