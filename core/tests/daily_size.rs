//! The sizes that decide whether hardware can sign a status list, and whether a phone can fetch it and the changes of
//! every day: of 100,000 labels, 1 % of which are not active and 30 % extended. Only bytes are counted. The benchmark
//! `sizes` prints these sizes for other populations.

mod common;
#[path = "../benches/sizes/entropy.rs"]
#[allow(dead_code, reason = "the benchmark uses all of it")]
mod entropy;
#[path = "../benches/sizes/population.rs"]
mod population;

use common::noon;
use population::{DAY, NEXT_DAY, Population, status_key, trust};
use starseal::limits::USUAL_SIGNER_BYTES;
use starseal::status::Publication;
use starseal::{Bundle, Signer, SigningKey, StatusList, TrustList, Verifier};

/// The most bytes that a phone fetches for the changes of a day: 3 statuses, 40 extensions and 60 new labels.
const DAILY_BYTES: usize = 1_000;

/// The most bytes that a phone loads at first, for each byte of their entropy.
const FIRST_LOAD: f64 = 1.6;

/// Returns what a phone fetches: the lists, and all objects except the past.
fn for_phones(trust: &TrustList, published: &Publication) -> Bundle {
    let list = StatusList::open(&published.list, [trust]).unwrap();
    Bundle::new([trust], [&list]).with_objects(published.in_force.as_deref())
}

#[test]
fn a_list_of_100_000_labels_is_small_enough_for_hardware_and_its_changes_for_phones() {
    let (trust, population) = (trust(), Population { labels: 100_000, not_active_percent: 1 });
    let statement = population.statement();
    let first = statement.sign(&status_key()).unwrap();
    let list = StatusList::open(&first.list, [&trust]).unwrap();
    let mut next = population.next_statement(&statement);
    next.predecessor = Some(list.digest());
    let events = population.events();
    assert_eq!((events.changed, events.extended, events.new), (3, 40, 60));
    let second = next.sign(&status_key()).unwrap();
    for statement in [&statement, &next] {
        let bytes = statement.bytes_to_sign().unwrap();
        println!("{bytes} bytes to be signed");
        assert!(bytes <= USUAL_SIGNER_BYTES, "{bytes}");
    }
    let (earlier, later) = (for_phones(&trust, &first), for_phones(&trust, &second));
    let load = earlier.to_bytes().len() as f64;
    let entropy = entropy::statuses(&list) + entropy::in_force(&list, &statement);
    println!("{load} bytes at first, of an entropy of {entropy:.0}");
    assert!(load <= FIRST_LOAD * entropy, "{load} {entropy}");
    let delta = later.since(&earlier).to_bytes();
    println!("{} bytes for the day", delta.len());
    assert!(delta.len() <= DAILY_BYTES, "{}", delta.len());

    // The changes make the lists of the next day.
    let mut phone = Verifier::new(trust.as_bytes()).unwrap();
    phone.apply(&earlier.to_bytes(), noon(DAY)).unwrap();
    let applied = phone.apply(&delta, noon(NEXT_DAY)).unwrap();
    assert_eq!((applied.taken(), applied.refused().count()), (2, 0), "{applied:?}");
    let mut fresh = Verifier::new(trust.as_bytes()).unwrap();
    fresh.apply(&later.to_bytes(), noon(NEXT_DAY)).unwrap();
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
