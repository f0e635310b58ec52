//! The changes of `starseal trust rotate`, `add-issuer`, `add-key`, `revoke-key` and `recognise`.

use super::create::{last_day, prefix, status_list_uri, unusable_name};
use super::{keys, next};
use crate::args::{
    NextFlags, TrustAddIssuerArgs, TrustAddKeyArgs, TrustRecogniseArgs, TrustRevokeKeyArgs, TrustRotateArgs,
    WindowFlags,
};
use crate::exit::{Exit, Failure};
use crate::keyfile::Place;
use crate::messages::{of_value, say};
use crate::output::escape::printable;
use crate::output::words::named;
use crate::trustfile;
use starseal::keys::Thumbprint;
use starseal::label::Text;
use starseal::trust::{Issuer, Names, Purpose, Recognition, TrustStatement, TrustedKey};
use starseal::{Level, PublicKey};

pub(super) fn rotate(args: &TrustRotateArgs) -> Result<Exit, Failure> {
    let roots = keys::public_keys(&args.root, &args.next.passphrase)?;
    next::make(&args.next, |statement| {
        let replaced = statement.roots.clone();
        if !roots.is_empty() {
            statement.roots = roots;
        }
        statement.threshold = match args.threshold {
            Some(threshold) => threshold,
            None if statement.roots.len() == replaced.len() => statement.threshold,
            None => {
                let (before, after) = (replaced.len(), statement.roots.len());
                let what = say!("trust-threshold-open", before = before, after = after, held = statement.threshold);
                return Err(Failure::usage(what, say!("trust-threshold-open-help")));
            }
        };
        if args.compromised {
            let replaced = replaced.iter().filter(|root| !statement.roots.contains(root)).map(PublicKey::thumbprint);
            statement.compromised.extend(replaced);
        }
        Ok(())
    })
}

pub(super) fn add_issuer(args: &TrustAddIssuerArgs) -> Result<Exit, Failure> {
    let names = Names::new(&args.issuer_en, &args.issuer_ja).map_err(|error| unusable_name(&error))?;
    let prefixes = args.prefix.iter().map(|text| prefix(text)).collect::<Result<Vec<_>, _>>()?;
    let status_list = args.status_list.as_deref().map(status_list_uri).transpose()?;
    next::make(&args.next, |statement| {
        let mut keys = trusted_keys(&args.label_key, Purpose::Label, &args.window, &args.next, statement)?;
        keys.extend(trusted_keys(&args.status_key, Purpose::Status, &args.window, &args.next, statement)?);
        let mut issuer = Issuer::new(names, prefixes, keys);
        issuer.status_list = status_list;
        issuer.longest_status_age_days = args.window.status_age_days;
        statement.issuers.push(issuer);
        Ok(())
    })
}

pub(super) fn add_key(args: &TrustAddKeyArgs) -> Result<Exit, Failure> {
    let has_setting = args.status_list.is_some() || args.window.status_age_days.is_some();
    if args.label_key.is_empty() && args.status_key.is_empty() && !has_setting {
        return Err(Failure::usage(say!("trust-nothing-given"), say!("trust-nothing-given-help")));
    }
    let status_list = args.status_list.as_deref().map(status_list_uri).transpose()?;
    next::make(&args.next, |statement| {
        let mut keys = trusted_keys(&args.label_key, Purpose::Label, &args.window, &args.next, statement)?;
        keys.extend(trusted_keys(&args.status_key, Purpose::Status, &args.window, &args.next, statement)?);
        let issuer = issuer_at(statement, args.issuer)?;
        issuer.keys.extend(keys);
        if status_list.is_some() {
            issuer.status_list = status_list;
        }
        if args.window.status_age_days.is_some() {
            issuer.longest_status_age_days = args.window.status_age_days;
        }
        Ok(())
    })
}

/// Returns an issuer by its number in the list, counted from 1.
pub(super) fn issuer_at(statement: &mut TrustStatement, number: usize) -> Result<&mut Issuer, Failure> {
    let count = statement.issuers.len();
    number.checked_sub(1).and_then(|at| statement.issuers.get_mut(at)).ok_or_else(|| {
        Failure::usage(say!("trust-no-issuer", position = number, count = count), say!("trust-no-issuer-help"))
    })
}

pub(super) fn revoke_key(args: &TrustRevokeKeyArgs) -> Result<Exit, Failure> {
    let named = NamedKey { key_id: args.key_id.as_deref(), thumbprint: args.thumbprint };
    next::make(&args.next, |statement| {
        let on = match args.on {
            Some(day) => day,
            None => statement.scheme.date_at(args.next.clock.now()?),
        };
        let thumbprint = match (named.find(statement)?, args.thumbprint) {
            (Some(key), _) if key.compromised.is_some() => {
                return Err(Failure::refused(
                    say!("trust-already-compromised", key_id = key.public_key.key_id()),
                    say!("trust-already-compromised-help"),
                ));
            }
            (Some(key), _) => {
                key.compromised = Some(on);
                key.public_key.thumbprint()
            }
            (None, Some(thumbprint)) => thumbprint,
            (None, None) => return Err(named.missing()),
        };
        statement.compromised.push(thumbprint);
        Ok(())
    })
}

/// A key as the command line names it.
pub(super) struct NamedKey<'a> {
    pub(super) key_id: Option<&'a str>,
    pub(super) thumbprint: Option<Thumbprint>,
}

impl NamedKey<'_> {
    /// Finds the one key of an issuer that is meant; none if no issuer has it.
    pub(super) fn find<'s>(&self, statement: &'s mut TrustStatement) -> Result<Option<&'s mut TrustedKey>, Failure> {
        let is_named = |key: &PublicKey| match (self.thumbprint, self.key_id) {
            (Some(thumbprint), _) => key.thumbprint() == thumbprint,
            (None, Some(key_id)) => key.key_id().to_string() == key_id.to_lowercase(),
            (None, None) => false,
        };
        if statement.roots.iter().any(is_named) {
            return Err(Failure::usage(say!("trust-key-is-root"), say!("trust-key-is-root-help")));
        }
        let keys = statement.issuers.iter_mut().flat_map(|issuer| &mut issuer.keys);
        let mut found = keys.filter(|key| is_named(&key.public_key));
        match (found.next(), found.next()) {
            (first, None) => Ok(first),
            (_, Some(second)) => {
                let what = say!("trust-several-keys", key_id = second.public_key.key_id());
                Err(Failure::usage(what, say!("trust-several-keys-help")))
            }
        }
    }

    /// Returns the failure if no issuer has the key.
    pub(super) fn missing(&self) -> Failure {
        let key = self.thumbprint.map_or_else(|| self.key_id.unwrap_or_default().to_owned(), |one| one.to_string());
        Failure::usage(say!("trust-no-key", key_id = printable(&key)), say!("trust-no-key-help"))
    }
}

pub(super) fn recognise(args: &TrustRecogniseArgs) -> Result<Exit, Failure> {
    let level =
        |number: u8| Level::new(number).map_err(|error| Failure::usage(of_value(&error), say!("trust-level-help")));
    let criteria = args.criteria.iter().map(|citation| Text::new("criteria", citation)).collect::<Result<_, _>>();
    let other = trustfile::open(&args.authority)?;
    let mut recognition = Recognition::new(other.authority_id(), level(args.level)?, level(args.counts_as)?, args.from);
    recognition.criteria = criteria.map_err(|error| Failure::usage(of_value(&error), say!("trust-criteria-help")))?;
    recognition.until = args.until;
    let theirs = &other.statement().scheme;
    if !theirs.levels.contains_key(&recognition.level) {
        return Err(Failure::usage(
            say!("trust-without-level", name = named(&other.statement().names), level = recognition.level),
            say!("trust-without-level-help"),
        ));
    }
    if let Some(unknown) =
        recognition.criteria.iter().find(|text| !theirs.criteria.values().any(|known| known == *text))
    {
        return Err(Failure::usage(
            say!(
                "trust-without-criteria",
                name = named(&other.statement().names),
                criteria = printable(unknown.as_str())
            ),
            say!("trust-without-criteria-help"),
        ));
    }
    next::make(&args.next, |statement| {
        statement.recognitions.push(recognition);
        Ok(())
    })
}

/// Reads keys from files, and sets their range of issue dates.
fn trusted_keys(
    paths: &[Place],
    purpose: Purpose,
    window: &WindowFlags,
    next: &NextFlags,
    statement: &TrustStatement,
) -> Result<Vec<TrustedKey>, Failure> {
    let from = match window.key_from {
        Some(day) => day,
        None => statement.scheme.date_at(next.clock.now()?),
    };
    let until = window.key_until.unwrap_or_else(|| last_day(from));
    let levels = window.key_level.iter().map(|number| Level::new(*number));
    let levels = levels.collect::<Result<Vec<_>, _>>();
    let levels = levels.map_err(|error| Failure::usage(of_value(&error), say!("trust-key-level-help")))?;
    let keys = keys::public_keys(paths, &next.passphrase)?;
    let limited = |key| {
        let mut key = TrustedKey::new(key, purpose, from, until);
        if purpose == Purpose::Label {
            key.levels.clone_from(&levels);
            key.categories.clone_from(&window.key_category);
        }
        key
    };
    Ok(keys.into_iter().map(limited).collect())
}
