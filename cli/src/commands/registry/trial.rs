//! Keys and a trust list for trials, whose labels are worth nothing.

use crate::exit::Failure;
use crate::files::{self, Readers};
use crate::keyfile::{Place, pem, random};
use crate::messages::{Message, message, say};
use crate::output::escape::shown;
use crate::scheme_file;
use starseal::carrier::CarrierPrefix;
use starseal::trust::{Issuer, Names, Purpose, StatusListUri, TrustStatement, TrustedKey};
use starseal::{Date, Language, PublicKey, Signer, SigningKey, Timestamp};
use starseal_registry::import::Column;
use starseal_tables::table::{self, Form};
use starseal_token::KeyLocation;
use std::fmt::Display;
use std::path::Path;

/// The line in front of a key for trials. It is a comment in PEM.
const MARK: &str = "starseal trial key: never use it for labels that count\n";

/// The start of the name of an authority for trials.
const AUTHORITY: &str = "Trial authority";

/// The prefix and the list's address of labels for trials.
const PREFIX: &str = "HTTPS://TRIAL.EXAMPLE/L/";
const STATUS_LIST: &str = "https://trial.example/status";

/// The files of a trial, relative to its folder.
pub(super) const FILES: [(&str, &str); 5] = [
    ("root", "keys/root-key.pem"),
    ("label", "keys/label-key.pem"),
    ("status", "keys/status-key.pem"),
    ("first", "keys/first.pem"),
    ("second", "keys/second.pem"),
];

/// The sample of a table of applications.
pub(super) const SAMPLE: &str = "applications.xlsx";

/// The number of days before today from which trial keys may seal, so that old registrations can be tried too.
const DAYS_BACK: i32 = 5 * 365;

/// The number of months from today on in which trial keys may seal.
const KEY_MONTHS: u32 = 5 * 12;

/// Keys and the trust list of a trial.
pub(super) struct Trial {
    pub(super) trust_list: Vec<u8>,
    pub(super) first: SigningKey,
    pub(super) second: SigningKey,
}

/// Writes new keys and a trust list into a folder.
pub(super) fn set_up(folder: &Path, now: Timestamp) -> Result<Trial, Failure> {
    files::create_folder(&folder.join("keys"))?;
    let mut keys = Vec::new();
    for (_, file) in FILES {
        keys.push(new_key(&folder.join(file))?);
    }
    let [root, label, status, first, second] = <[SigningKey; 5]>::try_from(keys).map_err(|_| unexpected("keys"))?;
    let trust_list = trust_list(&root, label.public_key(), status.public_key(), now)?;
    files::create(&folder.join("trust.cbor"), &trust_list, Readers::Anyone)?;
    files::create(&folder.join(SAMPLE), &sample(now)?, Readers::Anyone)?;
    Ok(Trial { trust_list, first, second })
}

/// Writes a new key for trials.
pub(crate) fn new_key(path: &Path) -> Result<SigningKey, Failure> {
    let key = SigningKey::from_seed(&*random()?);
    write_key(path, &key)?;
    Ok(key)
}

/// Writes a key for trials, with a line that says so.
pub(crate) fn write_key(path: &Path, key: &SigningKey) -> Result<(), Failure> {
    let text = [MARK, &pem::write_private(key, None)?].concat();
    files::create(path, text.as_bytes(), Readers::OwnerOnly)
}

/// Makes a workbook with two applications, of which one lacks only the grant.
fn sample(now: Timestamp) -> Result<Vec<u8>, Failure> {
    let today = scheme_file::read(None)?.date_at(now);
    let ago = |days: i32| Date::from_days(today.days() - days).unwrap_or(today).to_string();
    let columns = [
        Column::Application,
        Column::Level,
        Column::Category,
        Column::Holder,
        Column::Model,
        Column::Gtin,
        Column::AppliedOn,
        Column::Receipt,
        Column::AcceptedOn,
        Column::PaidOn,
        Column::ClearedOn,
    ];
    let header = columns.map(|column| column.name().to_owned());
    let camera = |model: &str, gtin: &str| {
        let said = ["A-101", "1", "1", &say!("sample-camera"), model, gtin].map(str::to_owned);
        let steps = [ago(50), "R-1".to_owned(), ago(46), ago(40), ago(30)];
        said.into_iter().chain(steps).collect()
    };
    let lock = || {
        let said = ["A-102", "2", "3", &say!("sample-lock"), "SL-10", ""].map(str::to_owned);
        let steps = [ago(49), "R-2".to_owned(), ago(45), String::new(), String::new()];
        said.into_iter().chain(steps).collect()
    };
    let rows = [camera("CAM-100", "4569951110016"), camera("CAM-200", ""), lock()];
    table::write(Form::Xlsx, &header, &rows).map_err(unexpected)
}

fn trust_list(root: &SigningKey, label: PublicKey, status: PublicKey, now: Timestamp) -> Result<Vec<u8>, Failure> {
    let scheme = scheme_file::read(None)?;
    let today = scheme.date_at(now);
    let from = Date::from_days(today.days() - DAYS_BACK).unwrap_or(today);
    let names = |message: Message| {
        let [en, ja] = [Language::En, Language::Ja].map(|language| message.in_language(language));
        Names::new(&en, &ja).map_err(unexpected)
    };
    let key = |key, purpose| TrustedKey::new(key, purpose, from, today.last_day_of_validity(KEY_MONTHS));
    let prefix = CarrierPrefix::new(PREFIX).map_err(unexpected)?;
    let issuer_names = names(message!("registry-trial-issuer"))?;
    let keys = vec![key(label, Purpose::Label), key(status, Purpose::Status)];
    let mut issuer = Issuer::new(issuer_names, vec![prefix], keys);
    issuer.status_list = StatusListUri::new(STATUS_LIST);
    let authority = names(message!("registry-trial-authority"))?;
    let expires_at = Timestamp::from_unix_seconds(now.unix_seconds() + 365 * 86_400);
    let mut statement = TrustStatement::first(authority, scheme, vec![root.public_key()], now, expires_at);
    statement.issuers = vec![issuer];
    statement.sign(&[root]).map_err(unexpected)
}

/// Refuses a key that was made for trials.
pub(super) fn refuse_key(place: &Place) -> Result<(), Failure> {
    // Keys for trials are made as files.
    let KeyLocation::File(path) = place.location()? else { return Ok(()) };
    let bytes = files::read_secret("key file", path, 16 * 1024)?;
    let is_trial = bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes());
    if is_trial {
        return Err(Failure::refused(say!("registry-trial-key", path = shown(path)), say!("registry-trial-key-help")));
    }
    Ok(())
}

/// Refuses the trust list of a trial.
pub(super) fn refuse_trust_list(path: &Path, authority: &str) -> Result<(), Failure> {
    if authority.starts_with(AUTHORITY) {
        return Err(Failure::refused(
            say!("registry-trial-list", path = shown(path)),
            say!("registry-trial-list-help"),
        ));
    }
    Ok(())
}

/// Returns the failure of a step that cannot fail with the values built in here.
pub(super) fn unexpected(error: impl Display) -> Failure {
    Failure::impossible(say!("registry-unexpected", reason = error), say!("registry-unexpected-help"))
}
