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
//! The root of the crate holds what everybody needs; the modules hold the rest, one for each step. Rules named R-n are
//! those of `docs/spec.md`.
//!
//! | module | for |
//! | --- | --- |
//! | [`label`] | what a label says: claims, dates, levels, GTINs |
//! | [`keys`] | public keys, key IDs, signers |
//! | [`seal`] | a sealed label, still closed |
//! | [`carrier`] | the text in a QR code, its prefix, and the symbol drawn |
//! | [`trust`] | whom to believe: trust lists and the scheme's dictionary |
//! | [`status`] | what has happened to labels since they were printed |
//! | [`bundle`] | one file for offline use |
//! | [`issue`] | labels made and sealed |
//! | [`verify`] | from a text or an image to a verdict |
//! | [`report`] | the record of a verdict, for JSON and evidence |
//! | [`words`] | sentences in English and Japanese |
//! | [`code`] | the stable codes |
//! | [`hex`] | bytes in hex |
//! | [`limits`] | every maximum, with its reason |
//!
//! # Checking
//!
//! ```
//! # fn check(trust_list_bytes: &[u8], text: &str) -> Result<(), starseal::trust::TrustError> {
//! use starseal::{Outcome, Timestamp, Verifier, When};
//!
//! let verifier = Verifier::new(trust_list_bytes)?;
//! let verdict = verifier.check(text, When::Now(Timestamp::from_unix_seconds(1_795_000_000)));
//! match verdict.outcome() {
//!     Outcome::Stands(label) => println!("★{} {}", label.level(), label.product_id()),
//!     Outcome::DoesNotStand(label, finding) => println!("{}: {}", label.product_id(), finding.code()),
//!     Outcome::Refused(finding) => println!("{}", finding.code()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Sealing
//!
//! ```
//! # fn issue(scheme: &starseal::trust::Scheme, key: &starseal::SigningKey) -> Result<(), Box<dyn std::error::Error>> {
//! use starseal::carrier::CarrierPrefix;
//! use starseal::seal::seal;
//! use starseal::{CarrierText, Date, LabelBuilder, Level, ProductId};
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
//! - `draw` (default): symbols as SVG and PNG.
//! - `scan` (default): labels out of images, by the crate `starseal-scan`.
//! - `report`: the record of a verdict, by `serde`.
//! - `dangerous`: unverified content, for inspection and tests.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

// The fixtures of tests/ serve the tests beside the modules too; they name this crate as everybody else does.
#[cfg(test)]
extern crate self as starseal;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;

// What everything stands on.
pub mod cbor;
pub mod code;
mod cose;
mod digest;
pub mod hex;
pub mod keys;
pub mod limits;

// What a label says, how it is sealed, how it travels.
pub mod carrier;
pub mod label;
pub mod seal;

// Whom to believe, and what has happened since printing.
pub mod bundle;
pub mod status;
pub mod trust;

// From a label to a symbol, and from a text to a verdict.
#[cfg(feature = "dangerous")]
pub mod dangerous;
pub mod issue;
#[cfg(feature = "report")]
pub mod report;
pub mod verify;
pub mod words;

/// Reads QR symbols out of images: the crate `starseal-scan`.
#[cfg(feature = "scan")]
pub use starseal_scan as scan;

pub use bundle::Bundle;
pub use carrier::CarrierText;
pub use code::Code;
pub use issue::LabelBuilder;
pub use keys::{KeyId, PublicKey, Signer, SigningKey};
pub use label::{Date, FORMAT_VERSION, Gtin, Label, Level, ProductId, Timestamp};
pub use seal::SealedLabel;
pub use status::StatusList;
pub use trust::TrustList;
pub use verify::{AuthenticLabel, Finding, Outcome, Policy, Update, Verdict, Verifier, When};
pub use words::Language;
