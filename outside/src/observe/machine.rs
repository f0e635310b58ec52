//! The registrations for machines, and the feed, against the signed lists.

use super::{Finding, Pass, feed};
use crate::client::{Answer, Wanted};
use crate::descriptor::JSON;
use crate::limits::{MAX_PAGE_BYTES, MAX_REGISTRATIONS_BYTES};
use crate::update::newly;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use starseal::Verifier;
use starseal::status::Status;

/// The number of registrations whose own files are looked at, spread over all.
const SAMPLES: usize = 20;

/// What is read of the file of all registrations.
#[derive(Deserialize)]
struct Registrations {
    schema: String,
    event: u64,
    registrations: Vec<Registration>,
}

/// What is read of a registration, in its own file and in that of all.
#[derive(Debug, Deserialize)]
struct Registration {
    product_id: String,
    status: String,
    last_day: String,
    /// The name of its files, in the file of all.
    name: Option<String>,
}

impl Pass<'_> {
    pub(super) fn machine(&mut self, verifier: &Verifier, before: Option<&Verifier>) {
        self.feed(verifier, before);
        let sitemap = self.descriptor.sitemap.clone();
        self.file(&sitemap, MAX_PAGE_BYTES);
        let file = self.descriptor.registrations.file.clone();
        let Some(bytes) = self.file(&file, MAX_REGISTRATIONS_BYTES) else { return };
        let all: Registrations = match read(&bytes, "starseal-registrations/1", |all: &Registrations| &all.schema) {
            Ok(all) => all,
            Err(reason) => return self.findings.push(Finding::RegistrationMalformed { path: file.path, reason }),
        };
        self.differs(&file.path, "event", &all.event, &self.descriptor.event.clone());
        self.differs(
            &file.path,
            "the number of registrations",
            &all.registrations.len(),
            &self.descriptor.registrations.count.clone(),
        );
        // A status that the list states is that of one registration: no two share an index.
        for (name, status) in [("revoked", Status::Revoked), ("withdrawn", Status::Withdrawn)] {
            let stated = all.registrations.iter().filter(|registration| registration.status == name).count();
            let listed = verifier.status_lists().flat_map(|list| list.statuses().iter());
            let listed = listed.filter(|found| *found == status).count();
            self.differs(&file.path, &format!("the number of {name} registrations"), &stated, &listed);
        }
        let step = all.registrations.len().div_ceil(SAMPLES).max(1);
        for registration in all.registrations.iter().step_by(step) {
            self.sample(registration);
        }
    }

    /// Compares the file of one registration with that of all, and looks at its pages.
    fn sample(&mut self, expected: &Registration) {
        let Some(name) = expected.name.as_deref().filter(|name| is_name(name)) else {
            let (path, reason) = (self.descriptor.registrations.file.path.clone(), "a name is not one".to_owned());
            return self.findings.push(Finding::RegistrationMalformed { path, reason });
        };
        let of = |template: &str| template.replace("{name}", name);
        let pages = &self.descriptor.pages;
        let (path, [en, ja]) = (of(&pages.json), [&pages.registration.en, &pages.registration.ja].map(|page| of(page)));
        for page in [en, ja] {
            self.page(&page, "text/html");
        }
        let Some(bytes) = self.page(&path, JSON) else { return };
        let found: Result<Registration, String> = serde_json::from_slice(&bytes).map_err(|error| error.to_string());
        match found {
            Ok(found) => {
                self.differs(&path, "product_id", &found.product_id, &expected.product_id);
                self.differs(&path, "status", &found.status, &expected.status);
                self.differs(&path, "last_day", &found.last_day, &expected.last_day);
            }
            Err(reason) => self.findings.push(Finding::RegistrationMalformed { path, reason }),
        }
    }

    /// Fetches a page that the descriptor has no digest of.
    fn page(&mut self, path: &str, media_type: &str) -> Option<Vec<u8>> {
        // Pages have the address at which the publication is served, which may be another one than this for a trial.
        let path = path.strip_prefix(&self.descriptor.address).unwrap_or(path);
        let wanted = Wanted { path, media_type, most: MAX_PAGE_BYTES, file: None, held: None };
        match self.client.get(&wanted, &mut |_, _| {}) {
            Ok(Answer::Fetched(fetched)) => {
                self.files += 1;
                Some(fetched.bytes)
            }
            Ok(Answer::Unchanged) => None,
            Err(error) => {
                self.findings.push(Finding::FileUnavailable(error));
                None
            }
        }
    }

    fn differs<T: PartialEq + ToString>(&mut self, path: &str, what: &str, found: &T, wanted: &T) {
        if found != wanted {
            let (path, what) = (path.to_owned(), what.to_owned());
            let (found, wanted) = (found.to_string(), wanted.to_string());
            self.findings.push(Finding::RegistrationDiffers { path, what, found, wanted });
        }
    }

    fn feed(&mut self, verifier: &Verifier, before: Option<&Verifier>) {
        let file = self.descriptor.feed.clone();
        let Some(bytes) = self.file(&file, MAX_PAGE_BYTES) else { return };
        let times = match feed::times(&bytes) {
            Ok(times) => times,
            Err(reason) => return self.findings.push(Finding::FeedMalformed { reason }),
        };
        if times.updated < self.descriptor.issued_at {
            let (found, wanted) = (times.updated, self.descriptor.issued_at);
            self.findings.push(Finding::FeedBehind { found, wanted });
        }
        // If a status has changed since the last observation, an entry says so.
        for list in verifier.status_lists() {
            let earlier = before.and_then(|held| held.status_lists().find(|earlier| earlier.uri() == list.uri()));
            let Some(earlier) = earlier.filter(|earlier| changed(earlier, list)) else { continue };
            let (found, wanted) = (times.newest.unwrap_or(earlier.issued_at()), earlier.issued_at());
            if times.newest.is_none_or(|newest| newest < wanted) {
                self.findings.push(Finding::FeedBehind { found, wanted });
            }
        }
    }
}

/// Returns whether a registration was revoked or withdrawn from one list to another.
fn changed(earlier: &starseal::StatusList, list: &starseal::StatusList) -> bool {
    [Status::Revoked, Status::Withdrawn].into_iter().any(|status| newly(earlier, list, status) > 0)
}

fn is_name(name: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_~-".contains(&b);
    !name.is_empty() && name.bytes().all(is_plain)
}

fn read<T: DeserializeOwned>(bytes: &[u8], schema: &str, of: impl Fn(&T) -> &String) -> Result<T, String> {
    let value: T = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if of(&value) == schema { Ok(value) } else { Err(format!("the schema is not {schema}")) }
}
