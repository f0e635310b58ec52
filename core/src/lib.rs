//! Starseal makes IoT security labels checkable by anyone, offline.
//!
//! A registry seals a label (product ID, star level, dates) with Ed25519 in COSE and prints it as a QR code. A phone, a
//! shop's scanner or a server opens the seal without a network and says whose it is and whether the label counts.
//!
//! ```text
//! issue:   Label -> claims -> seal -> carrier -> symbol -> SVG, PNG
//! verify:  image -> scan -> carrier -> seal, still closed -> key -> signature -> label -> standing -> Verdict
//! ```
//!
//! The modules stand in this order, and data goes one way. The rules named R-n are those of `docs/spec.md`.
//!
//! # Checking
//!
//! ```
//! # fn check(trust_list_bytes: &[u8], carrier: &str) -> Result<(), starseal::TrustError> {
//! use starseal::{Timestamp, Verifier};
//!
//! let verifier = Verifier::new(trust_list_bytes)?;
//! let verdict = verifier.check(carrier, Timestamp::from_unix_seconds(1_795_000_000));
//! match verdict.label() {
//!     Some(label) if verdict.stands() => println!("★{} {}", label.label().level(), label.label().product_id()),
//!     _ => println!("{}", verdict.code()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Sealing
//!
//! ```
//! # fn issue(scheme: &starseal::Scheme, key: &starseal::SigningKey) -> Result<(), Box<dyn std::error::Error>> {
//! use starseal::{CarrierPrefix, CarrierText, Date, LabelBuilder, Level, ProductId, seal};
//!
//! let label = LabelBuilder::new(
//!     ProductId::new("SS-2026-000123")?,
//!     Level::new(1)?,
//!     Date::new(2026, 4, 1)?,
//!     Date::new(2028, 3, 31)?,
//!     7,
//! )
//! .model("CAM-100")?
//! .build(scheme)?;
//! let carrier = CarrierText::for_symbol(&CarrierPrefix::new("HTTPS://JC-STAR.EXAMPLE/L/")?, &seal(&label, key)?);
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! `draw` (default): symbols as SVG and PNG. `scan` (default): labels out of images. `dangerous`: what is not verified.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

// The fixtures of tests/ serve the tests beside the modules too; they name this crate as everybody else does.
#[cfg(test)]
extern crate self as starseal;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;

mod bundle;
mod carrier;
mod cbor;
mod code;
#[cfg(feature = "dangerous")]
pub mod dangerous;
mod issue;
mod label;
pub mod limits;
mod seal;
mod status;
mod trust;
mod verify;
mod words;

pub use bundle::{Bundle, BundleError, Delta, IndexEntry, Piece, StatusPart};
#[cfg(feature = "draw")]
pub use carrier::{Caption, Drawing, ErrorCorrection, MIN_MODULE_MM, QUIET_ZONE, Symbol, SymbolError};
pub use carrier::{CarrierError, CarrierForm, CarrierPrefix, CarrierText, PrefixError, base41, undo_wedge};
pub use cbor::CborFault;
pub use code::Code;
pub use issue::{LabelBuilder, LabelError};
pub use label::{ClaimsError, Date, Gtin, Label, Level, ProductId, Text, Timestamp, ValueError};
pub use seal::{KeyError, KeyId, PublicKey, SealError, SealedLabel, Signer, SignerError, SigningKey, Thumbprint, seal};
#[cfg(feature = "scan")]
pub use starseal_scan as scan;
#[cfg(feature = "scan")]
pub use starseal_scan::{
    FoundSymbol, Hint, ImageError, LumaImage, Point, Scan, ScanOptions, Scanner, UnreadSymbol, read_symbols,
};
pub use status::{
    Change, STATUS_LIST_TYP, SignStatusError, Status, StatusArray, StatusError, StatusList, StatusOn, StatusStatement,
    Witness,
};
pub use trust::{
    Assessment, AuthorityId, CategoryEntry, Issuer, LevelEntry, Names, Purpose, Recognition, Scheme, SchemeViolation,
    SignTrustError, StatusListUri, TRUST_LIST_TYP, TrustDraft, TrustError, TrustFault, TrustList, TrustStatement,
    TrustedKey,
};
pub use verify::{
    Applied, AuthenticLabel, Check, CheckResult, Finding, Freshness, Policy, PolicyRule, Recognised, StateError,
    Unknown, Update, UpdateError, Verdict, Verifier,
};
#[cfg(feature = "scan")]
pub use verify::{ImageVerdicts, Sighting};
pub use words::{Language, Mark};

/// The version of the wire format that this library reads and writes (`docs/spec.md`).
pub const FORMAT_VERSION: u32 = 1;
