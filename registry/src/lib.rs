#![doc = include_str!("../README.md")]
//!
//! # Issuing a batch
//!
//! ```
//! # fn issue(
//! #     key: starseal::SigningKey, trust_list: &[u8], csv: &[u8], now: starseal::Timestamp,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! use starseal_registry::issuing::{Batch, Format, LabelRow, Printer, PrintSettings, Rows, Sealer};
//!
//! let verifier = starseal::Verifier::new(trust_list)?;
//! let today = verifier.trust_list().statement().scheme.date_at(now);
//! let settings = PrintSettings::default();
//! let sealer = Sealer::new(key, verifier, None, settings.error_correction)?;
//! let printer = Printer::new(sealer.prefix().clone(), &[Format::Svg], settings);
//! let mut batch = Batch::new(sealer, today, &[Format::Svg]);
//! for row in Rows::new(csv, LabelRow::default())? {
//!     let row = row?;
//!     if let Err(fault) = row.content.map_err(Into::into).and_then(|content| batch.take(&content)) {
//!         println!("row {}: {fault}", row.number);
//!     }
//! }
//! for label in batch.labels() {
//!     for file in printer.files(label)? {
//!         println!("{}: {} bytes", file.name, file.bytes.len());
//!     }
//! }
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod audit;
pub mod backup;
pub mod ceremony;
pub mod config;
pub mod event;
pub mod grant;
pub mod import;
pub mod issuing;
pub mod ledger;
pub mod life;
pub mod officer;
pub mod proposal;
pub mod publication;
pub mod recovery;
pub mod site;
pub mod store;
pub mod view;
