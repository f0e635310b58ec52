//! Signs the stored bytes of labels, reads each seal as a verifier does, and stores it.

use crate::event::{Data, Grant};
use crate::ledger::{Ledger, LedgerError, settled};
use crate::store::{Access, Cell, Row, Store, StoreError, within};
use crate::view::Trust;
use starseal::carrier::{CarrierPrefix, ErrorCorrection, Symbol, SymbolError};
use starseal::cose::seal_claims;
use starseal::keys::SignerError;
use starseal::{CarrierText, Date, SealedLabel, Signer, Verifier, When};
use std::collections::BTreeSet;
use std::sync::Mutex;

/// The number of labels that are sealed before their seals are stored. An interruption loses at most so many
/// signatures, which are made again.
pub const SEALS_AT_ONCE: usize = 512;

/// A label key, and how many threads may use it at once.
pub struct SealingKey<'a> {
    /// The key.
    pub signer: &'a (dyn Signer + Sync),
    /// The number of threads. A device with one session has one.
    pub threads: usize,
    /// The error correction level of the symbols into which the labels must fit.
    pub error_correction: ErrorCorrection,
}

/// A grant of which some labels have no seal yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsealed {
    /// The number of the event.
    pub event: u64,
    /// The number of its labels.
    pub labels: u64,
}

/// Why labels were not sealed. The seals stored before that stay, and a repetition goes on after them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealingError {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The grant names another key.
    #[error("event {event} grants labels to be sealed with key {named}, and the key given is {given}")]
    OtherKey {
        /// The number of the event.
        event: u64,
        /// The ID of the key that the event names.
        named: String,
        /// The ID of the key given.
        given: String,
    },
    /// The signer failed.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// A verifier does not accept a seal.
    #[error("a verifier would refuse label {position} of event {event} ({code})")]
    Refused {
        /// The number of the event.
        event: u64,
        /// The position of the label.
        position: usize,
        /// The code of the verdict.
        code: String,
    },
    /// A label does not fit into a symbol.
    #[error("label {position} of event {event}: {fault}")]
    Symbol {
        /// The number of the event.
        event: u64,
        /// The position of the label.
        position: usize,
        /// The fault.
        fault: SymbolError,
    },
    /// The event is not a grant.
    #[error("event {event} is not a grant")]
    NotAGrant {
        /// The number of the event.
        event: u64,
    },
    /// Another process seals these labels.
    #[error("another process seals the labels of event {event}")]
    Elsewhere {
        /// The number of the event.
        event: u64,
    },
    /// The caller wanted to end. What was sealed is stored.
    #[error("the work was ended after {sealed} labels")]
    Ended {
        /// The number of labels that are sealed.
        sealed: usize,
    },
}

impl From<StoreError> for SealingError {
    fn from(error: StoreError) -> Self {
        SealingError::Ledger(error.into())
    }
}

impl SealingError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            SealingError::Ledger(error) => error.code(),
            SealingError::OtherKey { .. } => "other-label-key",
            SealingError::Signer(error) => error.code(),
            SealingError::Refused { .. } => "seal-refused",
            SealingError::Symbol { .. } => "symbol-too-dense",
            SealingError::NotAGrant { .. } => "not-a-grant",
            SealingError::Elsewhere { .. } => "sealed-elsewhere",
            SealingError::Ended { .. } => "ended",
        }
    }
}

/// Returns the grants of which some labels have no seal yet, in order.
///
/// # Errors
/// [`LedgerError`].
pub fn pending(store: &mut dyn Store) -> Result<Vec<Unsealed>, LedgerError> {
    // Only the labels of these events are counted. The others may be a million.
    let sql = "SELECT e.event, (SELECT CAST(sum(r.labels) AS BIGINT) FROM registration r WHERE r.event = e.event) \
               FROM (SELECT DISTINCT event FROM registration) e \
               WHERE e.event NOT IN (SELECT event FROM sealed) ORDER BY e.event";
    let read = |row: &Row| Ok(Unsealed { event: row.number(0)?, labels: row.number(1)? });
    store.query(sql, &[])?.iter().map(read).collect()
}

/// Seals the labels of a grant that have no seal yet: signs the bytes that the event has, reads each seal with a
/// verifier of the trust list, and stores it. `progress` is told how many labels are sealed, and ends the work by
/// returning false.
///
/// # Errors
/// [`SealingError`]. The seals stored before that stay.
pub fn seal_grant(
    ledger: &mut Ledger,
    event: u64,
    key: &SealingKey<'_>,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<usize, SealingError> {
    ledger.must_be_compared()?;
    if !ledger.store().claim(event)? {
        return Err(SealingError::Elsewhere { event });
    }
    let sealed = seal_claimed(ledger, event, key, progress);
    // A failure of the work says more than one of its end, and a lost connection gives the claim back.
    let released = ledger.store().release(event);
    let sealed = sealed?;
    released?;
    Ok(sealed)
}

fn seal_claimed(
    ledger: &mut Ledger,
    event: u64,
    key: &SealingKey<'_>,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<usize, SealingError> {
    let grant = grant_of(ledger.store(), event)?;
    let (given, named) = (key.signer.public_key(), grant.key);
    if given != named {
        let [named, given] = [named, given].map(|key| key.key_id().to_string());
        return Err(SealingError::OtherKey { event, named, given });
    }
    let total = grant.label_count();
    let mut sealed = count_seals(ledger.store(), event)?;
    let reader = SealReader::new(ledger.trust(), grant.issued_on, key.error_correction);
    let reader = reader.ok_or(SealingError::Refused { event, position: 0, code: "prefix-missing".to_owned() })?;
    let labels: Vec<&[u8]> = grant.labels().map(|(_, label)| label).collect();
    while sealed < total {
        let batch: Vec<(usize, &[u8])> = labels.iter().copied().enumerate().skip(sealed).take(SEALS_AT_ONCE).collect();
        let count = batch.len();
        let seals = seal_all(&batch, event, key, &reader)?;
        let is_last = sealed.saturating_add(count) >= total;
        // Another process may have sealed the same labels. The first seal that is stored counts.
        within::<_, StoreError>(ledger.store(), Access::Exclusive, |store| {
            store_seals(store, event, sealed, &seals)?;
            if is_last {
                store.execute("INSERT INTO sealed (event) VALUES ($1) ON CONFLICT DO NOTHING", &[event.into()])?;
            }
            Ok(())
        })?;
        sealed = sealed.saturating_add(count);
        if !progress(sealed) && sealed < total {
            return Err(SealingError::Ended { sealed });
        }
    }
    Ok(total)
}

fn grant_of(store: &mut dyn Store, number: u64) -> Result<Grant, SealingError> {
    let event = settled(store, number)?.ok_or(SealingError::NotAGrant { event: number })?;
    match event.content().map_err(LedgerError::from)? {
        Data::Granted(grant) => Ok(grant),
        _ => Err(SealingError::NotAGrant { event: number }),
    }
}

/// Returns the number of labels that are sealed. Seals are stored in the order of their positions, without a gap.
fn count_seals(store: &mut dyn Store, event: u64) -> Result<usize, StoreError> {
    let rows = store.query("SELECT count(*) FROM seal WHERE event = $1", &[event.into()])?;
    rows.first().map_or(Ok(0), |row| row.number(0))
}

fn store_seals(store: &mut dyn Store, event: u64, first: usize, seals: &[Vec<u8>]) -> Result<(), StoreError> {
    for (at, chunk) in seals.chunks(128).enumerate() {
        let start = first.saturating_add(at.saturating_mul(128));
        let mut cells: Vec<Cell> = Vec::with_capacity(chunk.len().saturating_mul(3));
        let mut values = Vec::with_capacity(chunk.len());
        for (place, seal) in chunk.iter().enumerate() {
            let number = place.saturating_mul(3);
            let [a, b, c] = [1, 2, 3].map(|more| number.saturating_add(more));
            values.push(format!("(${a}, ${b}, ${c})"));
            cells.extend([event.into(), start.saturating_add(place).into(), Cell::from(seal)]);
        }
        let sql =
            format!("INSERT INTO seal (event, position, bytes) VALUES {} ON CONFLICT DO NOTHING", values.join(", "));
        store.execute(&sql, &cells)?;
    }
    Ok(())
}

/// Reads the seals of a grant: the position and the bytes of at most `most`, from a position on.
///
/// # Errors
/// [`StoreError`].
pub fn stored_seals(
    store: &mut dyn Store,
    event: u64,
    from: u64,
    most: u32,
) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    let sql = "SELECT position, bytes FROM seal WHERE event = $1 AND position >= $2 ORDER BY position LIMIT $3";
    let rows = store.query(sql, &[event.into(), from.into(), most.into()])?;
    rows.iter().map(|row| Ok((row.number(0)?, row.bytes(1)?.to_vec()))).collect()
}

/// Seals labels on several threads, in the order given.
fn seal_all(
    batch: &[(usize, &[u8])],
    event: u64,
    key: &SealingKey<'_>,
    reader: &SealReader,
) -> Result<Vec<Vec<u8>>, SealingError> {
    let seal = |labels: &[(usize, &[u8])]| -> Result<Vec<Vec<u8>>, SealingError> {
        labels
            .iter()
            .map(|(position, label)| {
                let seal = seal_claims(label, key.signer)?;
                reader.read(event, *position, label, &seal)?;
                Ok(seal)
            })
            .collect()
    };
    let share = batch.len().div_ceil(key.threads.max(1)).max(1);
    if batch.len() <= share {
        return seal(batch);
    }
    let parts = std::thread::scope(|scope| {
        let seal = &seal;
        let workers: Vec<_> = batch.chunks(share).map(|labels| scope.spawn(move || seal(labels))).collect();
        let join = |worker: std::thread::ScopedJoinHandle<'_, Result<Vec<Vec<u8>>, SealingError>>| {
            worker.join().unwrap_or_else(|_| Err(SignerError::new("a thread of the sealer failed").into()))
        };
        workers.into_iter().map(join).collect::<Result<Vec<_>, _>>()
    })?;
    Ok(parts.into_iter().flatten().collect())
}

/// Reads seals as a verifier does.
struct SealReader {
    verifier: Verifier,
    prefix: CarrierPrefix,
    issued_on: Date,
    error_correction: ErrorCorrection,
    /// The lengths of carriers of which a symbol was drawn and read back. Whether a carrier fits depends on its length.
    fitting: Mutex<BTreeSet<usize>>,
}

impl SealReader {
    fn new(trust: &Trust, issued_on: Date, error_correction: ErrorCorrection) -> Option<Self> {
        let prefix = trust.prefix()?.clone();
        let verifier = trust.verifier().clone();
        Some(SealReader { verifier, prefix, issued_on, error_correction, fitting: Mutex::default() })
    }

    /// Checks that a verifier reads exactly the label that was to be sealed, and that it fits into a symbol.
    fn read(&self, event: u64, position: usize, label: &[u8], seal: &[u8]) -> Result<(), SealingError> {
        let refused = |code: &str| SealingError::Refused { event, position, code: code.to_owned() };
        let sealed = SealedLabel::from_bytes(seal).map_err(|fault| refused(fault.code().as_str()))?;
        let carrier = CarrierText::for_symbol(&self.prefix, &sealed);
        let verdict = self.verifier.check(carrier.as_str(), When::On(self.issued_on));
        match verdict.authentic_label() {
            Some(read) if read.to_claims() == label => {}
            Some(_) => return Err(refused("other-label")),
            None => return Err(refused(verdict.code().as_str())),
        }
        let length = carrier.as_str().len();
        let is_known = self.fitting.lock().is_ok_and(|fitting| fitting.contains(&length));
        if !is_known {
            let drawn = Symbol::encode(&carrier, self.error_correction);
            drawn.map_err(|fault| SealingError::Symbol { event, position, fault })?;
            if let Ok(mut fitting) = self.fitting.lock() {
                fitting.insert(length);
            }
        }
        Ok(())
    }
}
