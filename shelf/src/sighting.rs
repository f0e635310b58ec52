//! Verdicts about everything that was read, on all processors.

use crate::reading::{Medium, Reading};
use starseal::{Verdict, Verifier, When};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

/// A text that was read, with its verdict.
#[derive(Debug, Clone)]
pub struct Sighting {
    /// The position of its reading.
    pub reading: usize,
    /// The position of its symbol in the reading.
    pub symbol: usize,
    /// The verdict. A text that was read several times has the same one.
    pub verdict: Arc<Verdict>,
}

/// Judges a text as it came.
#[must_use]
pub fn judge_text(verifier: &Verifier, text: &str, medium: Medium, at: When) -> Verdict {
    match medium {
        Medium::Typed => verifier.check_typed(text, at),
        Medium::Picture | Medium::Text => verifier.check(text, at),
    }
}

/// Judges every text of the readings, in their order.
#[must_use]
pub fn judge(verifier: &Verifier, readings: &[Reading], at: When) -> Vec<Sighting> {
    let mut texts: Vec<(&str, Medium)> = Vec::new();
    let mut known: HashMap<(&str, bool), usize> = HashMap::new();
    let mut seen: Vec<(usize, usize, usize)> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        for (symbol, text) in reading.symbols.iter().enumerate() {
            let Some(text) = text.text.as_deref() else { continue };
            let place = *known.entry((text, reading.medium == Medium::Typed)).or_insert_with(|| {
                texts.push((text, reading.medium));
                texts.len() - 1
            });
            seen.push((at, symbol, place));
        }
    }
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = texts.len().div_ceil(threads).max(1);
    let judge = |part: &[(&str, Medium)]| -> Vec<Arc<Verdict>> {
        part.iter().map(|(text, medium)| Arc::new(judge_text(verifier, text, *medium, at))).collect()
    };
    let verdicts: Vec<Arc<Verdict>> = thread::scope(|scope| {
        let workers: Vec<_> = texts.chunks(share).map(|part| scope.spawn(move || judge(part))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let sighting = |(reading, symbol, place): (usize, usize, usize)| {
        Some(Sighting { reading, symbol, verdict: Arc::clone(verdicts.get(place)?) })
    };
    seen.into_iter().filter_map(sighting).collect()
}
