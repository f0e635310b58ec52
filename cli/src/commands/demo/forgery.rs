//! Changes to the bytes of a sealed label, which need no key.

use super::stage::unexpected;
use crate::exit::Failure;
use crate::messages::say;
use starseal::{Label, LabelBuilder, Level, SealedLabel, dangerous};

/// Flips one bit of the signature, which is the end of the bytes.
pub(super) fn flip_signature(sealed: &SealedLabel) -> Result<SealedLabel, Failure> {
    let mut bytes = sealed.as_bytes().to_vec();
    // A parsed envelope ends in a signature of 64 bytes, so there is a last byte.
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
    SealedLabel::from_bytes(&bytes).map_err(unexpected)
}

/// Overwrites the level in the bytes of a sealed label, and keeps the signature.
pub(super) fn raise_stars(label: &Label, sealed: &SealedLabel, level: Level) -> Result<(Label, SealedLabel), Failure> {
    let claims = label.to_claims();
    let raised = with_level(label, level)?;
    let raised_claims = raised.to_claims();
    let mut bytes = sealed.as_bytes().to_vec();
    let start = bytes.windows(claims.len()).position(|window| window == claims);
    let place = start.and_then(|start| bytes.get_mut(start..start + raised_claims.len()));
    match place {
        Some(place) if claims.len() == raised_claims.len() => place.copy_from_slice(&raised_claims),
        _ => return Err(unexpected(say!("demo-no-claims"))),
    }
    Ok((raised, SealedLabel::from_bytes(&bytes).map_err(unexpected)?))
}

/// Returns the same label with another level, even if the scheme does not allow it.
fn with_level(label: &Label, level: Level) -> Result<Label, Failure> {
    let mut builder = LabelBuilder::new(
        label.product_id().clone(),
        level,
        label.issued_on(),
        label.expires_on(),
        label.status_index(),
    );
    if let Some(criteria) = label.criteria() {
        builder = builder.criteria(criteria);
    }
    if let Some(category) = label.category() {
        builder = builder.category(category);
    }
    if let Some(holder) = label.holder() {
        builder = builder.holder(holder).map_err(unexpected)?;
    }
    if let Some(model) = label.model() {
        builder = builder.model(model).map_err(unexpected)?;
    }
    Ok(dangerous::build_against_the_rules(builder))
}
