//! What nobody should need: claims that nobody verified, and seals that every verifier refuses.
//!
//! For inspecting a label layer by layer, and for tests and demonstrations of what is refused. Nothing that this
//! module returns says anything about a product.

use crate::issue::LabelBuilder;
use crate::keys::{Signer, SignerError};
use crate::label::{ClaimsError, Label};
use crate::seal::SealedLabel;

/// What a seal encloses, without any word on who wrote it.
///
/// # Errors
/// [`ClaimsError`], where it is not a label's claims.
pub fn unverified_label(sealed: &SealedLabel) -> Result<Label, ClaimsError> {
    Label::from_claims(sealed.unverified_payload())
}

/// The bytes that a seal encloses, without any word on who wrote them.
#[must_use]
pub fn unverified_payload(sealed: &SealedLabel) -> &[u8] {
    sealed.unverified_payload()
}

/// A label that the scheme may not allow.
#[must_use]
pub fn build_against_the_rules(builder: LabelBuilder) -> Label {
    builder.build_unchecked()
}

/// Seals bytes that may not be a label at all.
///
/// # Errors
/// [`SignerError`].
pub fn seal_any_payload(payload: &[u8], signer: &dyn Signer) -> Result<SealedLabel, SignerError> {
    crate::seal::seal_payload(payload, signer)
}
