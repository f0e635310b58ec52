//! The modes of a scan, and the limits of each.

/// What kind of image is scanned, and so how much work is worthwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mode {
    /// An image of which there is no other: every way of reading is tried.
    #[default]
    Photo,
    /// One image within the time of a camera's frame.
    Preview,
    /// One of many frames of a camera: the next one shows the same labels, and half of the time goes to what earlier
    /// frames showed.
    Frame,
}

/// The limits of a mode. The samples that each stage may spend are in `budget`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Places looked at closely for a finder pattern in one pass over an image.
    pub(crate) confirmations: usize,
    /// Finder patterns kept from one pass over an image, those seen on most rows first.
    pub(crate) finders_per_pass: usize,
    /// Finder patterns of earlier passes that are combined with those of the next one.
    pub(crate) known_finders: usize,
    /// Triples of finder patterns attempted in one pass, the squarest first. Most are dismissed within microseconds.
    pub(crate) triples_per_pass: usize,
    /// The fit of timing patterns, from 0 to 1, below which a triple is put back until the others were attempted.
    pub(crate) likely_timing: f64,
    /// Triples of one pass that were put back and are attempted in the end, the likeliest first.
    pub(crate) unlikely_triples: usize,
    /// Modules of all symbols that were seen without being read and are kept for the costlier ways.
    pub(crate) deferred_modules: usize,
    /// Pixels along the longer side of the reduced images in which unread symbols are looked for by their texture.
    /// Coarse images show what is blurred or near, fine ones what is small.
    pub(crate) texture_sides: &'static [usize],
    /// Whether they are also looked for if a symbol was read in the image.
    pub(crate) has_texture_beside_symbols: bool,
}

const PHOTO: Limits = Limits {
    // A finder pattern takes some 10 to 100; noise has millions.
    confirmations: 50_000,
    // Two dozen labels have six dozen patterns, and texture adds some.
    finders_per_pass: 120,
    known_finders: 120,
    // Two dozen labels need two dozen, and their patterns also combine across labels.
    triples_per_pass: 500,
    // Every triple is attempted at once.
    likely_timing: 0.0,
    // Those for which there are too few samples left.
    unlikely_triples: 12,
    // A hundred labels of version 6.
    deferred_modules: 160_000,
    // The likely sizes first: they find most regions, and what they found is not looked for again.
    texture_sides: &[320, 160, 480, 960],
    has_texture_beside_symbols: true,
};

const PREVIEW: Limits = Limits {
    // Symbols have a higher fit in all likelihood; texture reaches it by chance in few of a hundred triples.
    likely_timing: 0.6,
    // A dozen labels in bad light.
    unlikely_triples: 12,
    // Finer ones take longer than the pass that found nothing.
    texture_sides: &[320, 160],
    // A preview that has read something has no time for other symbols.
    has_texture_beside_symbols: false,
    ..PHOTO
};

const FRAME: Limits = Limits {
    // A dozen labels have three dozen patterns.
    finders_per_pass: 72,
    triples_per_pass: 200,
    // The next frame attempts others.
    unlikely_triples: 3,
    ..PREVIEW
};

impl Mode {
    /// The limits of this mode.
    pub(crate) const fn limits(self) -> &'static Limits {
        match self {
            Mode::Photo => &PHOTO,
            Mode::Preview => &PREVIEW,
            Mode::Frame => &FRAME,
        }
    }
}
