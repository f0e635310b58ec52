//! Every maximum, each with its reason. A limit is checked before anything else is read.

/// The maximum length of a carrier, in bytes of UTF-8.
///
/// A sealed label of the maximum length takes 768 characters of Base41, and a prefix takes up to 64 characters. The
/// remaining characters leave room for URL escapes.
pub const MAX_CARRIER_BYTES: usize = 1024;

/// The maximum length of a sealed label, in bytes.
///
/// A label with every claim at its longest takes less than 500 bytes; a longer one would not scan.
pub const MAX_SEALED_BYTES: usize = 512;

/// The maximum length of a carrier prefix, in characters. Each character takes 5.5 bits of every printed symbol.
pub const MAX_PREFIX_CHARS: usize = 64;

/// The maximum length of a signed trust list, in bytes: room for 1,024 evaluators with names in two languages.
pub const MAX_TRUST_LIST_BYTES: usize = 262_144;

/// The maximum nesting depth of arrays and maps. The deepest structure of the format has 6 levels.
pub const MAX_CBOR_DEPTH: usize = 8;

/// The maximum number of root keys in a trust list: enough for any realistic signing ceremony.
pub const MAX_ROOTS: usize = 10;

/// The maximum number of signatures on a trust list: those of the previous roots and those of the new ones.
pub const MAX_TRUST_SIGNATURES: usize = 2 * MAX_ROOTS;

/// The maximum number of issuers in a trust list: a scheme has only a few.
pub const MAX_ISSUERS: usize = 64;

/// The maximum number of carrier prefixes of one issuer: current and former web addresses.
pub const MAX_PREFIXES: usize = 8;

/// The maximum number of keys of one issuer: label and status keys, including the retired ones whose labels are still
/// on sale.
pub const MAX_KEYS: usize = 32;

/// The maximum number of levels in a dictionary. JC-STAR has four.
pub const MAX_LEVELS: usize = 64;

/// The maximum number of categories, of criteria and of evaluators in a dictionary: a scheme adds some each year and
/// removes none.
pub const MAX_ENTRIES: usize = 1024;

/// The maximum number of recognitions in a trust list: some levels of each scheme that is recognized.
pub const MAX_RECOGNITIONS: usize = 64;

/// The maximum number of criteria in one recognition.
pub const MAX_RECOGNIZED_CRITERIA: usize = 16;

/// The maximum number of compromised keys that a trust list carries: one every month for 85 years.
pub const MAX_COMPROMISED: usize = 1024;

/// The smallest longest age of a status list that a trust list may set, in days: a phone that is offline for a
/// week still answers.
pub const LEAST_STATUS_AGE_DAYS: u16 = 7;

/// The maximum number of languages of one name: the official languages of any country.
pub const MAX_LANGUAGES: usize = 16;

/// The maximum number of GTINs in one label: one model has up to four packagings.
pub const MAX_GTINS: usize = 4;

/// The largest symbol version that is issued, at error correction level M: 77 modules along one side. Larger symbols
/// did not scan on cheap phones.
pub const MAX_ISSUED_VERSION: i16 = 15;

/// The maximum length of a signed status list, in bytes. A million labels take about 40 KiB, or 8 MiB if every
/// label has a history.
pub const MAX_STATUS_LIST_BYTES: usize = 8 * 1024 * 1024;

/// The maximum number of entries in each map of a status list's envelope and protected header. They are read
/// before the signature is verified; a header has three parameters, and other programs add a few.
pub const MAX_HEADER_ENTRIES: usize = 64;

/// The maximum length of the decompressed statuses, in bytes: 33 million labels at 4 bits. The limit is checked
/// while the list is decompressed.
pub const MAX_STATUS_ARRAY_BYTES: usize = 16 * 1024 * 1024;

/// The maximum number of changes in the history of one status index: one per month for five years.
pub const MAX_CHANGES: usize = 64;

/// The maximum number of witnesses under one status index. Each model of a registration has its own label.
pub const MAX_WITNESSES: usize = 1024;

/// The maximum number of ranges of corrected indexes in one status list. A correction is rare, and one range
/// covers a mistake about many labels.
pub const MAX_CORRECTIONS: usize = 4096;

/// The maximum number of trust lists in one chain: years of root rotations.
pub const MAX_TRUST_CHAIN: usize = 64;

/// The maximum number of authorities in one verifier: enough for the label schemes of the world.
pub const MAX_AUTHORITIES: usize = 64;

/// The maximum length of a bundle or of an exported state, in bytes: enough for the status lists of several
/// schemes.
pub const MAX_BUNDLE_BYTES: usize = 64 * 1024 * 1024;

/// The maximum number of status lists in one bundle.
pub const MAX_BUNDLE_LISTS: usize = 1024;

/// The maximum number of trust lists in one bundle: 64 authorities with 8 lists each. Each may take 20
/// verifications of a signature before it is refused.
pub const MAX_BUNDLE_TRUST_LISTS: usize = 512;

/// The maximum length of the trust lists in one bundle together, in bytes: as much as the longest chain. The
/// payload of a list is hashed once for each of its signatures.
pub const MAX_BUNDLE_TRUST_BYTES: usize = MAX_TRUST_CHAIN * MAX_TRUST_LIST_BYTES;

/// The maximum number of pieces in all deltas of one bundle together.
pub const MAX_DELTA_PIECES: usize = 65_536;

/// The length that the results of all deltas in one bundle may have in any case, in bytes: one status list of
/// the maximum length.
pub const FREE_DELTA_BYTES: usize = MAX_STATUS_LIST_BYTES;

/// The number of bytes that the results of deltas may have beyond that for each byte of their bundle. The delta
/// of a day is some 50 times shorter than its list.
pub const MAX_DELTA_GROWTH: usize = 64;
