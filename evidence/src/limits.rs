//! The limits of a file of evidence, each with its reason.

use starseal::limits::MAX_BUNDLE_BYTES;

/// The maximum length of a file, in bytes. 20,000 records have 3 MB, and the lists of a large scheme 1 MB.
pub const MAX_EVIDENCE_BYTES: usize = 256 * 1024 * 1024;

/// The maximum number of records in a file. A larger audit is written as several files.
pub const MAX_RECORDS: usize = 1_000_000;

/// The maximum number of notes in a file. An audit has some for each record and each row of a stock list.
pub const MAX_NOTES: usize = 4_000_000;

/// The maximum length of a line, in bytes. A record of the longest text has 8 KB.
pub const MAX_LINE_BYTES: usize = 64 * 1024;

/// The maximum length of a block of lines once it is decompressed, in bytes. Only one block is in memory at once.
pub const MAX_BLOCK_BYTES: usize = 1024 * 1024;

/// The maximum length of all records and notes of a file together once they are decompressed, in bytes. Without it, a
/// file of a few MB could have a thousand times as many bytes of lines. 200,000 labels with a seal of their own
/// have 580 MB of records (`tests/size.rs`), which leaves 490 MB for notes.
pub const MAX_LINES_BYTES: usize = 1024 * 1024 * 1024;

/// The maximum number of bases: the lists may change while an audit goes on.
pub const MAX_BASES: usize = 64;

/// The maximum length of the lists of a basis once they are decompressed, in bytes: a state is a bundle after a short
/// header.
pub const MAX_STATE_BYTES: usize = MAX_BUNDLE_BYTES + 1024;

/// The maximum length of the lists of all bases together once they are decompressed, in bytes.
pub const MAX_LISTS_BYTES: usize = 4 * MAX_STATE_BYTES;

/// The maximum length of the name of an audit, in bytes.
pub const MAX_NAME_BYTES: usize = 256;

/// The maximum number of files in a folder: one a day for ten years, and as many again.
pub const MAX_FILES: usize = 10_000;
