//! `starseal key`: creates and shows key files, and changes their passphrases.

use crate::args::{KeyArgs, KeyCommand, KeyGenerateArgs, KeyPassphraseArgs, KeyShowArgs};
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::{KeyFile, pem, random, read_back};
use crate::output::escape::shown;
use crate::output::style::{STRONG, styled};
use crate::output::{self, json};
use serde::Serialize;
use starseal::{PublicKey, Signer, SigningKey};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &KeyArgs) -> Result<Exit, Failure> {
    match &args.command {
        KeyCommand::Generate(args) => generate(args),
        KeyCommand::Show(args) => show(args),
        KeyCommand::Passphrase(args) => change_passphrase(args),
    }
}

fn generate(args: &KeyGenerateArgs) -> Result<Exit, Failure> {
    // This check comes before the passphrase prompt; `create` checks again.
    files::must_not_exist(&args.out)?;
    let passphrase = if args.no_passphrase { None } else { Some(args.passphrase.new_passphrase(&args.out)?) };
    let key = SigningKey::from_seed(&*random()?);
    let pem = pem::write_private(&key, passphrase.as_ref().map(|passphrase| passphrase.as_slice()))?;
    files::create(&args.out, pem.as_bytes(), Readers::OwnerOnly)?;

    let mut out = output::listing(args.quiet);
    let guard = if passphrase.is_some() { "encrypted" } else { "NOT encrypted" };
    writeln!(out, "{} holds a new private key, {guard}, readable by its owner only.", shown(&args.out))?;
    write_names(&mut out, &key.public_key())?;
    let advice = if passphrase.is_some() { "the file and, in another place, of its passphrase" } else { "the file" };
    writeln!(out, "Keep a copy of {advice}: a lost key cannot be recovered.")?;
    Ok(Exit::Success)
}

fn show(args: &KeyShowArgs) -> Result<Exit, Failure> {
    let key = KeyFile::read(&args.file, &args.passphrase)?;
    let public_pem = pem::write_public(&key.public)?;
    let mut out = anstream::stdout();
    if args.public {
        write!(out, "{public_pem}")?;
    } else if args.json {
        writeln!(out, "{}", json::line(&KeyJson::of(&key, &public_pem))?)?;
    } else {
        let kind = match (&key.private, key.is_encrypted) {
            (None, _) => "a public key",
            (Some(_), true) => "a private key, encrypted",
            (Some(_), false) => "a private key, NOT encrypted",
        };
        writeln!(out, "{} holds {kind}.", shown(&args.file))?;
        write_names(&mut out, &key.public)?;
        write!(out, "{public_pem}")?;
    }
    Ok(Exit::Success)
}

fn change_passphrase(args: &KeyPassphraseArgs) -> Result<Exit, Failure> {
    let shown = shown(&args.file);
    let key = KeyFile::read(&args.file, &args.passphrase)?;
    let Some(private) = &key.private else {
        return Err(Failure::new(
            Cause::KeyUnusable,
            format_args!("{shown} holds a public key, which has no passphrase"),
            "give the file of the private key",
        ));
    };
    if key.has_others {
        return Err(Failure::new(
            Cause::KeyUnusable,
            format_args!("{shown} holds several keys, and only one would be kept"),
            "write each key into a file of its own first",
        ));
    }
    let passphrase = args.new.passphrase(&args.file)?;
    let passphrase = passphrase.as_ref().map(|passphrase| passphrase.as_slice());
    let pem = pem::write_private(private, passphrase)?;
    // A link keeps pointing to the key. The file exists: it was just read.
    let target = std::fs::canonicalize(&args.file).unwrap_or_else(|_| args.file.clone());
    files::replace_checked(&target, &beside(&target), pem.as_bytes(), |written| {
        if read_back(written, passphrase) == Some(key.public) {
            return Ok(());
        }
        Err(Failure::impossible(
            "the new file could not be read back as it was written, so the old file is kept",
            "test the disk and the memory of this machine",
        ))
    })?;
    let mut out = output::listing(args.quiet);
    let guard = if passphrase.is_some() { "encrypted with the new passphrase" } else { "NOT encrypted" };
    writeln!(out, "{shown} holds the same private key, now {guard}.")?;
    write_names(&mut out, &key.public)?;
    writeln!(out, "Copies of the old file still open with the old passphrase: replace or destroy them.")?;
    Ok(Exit::Success)
}

/// Returns the path of the new file beside a key file.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    path.with_file_name(name)
}

fn write_names(out: &mut impl Write, key: &PublicKey) -> std::io::Result<()> {
    writeln!(out, "  key ID      {}", styled(STRONG, key.key_id()))?;
    writeln!(out, "  thumbprint  {}", key.thumbprint())
}

/// A key in JSON, without secrets.
#[derive(Serialize)]
struct KeyJson<'a> {
    key_id: String,
    thumbprint: String,
    public_key: &'a str,
    private: bool,
    encrypted: bool,
}

impl<'a> KeyJson<'a> {
    fn of(key: &KeyFile, public_pem: &'a str) -> Self {
        KeyJson {
            key_id: key.public.key_id().to_string(),
            thumbprint: key.public.thumbprint().to_string(),
            public_key: public_pem,
            private: key.private.is_some(),
            encrypted: key.is_encrypted,
        }
    }
}
