//! What somebody can do to a sealed label without its key: change its bytes.

use super::stage::unexpected;
use crate::exit::Failure;
use starseal::{Label, LabelBuilder, Level, SealedLabel, dangerous};

/// One bit of the signature, which stands at the end.
pub(super) fn flip_signature(sealed: &SealedLabel) -> Result<SealedLabel, Failure> {
    let mut bytes = sealed.as_bytes().to_vec();
    // An envelope that was read ends in a signature of 64 bytes, so there is a last one.
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
    SealedLabel::from_bytes(&bytes).map_err(unexpected)
}

/// Writes another level over that of a label, in place, and leaves the signature as it is.
pub(super) fn raise_stars(label: &Label, sealed: &SealedLabel, level: Level) -> Result<(Label, SealedLabel), Failure> {
    let claims = label.to_claims();
    let raised = with_level(label, level)?;
    let raised_claims = raised.to_claims();
    let mut bytes = sealed.as_bytes().to_vec();
    let start = bytes.windows(claims.len()).position(|window| window == claims);
    let place = start.and_then(|start| bytes.get_mut(start..start + raised_claims.len()));
    match place {
        Some(place) if claims.len() == raised_claims.len() => place.copy_from_slice(&raised_claims),
        _ => return Err(unexpected("the claims are not where they should be in the seal")),
    }
    Ok((raised, SealedLabel::from_bytes(&bytes).map_err(unexpected)?))
}

/// The same label with another level, whatever the scheme says.
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
