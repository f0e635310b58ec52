use super::Quiet;
use crate::keyfile::Place;
use crate::keyfile::passphrase::{FilePassphrase, NewPassphraseSource, PassphraseSource};
use clap::{Args, Subcommand};
use std::path::PathBuf;

const GENERATE_HELP: &str = "\
Examples:
  starseal key generate --out label-key.pem      # asks for a passphrase
  starseal key generate --out root-key.pem --passphrase-file passphrase.txt
  starseal key generate --out trial-key.pem --no-passphrase
  starseal key generate 'pkcs11:token=Office;object=label-key' \\
      --pin-file pin.txt

The file is PKCS#8 in PEM, encrypted with scrypt and AES-256, and readable by its owner only. An existing file is \
never overwritten. openssl can read it, and starseal can read keys of `openssl genpkey -algorithm ed25519`. A \
passphrase that could not be typed again (with a byte order mark, or not in UTF-8) is refused.

A PKCS#11 URI (RFC 7512) makes the key in a token, from which its private half never leaves. The module that reaches \
the token is the URI's (module-path, module-name) or, without one, that of the variable STARSEAL_PKCS11_MODULE. The \
PIN is asked for, or read from the file in the URI's pin-source; a PIN in the URI itself is refused.";

const PASSPHRASE_HELP: &str = "\
Examples:
  starseal key passphrase label-key.pem          # asks for both passphrases
  starseal key passphrase root-key.pem --passphrase-file passphrase.txt \\
      --new-passphrase-file new-passphrase.txt

The new file is written beside the old one and read back from the disk, and only then does it take its place. Text \
beside the key is not kept. Copies of the old file still open with the old passphrase: replace or destroy them.";

const SHOW_HELP: &str = "\
Examples:
  starseal key show label-key.pem
  starseal key show label-key.pem --public > label-public.pem
  starseal key show label-public.pem --json
  starseal key show 'pkcs11:token=Office;object=label-key' --public";

/// Create and show keys in files and tokens
#[derive(Debug, Args)]
pub(crate) struct KeyArgs {
    #[command(subcommand)]
    pub(crate) command: KeyCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Generate an Ed25519 key
    Generate(KeyGenerateArgs),
    /// Show the ID, the thumbprint and the public key of a key
    Show(KeyShowArgs),
    /// Change the passphrase of a key file
    Passphrase(KeyPassphraseArgs),
}

/// Generate an Ed25519 key
#[derive(Debug, Args)]
#[command(after_help = GENERATE_HELP)]
pub(crate) struct KeyGenerateArgs {
    /// The URI of a key to be made in a token, instead of a file
    #[arg(value_name = "URI", required_unless_present = "out", conflicts_with = "out")]
    pub(crate) uri: Option<Place>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    /// Write the key unencrypted
    #[arg(long, conflicts_with_all = ["passphrase_file", "passphrase_env", "uri"])]
    pub(crate) no_passphrase: bool,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Show the ID, the thumbprint and the public key of a key
#[derive(Debug, Args)]
#[command(after_help = SHOW_HELP)]
pub(crate) struct KeyShowArgs {
    /// A private or public key in PEM, or the URI of a key in a token
    #[arg(value_name = "KEY")]
    pub(crate) key: Place,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    /// Print only the public key, in PEM
    #[arg(long, conflicts_with = "json")]
    pub(crate) public: bool,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
}

/// Change the passphrase of a key file
#[derive(Debug, Args)]
#[command(after_help = PASSPHRASE_HELP)]
pub(crate) struct KeyPassphraseArgs {
    /// A private key in PEM, which is replaced
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) passphrase: FilePassphrase,
    #[command(flatten)]
    pub(crate) new: NewPassphraseSource,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}
