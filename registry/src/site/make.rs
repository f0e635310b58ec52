//! Makes all files of a publication, one after the other, so that memory does not grow with the pages.

use super::address::Address;
use super::descriptor::{self, DESCRIPTOR, File, Registrations};
use super::facts::{Facts, Registration};
use super::label_page::LabelPage;
use super::server::media_type;
use super::{feed, lists, machine, pages};
use crate::ledger::Ledger;
use crate::publication::PublishError;
use crate::store::StoreError;
use crate::view::TrustFault;
use starseal::verify::Digest;

/// The number of earlier publications from which there are deltas. A phone that has not fetched lists for longer takes
/// the whole bundle.
pub const MAX_DELTAS: usize = 30;

/// The settings of a publication that do not follow from the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The address; none for the host of the issuer's first prefix.
    pub address: Option<Address>,
    /// What people can turn to with questions about the scheme: the address of a page, or of mail (`mailto:`).
    pub contact: Option<String>,
    /// The page that checks a label in the browser; none for a page that says how to check it.
    pub page: Option<LabelPage>,
}

/// Why a publication was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// The lists cannot be computed.
    #[error(transparent)]
    Lists(#[from] PublishError),
    /// The event has no finished publication.
    #[error("event {event} is no publication whose status list was signed")]
    NotPublished {
        /// The number of the event.
        event: u64,
    },
    /// The trust list of that time cannot be used.
    #[error("the trust list that counted for the publication cannot be used: {fault}")]
    Trust {
        /// The reason.
        fault: TrustFault,
    },
    /// The status list does not count by the trust list.
    #[error("the trust list does not accept the status list of the publication")]
    ListRefused,
    /// The issuer has no prefix, and no address is set.
    #[error("the trust list names no prefix of the issuer's labels, so the address of the publication is not known")]
    NoPrefix,
    /// A text could not be written.
    #[error("{path} could not be made: {reason}")]
    Form {
        /// The path.
        path: String,
        /// The reason.
        reason: String,
    },
    /// The caller could not take a file, or wanted to end.
    #[error("the work was ended")]
    Ended,
}

impl From<StoreError> for SiteError {
    fn from(error: StoreError) -> Self {
        SiteError::Lists(error.into())
    }
}

impl SiteError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            SiteError::Lists(error) => error.code(),
            SiteError::NotPublished { .. } => "not-published",
            SiteError::Trust { .. } => "trust-list-unusable",
            SiteError::ListRefused => "list-refused",
            SiteError::NoPrefix => "no-prefix",
            SiteError::Form { .. } => "page-impossible",
            SiteError::Ended => "ended",
        }
    }
}

/// Takes the files of a publication. It returns false to end the work.
type Take<'a> = dyn FnMut(&str, &[u8], Digest) -> bool + 'a;

/// Hands out files, and says of each what the descriptor says of it.
pub(super) struct Sink<'a> {
    take: &'a mut Take<'a>,
}

impl Sink<'_> {
    pub(super) fn put(&mut self, path: &str, bytes: impl AsRef<[u8]>) -> Result<File, SiteError> {
        let bytes = bytes.as_ref();
        let digest = Digest::of(bytes);
        if !(self.take)(path, bytes, digest) {
            return Err(SiteError::Ended);
        }
        let (path, media_type) = (path.to_owned(), media_type(path));
        Ok(File { path, sha256: digest.to_string(), bytes: bytes.len(), media_type })
    }
}

/// Makes all files of the publication that an event has ordered, and hands each to `take` with its path and SHA-256.
/// The descriptor comes last. `take` ends the work by returning false.
///
/// # Errors
/// [`SiteError`].
pub fn each_file(
    ledger: &mut Ledger,
    event: u64,
    settings: &Settings,
    take: &mut dyn FnMut(&str, &[u8], Digest) -> bool,
) -> Result<(), SiteError> {
    let facts = Facts::read(ledger, event, MAX_DELTAS, settings.address.as_ref(), settings.contact.as_deref())?;
    let mut take = |path: &str, bytes: &[u8], digest: Digest| take(path, bytes, digest);
    let mut sink = Sink { take: &mut take };
    let lists = lists::write(&facts, &mut sink)?;
    let registrations = write_registrations(ledger, &facts, &mut sink)?;
    pages::write_fixed(&facts, settings.page.as_ref(), &mut sink)?;
    let news = feed::write_feed(ledger.store(), &facts, &mut sink)?;
    let sitemap = feed::write_sitemap(ledger.store(), &facts, &mut sink)?;
    let text = descriptor::descriptor(&facts, &lists, &registrations, (&news, &sitemap));
    sink.put(DESCRIPTOR, text.map_err(|error| form(DESCRIPTOR, error))?)?;
    Ok(())
}

/// Writes the pages and files of all registrations, and the pages of the list.
fn write_registrations(ledger: &mut Ledger, facts: &Facts, sink: &mut Sink<'_>) -> Result<Registrations, SiteError> {
    let sql = "SELECT count(*) FROM registration WHERE event < $1";
    let rows = ledger.store().query(sql, &[facts.published.event.into()])?;
    let count: usize = rows.first().map_or(Ok(0), |row| row.number(0))?;
    let mut index = machine::Index::new(facts);
    let mut list = pages::List::new(facts, count);
    facts.each_registration(ledger.store(), &mut |registration: Registration| {
        machine::write(facts, &registration, sink)?;
        pages::write(facts, &registration, sink)?;
        index.add(&registration)?;
        list.add(registration, sink)
    })?;
    list.finish(sink)?;
    index.finish(sink)
}

pub(super) fn form(path: &str, error: impl ToString) -> SiteError {
    SiteError::Form { path: path.to_owned(), reason: error.to_string() }
}
