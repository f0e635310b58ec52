//! The attempts of a search: quick ones as triples are found, thorough ones at the end.

use super::searcher::{Deferred, MOST_UNATTEMPTED, Search};
use super::views::{Detail, View, Views};
use crate::attempt::{self, Reading, Unread};
use crate::budget::Share;
use crate::find::Triple;
use crate::geometry::greatest_first;
use crate::image::LumaImage;
use crate::observe::Place;
use crate::result::FoundSymbol;

impl Search<'_, '_> {
    /// Attempts triples in order. At the end it attempts some of those that were unlikely to be a symbol's.
    pub(super) fn attempt_all(&mut self, triples: &[Triple], view: View, share: Share<'_>) {
        let mut unlikely: Vec<(f64, Triple)> = Vec::new();
        for (number, triple) in triples.iter().enumerate() {
            if share.is_over() || self.is_full() {
                self.leave(triples.get(number..).unwrap_or_default());
                break;
            }
            if let Err(Unread::Unlikely(likeness)) = self.attempt_one(triple, view, self.limits.likely_timing, share) {
                unlikely.push((likeness, *triple));
            }
        }
        unlikely.sort_by_cached_key(|(likeness, _)| greatest_first(*likeness));
        for (_, triple) in unlikely.iter().take(self.limits.unlikely_triples) {
            if share.is_over() {
                break;
            }
            let _ = self.attempt_one(triple, view, 0.0, share);
        }
    }

    /// Remembers triples that are not attempted.
    fn leave(&mut self, triples: &[Triple]) {
        let room = MOST_UNATTEMPTED.saturating_sub(self.unattempted.len());
        let left = triples.iter().filter(|triple| triple.is_clear() && !self.is_read(triple)).take(room).copied();
        self.unattempted.extend(left.collect::<Vec<Triple>>());
    }

    /// Attempts a triple quickly, if its timing patterns fit at least as well as `least_timing`.
    fn attempt_one(&mut self, triple: &Triple, view: View, least_timing: f64, share: Share<'_>) -> Result<(), Unread> {
        if self.is_read(triple) {
            return Ok(());
        }
        self.observer.tried(triple, Place { scale: 1.0, origin: self.origin });
        let view = Views::best_for(view, triple);
        match self.attempt(triple, view, |image, triple| attempt::quickly(image, triple, least_timing, share)) {
            Ok(symbol) => self.keep(symbol),
            Err(Unread::Seen(evidence)) => {
                let scale = self.views.get(view).map_or(1.0, |(_, scale)| scale);
                self.defer(Deferred { triple: *triple, view, scale, evidence });
            }
            Err(other) => return Err(other),
        }
        Ok(())
    }

    /// Keeps a symbol that was seen for later. No more are kept than will be attempted: those that look most like a
    /// symbol.
    pub(super) fn defer(&mut self, one: Deferred) {
        self.deferred.push(one);
        let most = self.limits.deferred_modules;
        // Twice as many are held before they are sorted.
        if self.deferred.iter().map(Deferred::area).sum::<usize>() <= 2 * most {
            return;
        }
        self.deferred.sort_by_cached_key(|one| greatest_first(one.evidence.timing));
        let mut left = most;
        self.deferred.retain(|one| {
            let fits = one.area() <= left;
            left -= if fits { one.area() } else { 0 };
            fits
        });
    }

    /// Attempts thoroughly what was seen but not read. What looks most like a symbol comes first.
    pub(super) fn thoroughly(&mut self, share: Share<'_>) {
        let mut deferred = core::mem::take(&mut self.deferred);
        // Symbols of the sharpened view come last, because that view replaces the plain one.
        let is_sharp = |one: &Deferred| one.view == View::Double(Detail::Sharp);
        deferred.sort_by_cached_key(|one| greatest_first(one.evidence.timing));
        deferred.sort_by_cached_key(|one| u64::from(is_sharp(one)));
        let mut left = self.limits.deferred_modules;
        for one in deferred {
            if self.is_read(&one.triple) || !one.evidence.may_be_symbol() {
                continue;
            }
            if one.area() <= left && !share.is_over() {
                left -= one.area();
                let read = |image: &LumaImage<'_>, triple: &Triple| attempt::thoroughly(image, triple, share);
                if let Ok(symbol) = self.attempt(&one.triple, one.view, read) {
                    self.keep(symbol);
                    continue;
                }
            }
            self.deferred.push(one);
        }
    }

    /// Reads a triple in a view, or in the image itself if the view does not exist.
    pub(super) fn attempt(
        &mut self,
        triple: &Triple,
        view: View,
        read: impl FnOnce(&LumaImage<'_>, &Triple) -> Result<Reading, Unread>,
    ) -> Result<FoundSymbol, Unread> {
        let view = if self.views.get(view).is_some() { view } else { View::Scale(0) };
        let Some((image, scale)) = self.views.get(view) else { return Err(Unread::Nothing) };
        let reading = read(&image, &triple.scaled(1.0 / scale))?;
        self.observer.read(&reading, Place { scale, origin: self.origin });
        Ok(reading.symbol(|corner| corner * scale))
    }
}
