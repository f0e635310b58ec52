//! The modes of a scan, and the limits of each mode.

/// The kind of image that is scanned, which determines how much work is worthwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mode {
    /// A single image, with no second one to follow: every reading method is tried.
    #[default]
    Photo,
    /// A single image that must be scanned within the time of a camera frame.
    Preview,
    /// One of many camera frames. The next frame shows the same labels, and half of the time is spent on what earlier
    /// frames showed.
    Frame,
}

/// The limits of a mode. The samples that each stage may spend are in `budget`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The maximum number of places that are examined closely for a finder pattern in one pass over an image of up to
    /// a megapixel, or over each megapixel of a larger one.
    pub(crate) confirmations: usize,
    /// The maximum number of finder patterns kept from one pass. Those seen on the most rows are kept.
    pub(crate) finders_per_pass: usize,
    /// The maximum number of finder patterns of earlier passes that are combined with those of the next pass.
    pub(crate) known_finders: usize,
    /// The maximum number of finder patterns of either kind if all of them are clearly visible.
    pub(crate) clear_finders: usize,
    /// The maximum number of triples of finder patterns attempted in one pass, the squarest first. Most are dismissed
    /// within microseconds.
    pub(crate) triples_per_pass: usize,
    /// The number of triples attempted in one pass for each clearly visible pattern, if that is more.
    pub(crate) triples_per_clear_finder: usize,
    /// The timing pattern fit, from 0 to 1, below which a triple is deferred until the others have been attempted.
    pub(crate) likely_timing: f64,
    /// The maximum number of deferred triples that are attempted per pass, the likeliest first.
    pub(crate) unlikely_triples: usize,
    /// The maximum number of modules, over all symbols that were seen but not read, that are kept for the costlier
    /// methods.
    pub(crate) deferred_modules: usize,
    /// The lengths in pixels of the longer side of the reduced images in which unread symbols are detected by their
    /// texture. Coarse images show blurred or near symbols, fine images show small ones.
    pub(crate) texture_sides: &'static [usize],
    /// Whether textures are also searched if a symbol was read in the image.
    pub(crate) has_texture_beside_symbols: bool,
    /// Whether symbols are reported that were not attempted, because a limit was reached.
    pub(crate) reports_unattempted: bool,
}

const PHOTO: Limits = Limits {
    // A finder pattern causes 10 to 100 confirmations; noise causes millions.
    confirmations: 50_000,
    // 24 labels have 72 patterns, and texture adds some.
    finders_per_pass: 120,
    known_finders: 120,
    // 256 labels have 768 patterns.
    clear_finders: 1_000,
    // 24 labels need 24 triples, and their patterns also combine across labels.
    triples_per_pass: 500,
    // On a sheet, a third of a triple is a label's own. The others are squares between labels, and most are dismissed
    // because a label there was read.
    triples_per_clear_finder: 8,
    // Every triple is attempted at once.
    likely_timing: 0.0,
    // Triples are deferred only if too few samples are left for them.
    unlikely_triples: 12,
    // 100 labels of version 6.
    deferred_modules: 160_000,
    // The likely sizes come first: they find most regions, and regions that were found are not searched again.
    texture_sides: &[320, 160, 480, 960],
    has_texture_beside_symbols: true,
    reports_unattempted: true,
};

const PREVIEW: Limits = Limits {
    clear_finders: 120,
    // 12 labels need 12 triples, and their patterns also combine across labels.
    triples_per_pass: 250,
    triples_per_clear_finder: 0,
    // Almost all symbols have a higher fit. Texture reaches it by chance in a few of 100 triples.
    likely_timing: 0.6,
    // 12 labels in bad light.
    unlikely_triples: 12,
    // Finer images would take longer than the pass that found nothing.
    texture_sides: &[320, 160],
    // A preview that has read a symbol has no time to search for others.
    has_texture_beside_symbols: false,
    ..PHOTO
};

const FRAME: Limits = Limits {
    // 12 labels have 36 patterns.
    finders_per_pass: 72,
    triples_per_pass: 200,
    // The next frame attempts others.
    unlikely_triples: 3,
    reports_unattempted: false,
    ..PREVIEW
};

impl Mode {
    /// Returns the limits of this mode.
    pub(crate) const fn limits(self) -> &'static Limits {
        match self {
            Mode::Photo => &PHOTO,
            Mode::Preview => &PREVIEW,
            Mode::Frame => &FRAME,
        }
    }
}
