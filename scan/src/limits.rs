//! The limits of a scan: the size of the images that it accepts, the memory that it allocates, and the number of
//! symbols that it returns.

/// The maximum width or height of an image in pixels. It bounds what a scan may allocate.
pub const MAX_IMAGE_SIDE: usize = 16_384;

/// The maximum area of an image in pixels: 50,331,648, as of 8,192 by 6,144 pixels. The largest photographs that phones
/// store without being asked for a special mode have 48 to 50 megapixels.
pub const MAX_IMAGE_PIXELS: usize = 48 * 1024 * 1024;

/// The maximum area in pixels of the [`ColorParts`](crate::ColorParts) of a picture. Larger pictures are reduced.
pub const MAX_COLOR_PIXELS: usize = 4 * 1024 * 1024;

/// The maximum number of bytes that a scan allocates for each pixel of an image, for inverted and smoothed copies and
/// for copies halved three times.
pub const MAX_SCAN_BYTES_PER_PIXEL: usize = 3;

/// The maximum number of bytes that a scan allocates in addition, whatever the size of the image. They hold a copy of
/// up to a megapixel at twice its size, and the measurements of symbols that were seen but not read.
pub const MAX_SCAN_BYTES: usize = 8 * 1024 * 1024;

/// The maximum number of symbols that are read in one image. A shelf has some dozens, and a printed sheet up to 256. If
/// an image has more, they are reported as unread with the hint [`TooMany`](crate::Hint::TooMany).
pub const MAX_SYMBOLS_PER_IMAGE: usize = 256;
