//! The sizes that decide whether hardware can sign a status list, and whether a phone can fetch the changes of every
//! day: of 100,000 indexes, 1 % of which are not active. Only bytes are counted.

mod common;

use common::{date, noon, root_key, scheme, trust_statement};
use sha2::{Digest, Sha256};
use starseal::limits::USUAL_SIGNER_BYTES;
use starseal::status::{Change, Publication, Status, StatusStatement};
use starseal::trust::{Purpose, StatusListUri, TrustedKey};
use starseal::{Bundle, Signer, SigningKey, StatusList, TrustList, Verifier};

const INDEXES: u32 = 100_000;

/// The most bytes that a phone fetches for the changes of a day.
const DAILY_BYTES: usize = 1_000;

fn status_key() -> SigningKey {
    SigningKey::from_seed(&[3; 32])
}

fn trust() -> TrustList {
    let mut statement = trust_statement();
    let issuer = &mut statement.issuers[0];
    issuer.status_list = StatusListUri::new("https://status.example/1");
    let (from, until) = (issuer.keys[0].from, issuer.keys[0].until);
    issuer.keys.push(TrustedKey::new(status_key().public_key(), Purpose::Status, from, until));
    TrustList::open(&statement.sign(&[&root_key()]).unwrap()).unwrap()
}

/// Returns a pseudorandom number, which is the same for an index in every run.
fn random(index: u32) -> u64 {
    let digest = Sha256::digest(index.to_le_bytes());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Returns the list of a day. 1 % of its indexes are not active, and another 1 % are extended.
fn statement() -> StatusStatement {
    let uri = StatusListUri::new("https://status.example/1").unwrap();
    let mut statement = StatusStatement::new(uri, &scheme(), noon("2026-11-20"), INDEXES + 2_000);
    for index in 0..INDEXES {
        assert!(statement.statuses.set(index, Status::Active));
        let day = date("2026-01-01").plus_days((random(index) >> 40) as u32 % 300);
        let (of_hundred, kind) = (random(index) % 100, random(index) / 100 % 10);
        if of_hundred == 0 {
            let status = [Status::Withdrawn, Status::Revoked, Status::Deferral][(kind as usize).saturating_sub(4) / 3];
            statement.changes.insert(index, vec![Change::new(day, status)]);
        } else if of_hundred == 1 {
            let mut extension = Change::new(day, Status::Active);
            extension.last_day = Some(day.plus_days(730 + (random(index) >> 20) as u32 % 60));
            statement.changes.insert(index, vec![extension]);
            statement.extension_starts.insert((index, day), day.plus_days((random(index) >> 20) as u32 % 60));
        }
    }
    statement.bring_up_to_date().unwrap();
    statement
}

/// Returns the list of the next day: 60 labels are new, 3 statuses have changed, and 5 labels are extended.
fn next(list: &StatusList, statement: &StatusStatement) -> StatusStatement {
    let mut next = statement.clone();
    next.issued_at = noon("2026-11-21");
    next.predecessor = Some(list.digest());
    (INDEXES..INDEXES + 60).for_each(|index| next.allocate(index).unwrap());
    for (index, status) in [(20_007, Status::Revoked), (51_234, Status::Withdrawn), (83_111, Status::Deferral)] {
        next.record(index, Change::new(date("2026-11-21"), status)).unwrap();
    }
    for index in [3_210, 20_300, 47_011, 71_818, 99_001] {
        let mut extension = Change::new(date("2026-11-21"), Status::Active);
        extension.last_day = Some(date("2028-12-31"));
        next.extend(index, extension, date("2026-12-31")).unwrap();
    }
    next
}

/// Returns what a phone fetches: the lists, and all objects except the past.
fn for_phones(trust: &TrustList, published: &Publication) -> Bundle {
    let list = StatusList::open(&published.list, [trust]).unwrap();
    Bundle::new([trust], [&list]).with_objects(published.in_force.as_deref())
}

#[test]
fn a_list_of_100_000_indexes_is_small_enough_for_hardware_and_its_changes_for_phones() {
    let (trust, statement) = (trust(), statement());
    let first = statement.sign(&status_key()).unwrap();
    let list = StatusList::open(&first.list, [&trust]).unwrap();
    let next = next(&list, &statement);
    let second = next.sign(&status_key()).unwrap();
    for statement in [&statement, &next] {
        let bytes = statement.bytes_to_sign().unwrap();
        println!("{bytes} bytes to be signed");
        assert!(bytes <= USUAL_SIGNER_BYTES, "{bytes}");
    }
    let (earlier, later) = (for_phones(&trust, &first), for_phones(&trust, &second));
    let delta = later.since(&earlier).to_bytes();
    println!("{} bytes for the day, {} for the whole bundle", delta.len(), later.to_bytes().len());
    assert!(delta.len() <= DAILY_BYTES, "{}", delta.len());

    // The changes make the lists of the next day.
    let mut phone = Verifier::new(trust.as_bytes()).unwrap();
    phone.apply(&earlier.to_bytes(), noon("2026-11-20")).unwrap();
    let applied = phone.apply(&delta, noon("2026-11-21")).unwrap();
    assert_eq!((applied.taken(), applied.refused().count()), (2, 0), "{applied:?}");
    let mut fresh = Verifier::new(trust.as_bytes()).unwrap();
    fresh.apply(&later.to_bytes(), noon("2026-11-21")).unwrap();
    assert_eq!(phone.export_state(), fresh.export_state());

    // The number of bytes to be signed is that which the signer gets.
    let signer = Counting { key: status_key(), signed: std::cell::Cell::new(0) };
    statement.sign(&signer).unwrap();
    assert_eq!(signer.signed.get(), statement.bytes_to_sign().unwrap());
}

/// A signer that counts the bytes that it signs.
struct Counting {
    key: SigningKey,
    signed: std::cell::Cell<usize>,
}

impl Signer for Counting {
    fn public_key(&self) -> starseal::PublicKey {
        self.key.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], starseal::keys::SignerError> {
        self.signed.set(message.len());
        self.key.sign(message)
    }
}
