//! Seals labels, and hands out none that a verifier of the same trust list would refuse.

use starseal::carrier::{CarrierPrefix, ErrorCorrection, Symbol, SymbolError};
use starseal::keys::SignerError;
use starseal::seal::{SealError, seal};
use starseal::trust::{Issuer, TrustedKey};
use starseal::{CarrierText, Code, Date, Finding, KeyId, Label, SealedLabel, Signer, Verifier, When};
use std::collections::HashMap;

/// A label whose seal a verifier accepted. There is one way to get one: [`Sealer::seal`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedLabel {
    label: Label,
    /// The envelope's bytes alone: a batch may hold a million of them.
    sealed: Box<[u8]>,
}

impl IssuedLabel {
    /// What the label says.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// The sealed label's bytes: one COSE_Sign1.
    #[must_use]
    pub fn sealed_bytes(&self) -> &[u8] {
        &self.sealed
    }

    /// The sealed label.
    ///
    /// # Errors
    /// [`SealError`], where the bytes changed in memory since they were verified.
    pub fn sealed(&self) -> Result<SealedLabel, SealError> {
        SealedLabel::from_bytes(&self.sealed)
    }
}

/// Why a key cannot seal for an issuer at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealerError {
    /// The trust list does not name the key.
    #[error("key {key_id} is not in the trust list: every verifier would refuse its labels")]
    KeyNotListed {
        /// The key's ID.
        key_id: KeyId,
    },
    /// The issuer does not have the prefix asked for.
    #[error("{wanted:?} is not a prefix of {issuer}")]
    PrefixNotListed {
        /// The prefix asked for.
        wanted: String,
        /// The issuer's name in English.
        issuer: String,
        /// The prefixes that the trust list has for it.
        prefixes: Vec<CarrierPrefix>,
    },
    /// The issuer has several prefixes, and none was asked for.
    #[error("{issuer} has several prefixes, and none is chosen")]
    PrefixNotChosen {
        /// The issuer's name in English.
        issuer: String,
        /// The prefixes that the trust list has for it.
        prefixes: Vec<CarrierPrefix>,
    },
}

impl SealerError {
    /// A stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            SealerError::KeyNotListed { .. } => "key-not-listed",
            SealerError::PrefixNotListed { .. } => "prefix-not-listed",
            SealerError::PrefixNotChosen { .. } => "prefix-not-chosen",
        }
    }
}

/// Why one label was not handed out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealFault {
    /// The signer made no usable signature.
    #[error(transparent)]
    Signer(SignerError),
    /// A verifier of the trust list does not accept the seal.
    #[error("a verifier would refuse the label ({}): {finding}", finding_code(finding))]
    Refused {
        /// What the verifier found.
        finding: Finding,
        /// The first issue date that the trust list lets the key seal.
        key_from: Date,
        /// The last one.
        key_until: Date,
    },
    /// The carrier does not fit into a symbol that may be printed, or its symbol does not read back.
    #[error(transparent)]
    Symbol(SymbolError),
}

fn finding_code(finding: &Finding) -> Code {
    finding.code()
}

impl SealFault {
    /// A stable name of the cause in kebab-case; a verifier's own code where it refused the label.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            SealFault::Signer(_) => "signer-failed",
            SealFault::Refused { finding, .. } => finding.code().as_str(),
            SealFault::Symbol(SymbolError::TooDense { .. }) => "symbol-too-dense",
            SealFault::Symbol(_) => "symbol-not-read-back",
        }
    }
}

/// A key, where its labels lead, and the verifier that every label must pass.
#[derive(Debug)]
pub struct Sealer<S> {
    signer: S,
    verifier: Verifier,
    prefix: CarrierPrefix,
    error_correction: ErrorCorrection,
    /// The lengths in characters of carriers whose symbol was drawn and read back: whether one fits depends on its
    /// length alone, so each length is tried once here. [`Printer`](super::Printer) reads back every symbol it draws.
    fits: HashMap<usize, Result<(), SymbolError>>,
}

impl<S: Signer> Sealer<S> {
    /// Sets up a sealer. The trust list must name the signer's key. `prefix` is one of its issuer's; `None` is enough
    /// where the issuer has one only.
    ///
    /// # Errors
    /// [`SealerError`].
    pub fn new(
        signer: S,
        verifier: Verifier,
        prefix: Option<&str>,
        error_correction: ErrorCorrection,
    ) -> Result<Self, SealerError> {
        let (issuer, _) = find(&verifier, &signer)?;
        let prefix = choose_prefix(issuer, prefix)?;
        Ok(Sealer { signer, verifier, prefix, error_correction, fits: HashMap::new() })
    }

    /// The verifier that every label passes.
    #[must_use]
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Where the labels lead.
    #[must_use]
    pub fn prefix(&self) -> &CarrierPrefix {
        &self.prefix
    }

    /// The error correction level of the symbols.
    #[must_use]
    pub fn error_correction(&self) -> ErrorCorrection {
        self.error_correction
    }

    /// Seals a label, has its carrier checked as of its first day, and makes sure that a symbol can hold it.
    ///
    /// That no status list is at hand, or that the label counts later only, does not keep it from being issued.
    ///
    /// # Errors
    /// [`SealFault`]. Then nothing is handed out.
    pub fn seal(&mut self, label: Label) -> Result<IssuedLabel, SealFault> {
        let sealed = seal(&label, &self.signer).map_err(SealFault::Signer)?;
        let carrier = CarrierText::for_symbol(&self.prefix, &sealed);
        self.verify(&carrier, &label)?;
        self.fit(&carrier)?;
        Ok(IssuedLabel { label, sealed: sealed.as_bytes().into() })
    }

    fn verify(&self, carrier: &CarrierText, label: &Label) -> Result<(), SealFault> {
        let verdict = self.verifier.check(carrier.as_str(), When::On(label.issued_on()));
        match verdict.deciding() {
            Some(finding) if !verdict.is_authentic() => {
                let window = find(&self.verifier, &self.signer).map(|(_, key)| (key.from, key.until));
                let (key_from, key_until) = window.unwrap_or((label.issued_on(), label.issued_on()));
                Err(SealFault::Refused { finding: finding.clone(), key_from, key_until })
            }
            _ => Ok(()),
        }
    }

    fn fit(&mut self, carrier: &CarrierText) -> Result<(), SealFault> {
        let error_correction = self.error_correction;
        let try_it = || Symbol::encode(carrier, error_correction).map(drop);
        let outcome = self.fits.entry(carrier.as_str().len()).or_insert_with(try_it).clone();
        if outcome == Err(SymbolError::NotReadBack) {
            // One symbol that does not read back says nothing about others of its length.
            self.fits.remove(&carrier.as_str().len());
        }
        outcome.map_err(SealFault::Symbol)
    }
}

/// The issuer whose key this is.
fn find<'a>(verifier: &'a Verifier, signer: &dyn Signer) -> Result<(&'a Issuer, &'a TrustedKey), SealerError> {
    let public = signer.public_key();
    let issuers = &verifier.trust_list().statement().issuers;
    let found =
        issuers.iter().find_map(|issuer| Some((issuer, issuer.keys.iter().find(|key| key.public_key == public)?)));
    found.ok_or_else(|| SealerError::KeyNotListed { key_id: public.key_id() })
}

fn choose_prefix(issuer: &Issuer, wanted: Option<&str>) -> Result<CarrierPrefix, SealerError> {
    let name = || issuer.names.en().to_owned();
    match (wanted, issuer.prefixes.as_slice()) {
        (Some(wanted), prefixes) => prefixes.iter().find(|prefix| prefix.matches(wanted)).cloned().ok_or_else(|| {
            SealerError::PrefixNotListed { wanted: wanted.to_owned(), issuer: name(), prefixes: prefixes.to_vec() }
        }),
        (None, [only]) => Ok(only.clone()),
        (None, prefixes) => Err(SealerError::PrefixNotChosen { issuer: name(), prefixes: prefixes.to_vec() }),
    }
}
