//! Seals labels, and returns only those that a verifier with the same trust list accepts.

use starseal::carrier::{CarrierPrefix, ErrorCorrection, Symbol, SymbolError};
use starseal::keys::SignerError;
use starseal::seal::{SealError, seal};
use starseal::trust::{Issuer, TrustedKey};
use starseal::{CarrierText, Code, Date, Finding, Gtin, KeyId, Label, SealedLabel, Signer, Verifier, When};
use std::collections::HashMap;

/// A label whose seal a verifier accepted. Only [`Sealer::seal`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedLabel {
    label: Label,
    /// The bytes of the envelope. They are not kept parsed, since a batch may have a million labels.
    sealed: Box<[u8]>,
    /// The GTIN in the carrier, if the symbol is for tills.
    carried: Option<Gtin>,
}

impl IssuedLabel {
    /// Returns the label.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// Returns the bytes of the sealed label, one COSE_Sign1.
    #[must_use]
    pub fn sealed_bytes(&self) -> &[u8] {
        &self.sealed
    }

    /// Parses the sealed label.
    ///
    /// # Errors
    /// [`SealError`], if the bytes changed in memory after they were verified.
    pub fn sealed(&self) -> Result<SealedLabel, SealError> {
        SealedLabel::from_bytes(&self.sealed)
    }

    /// Returns the text of the label's symbol: with the GTIN behind the payload if the symbol is for tills.
    ///
    /// # Errors
    /// [`SealError`], as for [`sealed`](Self::sealed).
    pub fn carrier(&self, prefix: &CarrierPrefix) -> Result<CarrierText, SealError> {
        Ok(carrier(prefix, &self.sealed()?, self.carried))
    }
}

/// The reason why a key cannot seal labels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealerError {
    /// The trust list does not name the key.
    #[error("key {key_id} is not in the trust list, so verifiers would refuse its labels")]
    KeyNotListed {
        /// The key's ID.
        key_id: KeyId,
    },
    /// The issuer does not have the requested prefix.
    #[error("{wanted:?} is not a prefix of {issuer}")]
    PrefixNotListed {
        /// The requested prefix.
        wanted: String,
        /// The issuer's name in English.
        issuer: String,
        /// The prefixes of the issuer in the trust list.
        prefixes: Vec<CarrierPrefix>,
    },
    /// The issuer has several prefixes, and none was requested.
    #[error("{issuer} has several prefixes, and none is chosen")]
    PrefixNotChosen {
        /// The issuer's name in English.
        issuer: String,
        /// The prefixes of the issuer in the trust list.
        prefixes: Vec<CarrierPrefix>,
    },
}

impl SealerError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            SealerError::KeyNotListed { .. } => "key-not-listed",
            SealerError::PrefixNotListed { .. } => "prefix-not-listed",
            SealerError::PrefixNotChosen { .. } => "prefix-not-chosen",
        }
    }
}

/// The reason why a label was not sealed or not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealFault {
    /// The signer returned no usable signature.
    #[error(transparent)]
    Signer(SignerError),
    /// A verifier of the trust list does not accept the seal.
    #[error("a verifier would refuse the label ({}): {finding}", finding_code(finding))]
    Refused {
        /// The finding of the verifier.
        finding: Finding,
        /// The first issue date of labels that the key may seal.
        key_from: Date,
        /// The last issue date of labels that the key may seal.
        key_until: Date,
    },
    /// The symbol is for tills, and the label names no GTIN.
    #[error("the label has no GTIN, which a symbol for tills carries")]
    GtinMissing,
    /// The carrier does not fit into the largest allowed symbol, or its symbol cannot be read back.
    #[error(transparent)]
    Symbol(SymbolError),
}

fn finding_code(finding: &Finding) -> Code {
    finding.code()
}

impl SealFault {
    /// Returns the stable name of the cause in kebab-case, or the code of the verifier if it refused the label.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            SealFault::Signer(error) => error.code(),
            SealFault::Refused { finding, .. } => finding.code().as_str(),
            SealFault::Symbol(SymbolError::TooDense { .. }) => "symbol-too-dense",
            SealFault::GtinMissing => "gtin-missing",
            SealFault::Symbol(_) => "symbol-not-read-back",
        }
    }
}

/// A sealer of labels: a key, the prefix of its labels, and the verifier that must accept every label.
#[derive(Debug)]
pub struct Sealer<S> {
    signer: S,
    verifier: Verifier,
    prefix: CarrierPrefix,
    error_correction: ErrorCorrection,
    for_tills: bool,
    /// The results of drawing a symbol and reading it back, by the length of the carrier in characters. Whether a
    /// carrier fits depends only on its length, so each length is tried once. [`Printer`](super::Printer) reads back
    /// every symbol that it draws.
    fits: HashMap<usize, Result<(), SymbolError>>,
}

impl<S: Signer> Sealer<S> {
    /// Makes a sealer. The trust list must name the signer's key. `prefix` is a prefix of the issuer; it may be `None`
    /// if the issuer has only one.
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
        Ok(Sealer { signer, verifier, prefix, error_correction, for_tills: false, fits: HashMap::new() })
    }

    /// Makes all symbols readable at tills as well: each carrier is a GS1 Digital Link URI with the first GTIN of its
    /// label. A label without a GTIN is refused as `gtin-missing`.
    #[must_use]
    pub fn for_tills(mut self) -> Self {
        self.for_tills = true;
        self
    }

    /// Returns the verifier that must accept every label.
    #[must_use]
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Returns the prefix of the labels.
    #[must_use]
    pub fn prefix(&self) -> &CarrierPrefix {
        &self.prefix
    }

    /// Returns the error correction level of the symbols.
    #[must_use]
    pub fn error_correction(&self) -> ErrorCorrection {
        self.error_correction
    }

    /// Seals a label, checks its carrier for the label's first day, and checks that it fits into a symbol.
    ///
    /// A label is issued even if no status list is held, or if its first day is in the future.
    ///
    /// # Errors
    /// [`SealFault`]. Then no label is returned.
    pub fn seal(&mut self, label: Label) -> Result<IssuedLabel, SealFault> {
        let carried = match label.gtins().first() {
            None if self.for_tills => return Err(SealFault::GtinMissing),
            first => first.copied().filter(|_| self.for_tills),
        };
        let sealed = seal(&label, &self.signer).map_err(SealFault::Signer)?;
        let carrier = carrier(&self.prefix, &sealed, carried);
        self.verify(&carrier, &label)?;
        self.fit(&carrier)?;
        Ok(IssuedLabel { label, sealed: sealed.as_bytes().into(), carried })
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
            // A symbol that cannot be read back does not imply the same for others of this length.
            self.fits.remove(&carrier.as_str().len());
        }
        outcome.map_err(SealFault::Symbol)
    }
}

/// Returns the issuer that has the signer's key, and its entry for the key.
fn find<'a>(verifier: &'a Verifier, signer: &dyn Signer) -> Result<(&'a Issuer, &'a TrustedKey), SealerError> {
    let public = signer.public_key();
    let issuers = &verifier.trust_list().statement().issuers;
    let found =
        issuers.iter().find_map(|issuer| Some((issuer, issuer.keys.iter().find(|key| key.public_key == public)?)));
    found.ok_or_else(|| SealerError::KeyNotListed { key_id: public.key_id() })
}

fn carrier(prefix: &CarrierPrefix, sealed: &SealedLabel, carried: Option<Gtin>) -> CarrierText {
    match carried {
        Some(gtin) => CarrierText::for_till(prefix, sealed, gtin),
        None => CarrierText::for_symbol(prefix, sealed),
    }
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
