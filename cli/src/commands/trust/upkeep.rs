//! The changes of `starseal trust renew`, `scheme`, `edit-issuer`, `remove-issuer` and `retire-key`.

use super::create::{prefix, status_list_uri, unusable_name};
use super::edit::{NamedKey, issuer_at};
use super::next;
use crate::args::{
    NextFlags, TrustEditIssuerArgs, TrustRemoveIssuerArgs, TrustRenewArgs, TrustRetireKeyArgs, TrustSchemeArgs,
};
use crate::exit::{Exit, Failure};
use crate::messages::say;
use crate::output::words::named;
use crate::{scheme_file, trustfile};
use starseal::trust::Names;
use std::io::Write;
use std::path::Path;

pub(super) fn renew(args: &TrustRenewArgs) -> Result<Exit, Failure> {
    next::make(&args.next, |_| Ok(()))
}

/// Prints a scheme, or makes the next list with another one.
pub(super) fn scheme(args: &TrustSchemeArgs) -> Result<Exit, Failure> {
    match (&args.next.0, &args.file) {
        (Some(next), Some(file)) => change_scheme(next, file),
        (Some(_), None) => Err(Failure::usage(say!("trust-no-scheme"), say!("trust-no-scheme-help"))),
        (None, file) => {
            let text = match file {
                Some(path) => scheme_file::write(&trustfile::open(path)?.statement().scheme),
                None => scheme_file::DEFAULT.to_owned(),
            };
            std::io::stdout().lock().write_all(text.as_bytes())?;
            Ok(Exit::Success)
        }
    }
}

fn change_scheme(next: &NextFlags, file: &Path) -> Result<Exit, Failure> {
    let scheme = scheme_file::read(Some(file))?;
    next::make(next, |statement| {
        statement.scheme = scheme;
        Ok(())
    })
}

pub(super) fn edit_issuer(args: &TrustEditIssuerArgs) -> Result<Exit, Failure> {
    let prefixes = |texts: &[String]| texts.iter().map(|text| prefix(text)).collect::<Result<Vec<_>, _>>();
    let (added, removed) = (prefixes(&args.add_prefix)?, prefixes(&args.remove_prefix)?);
    let status_list = args.status_list.as_deref().map(status_list_uri).transpose()?;
    let has_name = args.issuer_en.is_some() || args.issuer_ja.is_some();
    let has_setting = args.status_age_days.is_some() || args.status_age_by_policy || args.no_status_list;
    if !has_name && !has_setting && added.is_empty() && removed.is_empty() && status_list.is_none() {
        return Err(Failure::usage(say!("trust-nothing-edited"), say!("trust-nothing-edited-help")));
    }
    next::make(&args.next, |statement| {
        let issuer = issuer_at(statement, args.issuer)?;
        let renamed = [("en", &args.issuer_en), ("ja", &args.issuer_ja)];
        let renamed = renamed.iter().filter_map(|(language, name)| name.as_ref().map(|name| (language, name)));
        let names = renamed.into_iter().try_fold(issuer.names.clone(), |names: Names, (language, name)| {
            names.with(language, name).map_err(|error| unusable_name(&error))
        })?;
        issuer.names = names;
        if let Some(unknown) = removed.iter().find(|prefix| !issuer.prefixes.contains(prefix)) {
            let what = say!("trust-no-prefix", name = named(&issuer.names), prefix = unknown);
            return Err(Failure::usage(what, say!("trust-no-prefix-help")));
        }
        issuer.prefixes.retain(|prefix| !removed.contains(prefix));
        for prefix in added {
            if !issuer.prefixes.contains(&prefix) {
                issuer.prefixes.push(prefix);
            }
        }
        if status_list.is_some() || args.no_status_list {
            issuer.status_list = status_list;
        }
        if args.status_age_days.is_some() || args.status_age_by_policy {
            issuer.longest_status_age_days = args.status_age_days;
        }
        Ok(())
    })
}

pub(super) fn remove_issuer(args: &TrustRemoveIssuerArgs) -> Result<Exit, Failure> {
    next::make(&args.next, |statement| {
        issuer_at(statement, args.issuer)?;
        statement.issuers.remove(args.issuer - 1);
        Ok(())
    })
}

pub(super) fn retire_key(args: &TrustRetireKeyArgs) -> Result<Exit, Failure> {
    let named = NamedKey { key_id: args.key_id.as_deref(), thumbprint: args.thumbprint };
    next::make(&args.next, |statement| {
        let last_day = match args.last_day {
            Some(day) => day,
            None => statement.scheme.date_at(args.next.clock.now()?),
        };
        let key = named.find(statement)?.ok_or_else(|| named.missing())?;
        let (key_id, until) = (key.public_key.key_id(), key.until);
        if until <= last_day {
            let what = say!("trust-key-ends", key_id = key_id, until = until, last_day = last_day);
            return Err(Failure::refused(what, say!("trust-key-ends-help")));
        }
        if last_day < key.from {
            let what = say!("trust-key-not-begun", key_id = key_id, from = key.from, last_day = last_day);
            return Err(Failure::refused(what, say!("trust-key-not-begun-help")));
        }
        key.until = last_day;
        Ok(())
    })
}
