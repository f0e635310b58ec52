//! Verdicts about everything that was read, on all processors.

use crate::reading::{Medium, Reading};
use starseal::{Verdict, Verifier, When};
use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

/// The number of texts for which it takes longer to start a thread than to judge them.
const FEW: usize = 16;

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
    Verdicts::new(verifier, at).judge(readings)
}

/// The verdicts about texts at one time. Each text is judged once, however often it is asked for.
#[derive(Debug)]
pub struct Verdicts<'a> {
    verifier: &'a Verifier,
    at: When,
    read: HashMap<String, Arc<Verdict>>,
    /// Texts that a keyboard may have changed.
    typed: HashMap<String, Arc<Verdict>>,
}

impl<'a> Verdicts<'a> {
    /// Starts without a verdict.
    #[must_use]
    pub fn new(verifier: &'a Verifier, at: When) -> Self {
        Verdicts { verifier, at, read: HashMap::new(), typed: HashMap::new() }
    }

    /// Sets the time asked about. Verdicts at another time are forgotten.
    pub fn set_time(&mut self, at: When) {
        if at != self.at {
            *self = Verdicts::new(self.verifier, at);
        }
    }

    /// Takes a verdict that the verifier gave at this time when it read a picture. Only those about authentic labels
    /// are taken: what is wrong with another text is worded for lines too, and has to be the same when an audit goes
    /// on.
    pub fn add(&mut self, verdict: Verdict) {
        if verdict.authentic_label().is_some() {
            self.read.entry(verdict.text().to_owned()).or_insert_with(|| Arc::new(verdict));
        }
    }

    /// Returns the verdicts about every text of the readings, in their order. Those that are not known yet are given on
    /// all processors.
    #[must_use]
    pub fn judge(&mut self, readings: &[Reading]) -> Vec<Sighting> {
        self.judge_new(readings);
        let texts = readings.iter().enumerate().flat_map(|(reading, of)| {
            of.symbols
                .iter()
                .enumerate()
                .map(move |(symbol, shown)| (reading, symbol, of.medium, shown.text.as_deref()))
        });
        let sighting = |(reading, symbol, medium, text): (usize, usize, Medium, Option<&str>)| {
            Some(Sighting { reading, symbol, verdict: Arc::clone(self.of_medium(medium).get(text?)?) })
        };
        texts.filter_map(sighting).collect()
    }

    fn judge_new(&mut self, readings: &[Reading]) {
        let mut seen: HashSet<(&str, bool)> = HashSet::new();
        let mut texts: Vec<(&str, Medium)> = Vec::new();
        for reading in readings {
            let (medium, known) = (reading.medium, self.of_medium(reading.medium));
            for text in reading.symbols.iter().filter_map(|symbol| symbol.text.as_deref()) {
                if !known.contains_key(text) && seen.insert((text, medium == Medium::Typed)) {
                    texts.push((text, medium));
                }
            }
        }
        let (verifier, at) = (self.verifier, self.at);
        let judge = |part: &[(&str, Medium)]| -> Vec<(Medium, Verdict)> {
            part.iter().map(|(text, medium)| (*medium, judge_text(verifier, text, *medium, at))).collect()
        };
        let verdicts = match texts.len() {
            ..FEW => judge(&texts),
            many => thread::scope(|scope| {
                let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
                let parts = texts.chunks(many.div_ceil(threads));
                let workers: Vec<_> = parts.map(|part| scope.spawn(move || judge(part))).collect();
                workers
                    .into_iter()
                    .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                    .collect()
            }),
        };
        for ((text, _), (medium, verdict)) in texts.into_iter().zip(verdicts) {
            self.of_medium_mut(medium).insert(text.to_owned(), Arc::new(verdict));
        }
    }

    fn of_medium(&self, medium: Medium) -> &HashMap<String, Arc<Verdict>> {
        if medium == Medium::Typed { &self.typed } else { &self.read }
    }

    fn of_medium_mut(&mut self, medium: Medium) -> &mut HashMap<String, Arc<Verdict>> {
        if medium == Medium::Typed { &mut self.typed } else { &mut self.read }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Verdicts, judge};
    use crate::common::{carrier, noon, sealed, verifier};
    use crate::reading::{Medium, Reading, SCHEMA, Symbol};
    use starseal::When;
    use std::sync::Arc;

    fn reading(medium: Medium, texts: &[&str]) -> Reading {
        let symbol = |text: &&str| Symbol { text: Some((*text).to_owned()), hint: None, corners: None, picture: None };
        Reading {
            schema: SCHEMA.to_owned(),
            source: "a".to_owned(),
            medium,
            read_at: "2026-11-22T03:00:00Z".to_owned(),
            taken_at: None,
            file: None,
            beside: None,
            symbols: texts.iter().map(symbol).collect(),
            other_symbols: 0,
            failure: None,
        }
    }

    #[test]
    fn each_text_is_judged_once() {
        let (verifier, text) = (verifier(), carrier(&sealed()).to_string());
        let at = When::Now(noon("2026-11-22"));
        let mut verdicts = Verdicts::new(&verifier, at);
        verdicts.add(verifier.check(&text, at));
        let first = verdicts.judge(&[reading(Medium::Picture, &[&text, "x"])]);
        let again = verdicts.judge(&[reading(Medium::Text, &["x", &text]), reading(Medium::Picture, &["x"])]);
        let places: Vec<_> = again.iter().map(|seen| (seen.reading, seen.symbol)).collect();
        assert_eq!(places, [(0, 0), (0, 1), (1, 0)]);
        assert!(Arc::ptr_eq(&first[0].verdict, &again[1].verdict) && Arc::ptr_eq(&first[1].verdict, &again[2].verdict));
        assert!(first[0].verdict.stands() && !first[1].verdict.stands());
        // Typed texts are other ones: a keyboard may have changed them.
        let typed = verdicts.judge(&[reading(Medium::Typed, &[&text.to_ascii_lowercase()])]);
        assert!(typed[0].verdict.stands());
        // At the same time everything is kept, at another one nothing.
        verdicts.set_time(at);
        assert!(Arc::ptr_eq(&first[0].verdict, &verdicts.judge(&[reading(Medium::Text, &[&text])])[0].verdict));
        verdicts.set_time(When::Now(noon("2029-11-22")));
        assert!(!verdicts.judge(&[reading(Medium::Text, &[&text])])[0].verdict.stands());
    }

    #[test]
    fn many_texts_are_judged_in_their_order() {
        let texts: Vec<String> = (0..3 * FEW).map(|number| format!("text {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let seen = judge(&verifier(), &[reading(Medium::Text, &texts)], When::Now(noon("2026-11-22")));
        assert_eq!(seen.iter().map(|seen| seen.verdict.text()).collect::<Vec<_>>(), texts);
    }
}
