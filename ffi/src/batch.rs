//! Checks of many labels at once.

use crate::error::StarsealError;
use crate::verdict::Verdict;
use crate::verifier::Verifier;
use crate::when::When;
use std::sync::Arc;
use std::thread::{available_parallelism, scope};

/// The minimum number of texts for one thread. Starting a thread takes as long as a few checks.
const LEAST_TEXTS_PER_THREAD: usize = 16;

#[uniffi::export]
impl Verifier {
    /// Checks many carriers for one time, on all cores, against the lists held when the call starts. The verdicts are
    /// in the order of the texts.
    ///
    /// # Errors
    /// `Value`, for a day that no label can claim.
    pub fn check_many(&self, texts: Vec<String>, at: When) -> Result<Vec<Arc<Verdict>>, StarsealError> {
        let (held, at) = (self.held(), at.try_into()?);
        let check = |part: &[String]| -> Vec<Arc<Verdict>> {
            part.iter().map(|text| Arc::new(held.check(text, at).into())).collect()
        };
        let cores = available_parallelism().map_or(1, usize::from);
        let share = texts.len().div_ceil(cores).max(LEAST_TEXTS_PER_THREAD);
        Ok(scope(|scope| {
            let (first, rest) = texts.split_at(share.min(texts.len()));
            let threads: Vec<_> = rest.chunks(share).map(|part| scope.spawn(move || check(part))).collect();
            let mut verdicts = check(first);
            for thread in threads {
                match thread.join() {
                    Ok(part) => verdicts.extend(part),
                    // The panic continues in this thread, and becomes an exception in the foreign language.
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            verdicts
        }))
    }
}
