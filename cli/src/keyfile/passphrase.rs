//! The sources of a passphrase: a prompt, a file, or the environment. The command line is not one, since other users
//! can list it.

use crate::exit::Failure;
use crate::files;
use crate::messages::say;
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
            None => prompt(&say!("passphrase-prompt", path = shown(path)), path, &say!("passphrase-flags")),
        }
    }

    /// Returns the passphrase for a new key file. A prompt asks for it twice.
    pub(crate) fn new_passphrase(&self, path: &Path) -> Result<Passphrase, Failure> {
        let passphrase = match self.unprompted()? {
            Some(passphrase) => passphrase,
            None => {
                let flags = say!("passphrase-flags-of-new");
                let typed = prompt(&say!("passphrase-prompt-new", path = shown(path)), path, &flags)?;
                let again = prompt(&say!("passphrase-prompt-again"), path, &flags)?;
                if typed != again {
                    return Err(Failure::impossible(say!("passphrases-differ"), say!("passphrases-differ-help")));
                }
                typed
            }
        };
        if passphrase.is_empty() {
            return Err(Failure::impossible(say!("passphrase-empty"), say!("passphrase-empty-help")));
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
                say!("passphrase-no-variable", name = printable(name)),
                say!("passphrase-no-variable-help"),
            )),
        }
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

/// Asks a question. `instead` is the advice if there is no terminal.
fn prompt(question: &str, path: &Path, instead: &str) -> Result<Passphrase, Failure> {
    let no_terminal = || Failure::impossible(say!("passphrase-no-terminal", path = shown(path)), instead);
    // Without a terminal, a prompt would wait forever.
    if !std::io::stdin().is_terminal() && !std::io::stderr().is_terminal() {
        return Err(no_terminal());
    }
    let typed = rpassword::prompt_password(format!("{question} ")).map_err(|_| no_terminal())?;
    Ok(Zeroizing::new(typed.into_bytes()))
}
