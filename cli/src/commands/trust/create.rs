//! `starseal trust create`: creates an authority's first trust list.

use crate::args::TrustCreateArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::{KeyFile, read_signing_key};
use crate::output::escape::{printable, shown};
use crate::output::words::count;
use crate::output::{self, style};
use crate::scheme_file;
use starseal::carrier::CarrierPrefix;
use starseal::trust::{Issuer, Names, Purpose, StatusListUri, TrustStatement, TrustedKey};
use starseal::{Date, PublicKey, Signer, SigningKey, Timestamp, TrustList};
use std::io::Write;
use std::path::PathBuf;

/// The default number of months in which an issuer's key may seal.
const KEY_MONTHS: u32 = 5 * 12;

pub(crate) fn run(args: &TrustCreateArgs) -> Result<Exit, Failure> {
    files::must_not_exist(&args.out)?;
    let statement = statement_without_keys(args)?;
    let roots = read_each(&args.sign_with, |path| read_signing_key(path, &args.passphrase))?;
    let keys = read_each(&args.label_key, |path| KeyFile::read_public_half(path, &args.passphrase))?;
    let status_keys = read_each(&args.status_key, |path| KeyFile::read_public_half(path, &args.passphrase))?;
    let statement = with_keys(args, statement, &roots, &keys, &status_keys)?;
    let signers: Vec<&dyn Signer> = roots.iter().map(|root| root as &dyn Signer).collect();
    let bytes = statement.sign(&signers).map_err(|error| {
        Failure::new(
            Cause::ListRefused,
            format_args!("verifiers would refuse this list: {error}"),
            "correct the value that the message names",
        )
    })?;
    files::create(&args.out, &bytes, Readers::Anyone)?;
    print_summary(args, &bytes)
}

/// Builds the parts of the list that need no key, so that errors in them come before a passphrase prompt.
fn statement_without_keys(args: &TrustCreateArgs) -> Result<TrustStatement, Failure> {
    let names = |en: &str, ja: &str| {
        Names::new(en, ja).map_err(|error| {
            Failure::usage(format_args!("the name cannot be used: {error}"), "correct or shorten the name")
        })
    };
    let prefixes = args.prefix.iter().map(|text| prefix(text)).collect::<Result<Vec<_>, _>>()?;
    let status_list = args.status_list.as_deref().map(status_list_uri).transpose()?;
    let issued_at = match args.issued_at {
        Some(time) => time,
        None => args.clock.now()?,
    };
    let lifetime = u64::from(args.expires_in_days) * 86_400;
    let issuer_names = names(&args.names.issuer_en, &args.names.issuer_ja)?;
    let authority = names(&args.names.authority_en, &args.names.authority_ja)?;
    let expires_at = Timestamp::from_unix_seconds(issued_at.unix_seconds().saturating_add(lifetime));
    let scheme = scheme_file::read(args.scheme.as_deref())?;
    let mut issuer = Issuer::new(issuer_names, prefixes, Vec::new());
    issuer.status_list = status_list;
    let mut statement = TrustStatement::first(authority, scheme, Vec::new(), issued_at, expires_at);
    statement.issuers = vec![issuer];
    Ok(statement)
}

/// Parses the address of a status list.
pub(super) fn status_list_uri(text: &str) -> Result<StatusListUri, Failure> {
    StatusListUri::new(text).ok_or_else(|| {
        Failure::usage(
            format_args!("{} is not an address for a status list", printable(text)),
            "give an address that starts with https:// and has at most 248 more printable characters",
        )
    })
}

fn with_keys(
    args: &TrustCreateArgs,
    mut statement: TrustStatement,
    roots: &[SigningKey],
    keys: &[PublicKey],
    status_keys: &[PublicKey],
) -> Result<TrustStatement, Failure> {
    let from = match args.key_from {
        Some(day) => day,
        None => statement.scheme.date_at(args.clock.now()?),
    };
    let until = args.key_until.unwrap_or_else(|| last_day(from));
    statement.roots = roots.iter().map(Signer::public_key).collect();
    statement.threshold = args.threshold.unwrap_or(roots.len());
    for issuer in &mut statement.issuers {
        for (keys, purpose) in [(keys, Purpose::Label), (status_keys, Purpose::Status)] {
            issuer.keys.extend(keys.iter().map(|key| TrustedKey::new(*key, purpose, from, until)));
        }
    }
    Ok(statement)
}

/// Returns the default last issue date of a key, limited to the dates that a label can have.
pub(super) fn last_day(from: Date) -> Date {
    let last = from.last_day_of_validity(KEY_MONTHS);
    Date::from_days(last.days().min(Date::GREATEST_DAY)).unwrap_or(from)
}

pub(super) fn prefix(text: &str) -> Result<CarrierPrefix, Failure> {
    CarrierPrefix::new(text).map_err(|error| {
        let mut better = text.to_ascii_uppercase();
        if !better.ends_with('/') {
            better.push('/');
        }
        let help = if CarrierPrefix::new(&better).is_ok() {
            format!("write {better}: a QR code in upper case is smaller")
        } else {
            "write it as HTTPS://HOST/PATH/, such as HTTPS://JC-STAR.EXAMPLE/L/".to_owned()
        };
        Failure::usage(format_args!("{} is not a prefix for labels: {error}", printable(text)), help)
    })
}

pub(super) fn read_each<T>(
    paths: &[PathBuf],
    read: impl Fn(&PathBuf) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    paths.iter().map(read).collect()
}

fn print_summary(args: &TrustCreateArgs, bytes: &[u8]) -> Result<Exit, Failure> {
    // `sign` opened the list before it returned it.
    let list =
        TrustList::open(bytes).map_err(|error| Failure::impossible(error, "report this: it should not happen"))?;
    let statement = list.statement();
    let mut out = output::listing(args.quiet);
    writeln!(
        out,
        "{} is the first trust list of {}: {} bytes.",
        shown(&args.out),
        style::styled(style::STRONG, printable(statement.names.en())),
        bytes.len()
    )?;
    writeln!(out, "  authority  {}", list.authority_id())?;
    for issuer in &statement.issuers {
        let keys: Vec<String> = issuer.keys.iter().map(|key| key.public_key.key_id().to_string()).collect();
        writeln!(
            out,
            "  issuer     {}, {} {}",
            printable(issuer.names.en()),
            count(keys.len(), "key"),
            keys.join(", ")
        )?;
        if let Some(key) = issuer.keys.first() {
            writeln!(out, "  may seal   labels issued from {} until {}", key.from, key.until)?;
        }
        for prefix in &issuer.prefixes {
            writeln!(out, "  prefix     {prefix}")?;
        }
    }
    writeln!(out, "  renew by   {}", statement.expires_at)?;
    let keys = if statement.roots.len() == 1 { "the root key" } else { "the root keys" };
    writeln!(out, "Keep {keys} offline, and keep a copy: only {keys} can sign the next list.")?;
    Ok(Exit::Success)
}
