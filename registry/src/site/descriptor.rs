//! The descriptor `.well-known/starseal.json`, by which programs find everything in a publication.

use super::address::{LANGUAGES, link, list_page};
use super::facts::Facts;
use super::lists::Lists;
use serde::Serialize;
use starseal::trust::Names;
use std::collections::BTreeMap;

/// The path of the descriptor.
pub const DESCRIPTOR: &str = ".well-known/starseal.json";

/// The name and version of its form.
const SCHEMA: &str = "starseal-publication/1";

/// The program and its version.
pub(super) const PROGRAM: &str = concat!("starseal ", env!("CARGO_PKG_VERSION"));

/// A file, with what a program needs to check that it has the right one, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) sha256: String,
    pub(super) bytes: usize,
    #[serde(rename = "type")]
    pub(super) media_type: &'static str,
}

#[derive(Serialize)]
pub(super) struct TrustFile {
    pub(super) version: u32,
    pub(super) issued_at: String,
    #[serde(flatten)]
    pub(super) file: File,
}

#[derive(Serialize)]
pub(super) struct ObjectFile {
    pub(super) kind: &'static str,
    #[serde(flatten)]
    pub(super) file: File,
}

#[derive(Serialize)]
pub(super) struct Bundles {
    pub(super) phone: WholeFile,
    pub(super) full: WholeFile,
}

/// A whole bundle, and the deltas to it.
#[derive(Serialize)]
pub(super) struct WholeFile {
    #[serde(flatten)]
    pub(super) file: File,
    pub(super) deltas: Vec<DeltaFile>,
}

/// A delta for those who hold an earlier status list.
#[derive(Serialize)]
pub(super) struct DeltaFile {
    pub(super) from: String,
    pub(super) from_issued_at: String,
    pub(super) from_event: u64,
    #[serde(flatten)]
    pub(super) file: File,
}

/// The file with all registrations.
#[derive(Serialize)]
pub(super) struct Registrations {
    pub(super) count: usize,
    pub(super) models: usize,
    #[serde(flatten)]
    pub(super) file: File,
}

#[derive(Serialize)]
struct Descriptor<'a> {
    schema: &'static str,
    program: &'static str,
    address: &'a str,
    event: u64,
    event_hash: String,
    issued_at: String,
    expires_at: Option<String>,
    is_trial: bool,
    authority: Authority<'a>,
    trust: Trust<'a>,
    issuers: [Issuer<'a>; 1],
    bundles: &'a Bundles,
    pages: Pages,
    registrations: &'a Registrations,
    feed: &'a File,
    sitemap: &'a File,
}

#[derive(Serialize)]
struct Authority<'a> {
    id: String,
    names: Bilingual<'a>,
}

#[derive(Serialize)]
struct Trust<'a> {
    version: u32,
    issued_at: String,
    expires_at: String,
    chain: &'a File,
    lists: &'a [TrustFile],
}

#[derive(Serialize)]
struct Issuer<'a> {
    names: Bilingual<'a>,
    prefixes: Vec<&'a str>,
    status_list: &'a str,
    issued_at: String,
    list: &'a File,
    objects: &'a [ObjectFile],
}

#[derive(Serialize)]
struct Pages {
    list: BTreeMap<&'static str, String>,
    registration: BTreeMap<&'static str, String>,
    json: String,
    json_ld: String,
    label: &'static str,
}

/// A name in both languages.
#[derive(Serialize)]
pub(super) struct Bilingual<'a> {
    pub(super) en: &'a str,
    pub(super) ja: &'a str,
}

impl<'a> From<&'a Names> for Bilingual<'a> {
    fn from(names: &'a Names) -> Self {
        Bilingual { en: names.en(), ja: names.ja() }
    }
}

/// Returns the descriptor of a publication.
pub(super) fn descriptor(
    facts: &Facts,
    lists: &Lists,
    registrations: &Registrations,
    (feed, sitemap): (&File, &File),
) -> Result<Vec<u8>, serde_json::Error> {
    let (published, trust_list) = (&facts.published, facts.trust.verifier().trust_list());
    let (statement, issuer) = (trust_list.statement(), facts.trust.issuer());
    let of_languages = |path: &dyn Fn(starseal::Language) -> String| {
        LANGUAGES.into_iter().map(|language| (language.tag(), facts.address.of(&path(language)))).collect()
    };
    let descriptor = Descriptor {
        schema: SCHEMA,
        program: PROGRAM,
        address: facts.address.as_str(),
        event: published.event,
        event_hash: published.hash.to_string(),
        issued_at: published.issued_at.to_string(),
        expires_at: published.expires_at.map(|time| time.to_string()),
        is_trial: facts.is_trial,
        authority: Authority { id: trust_list.authority_id().to_string(), names: (&statement.names).into() },
        trust: Trust {
            version: statement.version,
            issued_at: statement.issued_at.to_string(),
            expires_at: statement.expires_at.to_string(),
            chain: &lists.chain,
            lists: &lists.trust,
        },
        issuers: [Issuer {
            names: (&issuer.names).into(),
            prefixes: issuer.prefixes.iter().map(starseal::carrier::CarrierPrefix::as_str).collect(),
            status_list: facts.trust.uri().as_str(),
            issued_at: published.issued_at.to_string(),
            list: &lists.status,
            objects: &lists.objects,
        }],
        bundles: &lists.bundles,
        pages: Pages {
            list: of_languages(&|language| link(&list_page(language, 1)).trim_start_matches('/').to_owned()),
            registration: of_languages(&|language| format!("{}/registrations/{{name}}.html", language.tag())),
            json: facts.address.of("registrations/{name}.json"),
            json_ld: facts.address.of("registrations/{name}.jsonld"),
            label: super::pages::LABEL_PAGE,
        },
        registrations,
        feed,
        sitemap,
    };
    let mut text = serde_json::to_vec_pretty(&descriptor)?;
    text.push(b'\n');
    Ok(text)
}
