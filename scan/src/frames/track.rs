//! A symbol followed from frame to frame.

use super::agreement::confirms;
use super::follow::follow;
use super::grow::Origin;
use super::measure::{Measurement, measure_grown};
use super::sum::Sum;
use crate::attempt::content_of;
use crate::budget::{Share, cost};
use crate::geometry::{Point, center, contains, greatest_pair_first};
use crate::grid::{Mesh, transposed};
use crate::image::LumaImage;
use crate::result::FoundSymbol;
use crate::symbol::correct::{self, read_format};
use crate::symbol::{Layout, Repair};

/// The difference in fidelity from which one of two meshes is right and the other wrong. Noise makes less.
const CLEARLY_BETTER: f64 = 0.05;

/// The number of frames from which a track is not worth more than others. Three frames hardly ever agree by chance.
const PROVEN: u32 = 3;

/// A symbol followed from frame to frame.
#[derive(Debug, Clone)]
pub(super) struct Track {
    layout: Layout,
    sum: Sum,
    /// The mesh in the frame that showed the symbol last.
    mesh: Mesh,
    /// The number of that frame.
    pub(super) seen: u64,
    /// Whether the sum was decoded.
    pub(super) is_read: bool,
}

impl Track {
    pub(super) fn new(first: &Measurement, layout: Layout, number: u64) -> Self {
        Track { sum: Sum::new(first), layout, mesh: first.mesh.clone(), seen: number, is_read: false }
    }

    pub(super) fn place(&self) -> Point {
        center(&self.mesh.corners())
    }

    /// Returns whether the symbol was seen in this frame and covers a place.
    pub(super) fn is_at(&self, place: Point, frame: u64) -> bool {
        self.seen == frame && contains(&self.mesh.corners(), place)
    }

    /// Returns whether a measurement at a place shows the same symbol, which may have moved by `reach`.
    pub(super) fn is_of(&self, frame: &Measurement, layout: &Layout, place: Point, reach: f64) -> bool {
        self.layout.version == layout.version
            && self.place().distance(place) < reach
            && self.sum.recognizes(frame, layout)
    }

    /// Returns the order in which tracks are kept and followed: those with several frames first, and among these those
    /// seen last.
    pub(super) fn rank(&self) -> u64 {
        greatest_pair_first(self.sum.frames.min(PROVEN), self.seen)
    }

    /// Returns the number of modules.
    pub(super) fn modules(&self) -> usize {
        self.sum.evidence.len()
    }

    /// Finds the symbol near its last place, and adds what the frame shows of it. In a fresh frame no mesh is grown.
    pub(super) fn follow(
        &mut self,
        image: &LumaImage<'_>,
        number: u64,
        is_fresh: bool,
        share: Share<'_>,
    ) -> Option<FoundSymbol> {
        if !share.try_spend(cost::MEASURE_REFINED * self.layout.side * self.layout.side) {
            return None;
        }
        let mesh = follow(image, &self.mesh, &self.layout)?;
        let frame = Measurement::refined(image, mesh, &self.layout, &self.sum.colors(&self.layout))?;
        if !self.sum.recognizes(&frame, &self.layout) {
            return None;
        }
        // A mesh that is off by a module somewhere would be fitted to its own mistakes from frame to frame.
        let grown = if self.is_read || is_fresh {
            None
        } else {
            measure_grown(image, &frame, &frame.mesh, &self.layout, Origin::of(number), share)
        };
        match grown.filter(|grown| grown.fidelity > frame.fidelity) {
            Some(grown) if grown.fidelity > frame.fidelity.max(self.sum.best) + CLEARLY_BETTER => {
                self.begin_again(&grown, self.layout.clone(), number)
            }
            Some(grown) => self.add(&grown, number),
            None => self.add(&frame, number),
        }
    }

    /// Restarts the track with another measurement of the same frame, if it is clearly better.
    pub(super) fn replace(&mut self, frame: &Measurement, layout: Layout, number: u64) -> Option<FoundSymbol> {
        let is_better = frame.fidelity > self.sum.best + CLEARLY_BETTER;
        is_better.then(|| self.begin_again(frame, layout, number)).flatten()
    }

    /// Forgets all frames but one, and decodes that one.
    fn begin_again(&mut self, frame: &Measurement, layout: Layout, number: u64) -> Option<FoundSymbol> {
        *self = Track::new(frame, layout, number);
        self.decode(frame)
    }

    /// Adds a frame that shows the same symbol, and decodes the sum.
    pub(super) fn add(&mut self, frame: &Measurement, number: u64) -> Option<FoundSymbol> {
        self.sum.add(frame, &self.layout);
        (self.mesh, self.seen) = (frame.mesh.clone(), number);
        self.decode(frame)
    }

    /// Decodes the sum, whose newest frame is given. If that frame contradicts the content, the content is not returned
    /// and all earlier frames are forgotten.
    pub(super) fn decode(&mut self, frame: &Measurement) -> Option<FoundSymbol> {
        let side = self.layout.side;
        let mirrored = transposed(&self.sum.evidence, side);
        let fit = |evidence: &[f32]| read_format(evidence, side).map_or(0.0, |(_, fit)| fit);
        let is_mirrored = fit(&mirrored) > fit(&self.sum.evidence);
        let evidence = if is_mirrored { &mirrored } else { &self.sum.evidence };
        let none_flat = vec![false; evidence.len()];
        let codewords = correct::read(evidence, &none_flat, &self.layout, Repair::ErrorsAndErasures)?;
        let content = content_of(&codewords, evidence, &self.layout);
        let newest = if is_mirrored { &transposed(&frame.evidence, side) } else { &frame.evidence };
        if content.is_some() && !confirms(newest, frame.fidelity, &codewords, &self.layout) {
            *self = Track::new(frame, self.layout.clone(), self.seen);
            return None;
        }
        self.is_read = content.is_some();
        let (text, bytes) = content?.split();
        Some(FoundSymbol {
            text,
            bytes,
            corners: self.mesh.corners(),
            version: self.layout.version as u8,
            level: codewords.error_correction(),
            corrected: codewords.corrected,
        })
    }
}
