//! Every maximum, each with its reason. They are checked before anything else is looked at.

/// A carrier's length in bytes of UTF-8. A sealed label at its limit makes 768 characters of Base41 behind a
/// prefix of 64; what is above that leaves room for URL escapes.
pub const MAX_CARRIER_BYTES: usize = 1024;

/// A sealed label's length in bytes. One with every claim full is under 500; a larger one would not scan.
pub const MAX_SEALED_BYTES: usize = 512;

/// A carrier prefix's length in characters: each costs 5.5 bits of every symbol printed.
pub const MAX_PREFIX_CHARS: usize = 64;

/// A signed trust list's length in bytes: room for 1,024 evaluators with names in two languages.
pub const MAX_TRUST_LIST_BYTES: usize = 262_144;

/// How deep arrays and maps may nest. The deepest structure of ours has 6 levels.
pub const MAX_CBOR_DEPTH: usize = 8;

/// Roots in a trust list: more people than that do not meet to sign.
pub const MAX_ROOTS: usize = 10;

/// Signatures on a trust list: those of the old roots and of the new.
pub const MAX_TRUST_SIGNATURES: usize = 2 * MAX_ROOTS;

/// Issuers in a trust list.
pub const MAX_ISSUERS: usize = 64;

/// Carrier prefixes of one issuer.
pub const MAX_PREFIXES: usize = 8;

/// Keys of one issuer: label and status keys, the old ones that sealed labels still on sale among them.
pub const MAX_KEYS: usize = 32;

/// Levels in a dictionary.
pub const MAX_LEVELS: usize = 64;

/// Entries in each other part of a dictionary: categories, criteria, evaluators.
pub const MAX_ENTRIES: usize = 1024;

/// Recognitions in a trust list, and criteria in one recognition.
pub const MAX_RECOGNITIONS: usize = 64;

/// Criteria that one recognition names.
pub const MAX_RECOGNISED_CRITERIA: usize = 16;

/// Languages of one name.
pub const MAX_LANGUAGES: usize = 16;

/// GTINs of one label: one model in up to four packagings.
pub const MAX_GTINS: usize = 4;

/// The largest symbol version issued, at error correction M: 77 modules. Larger ones did not scan on cheap phones.
pub const MAX_ISSUED_VERSION: i16 = 15;

/// A signed status list's length in bytes: a million labels take some 40 KiB, and histories of all of them 8 MiB.
pub const MAX_STATUS_LIST_BYTES: usize = 8 * 1024 * 1024;

/// A status list's length once decompressed: 33 million labels at 4 bits. Checked while it is decompressed.
pub const MAX_STATUS_ARRAY_BYTES: usize = 16 * 1024 * 1024;

/// Changes in the history of one status index: one a month for five years.
pub const MAX_CHANGES: usize = 64;

/// Labels that a status list bears witness to under one index: each model of a registration has its own.
pub const MAX_WITNESSES: usize = 1024;

/// Trust lists in one chain: years of rotations.
pub const MAX_TRUST_CHAIN: usize = 64;

/// Authorities in one verifier: the schemes that recognise each other, worldwide.
pub const MAX_AUTHORITIES: usize = 64;

/// A bundle's or a state's length in bytes: the status lists of several schemes.
pub const MAX_BUNDLE_BYTES: usize = 64 * 1024 * 1024;

/// Trust lists, and status lists, in one bundle.
pub const MAX_BUNDLE_LISTS: usize = 1024;

/// Pieces of one delta: what bounds the work on it, with the length of its result.
pub const MAX_DELTA_PIECES: usize = 65_536;
