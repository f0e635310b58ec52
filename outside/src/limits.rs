//! The limits of what is fetched, each with its reason.

use std::time::Duration;

/// The longest times to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For everything that is fetched together.
    pub whole: Duration,
    /// For the next bytes.
    pub read: Duration,
}

/// The maximum length of the descriptor, in bytes. With two times 30 deltas and 64 trust lists it has 40 KB.
pub const MAX_DESCRIPTOR_BYTES: usize = 1024 * 1024;

/// The maximum length of the header of an answer, in bytes.
pub const MAX_HEADER_BYTES: usize = 64 * 1024;

/// The maximum number of redirects on one host. A server needs one, for a slash or a new path.
pub const MAX_REDIRECTS: usize = 3;

/// The maximum number of connections for one file. Each must bring bytes, and begins where the last one ended.
pub const MAX_CONNECTIONS: usize = 5;

/// The maximum length of the page below a prefix, of the feed and of the sitemap, in bytes.
pub const MAX_PAGE_BYTES: usize = 16 * 1024 * 1024;

/// The maximum length of the file with all registrations, in bytes: 300,000 of them with 20 models each.
pub const MAX_REGISTRATIONS_BYTES: usize = 256 * 1024 * 1024;

/// The maximum number of publications that an observer's memory has: a week, and the one of today.
pub const MAX_SEEN: usize = 8;

/// The maximum length of an observer's memory, in bytes.
pub const MAX_MEMORY_BYTES: usize = 64 * 1024 * 1024;
