//! The lists on which an audit rests.

use crate::words::say;
use starseal::trust::Names;
use starseal::{Language, Timestamp, Verifier};

/// The lists by which labels were judged.
#[derive(Debug, Clone)]
pub struct Basis {
    trust: Vec<(Names, u32, Timestamp)>,
    status: Vec<(String, Timestamp)>,
}

impl Basis {
    /// Returns the lists that a verifier holds.
    #[must_use]
    pub fn of(verifier: &Verifier) -> Self {
        let trust = verifier.trust_lists().map(|list| {
            let statement = list.statement();
            (statement.names.clone(), statement.version, statement.issued_at)
        });
        let status = verifier.status_lists().map(|list| (list.uri().as_str().to_owned(), list.issued_at()));
        Basis { trust: trust.collect(), status: status.collect() }
    }

    /// Returns a sentence for each list.
    pub(super) fn sentences(&self, language: Language) -> Vec<String> {
        let trust = self.trust.iter().map(|(names, version, issued_at)| {
            let name = if language == Language::Ja { names.ja() } else { names.en() };
            say(language, "rests-on-list", &[("name", &name), ("version", version), ("issued_at", issued_at)])
        });
        let status = self.status.iter();
        let status = status.map(|(uri, at)| say(language, "rests-on-status", &[("uri", uri), ("issued_at", at)]));
        trust.chain(status).collect()
    }
}
