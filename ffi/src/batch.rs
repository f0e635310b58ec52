//! Many labels at once.

use crate::verdict::Verdict;
use crate::verifier::{Verifier, instant};
use std::sync::Arc;
use std::thread::{available_parallelism, scope};

/// Fewer texts than this a thread are not worth one: starting it takes as long as checking a few.
const LEAST_TEXTS_PER_THREAD: usize = 16;

#[uniffi::export]
impl Verifier {
    /// Judges many carriers as of now, on all cores, against one and the same state of knowledge. The verdicts stand in the
    /// order of the texts.
    #[must_use]
    pub fn check_many(&self, texts: Vec<String>, now: u64) -> Vec<Arc<Verdict>> {
        let held = self.held();
        let check = |part: &[String]| -> Vec<Arc<Verdict>> {
            part.iter().map(|text| Arc::new(held.check(text, instant(now)).into())).collect()
        };
        let cores = available_parallelism().map_or(1, usize::from);
        let share = texts.len().div_ceil(cores).max(LEAST_TEXTS_PER_THREAD);
        scope(|scope| {
            let (first, rest) = texts.split_at(share.min(texts.len()));
            let threads: Vec<_> = rest.chunks(share).map(|part| scope.spawn(move || check(part))).collect();
            let mut verdicts = check(first);
            for thread in threads {
                match thread.join() {
                    Ok(part) => verdicts.extend(part),
                    // As if it had happened here: an exception on the other side.
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            verdicts
        })
    }
}
