//! The limits of a scan: the size of the images that it accepts, the memory that it allocates, and the number of
//! symbols that it returns.

/// The maximum width or height of an image in pixels. It bounds what a scan may allocate.
pub const MAX_IMAGE_SIDE: usize = 16_384;

/// The maximum area of an image in pixels: 64 megapixels. Photographs from phones are smaller when apps receive them.
pub const MAX_IMAGE_PIXELS: usize = 64 * 1024 * 1024;

/// The maximum number of bytes that a scan allocates for each pixel of an image, for inverted and smoothed copies and
/// for copies halved three times.
pub const MAX_SCAN_BYTES_PER_PIXEL: usize = 3;

/// The maximum number of bytes that a scan allocates in addition, whatever the size of the image. They hold a copy of
/// up to a megapixel at twice its size, and the measurements of symbols that were seen but not read.
pub const MAX_SCAN_BYTES: usize = 8 * 1024 * 1024;

/// The maximum number of symbols that are read in one image. A shelf has some dozens.
pub const MAX_SYMBOLS_PER_IMAGE: usize = 256;
