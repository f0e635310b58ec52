//! Registrations for machines: as JSON, as a UNTP Digital Conformity Credential in JSON-LD, and in the terms of
//! schema.org for the page. `docs/reference/publication.md` has the table of what maps to what.

use super::address::{LANGUAGES, page};
use super::descriptor::{Bilingual, Registrations};
use super::facts::{Facts, Registration};
use super::make::{Sink, SiteError, form};
use super::name::name_of;
use crate::life::{Wordage, word};
use serde::Serialize;
use serde_json::{Value, json};
use starseal::{Date, Timestamp};
use std::collections::BTreeMap;

/// The contexts of a UNTP Digital Conformity Credential, in the form that its schema asks for.
const UNTP_CONTEXTS: [&str; 2] =
    ["https://www.w3.org/ns/credentials/v2", "https://test.uncefact.org/vocabulary/untp/dcc/working/"];

/// The path of the file with all registrations.
pub(super) const INDEX: &str = "registrations.json";

#[derive(Serialize)]
struct RegistrationJson<'a> {
    schema: &'static str,
    product_id: &'a str,
    pages: BTreeMap<&'static str, String>,
    status: &'static str,
    issued_on: String,
    expires_on: String,
    last_day: String,
    level: u8,
    level_names: Option<Bilingual<'a>>,
    assessment: &'static str,
    criteria: Option<&'a str>,
    evaluator: Option<Bilingual<'a>>,
    category: Option<Bilingual<'a>>,
    holder: Option<&'a str>,
    product_page: Option<&'a str>,
    security_page: Option<&'a str>,
    contact_page: Option<&'a str>,
    models: Vec<ModelJson<'a>>,
    changes: Vec<ChangeJson>,
}

#[derive(Serialize)]
struct ModelJson<'a> {
    model: Option<&'a str>,
    gtin: Vec<String>,
}

#[derive(Serialize)]
struct ChangeJson {
    change: &'static str,
    on: String,
    last_day: Option<String>,
}

/// Writes the files of a registration.
pub(super) fn write(facts: &Facts, registration: &Registration, sink: &mut Sink<'_>) -> Result<(), SiteError> {
    let path = |ending: &str| format!("registrations/{}.{ending}", name_of(&registration.product_id));
    let mut put = |path: String, value: Result<Vec<u8>, serde_json::Error>| {
        let mut bytes = value.map_err(|error| form(&path, error))?;
        bytes.push(b'\n');
        sink.put(&path, bytes).map(drop)
    };
    put(path("json"), serde_json::to_vec_pretty(&registration_json(facts, registration)))?;
    put(path("jsonld"), serde_json::to_vec_pretty(&credential(facts, registration)))
}

fn registration_json<'a>(facts: &Facts, registration: &'a Registration) -> RegistrationJson<'a> {
    let address = |language| facts.address.of(&page(language, &registration.product_id));
    RegistrationJson {
        schema: "starseal-registration/1",
        product_id: &registration.product_id,
        pages: LANGUAGES.into_iter().map(|language| (language.tag(), address(language))).collect(),
        status: registration.status,
        issued_on: registration.issued_on.to_string(),
        expires_on: registration.expires_on.to_string(),
        last_day: registration.last_day.to_string(),
        level: registration.level.get(),
        level_names: registration.level_names.as_ref().map(Into::into),
        assessment: registration.assessment(),
        criteria: registration.criteria.as_deref(),
        evaluator: registration.evaluator.as_ref().map(Into::into),
        category: registration.category.as_ref().map(Into::into),
        holder: registration.holder.as_deref(),
        product_page: registration.links.product.as_deref(),
        security_page: registration.links.security.as_deref(),
        contact_page: registration.links.contact.as_deref(),
        models: registration
            .models
            .iter()
            .map(|model| ModelJson {
                model: model.name.as_deref(),
                gtin: model.gtins.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        changes: registration
            .history
            .iter()
            .map(|change| ChangeJson {
                change: change.kind.as_str(),
                on: change.day.to_string(),
                last_day: change.last_day.map(|day| day.to_string()),
            })
            .collect(),
    }
}

/// Returns a registration in the terms of the UNTP Digital Conformity Credential. It is not signed: the seal is on the
/// label, and the status in the signed list.
fn credential(facts: &Facts, registration: &Registration) -> Value {
    let offset = facts.trust.scheme().utc_offset_minutes;
    let own = facts.address.of(&format!("registrations/{}.jsonld", name_of(&registration.product_id)));
    let part = |part: &str| format!("{own}#{part}");
    let (issuer, authority) = (facts.trust.issuer(), facts.trust.verifier().trust_list().statement());
    let holder = json!({
        "id": part("holder"),
        "name": registration.holder.as_deref().unwrap_or("not stated"),
    });
    let registry = json!({ "id": facts.address.as_str(), "name": issuer.names.en() });
    let owner = json!({ "id": facts.address.of("#authority"), "name": authority.names.en() });
    let self_declared = registration.is_self_declared;
    let ended = registration.ended_on();
    let mut assessment = json!({
        "type": ["ConformityAssessment", "Declaration"],
        "id": part("assessment"),
        "name": level_name(registration),
        "assessmentDate": registration.issued_on.to_string(),
        "conformityTopic": "governance.compliance",
        "conformance": ended.is_none(),
        "assessedProduct": products(registration, &part),
    });
    if let (Value::Object(fields), Some(criteria)) = (&mut assessment, &registration.criteria) {
        let standard = json!({
            "type": ["Standard"], "id": part("criteria"), "name": criteria, "issuingParty": owner,
        });
        fields.insert("referenceStandard".to_owned(), standard);
    }
    if let (Value::Object(fields), Some(evaluator)) = (&mut assessment, &registration.evaluator) {
        fields.insert("auditor".to_owned(), json!({ "id": part("evaluator"), "name": evaluator.en() }));
    }
    let last = match ended {
        Some(day) => day.start(offset),
        None => end_of(registration.last_day, offset),
    };
    json!({
        "@context": UNTP_CONTEXTS,
        "type": ["DigitalConformityCredential", "VerifiableCredential"],
        "id": own,
        "issuer": { "type": ["CredentialIssuer"], "id": facts.address.as_str(), "name": issuer.names.en() },
        "validFrom": registration.issued_on.start(offset).to_string(),
        "validUntil": last.to_string(),
        "credentialSubject": {
            "type": ["ConformityAttestation", "Attestation"],
            "id": part("label"),
            "name": format!("{} ({})", registration.product_id, level_name(registration)),
            "assessorLevel": if self_declared { "Self" } else { "3rdParty" },
            "assessmentLevel": "Unspecified",
            "attestationType": if self_declared { "declaration" } else { "certification" },
            "issuedToParty": holder,
            "authorisation": [{
                "type": ["Endorsement"],
                "id": part("authorisation"),
                "name": authority.names.en(),
                "issuingAuthority": owner,
            }],
            "scope": {
                "type": ["ConformityScheme"],
                "id": facts.address.of("#scheme"),
                "name": authority.names.en(),
                "description": "A scheme of labels for the security of connected products.",
                "version": authority.version.to_string(),
                "validFrom": Date::at(authority.issued_at, offset).to_string(),
                "owner": registry,
            },
            "assessment": [assessment],
        },
    })
}

/// Returns the products of a registration: each model under its GTIN, or under its place in the registration.
fn products(registration: &Registration, part: &dyn Fn(&str) -> String) -> Vec<Value> {
    let product = |(at, model): (usize, &super::facts::Model)| {
        let id = match model.gtins.first() {
            Some(gtin) => format!("https://id.gs1.org/01/{:014}", gtin.get()),
            None => part(&format!("model-{}", at.saturating_add(1))),
        };
        let name = model.name.as_deref().unwrap_or(&registration.product_id);
        json!({
            "type": ["ProductVerification"],
            "product": { "id": id, "name": name },
            "IDverifiedByCAB": false,
        })
    };
    registration.models.iter().enumerate().map(product).collect()
}

/// Returns a registration in the terms of schema.org, for the search engines that read a page.
pub(super) fn schema_org(facts: &Facts, registration: &Registration, page: &str) -> Result<String, serde_json::Error> {
    let maker = registration.holder.as_ref().map(|holder| json!({ "@type": "Organization", "name": holder }));
    let product = |model: &super::facts::Model| {
        let mut product = json!({
            "@type": "Product",
            "name": model.name.as_deref().unwrap_or(&registration.product_id),
            "manufacturer": maker,
        });
        if let Value::Object(fields) = &mut product {
            if let Some(name) = &model.name {
                fields.insert("model".to_owned(), name.as_str().into());
            }
            if let Some(gtin) = model.gtins.first() {
                fields.insert("gtin".to_owned(), gtin.to_string().into());
            }
            if let Some(page) = &registration.links.product {
                fields.insert("url".to_owned(), page.as_str().into());
            }
        }
        product
    };
    let is_active = matches!(registration.status, "active" | "deferral");
    let certification = json!({
        "@context": "https://schema.org",
        "@type": "Certification",
        "url": page,
        "name": level_name(registration),
        "certificationIdentification": registration.product_id,
        "certificationStatus": if is_active {
            "https://schema.org/CertificationActive"
        } else {
            "https://schema.org/CertificationInactive"
        },
        "certificationRating": { "@type": "Rating", "ratingValue": registration.level.get() },
        "issuedBy": { "@type": "Organization", "name": facts.trust.issuer().names.en() },
        "validFrom": registration.issued_on.to_string(),
        "expires": registration.last_day.to_string(),
        "about": registration.models.iter().map(product).collect::<Vec<_>>(),
    });
    // The text stands in a script element, which `</script>` in a name must not end.
    Ok(serde_json::to_string(&certification)?.replace('<', "\\u003c"))
}

fn level_name(registration: &Registration) -> String {
    let names = registration.level_names.as_ref();
    names.map_or_else(|| registration.level.get().to_string(), |names| names.en().to_owned())
}

/// Returns the last second of a day.
fn end_of(day: Date, offset: i16) -> Timestamp {
    Timestamp::from_unix_seconds(day.plus_days(1).start(offset).unix_seconds().saturating_sub(1))
}

/// The file with all registrations, which the search of the list reads.
pub(super) struct Index {
    text: Vec<u8>,
    count: usize,
    models: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    product_id: &'a str,
    name: String,
    level: u8,
    level_names: Option<Bilingual<'a>>,
    category: Option<Bilingual<'a>>,
    holder: Option<&'a str>,
    status: &'static str,
    words: BTreeMap<&'static str, &'a str>,
    last_day: String,
    models: Vec<&'a str>,
    gtin: Vec<String>,
}

impl Index {
    pub(super) fn new(facts: &Facts) -> Self {
        let (event, day) = (facts.published.event, facts.day);
        let start = format!(
            "{{\"schema\":\"starseal-registrations/1\",\"event\":{event},\"as_of\":\"{day}\",\"registrations\":["
        );
        Index { text: start.into_bytes(), count: 0, models: 0 }
    }

    pub(super) fn add(&mut self, registration: &Registration) -> Result<(), SiteError> {
        let entry = Entry {
            product_id: &registration.product_id,
            name: name_of(&registration.product_id),
            level: registration.level.get(),
            level_names: registration.level_names.as_ref().map(Into::into),
            category: registration.category.as_ref().map(Into::into),
            holder: registration.holder.as_deref(),
            status: registration.status,
            words: LANGUAGES
                .into_iter()
                .map(|language| (language.tag(), word(Wordage::Status, registration.status, language)))
                .collect(),
            last_day: registration.last_day.to_string(),
            models: registration.models.iter().filter_map(|model| model.name.as_deref()).collect(),
            gtin: registration.models.iter().flat_map(|model| &model.gtins).map(ToString::to_string).collect(),
        };
        self.text.extend_from_slice(if self.count == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut self.text, &entry).map_err(|error| form(INDEX, error))?;
        self.count = self.count.saturating_add(1);
        self.models = self.models.saturating_add(registration.models.len());
        Ok(())
    }

    pub(super) fn finish(mut self, sink: &mut Sink<'_>) -> Result<Registrations, SiteError> {
        self.text.extend_from_slice(b"\n]}\n");
        Ok(Registrations { count: self.count, models: self.models, file: sink.put(INDEX, &self.text)? })
    }
}
