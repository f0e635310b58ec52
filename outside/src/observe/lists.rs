//! The signed lists of a publication: whether they are accepted, how old they are, and what was seen before.

use super::{Finding, Pass};
use starseal::limits::{MAX_STATUS_LIST_BYTES, MAX_STATUS_OBJECT_BYTES, MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES};
use starseal::{Code, Policy, Verifier};
use std::fmt::Display;

impl Pass<'_> {
    /// Fetches the lists, and returns a verifier that has them.
    pub(super) fn lists(&mut self, before: &[Verifier]) -> Verifier {
        let mut verifier = self.anchor.clone();
        let chain = self.descriptor.trust.chain.clone();
        if let Some(bytes) = self.file(&chain, MAX_TRUST_CHAIN * MAX_TRUST_LIST_BYTES) {
            let now = self.now;
            if let Err(error) = verifier.update_trust(&bytes, now) {
                self.refused(&chain.path, error.code(), &error);
            }
            self.compare(&chain.path, before, |held| {
                held.update_trust(&bytes, now).map(drop).map_err(|error| (error.code(), error.to_string()))
            });
        }
        for list in self.descriptor.trust.lists.clone() {
            self.file(&list.file, MAX_TRUST_LIST_BYTES);
        }
        for issuer in self.descriptor.issuers.clone() {
            let path = &issuer.list.path;
            if let Some(bytes) = self.file(&issuer.list, MAX_STATUS_LIST_BYTES) {
                let now = self.now;
                if let Err(error) = verifier.update_status(&bytes, now) {
                    self.refused(path, error.code(), &error);
                }
                self.compare(path, before, |held| {
                    held.update_status(&bytes, now).map(drop).map_err(|error| (error.code(), error.to_string()))
                });
            }
            for object in &issuer.objects {
                if let Some(bytes) = self.file(object, MAX_STATUS_OBJECT_BYTES)
                    && let Err(error) = verifier.update_object(&bytes)
                {
                    self.refused(&object.path, error.code(), &error);
                }
            }
        }
        self.ages(&verifier);
        self.statements(&verifier);
        verifier
    }

    fn refused(&mut self, path: &str, code: Code, reason: &impl Display) {
        // The anchor may be newer than the publication: that is said once, with what was seen before.
        let finding = match code {
            Code::Equivocation => Finding::Equivocation { path: path.to_owned() },
            Code::TrustListOlder | Code::StatusListOlder => {
                Finding::WentBack { path: path.to_owned(), reason: reason.to_string() }
            }
            _ => Finding::ListRefused { path: path.to_owned(), code, reason: reason.to_string() },
        };
        self.add_once(finding);
    }

    /// Gives a list to the verifiers of earlier observations. What they say beside "older" was said already.
    fn compare(&mut self, path: &str, before: &[Verifier], take: impl Fn(&mut Verifier) -> Result<(), (Code, String)>) {
        for held in before.iter().rev() {
            if let Err((code, reason)) = take(&mut held.clone())
                && matches!(code, Code::Equivocation | Code::TrustListOlder | Code::StatusListOlder)
            {
                self.refused(path, code, &reason);
            }
        }
    }

    /// Adds a finding, if the file does not have one of this code already.
    fn add_once(&mut self, finding: Finding) {
        let path = |finding: &Finding| match finding {
            Finding::Equivocation { path } | Finding::WentBack { path, .. } | Finding::ListRefused { path, .. } => {
                Some(path.clone())
            }
            _ => None,
        };
        if !self.findings.iter().any(|known| known.code() == finding.code() && path(known) == path(&finding)) {
            self.findings.push(finding);
        }
    }

    fn ages(&mut self, verifier: &Verifier) {
        let now = self.now;
        for statement in verifier.trust_lists().map(starseal::TrustList::statement) {
            if now > statement.expires_at {
                let (version, expires_at) = (statement.version, statement.expires_at);
                self.findings.push(Finding::TrustListExpired { version, expires_at });
            }
        }
        let usual = Policy::default().status_list.ageing_after_days;
        for (list, objects) in verifier.status_lists_with_objects() {
            let uri = list.uri().as_str().to_owned();
            let issuers = verifier.trust_lists().flat_map(|trust| &trust.statement().issuers);
            let own = issuers.filter(|issuer| issuer.status_list.as_ref() == Some(list.uri()));
            let limit = own.filter_map(|issuer| issuer.longest_status_age_days).min();
            let days = limit.map_or(usual, |days| usual.min(days.into()));
            let issued_at = list.issued_at();
            if now.seconds_since(issued_at).is_some_and(|age| age > u64::from(days) * 86_400) {
                self.findings.push(Finding::StatusListOld { uri: uri.clone(), issued_at, days });
            }
            if let Some(expires_at) = list.expires_at().filter(|expires_at| now > *expires_at) {
                self.findings.push(Finding::StatusListOverdue { uri: uri.clone(), expires_at });
            }
            if !objects.are_complete(list) {
                self.findings.push(Finding::ObjectMissing { uri });
            }
        }
    }

    /// Compares what the descriptor says with the lists.
    fn statements(&mut self, verifier: &Verifier) {
        let mut differing = Vec::new();
        let mut compare = |field, stated: String, found: String| {
            if stated != found {
                differing.push(Finding::DescriptorDiffers { field, stated, found });
            }
        };
        let (stated, found) = (&self.descriptor.trust, verifier.trust_list().statement());
        compare("trust.version", stated.version.to_string(), found.version.to_string());
        compare("trust.issued_at", stated.issued_at.to_string(), found.issued_at.to_string());
        for issuer in &self.descriptor.issuers {
            let list = verifier.status_lists().find(|list| list.uri().as_str() == issuer.status_list);
            let found = list.map_or_else(|| "nothing".to_owned(), |list| list.issued_at().to_string());
            compare("issuers.issued_at", issuer.issued_at.to_string(), found);
        }
        self.findings.append(&mut differing);
    }
}
