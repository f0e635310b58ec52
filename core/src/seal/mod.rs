//! How a label is sealed: one COSE_Sign1 (RFC 9052) of one fixed profile.

mod envelope;
mod key;
mod signer;
#[cfg(test)]
mod tests;

pub(crate) use envelope::{SIGNATURE_BYTES, header_bytes, read_kid, read_protected, read_unprotected};
pub use envelope::{SealError, SealedLabel};
pub(crate) use envelope::{seal_payload, to_be_signed};
pub use key::{KeyError, KeyId, PublicKey, Thumbprint};
pub use signer::{Signer, SignerError, SigningKey};

use crate::Label;

/// Seals a label.
///
/// The signature is verified before it is handed out, so that a faulty signer's never reaches a sticker. Whether the
/// scheme allows the label is not asked here: [`LabelBuilder`](crate::LabelBuilder) makes none that it forbids.
///
/// # Errors
/// [`SignerError`], where the signer fails or its signature does not verify.
pub fn seal(label: &Label, signer: &dyn Signer) -> Result<SealedLabel, SignerError> {
    seal_payload(&label.to_claims(), signer)
}
