//! `starseal key`: creates and shows keys in files and tokens, and changes the passphrases of files.

use crate::args::{KeyArgs, KeyCommand, KeyGenerateArgs, KeyPassphraseArgs, KeyShowArgs};
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::{KeyFile, Place, pem, random, read_back, token};
use crate::messages::say;
use crate::output::escape::{printable, shown};
use crate::output::style::{STRONG, styled};
use crate::output::table::{pair, paragraph};
use crate::output::{self, json};
use serde::Serialize;
use starseal::{PublicKey, Signer, SigningKey};
use starseal_token::KeyLocation;
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
    match (&args.uri, &args.out) {
        (Some(place), _) => generate_in_token(place, args),
        (None, Some(out)) => generate_file(out, args),
        (None, None) => Err(Failure::usage(say!("key-no-place"), say!("key-no-place-help"))),
    }
}

fn generate_in_token(place: &Place, args: &KeyGenerateArgs) -> Result<Exit, Failure> {
    let KeyLocation::Token(uri) = place.location()? else {
        return Err(Failure::usage(say!("key-not-uri", path = place.shown()), say!("key-not-uri-help")));
    };
    let made = token::generate(uri, &args.passphrase)?;
    let mut out = output::listing(args.quiet);
    let object = printable(uri.object.as_deref().unwrap_or_default());
    paragraph(&mut out, &say!("key-made-in-token", token = printable(&made.token), object = object))?;
    write_names(&mut out, &made.key)?;
    paragraph(&mut out, &say!("key-keep-token"))?;
    Ok(Exit::Success)
}

fn generate_file(path: &Path, args: &KeyGenerateArgs) -> Result<Exit, Failure> {
    // This check comes before the passphrase prompt; `create` checks again.
    files::must_not_exist(path)?;
    let passphrase = if args.no_passphrase { None } else { Some(args.passphrase.of_file.new_passphrase(path)?) };
    let key = SigningKey::from_seed(&*random()?);
    let pem = pem::write_private(&key, passphrase.as_ref().map(|passphrase| passphrase.as_slice()))?;
    files::create(path, pem.as_bytes(), Readers::OwnerOnly)?;

    let mut out = output::listing(args.quiet);
    let path = shown(path);
    let (made, advice) = match passphrase {
        Some(_) => (say!("key-made-encrypted", path = path), say!("key-keep-encrypted")),
        None => (say!("key-made-open", path = path), say!("key-keep-open")),
    };
    paragraph(&mut out, &made)?;
    write_names(&mut out, &key.public_key())?;
    paragraph(&mut out, &advice)?;
    Ok(Exit::Success)
}

fn show(args: &KeyShowArgs) -> Result<Exit, Failure> {
    let (public, line, kind) = match args.key.location()? {
        KeyLocation::Token(uri) => {
            let half = token::public_half(uri, &args.passphrase)?;
            let kind = say!("key-in-token", uri = args.key.shown(), token = printable(&half.token));
            (half.key, KeyJson { token: Some(half.token), ..KeyJson::of(&half.key)? }, kind)
        }
        KeyLocation::File(path) => {
            let key = KeyFile::read(path, &args.passphrase.of_file)?;
            let path = shown(path);
            let kind = match (&key.private, key.is_encrypted) {
                (None, _) => say!("key-holds-public", path = path),
                (Some(_), true) => say!("key-holds-encrypted", path = path),
                (Some(_), false) => say!("key-holds-open", path = path),
            };
            let (private, encrypted) = (key.private.is_some(), key.is_encrypted);
            (key.public, KeyJson { private, encrypted, ..KeyJson::of(&key.public)? }, kind)
        }
    };
    let mut out = anstream::stdout();
    if args.public {
        write!(out, "{}", line.public_key)?;
    } else if args.json {
        writeln!(out, "{}", json::line(&line)?)?;
    } else {
        writeln!(out, "{kind}")?;
        write_names(&mut out, &public)?;
        write!(out, "{}", line.public_key)?;
    }
    Ok(Exit::Success)
}

fn change_passphrase(args: &KeyPassphraseArgs) -> Result<Exit, Failure> {
    let shown = shown(&args.file);
    let key = KeyFile::read(&args.file, &args.passphrase)?;
    let Some(private) = &key.private else {
        return Err(Failure::new(
            Cause::KeyUnusable,
            say!("key-public-passphrase", path = shown),
            say!("key-public-passphrase-help"),
        ));
    };
    if key.has_others {
        return Err(Failure::new(
            Cause::KeyUnusable,
            say!("key-several-passphrase", path = shown),
            say!("key-several-passphrase-help"),
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
        Err(Failure::impossible(say!("key-not-read-back"), say!("key-not-read-back-help")))
    })?;
    let mut out = output::listing(args.quiet);
    let done = match passphrase {
        Some(_) => say!("key-now-encrypted", path = shown),
        None => say!("key-now-open", path = shown),
    };
    writeln!(out, "{done}")?;
    write_names(&mut out, &key.public)?;
    writeln!(out, "{}", say!("key-old-copies"))?;
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
    writeln!(out, "{}", pair(&say!("field-key-id"), 12, styled(STRONG, key.key_id())))?;
    writeln!(out, "{}", pair(&say!("field-thumbprint"), 12, key.thumbprint()))
}

/// A key in JSON, without secrets.
#[derive(Serialize)]
struct KeyJson {
    key_id: String,
    thumbprint: String,
    public_key: String,
    /// Whether the file has the private key.
    private: bool,
    encrypted: bool,
    /// The label of the token, if the key is in one.
    token: Option<String>,
}

impl KeyJson {
    fn of(key: &PublicKey) -> Result<Self, Failure> {
        Ok(KeyJson {
            key_id: key.key_id().to_string(),
            thumbprint: key.thumbprint().to_string(),
            public_key: pem::write_public(key)?,
            private: false,
            encrypted: false,
            token: None,
        })
    }
}
