//! The sources of a passphrase: a prompt, a file, or the environment. The command line is not one, since other users
//! can list it.

use crate::exit::Failure;
use crate::files;
use crate::output::errors::warn;
use crate::output::escape::{printable, shown};
use clap::Args;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The maximum length of a passphrase file in bytes.
const MAX_PASSPHRASE_BYTES: usize = 1024;

/// The bytes of a passphrase, which are wiped from memory when dropped.
pub(crate) type Passphrase = Zeroizing<Vec<u8>>;

/// The source of the passphrase of an encrypted key file; a prompt if no flag is given.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct PassphraseSource {
    /// Read the passphrase from the first line of this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Read the passphrase from this environment variable
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<String>,
}

impl PassphraseSource {
    /// Returns the passphrase of an existing key file.
    pub(crate) fn passphrase_for(&self, path: &Path) -> Result<Passphrase, Failure> {
        match self.unprompted()? {
            Some(passphrase) => Ok(passphrase),
            None => prompt(&format!("Passphrase of {}: ", shown(path)), path, FLAGS),
        }
    }

    /// Returns the passphrase for a new key file. A prompt asks for it twice.
    pub(crate) fn new_passphrase(&self, path: &Path) -> Result<Passphrase, Failure> {
        let passphrase = match self.unprompted()? {
            Some(passphrase) => passphrase,
            None => {
                let typed = prompt(&format!("New passphrase for {}: ", shown(path)), path, FLAGS_OF_NEW)?;
                let again = prompt("Repeat the passphrase: ", path, FLAGS_OF_NEW)?;
                if typed != again {
                    return Err(Failure::impossible("the two passphrases differ", "try again"));
                }
                typed
            }
        };
        if passphrase.is_empty() {
            return Err(Failure::impossible(
                "an empty passphrase does not protect the key",
                "choose a passphrase, or use --no-passphrase and protect the file in another way",
            ));
        }
        Ok(passphrase)
    }

    fn unprompted(&self) -> Result<Option<Passphrase>, Failure> {
        if let Some(path) = &self.passphrase_file {
            return first_line(path).map(Some);
        }
        let Some(name) = &self.passphrase_env else { return Ok(None) };
        match std::env::var_os(name) {
            Some(value) => Ok(Some(Zeroizing::new(value.into_encoded_bytes()))),
            None => Err(Failure::impossible(
                format_args!("there is no environment variable {}", printable(name)),
                "set it for this command, or use --passphrase-file",
            )),
        }
    }
}

fn first_line(path: &Path) -> Result<Passphrase, Failure> {
    let mut text = files::read_secret("passphrase file", path, MAX_PASSPHRASE_BYTES)?;
    if files::is_readable_by_others(path) {
        let shown = shown(path);
        warn(&format!("users other than the owner may read or change {shown}"), &format!("chmod 600 {shown}"));
    }
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    text.truncate(end);
    if text.last() == Some(&b'\r') {
        text.pop();
    }
    Ok(text)
}

/// The advice if there is no terminal for a prompt.
const FLAGS: &str = "use --passphrase-file FILE or --passphrase-env NAME";
const FLAGS_OF_NEW: &str =
    "use --passphrase-file FILE or --passphrase-env NAME, or --no-passphrase to write the key unencrypted";

fn prompt(question: &str, path: &Path, instead: &str) -> Result<Passphrase, Failure> {
    let no_terminal = || {
        Failure::impossible(
            format_args!("{} needs a passphrase, and there is no terminal for a prompt", shown(path)),
            instead,
        )
    };
    // Without a terminal, a prompt would wait forever.
    if !std::io::stdin().is_terminal() && !std::io::stderr().is_terminal() {
        return Err(no_terminal());
    }
    let typed = rpassword::prompt_password(question).map_err(|_| no_terminal())?;
    Ok(Zeroizing::new(typed.into_bytes()))
}
