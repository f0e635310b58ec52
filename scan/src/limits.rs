//! What a caller has to know of the size of a scan: the images it takes, the memory it holds, the symbols it returns.

/// The greatest width or height of an image in pixels, which bounds what a scan may allocate.
pub const MAX_IMAGE_SIDE: usize = 16_384;

/// The greatest area of an image in pixels: 64 megapixels, more than phones' photographs have when apps receive them.
pub const MAX_IMAGE_PIXELS: usize = 64 * 1024 * 1024;

/// The bytes that a scan holds for each pixel of an image: copies that are inverted, smoothed, and halved three times.
pub const MAX_SCAN_BYTES_PER_PIXEL: usize = 3;

/// The bytes that a scan holds in addition, whatever the size of the image: a copy of up to a megapixel at twice its
/// size, and what is known of symbols that were seen without being read.
pub const MAX_SCAN_BYTES: usize = 8 * 1024 * 1024;

/// The most symbols that are read in one image: a shelf has some dozens.
pub const MAX_SYMBOLS_PER_IMAGE: usize = 256;
