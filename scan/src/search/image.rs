//! The scan of one image.

use super::searcher::Search;
use crate::budget::{Budget, Stage};
use crate::image::{ColorParts, Grey, LumaImage};
use crate::mode::Mode;
use crate::observe::{Observer, Unobserved};
use crate::options::ScanOptions;
use crate::result::{FoundSymbol, Scan};

/// Reads all QR symbols in an image as thoroughly as possible. Returns them in reading order.
#[must_use]
pub fn read_symbols(image: &LumaImage<'_>) -> Vec<FoundSymbol> {
    scan(image, &ScanOptions::default()).symbols
}

/// Reads the QR symbols in an image. The result also has the symbols that were seen but not read.
///
/// ```
/// use starseal_scan::{ErrorCorrection, LumaImage, ScanOptions, scan};
///
/// # let code = qrcode::QrCode::new("HTTPS://SHOP.EXAMPLE/42")?;
/// # let side = (code.width() + 8) * 4;
/// # let inside = 4..code.width() + 4;
/// # let is_dark = |x: usize, y: usize| {
/// #     inside.contains(&x) && inside.contains(&y) && code[(x - 4, y - 4)] == qrcode::Color::Dark
/// # };
/// # let pixels: Vec<u8> =
/// #     (0..side * side).map(|at| if is_dark(at % side / 4, at / side / 4) { 20 } else { 230 }).collect();
/// // `pixels` is a square picture of one symbol, each module four pixels wide.
/// let image = LumaImage::new(&pixels, side, side, side)?;
/// let found = scan(&image, &ScanOptions::default());
///
/// assert_eq!(found.symbols[0].text, "HTTPS://SHOP.EXAMPLE/42");
/// assert_eq!(found.symbols[0].level, ErrorCorrection::Medium);
/// // The quiet zone is four modules wide.
/// let top_left = found.symbols[0].corners[0];
/// assert!((top_left.x - 16.0).abs() < 2.0 && (top_left.y - 16.0).abs() < 2.0);
/// assert!(found.unread.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn scan(image: &LumaImage<'_>, options: &ScanOptions) -> Scan {
    scan_observed(image, options, &mut Unobserved)
}

/// Reads the QR symbols in a picture, and uses its colors if its brightness shows none.
///
/// A time limit applies to the brightness and to each part of the colors. The unread symbols of the brightness are
/// returned if the colors show no symbol either.
#[must_use]
pub fn scan_in_color(image: &LumaImage<'_>, colors: &ColorParts, options: &ScanOptions) -> Scan {
    let plain = scan(image, options);
    if plain.has_read() {
        return plain;
    }
    let (mut greys, scale) = colors.greys();
    let in_color = greys.find_map(|grey| Some(scan(&grey.view(), options)).filter(Scan::has_read));
    in_color.map_or(plain, |scan| scan.enlarged(scale))
}

/// Does the same as [`scan`] and reports events to an observer.
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
    // A preview takes a hundredth of the time of the other passes. It comes first, so that everything that it reads is
    // read here as well, and what it has read need not be attempted again.
    let mut search = Search::new(*image, Mode::Preview, &mut *observer);
    search.passes(budget.share(Stage::Glance));
    let (mut search, seen) = search.continued(Mode::Photo);
    let is_large = search.views.is_large();
    let share = budget.share(if is_large { Stage::SearchLarge } else { Stage::SearchSmall });
    search.first_passes(share);
    search.look_for_damaged(budget.share(Stage::Damaged));
    search.last_passes(share);
    if search.deferred.is_empty() {
        search.deferred = seen;
    }
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
    of_negative.passes_of_negative(share);
    of_negative.thoroughly(share);
    if of_negative.has_read() { of_negative.finish(share) } else { search.finish(share) }
}
