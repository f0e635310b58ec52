//! The content of an event, by its kind.

use super::application::{Application, StepEntry};
use super::change::{OfficerChange, PublicationOrder, StatusChange, TrustAdoption};
use super::codec::{self, EventFault, array, text};
use super::founding::{Founding, Rule};
use super::grant::Grant;
use super::kind::Kind;
use super::repair::{ClockCorrection, Erasure, Restoration};
use starseal::cbor::encode;

/// The maximum number of entries in one event of a batch.
const MAX_ENTRIES: usize = 4096;

/// The content of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Data {
    /// The first event.
    Founded(Founding),
    /// Applications that were received.
    Applied(Vec<Application>),
    /// Applications with a new content, and the reason.
    Amended {
        /// The reason.
        reason: String,
        /// The applications.
        applications: Vec<Application>,
    },
    /// Steps of applications.
    Steps(Vec<StepEntry>),
    /// A grant.
    Granted(Grant),
    /// Changes of registrations, all of one kind.
    Changed(Kind, Vec<StatusChange>),
    /// Changes of the officers.
    Officers(Vec<OfficerChange>),
    /// A new rule.
    Rule(Rule),
    /// The adoption of a trust list.
    TrustList(TrustAdoption),
    /// The order to publish a status list.
    Published(PublicationOrder),
    /// The comparison of a restored ledger with what was published last.
    Restored(Restoration),
    /// A corrected time.
    Clock(ClockCorrection),
    /// The erasure of personal data.
    Erased(Erasure),
}

impl Data {
    /// Returns the kind of the event.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Data::Founded(_) => Kind::Founded,
            Data::Applied(_) => Kind::Applied,
            Data::Amended { .. } => Kind::Amended,
            Data::Steps(_) => Kind::Step,
            Data::Granted(_) => Kind::Granted,
            Data::Changed(kind, _) => *kind,
            Data::Officers(_) => Kind::Officers,
            Data::Rule(_) => Kind::Rule,
            Data::TrustList(_) => Kind::TrustList,
            Data::Published(_) => Kind::Published,
            Data::Restored(_) => Kind::Restore,
            Data::Clock(_) => Kind::Clock,
            Data::Erased(_) => Kind::Erased,
        }
    }

    /// Returns the registered ID, if the event is about one registration only.
    #[must_use]
    pub fn registration(&self) -> Option<&str> {
        match self {
            Data::Granted(grant) => match grant.registrations.as_slice() {
                [one] => Some(&one.product_id),
                _ => None,
            },
            Data::Changed(_, changes) => match changes.as_slice() {
                [one] => Some(&one.product_id),
                _ => None,
            },
            _ => None,
        }
    }

    /// Encodes the content: deterministic CBOR. This is exactly what an officer is shown and signs.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&match self {
            Data::Founded(founding) => founding.to_value(),
            Data::Applied(applications) => array(applications.iter().map(Application::to_value)),
            Data::Amended { reason, applications } => {
                array([text(reason), array(applications.iter().map(Application::to_value))])
            }
            Data::Steps(steps) => array(steps.iter().map(StepEntry::to_value)),
            Data::Granted(grant) => grant.to_value(),
            Data::Changed(_, changes) => array(changes.iter().map(StatusChange::to_value)),
            Data::Officers(changes) => array(changes.iter().map(OfficerChange::to_value)),
            Data::Rule(rule) => rule.to_value(),
            Data::TrustList(adoption) => adoption.to_value(),
            Data::Published(order) => order.to_value(),
            Data::Restored(restoration) => restoration.to_value(),
            Data::Clock(correction) => correction.to_value(),
            Data::Erased(erasure) => erasure.to_value(),
        })
    }

    /// Reads the content of an event of a kind.
    ///
    /// # Errors
    /// [`EventFault`].
    pub fn from_bytes(kind: Kind, bytes: &[u8]) -> Result<Self, EventFault> {
        codec::whole(bytes, |reader| match kind {
            Kind::Founded => Founding::read(reader).map(Data::Founded),
            Kind::Applied => codec::list(reader, "applications", MAX_ENTRIES, Application::read).map(Data::Applied),
            Kind::Amended => reader.tuple(2, |reader| {
                let reason = codec::reason(reader)?;
                let applications = codec::list(reader, "applications", MAX_ENTRIES, Application::read)?;
                Ok(Data::Amended { reason, applications })
            }),
            Kind::Step => codec::list(reader, "steps", MAX_ENTRIES, StepEntry::read).map(Data::Steps),
            Kind::Granted => Grant::read(reader).map(Data::Granted),
            Kind::Extended | Kind::Deferred | Kind::Withdrawn | Kind::Revoked | Kind::Corrected => {
                codec::list(reader, "changes", MAX_ENTRIES, StatusChange::read).map(|all| Data::Changed(kind, all))
            }
            Kind::Officers => codec::list(reader, "officers", 64, OfficerChange::read).map(Data::Officers),
            Kind::Rule => Rule::read(reader).map(Data::Rule),
            Kind::TrustList => TrustAdoption::read(reader).map(Data::TrustList),
            Kind::Published => PublicationOrder::read(reader).map(Data::Published),
            Kind::Restore => Restoration::read(reader).map(Data::Restored),
            Kind::Clock => ClockCorrection::read(reader).map(Data::Clock),
            Kind::Erased => Erasure::read(reader).map(Data::Erased),
        })
    }
}
