//! The JSON form of a trust list.

use crate::output::json::all_names;
use serde::Serialize;
use starseal::TrustList;
use starseal::carrier::CarrierPrefix;
use starseal::label::Text;
use starseal::trust::{
    AuthorityId, Issuer, Purpose, Recognition, Scheme, StatusListUri, TrustDraft, TrustStatement, TrustedKey,
};
use starseal::verify::Digest;
use std::collections::BTreeMap;

type NamesJson<'a> = BTreeMap<&'a str, &'a str>;

#[derive(Serialize)]
pub(super) struct TrustJson<'a> {
    authority: AuthorityJson<'a>,
    version: u32,
    issued_at: String,
    expires_at: String,
    threshold: usize,
    roots: Vec<RootJson>,
    issuers: Vec<IssuerJson<'a>>,
    scheme: SchemeJson<'a>,
    recognitions: Vec<RecognitionJson<'a>>,
    compromised: Vec<String>,
    draft: bool,
    payload_sha256: String,
    signed_by: Vec<String>,
}

/// The authority, as in the record of a verdict.
#[derive(Serialize)]
struct AuthorityJson<'a> {
    id: String,
    en: &'a str,
    ja: &'a str,
}

#[derive(Serialize)]
struct RootJson {
    key_id: String,
    thumbprint: String,
}

#[derive(Serialize)]
struct IssuerJson<'a> {
    names: NamesJson<'a>,
    prefixes: Vec<&'a str>,
    status_list: Option<&'a str>,
    status_age_days: Option<u16>,
    keys: Vec<KeyJson>,
}

#[derive(Serialize)]
struct KeyJson {
    key_id: String,
    thumbprint: String,
    purpose: &'static str,
    from: String,
    until: String,
    compromised: Option<String>,
    levels: Vec<u8>,
    categories: Vec<u16>,
}

#[derive(Serialize)]
struct SchemeJson<'a> {
    utc_offset_minutes: i16,
    longest_validity_months: u32,
    longest_deferral_days: u32,
    levels: BTreeMap<u8, LevelJson<'a>>,
    categories: BTreeMap<u16, CategoryJson<'a>>,
    criteria: BTreeMap<u16, &'a str>,
    evaluators: BTreeMap<u16, NamesJson<'a>>,
}

#[derive(Serialize)]
struct LevelJson<'a> {
    names: NamesJson<'a>,
    assessment: &'static str,
}

#[derive(Serialize)]
struct CategoryJson<'a> {
    names: NamesJson<'a>,
    excluded: bool,
}

#[derive(Serialize)]
struct RecognitionJson<'a> {
    authority_id: String,
    level: u8,
    criteria: Vec<&'a str>,
    counts_as: u8,
    from: String,
    until: Option<String>,
}

impl<'a> TrustJson<'a> {
    pub(super) fn of(list: &'a TrustList) -> Self {
        let signed = TrustDraft::from_bytes(list.as_bytes());
        let signed_by = signed.map(|draft| signers(&draft, list.statement())).unwrap_or_default();
        let payload = list.payload_digest();
        TrustJson::new(list.authority_id(), list.statement(), payload, signed_by, false)
    }

    pub(super) fn of_draft(draft: &'a TrustDraft) -> Self {
        let (statement, payload) = (draft.statement(), draft.payload_digest());
        let authority = statement.authority_id.unwrap_or(AuthorityId::from_bytes(*payload.as_bytes()));
        TrustJson::new(authority, statement, payload, signers(draft, statement), true)
    }

    fn new(
        authority: AuthorityId,
        statement: &'a TrustStatement,
        payload: Digest,
        signed_by: Vec<String>,
        draft: bool,
    ) -> Self {
        TrustJson {
            authority: AuthorityJson { id: authority.to_string(), en: statement.names.en(), ja: statement.names.ja() },
            version: statement.version,
            issued_at: statement.issued_at.to_string(),
            expires_at: statement.expires_at.to_string(),
            threshold: statement.threshold,
            roots: statement
                .roots
                .iter()
                .map(|root| RootJson { key_id: root.key_id().to_string(), thumbprint: root.thumbprint().to_string() })
                .collect(),
            issuers: statement.issuers.iter().map(IssuerJson::of).collect(),
            scheme: SchemeJson::of(&statement.scheme),
            recognitions: statement.recognitions.iter().map(RecognitionJson::of).collect(),
            compromised: statement.compromised.iter().map(ToString::to_string).collect(),
            draft,
            payload_sha256: payload.to_string(),
            signed_by,
        }
    }
}

/// Returns the thumbprints of the list's own roots that have signed it.
fn signers(draft: &TrustDraft, statement: &TrustStatement) -> Vec<String> {
    let roots = statement.roots.iter().filter(|root| draft.count_signatures(std::slice::from_ref(root)) == 1);
    roots.map(|root| root.thumbprint().to_string()).collect()
}

impl<'a> SchemeJson<'a> {
    fn of(scheme: &'a Scheme) -> Self {
        let level = |entry: &'a starseal::trust::LevelEntry| LevelJson {
            names: all_names(&entry.names),
            assessment: entry.assessment.as_str(),
        };
        SchemeJson {
            utc_offset_minutes: scheme.utc_offset_minutes,
            longest_validity_months: scheme.longest_validity_months,
            longest_deferral_days: scheme.longest_deferral_days,
            levels: scheme.levels.iter().map(|(number, entry)| (number.get(), level(entry))).collect(),
            categories: map(&scheme.categories, |entry| CategoryJson {
                names: all_names(&entry.names),
                excluded: entry.excluded,
            }),
            criteria: map(&scheme.criteria, Text::as_str),
            evaluators: map(&scheme.evaluators, all_names),
        }
    }
}

impl<'a> IssuerJson<'a> {
    fn of(issuer: &'a Issuer) -> Self {
        IssuerJson {
            names: all_names(&issuer.names),
            prefixes: issuer.prefixes.iter().map(CarrierPrefix::as_str).collect(),
            status_list: issuer.status_list.as_ref().map(StatusListUri::as_str),
            status_age_days: issuer.longest_status_age_days,
            keys: issuer.keys.iter().map(KeyJson::of).collect(),
        }
    }
}

impl KeyJson {
    fn of(key: &TrustedKey) -> Self {
        KeyJson {
            key_id: key.public_key.key_id().to_string(),
            thumbprint: key.public_key.thumbprint().to_string(),
            purpose: if key.purpose == Purpose::Label { "label" } else { "status" },
            from: key.from.to_string(),
            until: key.until.to_string(),
            compromised: key.compromised.map(|day| day.to_string()),
            levels: key.levels.iter().map(|level| level.get()).collect(),
            categories: key.categories.clone(),
        }
    }
}

impl<'a> RecognitionJson<'a> {
    fn of(recognition: &'a Recognition) -> Self {
        RecognitionJson {
            authority_id: recognition.authority.to_string(),
            level: recognition.level.get(),
            criteria: recognition.criteria.iter().map(Text::as_str).collect(),
            counts_as: recognition.counts_as.get(),
            from: recognition.from.to_string(),
            until: recognition.until.map(|day| day.to_string()),
        }
    }
}

fn map<'a, T, U>(entries: &'a BTreeMap<u16, T>, say: impl Fn(&'a T) -> U) -> BTreeMap<u16, U> {
    entries.iter().map(|(number, entry)| (*number, say(entry))).collect()
}
