//! The changes of `starseal trust rotate`, `add-issuer`, `add-key`, `revoke-key` and `recognise`.

use super::create::{last_day, prefix, read_each, status_list_uri};
use super::next;
use crate::args::{
    NextFlags, TrustAddIssuerArgs, TrustAddKeyArgs, TrustRecogniseArgs, TrustRevokeKeyArgs, TrustRotateArgs,
    WindowFlags,
};
use crate::exit::{Exit, Failure};
use crate::keyfile::KeyFile;
use crate::output::escape::printable;
use crate::trustfile;
use starseal::label::Text;
use starseal::trust::{Issuer, Names, Purpose, Recognition, TrustStatement, TrustedKey};
use starseal::{Level, PublicKey};
use std::path::PathBuf;

pub(super) fn rotate(args: &TrustRotateArgs) -> Result<Exit, Failure> {
    let roots = read_each(&args.root, |path| KeyFile::read_public_half(path, &args.next.passphrase))?;
    next::make(&args.next, |statement| {
        statement.threshold = args.threshold.unwrap_or(roots.len());
        let replaced = std::mem::replace(&mut statement.roots, roots);
        if args.compromised {
            let replaced = replaced.iter().filter(|root| !statement.roots.contains(root)).map(PublicKey::thumbprint);
            statement.compromised.extend(replaced);
        }
        Ok(())
    })
}

pub(super) fn add_issuer(args: &TrustAddIssuerArgs) -> Result<Exit, Failure> {
    let names = Names::new(&args.issuer_en, &args.issuer_ja).map_err(|error| {
        Failure::usage(format_args!("the name cannot be used: {error}"), "correct or shorten the name")
    })?;
    let prefixes = args.prefix.iter().map(|text| prefix(text)).collect::<Result<Vec<_>, _>>()?;
    let status_list = args.status_list.as_deref().map(status_list_uri).transpose()?;
    next::make(&args.next, |statement| {
        let mut keys = keys(&args.label_key, Purpose::Label, &args.window, &args.next, statement)?;
        keys.extend(self::keys(&args.status_key, Purpose::Status, &args.window, &args.next, statement)?);
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
        return Err(Failure::usage("no key or address is given", "give --label-key, --status-key or --status-list"));
    }
    let status_list = args.status_list.as_deref().map(status_list_uri).transpose()?;
    next::make(&args.next, |statement| {
        let mut keys = keys(&args.label_key, Purpose::Label, &args.window, &args.next, statement)?;
        keys.extend(self::keys(&args.status_key, Purpose::Status, &args.window, &args.next, statement)?);
        let count = statement.issuers.len();
        let at = args.issuer.checked_sub(1);
        let issuer = at.and_then(|at| statement.issuers.get_mut(at)).ok_or_else(|| {
            Failure::usage(
                format_args!("there is no issuer {}: the list names {count}", args.issuer),
                "give the position of the issuer in `starseal trust show`, counted from 1",
            )
        })?;
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

pub(super) fn revoke_key(args: &TrustRevokeKeyArgs) -> Result<Exit, Failure> {
    let key_id = args.key_id.as_deref().unwrap_or_default();
    let is_named = |key: &PublicKey| match args.thumbprint {
        Some(thumbprint) => key.thumbprint() == thumbprint,
        None => key.key_id().to_string() == key_id.to_lowercase(),
    };
    next::make(&args.next, |statement| {
        let on = match args.on {
            Some(day) => day,
            None => statement.scheme.date_at(args.next.clock.now()?),
        };
        if statement.roots.iter().any(is_named) {
            return Err(Failure::usage(
                "the key is a root of this list",
                "replace it with `starseal trust rotate --compromised`",
            ));
        }
        let keys = statement.issuers.iter_mut().flat_map(|issuer| &mut issuer.keys);
        let mut found: Vec<&mut TrustedKey> = keys.filter(|key| is_named(&key.public_key)).collect();
        let thumbprint = match (found.as_mut_slice(), args.thumbprint) {
            ([key], _) if key.compromised.is_some() => {
                return Err(Failure::refused(
                    format_args!("key {} is already marked as compromised", key.public_key.key_id()),
                    "no change is needed",
                ));
            }
            ([key], _) => {
                key.compromised = Some(on);
                key.public_key.thumbprint()
            }
            ([], Some(thumbprint)) => thumbprint,
            ([], None) => {
                return Err(Failure::usage(
                    format_args!("no issuer has a key {}", printable(key_id)),
                    "use a key ID from `starseal trust show`; replace root keys with `starseal trust rotate`",
                ));
            }
            _ => {
                return Err(Failure::usage(
                    format_args!("several keys have the ID {key_id}"),
                    "give the whole --thumbprint, as `starseal trust show --json` prints it",
                ));
            }
        };
        statement.compromised.push(thumbprint);
        Ok(())
    })
}

pub(super) fn recognise(args: &TrustRecogniseArgs) -> Result<Exit, Failure> {
    let level = |number: u8| {
        Level::new(number).map_err(|error| Failure::usage(error, "give a level from 1 to 255 that the dictionary has"))
    };
    let criteria = args.criteria.iter().map(|citation| Text::new("criteria", citation)).collect::<Result<_, _>>();
    let other = trustfile::open(&args.authority)?;
    let mut recognition = Recognition::new(other.authority_id(), level(args.level)?, level(args.counts_as)?, args.from);
    recognition.criteria = criteria
        .map_err(|error| Failure::usage(error, "cite the criteria as the other authority's dictionary does"))?;
    recognition.until = args.until;
    let theirs = &other.statement().scheme;
    if !theirs.levels.contains_key(&recognition.level) {
        return Err(Failure::usage(
            format_args!("{} has no level {}", printable(other.statement().names.en()), recognition.level),
            "see its levels with `starseal trust show`",
        ));
    }
    if let Some(unknown) =
        recognition.criteria.iter().find(|text| !theirs.criteria.values().any(|known| known == *text))
    {
        return Err(Failure::usage(
            format_args!("{} has no criteria {}", printable(other.statement().names.en()), printable(unknown.as_str())),
            "see its criteria with `starseal trust show`",
        ));
    }
    next::make(&args.next, |statement| {
        statement.recognitions.push(recognition);
        Ok(())
    })
}

/// Reads keys from files, and sets their range of issue dates.
fn keys(
    paths: &[PathBuf],
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
    let levels =
        levels.collect::<Result<Vec<_>, _>>().map_err(|error| Failure::usage(error, "give a level from 1 on"))?;
    let keys = read_each(paths, |path| KeyFile::read_public_half(path, &next.passphrase))?;
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
