//! `starseal trust create`: creates an authority's first trust list.

use super::describe::describe;
use super::sign::sign;
use super::{drafts, keys};
use crate::args::TrustCreateArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::messages::{count, list, of_code, of_value, say};
use crate::output::escape::{printable, shown};
use crate::output::table::{pair, paragraph};
use crate::output::words::named;
use crate::output::{self, style};
use crate::scheme_file;
use starseal::carrier::{CarrierPrefix, PrefixError};
use starseal::label::ValueError;
use starseal::limits::MAX_PREFIX_CHARS;
use starseal::trust::{Issuer, Names, Purpose, StatusListUri, TrustDraft, TrustError, TrustStatement, TrustedKey};
use starseal::{Date, PublicKey, Signer, Timestamp, TrustList};
use std::io::Write;
use std::path::Path;

/// The default number of months in which an issuer's key may seal.
const KEY_MONTHS: u32 = 5 * 12;

pub(crate) fn run(args: &TrustCreateArgs) -> Result<Exit, Failure> {
    if let Some(out) = &args.out {
        files::must_not_exist(out)?;
    }
    let statement = statement_without_keys(args)?;
    let signers =
        args.sign_with.iter().map(|path| keys::root_key(path, &args.passphrase)).collect::<Result<Vec<_>, _>>()?;
    let mut roots = keys::public_keys(&args.root, &args.passphrase)?;
    for signer in &signers {
        // A root that signs may be named among the others, too.
        if args.root.is_empty() || !roots.contains(&signer.public_key()) {
            roots.push(signer.public_key());
        }
    }
    let label_keys = keys::public_keys(&args.label_key, &args.passphrase)?;
    let status_keys = keys::public_keys(&args.status_key, &args.passphrase)?;
    let statement = with_keys(args, statement, roots, &label_keys, &status_keys)?;
    let mut draft = TrustDraft::new(&statement).map_err(|error| unusable(&error))?;
    if args.draft || args.dry_run {
        describe(None, &draft, args.quiet)?;
    }
    let Some(out) = args.out.as_ref().filter(|_| !args.dry_run) else {
        writeln!(output::listing(args.quiet), "{}", say!("nothing-signed"))?;
        return Ok(Exit::Success);
    };
    signers.iter().try_for_each(|signer| sign(&mut draft, signer))?;
    if args.draft {
        return drafts::write(out, &draft, None, args.quiet);
    }
    let bytes = draft.finish().map_err(|error| unusable(&error))?;
    files::create(out, &bytes, Readers::Anyone)?;
    print_summary(args, out, &bytes)
}

fn unusable(fault: &TrustError) -> Failure {
    let reason = of_code(fault.code(), fault);
    let help = match fault {
        TrustError::Threshold { .. } => say!("trust-first-signatures-help"),
        _ => say!("correct-value"),
    };
    Failure::new(Cause::ListRefused, say!("list-refused", reason = reason), help)
}

/// Builds the parts of the list that need no key, so that errors in them come before a passphrase prompt.
fn statement_without_keys(args: &TrustCreateArgs) -> Result<TrustStatement, Failure> {
    let names = |en: &str, ja: &str| Names::new(en, ja).map_err(|error| unusable_name(&error));
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

/// Returns the failure for a name that no list can have.
pub(super) fn unusable_name(error: &ValueError) -> Failure {
    Failure::usage(say!("trust-name", reason = of_value(error)), say!("trust-name-help"))
}

/// Parses the address of a status list.
pub(super) fn status_list_uri(text: &str) -> Result<StatusListUri, Failure> {
    StatusListUri::new(text).ok_or_else(|| {
        Failure::usage(say!("trust-status-address", text = printable(text)), say!("trust-status-address-help"))
    })
}

fn with_keys(
    args: &TrustCreateArgs,
    mut statement: TrustStatement,
    roots: Vec<PublicKey>,
    keys: &[PublicKey],
    status_keys: &[PublicKey],
) -> Result<TrustStatement, Failure> {
    let from = match args.key_from {
        Some(day) => day,
        None => statement.scheme.date_at(args.clock.now()?),
    };
    let until = args.key_until.unwrap_or_else(|| last_day(from));
    statement.threshold = args.threshold.unwrap_or(roots.len());
    statement.roots = roots;
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
            say!("prefix-upper-case-help", better = better)
        } else {
            say!("prefix-help")
        };
        Failure::usage(say!("prefix-malformed", text = printable(text), reason = of_prefix(&error)), help)
    })
}

/// Returns why a text is not a prefix.
fn of_prefix(error: &PrefixError) -> String {
    match error {
        PrefixError::TooLong { characters } => {
            say!("prefix-too-long", characters = characters, most = MAX_PREFIX_CHARS)
        }
        PrefixError::Scheme => say!("prefix-scheme"),
        PrefixError::Host => say!("prefix-host"),
        PrefixError::Port => say!("prefix-port"),
        PrefixError::Path => say!("prefix-path"),
        PrefixError::Payload => say!("prefix-payload"),
        other => other.to_string(),
    }
}

fn print_summary(args: &TrustCreateArgs, path: &Path, bytes: &[u8]) -> Result<Exit, Failure> {
    // `finish` opened the list before it returned it.
    let made = TrustList::open(bytes).map_err(|error| Failure::impossible(error, say!("report-this")))?;
    let statement = made.statement();
    let mut out = output::listing(args.quiet);
    let name = style::styled(style::STRONG, named(&statement.names));
    writeln!(out, "{}", say!("trust-created", path = shown(path), name = name, bytes = bytes.len()))?;
    let mut field = |name: String, value: String| writeln!(out, "{}", pair(&name, 11, value));
    field(say!("field-authority"), made.authority_id().to_string())?;
    for issuer in &statement.issuers {
        let keys: Vec<String> = issuer.keys.iter().map(|key| key.public_key.key_id().to_string()).collect();
        let number = count(keys.len(), "key");
        field(
            say!("field-issuer"),
            say!("trust-issuer-keys", name = named(&issuer.names), number = number, keys = list(&keys)),
        )?;
        if let Some(key) = issuer.keys.first() {
            field(say!("field-may-seal"), say!("trust-may-seal", from = key.from, until = key.until))?;
        }
        for prefix in &issuer.prefixes {
            field(say!("field-prefix"), prefix.to_string())?;
        }
    }
    field(say!("field-renew-by"), statement.expires_at.to_string())?;
    let keep = if statement.roots.len() == 1 { say!("trust-keep-root") } else { say!("trust-keep-roots") };
    paragraph(&mut out, &keep)?;
    Ok(Exit::Success)
}
