//! The bundles of a publication: the whole ones, and the changes since earlier ones.

use super::{Finding, Pass};
use crate::descriptor::{DeltaBundle, WholeBundle};
use crate::update::{Extent, has_all};
use starseal::bundle::{Bundle, StatusPart};
use starseal::limits::MAX_BUNDLE_BYTES;
use starseal::verify::Digest;
use starseal::{Code, StatusList, Timestamp, Verifier};

impl Pass<'_> {
    pub(super) fn bundles(&mut self, verifier: &Verifier, before: &[Verifier]) {
        let wanted: Vec<Digest> = verifier.status_lists().map(StatusList::digest).collect();
        let bundles = self.descriptor.bundles.clone();
        for (extent, WholeBundle { file, deltas }) in [(Extent::Phone, bundles.phone), (Extent::Full, bundles.full)] {
            if let Some(bytes) = self.file(&file, MAX_BUNDLE_BYTES)
                && let Err(reason) = leads(self.anchor, &bytes, &wanted, extent, self.now)
            {
                self.findings.push(Finding::BundleDiffers { path: file.path, reason });
            }
            for delta in deltas {
                let Some(bytes) = self.file(&delta.file, MAX_BUNDLE_BYTES) else { continue };
                let is_base = |held: &&Verifier| held.status_lists().any(|list| list.digest() == delta.from);
                let outcome = match before.iter().find(is_base) {
                    Some(held) => {
                        self.deltas_applied += 1;
                        leads(held, &bytes, &wanted, extent, self.now)
                    }
                    None => fits(&bytes, &delta, &wanted),
                };
                if let Err(reason) = outcome {
                    self.findings.push(Finding::DeltaLeadsNowhere { path: delta.file.path, reason });
                }
            }
        }
    }
}

/// Checks that a bundle leads a verifier to lists with their objects. Returns a code if it does not.
fn leads(from: &Verifier, bytes: &[u8], wanted: &[Digest], extent: Extent, now: Timestamp) -> Result<(), String> {
    let mut verifier = from.clone();
    let applied = verifier.apply(bytes, now).map_err(|error| error.code().to_string())?;
    let is_expected = |code| matches!(code, Code::TrustListForeign | Code::TrustListOlder);
    if let Some(error) = applied.refused().find(|error| !is_expected(error.code())) {
        return Err(error.code().to_string());
    }
    if !wanted.iter().all(|wanted| verifier.status_lists().any(|list| list.digest() == *wanted)) {
        return Err(Code::StatusListOlder.to_string());
    }
    if has_all(&verifier, extent) { Ok(()) } else { Err("object-missing".to_owned()) }
}

/// Checks a delta whose base was not seen: it must be a bundle, of changes of that base or with the list as a whole.
fn fits(bytes: &[u8], delta: &DeltaBundle, wanted: &[Digest]) -> Result<(), String> {
    let bundle = Bundle::from_bytes(bytes).map_err(|error| error.code().to_string())?;
    let is_fit = |part: &StatusPart| match part {
        StatusPart::Whole(list) => wanted.contains(&Digest::of(list)),
        StatusPart::Delta(changes) => changes.base() == delta.from,
    };
    if bundle.status_parts().iter().any(is_fit) { Ok(()) } else { Err(Code::BundleBaseMissing.to_string()) }
}
