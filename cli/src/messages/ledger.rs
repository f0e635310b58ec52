//! Errors of the database, the officers, the sealing and the publication in the language of the run.

use super::library::{of_seal, system};
use super::registry::{in_words, of_event, of_refusal, or_english};
use super::{Message, language, message, of_uri, say};
use starseal::Language;
use starseal_registry::audit::{AuditError, CountFault, Finding};
use starseal_registry::config::ConfigError;
use starseal_registry::grant::SealingError;
use starseal_registry::issuing::SealFault;
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::Wordage;
use starseal_registry::officer::CountError;
use starseal_registry::publication::PublishError;
use starseal_registry::site::{FolderError, LabelPageError, SiteError};
use starseal_registry::store::StoreError;
use starseal_registry::view::{ApplyError, TrustFault};

/// Returns why a text is not a configuration. The parser of TOML speaks English only.
pub(crate) fn of_config(error: &ConfigError) -> String {
    or_english(config(error), error)
}

pub(super) fn config(error: &ConfigError) -> Option<Message> {
    Some(match error {
        ConfigError::Form { line, reason } => message!("config-form", line = line, reason = reason),
        ConfigError::Value { key, reason } => message!("config-value", key = key, reason = reason),
        ConfigError::Uri { key, fault } => message!("config-value", key = key, reason = of_uri(fault)),
        _ => return None,
    })
}

/// Returns why the database did not do what it should.
pub(crate) fn of_store(error: &StoreError) -> String {
    or_english(store(error), error)
}

pub(super) fn store(error: &StoreError) -> Option<Message> {
    Some(match error {
        StoreError::Unreachable { reason } => message!("store-unreachable", reason = reason),
        StoreError::Foreign => message!("store-foreign"),
        StoreError::Unverified { host, mode } => message!("store-unverified", host = host, mode = mode),
        StoreError::Empty => message!("store-empty"),
        StoreError::Occupied => message!("store-occupied"),
        StoreError::Newer { found, known } => message!("store-newer", found = found, known = known),
        StoreError::OtherMigration { number } => message!("store-other-migration", number = number),
        StoreError::NetworkShare { path, filesystem } => {
            message!("store-network-share", path = path, filesystem = filesystem)
        }
        StoreError::Locked { seconds } => message!("store-locked", seconds = seconds),
        StoreError::Full => message!("store-full"),
        StoreError::Disk { reason } => message!("store-disk", reason = reason),
        StoreError::ReadOnly => message!("store-read-only"),
        StoreError::Lost { reason } => message!("store-lost", reason = reason),
        StoreError::Duplicate { what } => message!("store-duplicate", what = what),
        StoreError::Kept => message!("store-kept"),
        StoreError::Damaged { reason } => message!("store-damaged", reason = reason),
        StoreError::Refused { reason } => message!("store-refused", reason = reason),
        _ => return None,
    })
}

/// Returns why nothing was written, or a ledger cannot be opened.
pub(crate) fn of_ledger(error: &LedgerError) -> String {
    match error {
        LedgerError::Store(error) => of_store(error),
        LedgerError::Apply(error) => of_apply(error),
        other => or_english(ledger(other), other),
    }
}

pub(super) fn ledger(error: &LedgerError) -> Option<Message> {
    Some(match error {
        LedgerError::ClockBehind { now, last } => message!("ledger-clock-behind", now = now, last = last),
        LedgerError::ClockAhead { now, last, days } => {
            message!("ledger-clock-ahead", now = now, last = last, days = days)
        }
        LedgerError::OtherKey { officer } => message!("ledger-other-key", officer = officer),
        LedgerError::ContentMissing { digest } => message!("ledger-content-missing", digest = digest),
        LedgerError::NoProposal { number } => message!("ledger-no-proposal", number = number),
        LedgerError::ProposalExpired { number, expired } => {
            message!("ledger-proposal-expired", number = number, expired = expired)
        }
        other => return super::recovery::ledger(other),
    })
}

/// Returns why an event does not follow those before it.
pub(crate) fn of_apply(error: &ApplyError) -> String {
    match error {
        ApplyError::Event(fault) => of_event(fault),
        ApplyError::Officers(error) => of_officers(error),
        ApplyError::Refusal(refusal) => of_refusal(refusal),
        ApplyError::Store(error) => of_store(error),
        other => or_english(apply(other), other),
    }
}

pub(super) fn apply(error: &ApplyError) -> Option<Message> {
    Some(match error {
        ApplyError::Trust(fault) => {
            let reason = trust(fault).map_or_else(|| fault.to_string(), |message| message.to_string());
            message!("apply-trust", reason = reason)
        }
        ApplyError::StatementUsed { officer } => message!("apply-statement-used", officer = officer),
        _ => return None,
    })
}

pub(super) fn trust(fault: &TrustFault) -> Option<Message> {
    Some(match fault {
        TrustFault::Digest { found, named } => message!("ledger-trust-digest", found = found, named = named),
        TrustFault::Refused { code, reason } => message!("ledger-trust-refused", code = code, reason = reason),
        TrustFault::Authority { found, expected } => {
            message!("ledger-trust-authority", found = found, expected = expected)
        }
        TrustFault::Issuer { uri } => message!("ledger-trust-issuer", uri = uri),
        _ => return None,
    })
}

/// Returns why the statements of officers are not enough.
fn of_officers(error: &CountError) -> String {
    or_english(officers(error), error)
}

pub(super) fn officers(error: &CountError) -> Option<Message> {
    Some(match error {
        CountError::NotSigned { key_id: Some(key_id) } => message!("officers-not-signed", key_id = key_id),
        CountError::Retired { officer } => message!("officers-retired", officer = officer),
        CountError::Other { officer, what } => {
            let what = match (language(), *what) {
                (Language::En, what) => what.to_owned(),
                (_, "ledger") => say!("officers-name-ledger"),
                (_, "kind") => say!("officers-name-kind"),
                (_, "content") => say!("officers-name-content"),
                (_, what) => what.to_owned(),
            };
            message!("officers-other", officer = officer, what = what)
        }
        CountError::Expired { officer, expired, time } => {
            message!("officers-expired", officer = officer, expired = expired, time = time)
        }
        CountError::Ahead { officer, day, event } => {
            message!("officers-ahead", officer = officer, day = day, event = event)
        }
        CountError::Roles { kind, officers: 2, found } => {
            message!("officers-two-roles", kind = in_words(Wordage::Event, kind.as_str()), found = found)
        }
        CountError::Roles { kind, officers: 1, found } => {
            message!("officers-one-role", kind = in_words(Wordage::Event, kind.as_str()), found = found)
        }
        CountError::RootsMissing { needed, found } => message!("officers-roots", needed = needed, found = found),
        CountError::SameOfficer { officer } => message!("officers-same", officer = officer),
        CountError::TooFew { left } => message!("officers-too-few", left = left),
        CountError::SecondKey { officer } => message!("officers-second-key", officer = officer),
        CountError::KeyTaken { key_id, officer } => {
            message!("officers-key-taken", key_id = key_id, officer = officer)
        }
        CountError::NoOfficer { officer } => message!("officers-none", officer = officer),
        _ => return None,
    })
}

/// Returns why labels were not sealed.
pub(crate) fn of_sealing(error: &SealingError) -> String {
    match error {
        SealingError::Ledger(error) => of_ledger(error),
        other => or_english(sealing(other), other),
    }
}

pub(super) fn sealing(error: &SealingError) -> Option<Message> {
    Some(match error {
        SealingError::OtherKey { event, named, given } => {
            message!("sealing-other-key", event = event, named = named, given = given)
        }
        SealingError::Refused { event, position, code } => {
            message!("sealing-refused", event = event, position = position, code = code)
        }
        SealingError::Symbol { event, position, fault } => {
            let fault = of_seal(&SealFault::Symbol(fault.clone()));
            message!("sealing-symbol", event = event, position = position, fault = fault)
        }
        SealingError::NotAGrant { event } => message!("sealing-not-a-grant", event = event),
        SealingError::Elsewhere { event } => message!("sealing-elsewhere", event = event),
        SealingError::Ended { sealed } => message!("sealing-ended", sealed = sealed),
        _ => return None,
    })
}

/// Returns why nothing was published.
pub(crate) fn of_publish(error: &PublishError) -> String {
    match error {
        PublishError::Ledger(error) => of_ledger(error),
        other => or_english(publish(other), other),
    }
}

pub(super) fn publish(error: &PublishError) -> Option<Message> {
    Some(match error {
        PublishError::List(error) => message!("publish-list", reason = error),
        PublishError::Refused { code, reason } => message!("publish-refused", code = code, reason = reason),
        PublishError::OtherKey { event, named, given } => {
            message!("publish-other-key", event = event, named = named, given = given)
        }
        PublishError::Unsealed { event } => message!("publish-unsealed", event = event),
        PublishError::Ended { event } => message!("publish-ended", event = event),
        PublishError::NeedsTwo => message!("publish-needs-two"),
        _ => return None,
    })
}

/// Returns why the files of a publication were not made.
pub(crate) fn of_site(error: &SiteError) -> String {
    match error {
        SiteError::Lists(error) => of_publish(error),
        other => or_english(site(other), other),
    }
}

pub(super) fn site(error: &SiteError) -> Option<Message> {
    Some(match error {
        SiteError::NotPublished { event } => message!("site-not-published", event = event),
        SiteError::Trust { fault } => {
            let reason = trust(fault).map_or_else(|| fault.to_string(), |message| message.to_string());
            message!("site-trust", reason = reason)
        }
        SiteError::ListRefused => message!("site-list-refused"),
        SiteError::NoPrefix => message!("site-no-prefix"),
        SiteError::Form { path, reason } => message!("site-form", path = path, reason = reason),
        SiteError::Ended => message!("site-ended"),
        _ => return None,
    })
}

/// Returns why the folder of a publication was not written.
pub(crate) fn of_folder(error: &FolderError) -> String {
    match error {
        FolderError::Site(error) => of_site(error),
        FolderError::Io { path, error } => {
            say!("registry-unwritable", path = path.display(), reason = system(error))
        }
        other => or_english(folder(other), other),
    }
}

fn folder(error: &FolderError) -> Option<Message> {
    Some(match error {
        FolderError::Foreign { path } => message!("folder-foreign", path = path.display()),
        FolderError::Busy { path } => message!("folder-busy", path = path.display()),
        _ => return None,
    })
}

/// Returns why a folder is not the page that checks labels.
pub(crate) fn of_page(error: &LabelPageError) -> String {
    match error {
        LabelPageError::Io { path, error } => say!("page-unreadable", path = path.display(), reason = system(error)),
        other => or_english(page(other), other),
    }
}

fn page(error: &LabelPageError) -> Option<Message> {
    Some(match error {
        LabelPageError::Manifest { path, reason } => message!("page-manifest", path = path.display(), reason = reason),
        LabelPageError::Differs { path, stated, found } => {
            message!("page-differs", path = path.display(), stated = stated, found = found)
        }
        LabelPageError::Unknown { path } => message!("page-unknown-file", path = path.display()),
        LabelPageError::TooLarge { path } => message!("page-too-large", path = path.display()),
        _ => return None,
    })
}

/// Returns why an audit was not carried out to its end.
pub(crate) fn of_audit(error: &AuditError) -> String {
    match error {
        AuditError::Store(error) => of_store(error),
        other => or_english(audit(other), other),
    }
}

pub(super) fn audit(error: &AuditError) -> Option<Message> {
    Some(match error {
        AuditError::Ended { events } => message!("audit-ended", events = events),
        _ => return None,
    })
}

/// Returns what an audit has found. In English the finding says itself what is wrong; in any other language, the
/// sentence of its code comes first.
pub(crate) fn of_audited(finding: &Finding) -> String {
    let sentence = match language() {
        Language::En => None,
        _ => audited(finding.code),
    };
    match sentence {
        Some(sentence) => say!("library-by-code", sentence = sentence, english = finding.what),
        None => finding.what.clone(),
    }
}

/// Returns why a token's count cannot be compared.
pub(crate) fn of_count(fault: &CountFault) -> String {
    let message = match fault {
        CountFault::UnknownKey { key } => Some(message!("count-key-unknown", key = key)),
        CountFault::SeveralKeys { key } => Some(message!("count-key-ambiguous", key = key)),
        CountFault::Unnamed { labels } => Some(message!("count-key-unnamed", labels = labels)),
        _ => None,
    };
    or_english(message, fault)
}

pub(super) fn audited(code: &str) -> Option<Message> {
    Some(match code {
        "event-missing" => message!("audit-event-missing"),
        "event-changed" => message!("audit-event-changed"),
        "event-malformed" => message!("audit-event-malformed"),
        "event-moved" => message!("audit-event-moved"),
        "event-refused" => message!("audit-event-refused"),
        "chain-broken" => message!("audit-chain-broken"),
        "time-back" => message!("audit-time-back"),
        "trust-list-unusable" => message!("audit-trust-list-unusable"),
        "view-differs" => message!("audit-view-differs"),
        "seal-missing" => message!("audit-seal-missing"),
        "seal-differs" => message!("audit-seal-differs"),
        "seal-unknown" => message!("audit-seal-unknown"),
        "list-missing" => message!("audit-list-missing"),
        "list-differs" => message!("audit-list-differs"),
        "list-refused" => message!("audit-list-refused"),
        "list-predecessor" => message!("audit-list-predecessor"),
        "list-unknown" => message!("audit-list-unknown"),
        "published-refused" => message!("audit-published-refused"),
        "published-without-head" => message!("audit-published-without-head"),
        "published-differs" => message!("audit-published-differs"),
        "events-cut-off" => message!("audit-events-cut-off"),
        "other-history" => message!("audit-other-history"),
        "published-descriptor" => message!("audit-published-descriptor"),
        "published-by-other-version" => message!("audit-published-by-other-version"),
        "published-unknown" => message!("audit-published-unknown"),
        "published-page-differs" => message!("audit-published-page-differs"),
        "published-page-missing" => message!("audit-published-page-missing"),
        "published-page-unknown" => message!("audit-published-page-unknown"),
        "personal-missing" => message!("audit-personal-missing"),
        "personal-changed" => message!("audit-personal-changed"),
        "personal-unknown" => message!("audit-personal-unknown"),
        "personal-not-erased" => message!("audit-personal-not-erased"),
        _ => return None,
    })
}
