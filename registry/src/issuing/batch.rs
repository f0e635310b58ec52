//! A batch: labels read, checked against each other, sealed, verified and named. Nothing is written.

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
    /// The name of its files, without extension.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The label and its seal.
    #[must_use]
    pub fn issued(&self) -> &IssuedLabel {
        &self.issued
    }

    /// The name of its file in a format.
    #[must_use]
    pub fn file_name(&self, format: Format) -> String {
        file_name(&self.name, format)
    }
}

fn file_name(name: &str, format: Format) -> String {
    format!("{name}.{}", format.extension())
}

/// Why a row did not become a label of the batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchFault {
    /// The row is not a label that the scheme allows.
    #[error(transparent)]
    Row(#[from] RowFault),
    /// The label may not stand beside those already in the batch.
    #[error(transparent)]
    Rule(#[from] RuleFault),
    /// The label was not sealed, or a verifier refused the seal.
    #[error(transparent)]
    Seal(#[from] SealFault),
    /// A file of its name is there already, from before the batch.
    #[error("the file {file} exists already")]
    NameOccupied {
        /// The file's name.
        file: String,
    },
}

impl BatchFault {
    /// A stable name of the cause in kebab-case.
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

/// The labels of one run. A row that is refused, at whatever step, leaves no trace: its corrected twin is taken.
#[derive(Debug)]
pub struct Batch<S> {
    sealer: Sealer<S>,
    today: Date,
    formats: Vec<Format>,
    /// File names that are taken, in lower case.
    occupied: HashSet<String>,
    names: FileNames,
    rules: BatchRules,
    labels: Vec<NamedLabel>,
}

impl<S: Signer> Batch<S> {
    /// An empty batch. `today` is the first day of labels whose row names none; `formats` are the files that each label
    /// is to have.
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

    /// Names files that exist where the batch is to be written. No label gets one of these names, in any case of
    /// letters.
    #[must_use]
    pub fn with_occupied<T: AsRef<str>>(mut self, files: impl IntoIterator<Item = T>) -> Self {
        self.occupied.extend(files.into_iter().map(|file| file.as_ref().to_lowercase()));
        self
    }

    /// Takes a row: reads it by the scheme, compares it with the batch, seals it, has the seal verified, and names it.
    ///
    /// # Errors
    /// [`BatchFault`]. Then the batch is as it was before.
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
        // All steps that can fail are behind: from here on the label is in.
        self.rules.enter(issued.label())?;
        let name = self.names.give(issued.label()).into();
        Ok(self.labels.push_mut(NamedLabel { name, issued }))
    }

    /// The labels taken so far, in the order of their rows.
    #[must_use]
    pub fn labels(&self) -> &[NamedLabel] {
        &self.labels
    }

    /// What seals them.
    #[must_use]
    pub fn sealer(&self) -> &Sealer<S> {
        &self.sealer
    }
}
