//! The folder, the keys and the trust list of a demonstration.

use crate::exit::Failure;
use crate::files::{self, Readers};
use crate::keyfile::{pem, random};
use crate::messages::say;
use crate::output::escape::shown;
use crate::scheme_file;
use starseal::carrier::CarrierPrefix;
use starseal::trust::{Issuer, Names, Purpose, Scheme, TrustStatement, TrustedKey};
use starseal::{Date, KeyId, Signer, SigningKey, Timestamp, Verifier};
use std::fmt::Display;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const PREFIX: &str = "HTTPS://JC-STAR.EXAMPLE/L/";

/// The file beside the labels, which is in English as file names are.
const README: &str = "\
Made by `starseal demo`. Companies, products and hosts are made up; the keys are for this demonstration only.

  keys/       the authority's root key and the issuer's label key, unencrypted
  trust.cbor  the trust list that names the issuer, its key and its prefix
  registry/   the ledger of the issuer, its configuration, the keys of two officers, and the newer trust list
              that also names the key and the address of status lists
  labels/     genuine labels, all current on the day of the demonstration
  lapsed/     a genuine label whose last day has passed
  withdrawn/  a genuine label that its holder withdrew
  lists/      what the issuer publishes: the newer trust list, the status list, and a bundle of both
  refused/    labels that a verifier refuses
  shop/       a small shop, for starseal shelf audit: its stock list, and photographs of its shelves
";

/// The age of the oldest label of the demonstration, in days.
pub(super) const LAPSED_DAYS: i32 = 3 * 365;

/// The folder, the keys and the verifier of a demonstration.
pub(super) struct Stage {
    pub(super) folder: PathBuf,
    pub(super) root: SigningKey,
    pub(super) label_key: SigningKey,
    pub(super) prefix: CarrierPrefix,
    pub(super) scheme: Scheme,
    pub(super) verifier: Verifier,
    pub(super) today: Date,
}

impl Stage {
    /// Creates the folder, new keys, and a trust list that is issued now.
    pub(super) fn set(out: Option<&Path>, now: Timestamp) -> Result<Self, Failure> {
        let scheme = scheme_file::read(None)?;
        let today = scheme.date_at(now);
        let oldest = day(today, -LAPSED_DAYS)?;
        let folder = fresh_folder(out)?;
        for below in ["keys", "labels", "lapsed", "refused", "withdrawn"] {
            files::create_folder(&folder.join(below))?;
        }
        files::create(&folder.join("README.txt"), README.as_bytes(), Readers::Anyone)?;

        let (root, label_key) = (SigningKey::from_seed(&*random()?), SigningKey::from_seed(&*random()?));
        for (key, name) in [(&root, "root-key.pem"), (&label_key, "label-key.pem")] {
            let pem = pem::write_private(key, None)?;
            files::create(&folder.join("keys").join(name), pem.as_bytes(), Readers::OwnerOnly)?;
        }
        let prefix = CarrierPrefix::new(PREFIX).map_err(unexpected)?;
        let window = (oldest, day(today, LAPSED_DAYS)?);
        let statement = statement(&root, &label_key, prefix.clone(), window, scheme.clone(), now)?;
        let list = statement.sign(&[&root]).map_err(unexpected)?;
        files::create(&folder.join("trust.cbor"), &list, Readers::Anyone)?;
        let verifier = Verifier::new(&list).map_err(unexpected)?;
        Ok(Stage { folder, root, label_key, prefix, scheme, verifier, today })
    }

    pub(super) fn trust_path(&self) -> PathBuf {
        self.folder.join("trust.cbor")
    }

    pub(super) fn root_id(&self) -> KeyId {
        self.root.public_key().key_id()
    }

    pub(super) fn label_key_id(&self) -> KeyId {
        self.label_key.public_key().key_id()
    }
}

fn statement(
    root: &SigningKey,
    label_key: &SigningKey,
    prefix: CarrierPrefix,
    (from, until): (Date, Date),
    scheme: Scheme,
    now: Timestamp,
) -> Result<TrustStatement, Failure> {
    let names = |en: &str, ja: &str| Names::new(en, ja).map_err(unexpected);
    let key = TrustedKey::new(label_key.public_key(), Purpose::Label, from, until);
    let expires_at = Timestamp::from_unix_seconds(now.unix_seconds() + 365 * 86_400);
    let authority = names("Example Label Authority", "ラベル認証局（見本）")?;
    let mut statement = TrustStatement::first(authority, scheme, vec![root.public_key()], now, expires_at);
    let registry = names("Example Label Registry", "ラベル登録所（見本）")?;
    statement.issuers = vec![Issuer::new(registry, vec![prefix], vec![key])];
    Ok(statement)
}

/// Returns the day that is `days` after `from`.
pub(super) fn day(from: Date, days: i32) -> Result<Date, Failure> {
    Date::from_days(from.days() + days)
        .map_err(|_| Failure::impossible(say!("demo-clock", day = from), say!("clock-help")))
}

/// Creates the given folder, which must be new or empty, or the first default folder that does not exist yet.
fn fresh_folder(out: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = out {
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Failure::impossible(
                say!("demo-not-empty", path = shown(folder)),
                say!("demo-new-folder-help"),
            ));
        }
        files::create_folder(folder)?;
        return Ok(folder.to_owned());
    }
    let names = (1..1000).map(|n| if n == 1 { "starseal-demo".to_owned() } else { format!("starseal-demo-{n}") });
    for name in names {
        match fs::create_dir(&name) {
            Ok(()) => return Ok(name.into()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(Failure::impossible(
                    say!("folder-uncreatable", path = name, reason = files::reason(&error)),
                    say!("demo-other-folder-help"),
                ));
            }
        }
    }
    Err(Failure::impossible(say!("demo-folders-used", last = "starseal-demo-999"), say!("demo-folders-used-help")))
}

/// Returns the failure of a step that cannot fail with the values built in here.
pub(super) fn unexpected(error: impl Display) -> Failure {
    Failure::impossible(error, say!("report-this"))
}
