//! The scan of one image.

use super::searcher::Search;
use crate::budget::{Budget, Stage};
use crate::image::{Grey, LumaImage};
use crate::mode::Mode;
use crate::observe::{Observer, Unobserved};
use crate::options::ScanOptions;
use crate::result::{FoundSymbol, Scan};

/// Reads all QR symbols in an image, in reading order, as thoroughly as possible.
#[must_use]
pub fn read_symbols(image: &LumaImage<'_>) -> Vec<FoundSymbol> {
    scan(image, &ScanOptions::default()).symbols
}

/// Reads the QR symbols in an image, and returns also those that were seen without being read.
#[must_use]
pub fn scan(image: &LumaImage<'_>, options: &ScanOptions) -> Scan {
    scan_observed(image, options, &mut Unobserved)
}

/// The same, watched by an observer.
pub(crate) fn scan_observed(image: &LumaImage<'_>, options: &ScanOptions, observer: &mut dyn Observer) -> Scan {
    scan_within(image, options.mode(), &options.budget(options.mode()), observer)
}

/// Scans an image within a budget.
pub(crate) fn scan_within(image: &LumaImage<'_>, mode: Mode, budget: &Budget, observer: &mut dyn Observer) -> Scan {
    match mode {
        Mode::Photo => photo(image, budget, observer),
        Mode::Preview | Mode::Frame => {
            let share = budget.share(Stage::Search);
            let mut search = Search::new(*image, mode, observer);
            search.passes(share);
            search.finish(share)
        }
    }
}

fn photo(image: &LumaImage<'_>, budget: &Budget, observer: &mut dyn Observer) -> Scan {
    let mut search = Search::new(*image, Mode::Photo, &mut *observer);
    let is_large = search.views.is_large();
    let share = budget.share(if is_large { Stage::SearchLarge } else { Stage::Search });
    search.passes(share);
    search.thoroughly(share);
    if is_large {
        search.look_closer(budget);
    }
    let share = budget.share(Stage::Negative);
    if search.has_read() || share.is_over() {
        return search.finish(share);
    }
    search.views.release();
    let negative = Grey::inverted(image);
    let mut of_negative = Search::new(negative.view(), Mode::Photo, &mut *search.observer);
    of_negative.passes(share);
    of_negative.thoroughly(share);
    if of_negative.has_read() { of_negative.finish(share) } else { search.finish(share) }
}
