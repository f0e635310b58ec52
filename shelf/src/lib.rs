//! The shelf: every label that was read in a shop, compared with its stock list.
//!
//! Data goes one way. [`stock`] is the list of products, [`reading`] is what was read from pictures and scanners,
//! [`sighting`] judges it, [`audit`] joins both and states findings, and [`report`] writes them for people and
//! programs.
//!
//! The libraries open no files: bytes and tables come in, and bytes go out. Readings are lines of a journal, so that
//! whoever appends them loses nothing in a crash, and an audit can go on, or be judged again by newer lists.
//!
//! ```
//! # fn audit(
//! #     verifier: &starseal::Verifier, csv: &'static [u8], journal: &[u8], now: starseal::Timestamp,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! use starseal_shelf::{audit, reading, report, sighting, stock};
//! use starseal_tables::table;
//!
//! let columns = stock::Columns::default();
//! let mut table = columns.open(|names| table::open(std::io::Cursor::new(csv), names, None))?;
//! let stock = stock::Stock::read("stock.csv", table.as_mut(), &columns)?;
//! let readings = reading::Journal::parse(journal)?.readings;
//! let seen = sighting::judge(verifier, &readings, starseal::When::Now(now));
//! let today = verifier.trust_list().statement().scheme.date_at(now);
//! let asked = audit::Asked { now, today, as_of: None, lapse_days: 60 };
//! let audit = audit::Audit::new(asked, stock, readings, seen, &[]);
//! println!("{:?}", audit.conclusion());
//! let html = report::html(&audit, &report::Basis::of(verifier), starseal::Language::Ja)?;
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

// The unit tests use the fixtures of the core's tests.
#[cfg(test)]
#[path = "../../core/tests/common/mod.rs"]
mod common;

pub mod audit;
pub mod exif;
pub mod finding;
pub mod reading;
pub mod recheck;
pub mod report;
pub mod sighting;
pub mod stock;
pub mod words;
