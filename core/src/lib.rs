//! Starseal seals IoT security labels, and checks them offline.
//!
//! A registry seals a label (product ID, star level, dates) with Ed25519 in COSE and prints it as a QR code. A phone, a
//! shop's scanner or a server opens the seal without a network, and finds out who sealed the label and whether it
//! counts.
//!
//! ```text
//! issue:   Label -> claims -> seal -> carrier -> symbol -> SVG, PNG
//! verify:  image -> scan -> carrier -> seal, still closed -> key -> signature -> label -> standing -> Verdict
//! ```
//!
//! The root of the crate re-exports the types that most programs need. The other types are in the modules, of which
//! there is one for each step. Rules named R-n are those of `docs/spec.md`.
//!
//! | module | for |
//! | --- | --- |
//! | [`label`] | the claims of a label: dates, levels, GTINs |
//! | [`keys`] | public keys, key IDs, signers |
//! | [`seal`] | a sealed label, before its signature is verified |
//! | [`carrier`] | the text in a QR code, its prefix, and drawings of the symbol |
//! | [`trust`] | trust lists: authorities, issuers, their keys, and the scheme's dictionary |
//! | [`status`] | status lists: what has happened to labels since they were printed |
//! | [`bundle`] | bundles: one file with all lists, for offline use |
//! | [`issue`] | building labels and witnesses |
//! | [`verify`] | the verifier, its policy and its verdicts |
//! | [`report`] | the record of a verdict, for JSON and evidence |
//! | [`words`] | sentences in English and Japanese |
//! | [`code`] | the stable codes |
//! | [`cbor`], [`cose`] | deterministic CBOR and signed statements, for registries |
//! | [`hex`] | bytes in hex |
//! | [`zlib`] | ZLIB streams, decompressed up to a limit |
//! | [`limits`] | every maximum, with its reason |
//!
//! # Checking
//!
//! ```
//! use starseal::{Outcome, Timestamp, Verifier, When};
//! # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
//! # let trust_list_bytes = common::trust_statement().sign(&[&common::root_key()])?;
//! # let carrier = common::carrier(&common::sealed());
//! # let text = carrier.as_str();
//!
//! let now: Timestamp = "2026-11-22T03:00:00Z".parse()?;
//! let verifier = Verifier::new(&trust_list_bytes)?;
//! let verdict = verifier.check(text, When::Now(now));
//! match verdict.outcome() {
//!     Outcome::Stands(label) => println!("★{} {}", label.level(), label.product_id()),
//!     Outcome::DoesNotStand(label, finding) => println!("{}: {finding}", label.product_id()),
//!     Outcome::Refused(finding) => println!("refused: {finding}"),
//! }
//! # assert!(verdict.stands());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Sealing
//!
//! ```
//! use starseal::carrier::CarrierPrefix;
//! use starseal::seal::seal;
//! use starseal::{CarrierText, Date, LabelBuilder, Level, ProductId};
//! # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
//! # let (scheme, key) = (common::scheme(), common::label_key());
//!
//! let label = LabelBuilder::new(
//!     ProductId::new("SS-2026-000123")?,
//!     Level::new(1)?,
//!     Date::new(2026, 4, 1)?,
//!     Date::new(2028, 3, 31)?,
//!     7,
//! )
//! .model("CAM-100")?
//! .build(&scheme)?;
//! let carrier = CarrierText::for_symbol(&CarrierPrefix::new("HTTPS://JC-STAR.EXAMPLE/L/")?, &seal(&label, &key)?);
//! # assert!(carrier.as_str().len() < 300);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! - `draw` (default): draws symbols as SVG and PNG.
//! - `issue` (default): builds labels.
//! - `keyboards` (default): undoes what keyboard layouts and input methods do to a typed text (R-12). Without it, a
//!   typed text is read as it is, which is enough for an app that reads labels with a camera.
//! - `scan` (default): reads labels from images, with the crate `starseal-scan`.
//! - `encodings`: decodes every character set that a symbol can declare. Labels are ASCII; without the feature, a
//!   symbol in another character set than UTF-8, Shift JIS and the like has no text, and says so.
//! - `report`: makes the record of a verdict, with `serde`.
//! - `ledger`: reads which event of a registry's ledger a status list binds, for registries and auditors.
//! - `dangerous`: shows unverified content and makes labels that verifiers refuse, for inspection and tests.

#![forbid(unsafe_code)]
// In the published documentation, each item shows the feature that it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

// The unit tests use the fixtures of tests/ too, which name this crate as other crates do.
#[cfg(test)]
extern crate self as starseal;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;

// The base: CBOR, COSE, keys, codes, limits, compression.
pub mod cbor;
pub mod code;
pub mod cose;
mod digest;
pub mod hex;
pub mod keys;
pub mod limits;
pub mod zlib;

// A label, its seal, its carrier.
pub mod carrier;
pub mod label;
pub mod seal;

// The lists: trust, status, and both in one file.
pub mod bundle;
pub mod status;
pub mod trust;

// Building labels, and checking texts.
#[cfg(feature = "dangerous")]
pub mod dangerous;
#[cfg(feature = "issue")]
pub mod issue;
#[cfg(feature = "report")]
pub mod report;
pub mod verify;
pub mod words;

/// The crate `starseal-scan`, which reads QR symbols from images.
#[cfg(feature = "scan")]
pub use starseal_scan as scan;

// The example in the README is compiled with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use bundle::Bundle;
pub use carrier::CarrierText;
pub use code::Code;
#[cfg(feature = "issue")]
pub use issue::LabelBuilder;
pub use keys::{KeyId, PublicKey, Signer, SigningKey};
pub use label::{Date, FORMAT_VERSION, Gtin, Label, Level, ProductId, Timestamp};
pub use seal::SealedLabel;
pub use status::StatusList;
pub use trust::TrustList;
pub use verify::{AuthenticLabel, Finding, Outcome, Policy, Update, Verdict, Verifier, When};
pub use words::Language;
