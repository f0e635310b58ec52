//! Every maximum of a scan, each with its reason.

/// An image's width or height in pixels, and so what a scan may allocate.
pub const MAX_IMAGE_SIDE: usize = 16_384;

/// An image's area in pixels: 64 megapixels, above any phone's photograph as handed to apps.
pub const MAX_IMAGE_PIXELS: usize = 64 * 1024 * 1024;

/// Bytes that a scan holds for each pixel of an image: it is inverted, smoothed, and made half as large three times over.
pub const MAX_SCAN_BYTES_PER_PIXEL: usize = 3;

/// Bytes that a scan holds beside those, whatever the image's size: one of up to a megapixel at twice its size, and
/// what is known of symbols that were seen without being read.
pub const MAX_SCAN_BYTES: usize = 8 * 1024 * 1024;

/// Symbols read in one image: a shelf, not a warehouse.
pub const MAX_SYMBOLS_PER_IMAGE: usize = 256;

/// Finder patterns kept from one pass over an image, those seen on most rows first: two dozen labels have six dozen.
pub const MAX_SCAN_FINDERS: usize = 120;

/// The same in a frame that a scanner previews: a dozen labels have three dozen.
pub const MAX_FRAME_FINDERS: usize = 72;

/// Triples of finder patterns tried in one pass over an image. Most are dismissed within microseconds.
pub const MAX_SCAN_ATTEMPTS: usize = 500;

/// The same in a frame that a scanner previews.
pub const MAX_FRAME_ATTEMPTS: usize = 200;

/// Places in one pass over an image that are looked at closely for a finder pattern. Noise has millions of them.
pub const MAX_SCAN_CONFIRMATIONS: usize = 50_000;

/// Grey values sampled in attempts to read what was found in an image: some two seconds' worth. What looks most like a
/// symbol comes first, and two dozen labels that are hard to read take a third of it.
pub const MAX_SCAN_SAMPLES: usize = 200_000_000;

/// The same in a camera's frame: a dozen labels, and some that are not.
pub const MAX_PREVIEW_SAMPLES: usize = 3_000_000;

/// Modules of all symbols, seen but not read, that the costlier ways are tried on in one image: a hundred labels.
pub const MAX_THOROUGH_MODULES: usize = 160_000;

/// Symbols that a scanner follows from frame to frame without having read them.
pub const MAX_TRACKS: usize = 12;

/// Finder patterns that a scanner remembers from frame to frame, each by a few hundred samples.
pub const MAX_REMEMBERED_FINDERS: usize = 48;

/// Grey values sampled, or work that takes as long, in one frame that a scanner previews: its search, and what is done with what
/// earlier frames had.
pub const MAX_FRAME_SAMPLES: usize = 2_400_000;

/// Modules of all these together: a dozen labels of version 14 or so.
pub const MAX_TRACKED_MODULES: usize = 65_536;

/// Frames after which a symbol that was not seen again is forgotten: half a second.
pub const MAX_TRACK_AGE: u64 = 15;
