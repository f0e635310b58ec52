//! Seals labels, and hands out none that a verifier of the same trust list would refuse.

use super::request::Fault;
use crate::exit::Failure;
use crate::output::escape::printable;
use starseal::limits::MAX_ISSUED_VERSION;
use starseal::{
    CarrierPrefix, CarrierText, Code, ErrorCorrection, Issuer, Label, SealedLabel, Signer, SigningKey, Symbol,
    Timestamp, TrustedKey, Verifier, seal,
};
use std::collections::HashMap;

/// A key, where its labels lead, and the verifier that every label must pass.
pub(crate) struct Press {
    key: SigningKey,
    verifier: Verifier,
    prefix: CarrierPrefix,
    error_correction: ErrorCorrection,
    now: Timestamp,
    /// Whether a symbol holds a carrier depends on its length alone, so each length is tried once.
    fits: HashMap<usize, bool>,
}

impl Press {
    /// Sets up a press; the key must be in the trust list, and the prefix one of its issuer's.
    pub(crate) fn new(
        key: SigningKey,
        verifier: Verifier,
        prefix: Option<&str>,
        error_correction: ErrorCorrection,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let (issuer, _) = find(&verifier, &key)?;
        let prefix = choose_prefix(issuer, prefix)?;
        Ok(Press { key, verifier, prefix, error_correction, now, fits: HashMap::new() })
    }

    /// The verifier that every label passed.
    pub(crate) fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Where the labels lead.
    pub(crate) fn prefix(&self) -> &CarrierPrefix {
        &self.prefix
    }

    /// How much of a symbol may be lost.
    pub(crate) fn error_correction(&self) -> ErrorCorrection {
        self.error_correction
    }

    /// Seals a label, checks it as of its first day, and makes sure that it can be drawn.
    pub(crate) fn seal(&mut self, label: &Label) -> Result<SealedLabel, Fault> {
        let sealed = seal(label, &self.key)
            .map_err(|error| Fault::new(error, "look at the device or file that holds the key"))?;
        let carrier = CarrierText::for_symbol(&self.prefix, &sealed);
        let verdict = self.verifier.check_as_of(carrier.as_str(), label.issued_on(), self.now);
        if let Some(finding) = verdict.deciding().filter(|_| !verdict.is_authentic()) {
            return Err(Fault::new(
                format_args!("a verifier would refuse the label ({}): {finding}", verdict.code()),
                self.advice(verdict.code()),
            ));
        }
        if self.fits(&carrier) {
            Ok(sealed)
        } else {
            Err(Fault::new(
                format_args!(
                    "the label takes {} characters, too many for a symbol of version {MAX_ISSUED_VERSION} at error \
                     correction {}",
                    carrier.as_str().len(),
                    self.error_correction
                ),
                "shorten holder, model or serial, or choose a lower --error-correction",
            ))
        }
    }

    fn fits(&mut self, carrier: &CarrierText) -> bool {
        let error_correction = self.error_correction;
        *self.fits.entry(carrier.as_str().len()).or_insert_with(|| Symbol::encode(carrier, error_correction).is_ok())
    }

    fn advice(&self, code: Code) -> String {
        match (code, find(&self.verifier, &self.key)) {
            (Code::KeyNotAllowed, Ok((_, key))) => {
                format!("the trust list lets this key seal labels issued from {} until {}", key.from, key.until)
            }
            (Code::KeyCompromised, _) => "stop using this key, and make a new one".to_owned(),
            _ => "do not print it; compare the key, the trust list and the label".to_owned(),
        }
    }
}

/// The issuer whose key this is.
fn find<'a>(verifier: &'a Verifier, key: &SigningKey) -> Result<(&'a Issuer, &'a TrustedKey), Failure> {
    let public = key.public_key();
    let issuers = &verifier.trust_list().statement().issuers;
    let found =
        issuers.iter().find_map(|issuer| Some((issuer, issuer.keys.iter().find(|key| key.public_key == public)?)));
    found.ok_or_else(|| {
        Failure::refused(
            format_args!("key {} is not in the trust list: every verifier would refuse its labels", public.key_id()),
            "use the key that the list names, or a list that names this one (starseal trust create --issuer-key)",
        )
    })
}

fn choose_prefix(issuer: &Issuer, wanted: Option<&str>) -> Result<CarrierPrefix, Failure> {
    let all = || issuer.prefixes.iter().map(CarrierPrefix::as_str).collect::<Vec<_>>().join(", ");
    match (wanted, issuer.prefixes.as_slice()) {
        (Some(wanted), prefixes) => prefixes.iter().find(|prefix| prefix.matches(wanted)).cloned().ok_or_else(|| {
            Failure::usage(
                format_args!("{} is not a prefix of {}", printable(wanted), printable(issuer.names.en())),
                format_args!("the trust list has {}", all()),
            )
        }),
        (None, [only]) => Ok(only.clone()),
        (None, _) => Err(Failure::usage(
            format_args!("{} has several prefixes", printable(issuer.names.en())),
            format_args!("choose one with --prefix: {}", all()),
        )),
    }
}
