//! A batch of labels, which are parsed, compared with each other, sealed, verified and named. It writes no files.

use super::fault::RowFault;
use super::names::FileNames;
use super::print::Format;
use super::reader::RowReader;
use super::row::LabelRow;
use super::rules::{BatchRules, RuleFault};
use super::sealer::{IssuedLabel, SealFault, Sealer};
use starseal::{Date, Signer};
use std::collections::HashSet;

/// A label of a batch, with the name of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLabel {
    name: Box<str>,
    issued: IssuedLabel,
}

impl NamedLabel {
    /// Returns the name of its files, without extension.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the label and its seal.
    #[must_use]
    pub fn issued(&self) -> &IssuedLabel {
        &self.issued
    }

    /// Returns the name of its file in a format.
    #[must_use]
    pub fn file_name(&self, format: Format) -> String {
        file_name(&self.name, format)
    }
}

fn file_name(name: &str, format: Format) -> String {
    format!("{name}.{}", format.extension())
}

/// The reason why a row did not become a label of the batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchFault {
    /// The row is not a label that the scheme allows.
    #[error(transparent)]
    Row(#[from] RowFault),
    /// The label conflicts with those already in the batch.
    #[error(transparent)]
    Rule(#[from] RuleFault),
    /// The label was not sealed, or a verifier refused the seal.
    #[error(transparent)]
    Seal(#[from] SealFault),
    /// A file with the name of the label's file existed before the batch.
    #[error("the file {file} already exists")]
    NameOccupied {
        /// The file's name.
        file: String,
    },
}

impl BatchFault {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            BatchFault::Row(fault) => fault.cause.code(),
            BatchFault::Rule(fault) => fault.code(),
            BatchFault::Seal(fault) => fault.code(),
            BatchFault::NameOccupied { .. } => "name-occupied",
        }
    }
}

/// The labels of one run. A refused row leaves the batch unchanged, so that a corrected row is accepted.
#[derive(Debug)]
pub struct Batch<S> {
    sealer: Sealer<S>,
    today: Date,
    formats: Vec<Format>,
    /// The names of existing files, in lower case.
    occupied: HashSet<String>,
    names: FileNames,
    rules: BatchRules,
    labels: Vec<NamedLabel>,
}

impl<S: Signer> Batch<S> {
    /// Makes an empty batch. `today` is the first day of labels whose row has none; `formats` are the formats of each
    /// label's files.
    #[must_use]
    pub fn new(sealer: Sealer<S>, today: Date, formats: &[Format]) -> Self {
        Batch {
            sealer,
            today,
            formats: formats.to_vec(),
            occupied: HashSet::new(),
            names: FileNames::default(),
            rules: BatchRules::default(),
            labels: Vec::new(),
        }
    }

    /// Sets the names of files that exist in the folder of the batch. No label's file gets one of these names,
    /// regardless of case.
    #[must_use]
    pub fn with_occupied<T: AsRef<str>>(mut self, files: impl IntoIterator<Item = T>) -> Self {
        self.occupied.extend(files.into_iter().map(|file| file.as_ref().to_lowercase()));
        self
    }

    /// Adds a row: parses it with the scheme, compares it with the batch, seals it, verifies the seal, and names it.
    ///
    /// # Errors
    /// [`BatchFault`]. Then the batch is unchanged.
    pub fn take(&mut self, row: &LabelRow) -> Result<&NamedLabel, BatchFault> {
        let scheme = &self.sealer.verifier().trust_list().statement().scheme;
        let label = RowReader::new(scheme, self.today).label(row)?;
        self.rules.check(&label)?;
        let name = self.names.propose(&label);
        let files = self.formats.iter().map(|format| file_name(&name, *format));
        if let Some(file) = files.into_iter().find(|file| self.occupied.contains(&file.to_lowercase())) {
            return Err(BatchFault::NameOccupied { file });
        }
        let issued = self.sealer.seal(label)?;
        // No later step can fail, so the label is now part of the batch.
        self.rules.enter(issued.label())?;
        let name = self.names.give(issued.label()).into();
        Ok(self.labels.push_mut(NamedLabel { name, issued }))
    }

    /// Returns the labels added so far, in the order of their rows.
    #[must_use]
    pub fn labels(&self) -> &[NamedLabel] {
        &self.labels
    }

    /// Returns the sealer of the batch.
    #[must_use]
    pub fn sealer(&self) -> &Sealer<S> {
        &self.sealer
    }
}
