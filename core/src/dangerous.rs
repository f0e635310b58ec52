//! Unverified claims, and seals that every verifier refuses. A program that checks labels does not need this module.
//!
//! It is for inspecting a label layer by layer, and for tests and demonstrations of what is refused. Nothing that this
//! module returns proves anything about a product.

use crate::issue::LabelBuilder;
use crate::keys::{Signer, SignerError};
use crate::label::{ClaimsError, Label};
use crate::seal::SealedLabel;

/// Reads the claims in a seal **without verifying its signature**. Anyone can have written them.
///
/// # Errors
/// [`ClaimsError`] if the payload is not a label's claims.
pub fn unverified_label(sealed: &SealedLabel) -> Result<Label, ClaimsError> {
    Label::from_claims(sealed.unverified_payload())
}

/// Returns the payload of a seal **without verifying its signature**. Anyone can have written it.
#[must_use]
pub fn unverified_payload(sealed: &SealedLabel) -> &[u8] {
    sealed.unverified_payload()
}

/// Builds a label without checking the scheme's rules. Verifiers refuse a label that breaks one.
#[must_use]
pub fn build_against_the_rules(builder: LabelBuilder) -> Label {
    builder.build_unchecked()
}

/// Seals a payload of any bytes, which may not be a label.
///
/// # Errors
/// [`SignerError`] if the signer fails, or if the envelope is longer than [`MAX_SEALED_BYTES`].
///
/// [`MAX_SEALED_BYTES`]: crate::limits::MAX_SEALED_BYTES
pub fn seal_any_payload(payload: &[u8], signer: &dyn Signer) -> Result<SealedLabel, SignerError> {
    crate::seal::seal_payload(payload, signer)
}
