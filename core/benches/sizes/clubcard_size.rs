//! `clubcard`, the filter behind Firefox's CRLite, over the same labels. It only distinguishes active from not active.

use clubcard::builder::{ApproximateRibbon, ClubcardBuilder, ExactRibbon};
use clubcard::{ApproximateSizeOf, AsQuery, Equation, Filterable, Queryable};
use sha2::{Digest, Sha256};
use starseal::StatusList;
use starseal::status::Status;

/// The number of words in an equation of a clubcard, as in its own example.
const W: usize = 4;

/// The index of a label, as an entry of a clubcard.
struct Index {
    bytes: [u8; 4],
    is_active: bool,
}

impl AsQuery<W> for Index {
    fn as_query(&self, m: usize) -> Equation<W> {
        let digest: [u8; 32] = Sha256::digest(self.bytes).into();
        let mut a = [0; W];
        for (word, bytes) in a.iter_mut().zip(digest.chunks_exact(8)) {
            *word = u64::from_le_bytes(bytes.try_into().unwrap());
        }
        a[0] |= 1;
        let start = a[W - 1] as usize % m.max(1);
        Equation::inhomogeneous(start, a, u8::from(self.is_active))
    }

    fn block(&self) -> &[u8] {
        &[]
    }

    fn discriminant(&self) -> &[u8] {
        &self.bytes
    }
}

impl Filterable<W> for Index {
    fn included(&self) -> bool {
        !self.is_active
    }
}

impl Queryable<W> for Index {
    type UniverseMetadata = ();
    type PartitionMetadata = ();

    fn in_universe(&self, (): &()) -> bool {
        true
    }
}

/// Returns the size of both filters, unsigned.
pub(crate) fn clubcard_size(list: &StatusList) -> usize {
    let all = || {
        list.statuses()
            .iter()
            .enumerate()
            .map(|(at, status)| Index { bytes: (at as u32).to_le_bytes(), is_active: status == Status::Active })
    };
    let mut builder = ClubcardBuilder::<W, Index>::new();
    let mut approximate = builder.new_approx_builder(&[]);
    approximate.set_universe_size(all().count());
    all().filter(|index| !index.is_active).for_each(|index| approximate.insert(index));
    builder.collect_approx_ribbons(vec![ApproximateRibbon::from(approximate)]);
    let mut exact = builder.new_exact_builder(&[]);
    all().for_each(|index| exact.insert(index));
    let exact = ExactRibbon::from(exact);
    builder.collect_exact_ribbons(vec![exact]);
    let card = builder.build::<Index>((), ());
    assert!(
        all().all(|index| card.unchecked_contains(&index) != index.is_active),
        "the clubcard must distinguish all labels"
    );
    card.approximate_size_of()
}
