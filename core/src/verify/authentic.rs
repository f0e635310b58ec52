//! Labels whose seal is verified and whose key was allowed to make it.

use super::open::Opened;
use crate::keys::KeyId;
use crate::label::Label;
use crate::trust::{Assessment, Issuer, Scheme, TrustList, TrustedKey};
use core::ops::Deref;
use std::sync::Arc;

/// A label that an issuer in a trust list sealed with a key that may seal it.
///
/// It comes from [`Verifier::authenticate`](crate::Verifier::authenticate) or from a verdict's
/// [`outcome`](crate::Verdict::outcome). It dereferences to the [`Label`], so that its claims can be read directly.
/// **An authentic label may still not count**: it may be expired, withdrawn or revoked. The outcome says so.
///
/// ```
/// fn product(label: &starseal::AuthenticLabel) -> &str {
///     label.product_id().as_str()
/// }
/// ```
///
/// There is no other way to get one: its fields are private,
///
/// ```compile_fail,E0451
/// fn forge(label: starseal::Label, genuine: starseal::AuthenticLabel) -> starseal::AuthenticLabel {
///     starseal::AuthenticLabel { label, ..genuine }
/// }
/// ```
///
/// so is its only constructor,
///
/// ```compile_fail,E0624
/// let forge = starseal::AuthenticLabel::new;
/// ```
///
/// it has no default,
///
/// ```compile_fail,E0277
/// fn default<T: Default>() {}
/// default::<starseal::AuthenticLabel>();
/// ```
///
/// and it cannot be read from data.
///
/// ```compile_fail,E0277
/// let forged: starseal::AuthenticLabel = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Debug, Clone)]
pub struct AuthenticLabel {
    label: Label,
    issuer: Issuer,
    key: TrustedKey,
    trust: Arc<TrustList>,
}

impl AuthenticLabel {
    /// Makes the label. This is the only constructor. The caller must have checked that the key may seal the label.
    pub(super) fn new(opened: Opened<'_>, trust: &Arc<TrustList>) -> Self {
        let Opened { label, by, .. } = opened;
        AuthenticLabel { label, issuer: by.issuer.clone(), key: by.key.clone(), trust: Arc::clone(trust) }
    }

    /// Returns the issuer that sealed the label.
    #[must_use]
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Returns the trust list that contains the issuer.
    #[must_use]
    pub fn trust_list(&self) -> &TrustList {
        &self.trust
    }

    /// Returns the scheme, whose dictionary defines the numbers in the label.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.trust.statement().scheme
    }

    /// Returns the assessment of the label's level; none if the dictionary does not define the level.
    #[must_use]
    pub fn assessment(&self) -> Option<Assessment> {
        self.scheme().assessment(self.label.level())
    }

    /// Returns the ID of the key that sealed the label.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key.public_key.key_id()
    }
}

impl Deref for AuthenticLabel {
    type Target = Label;

    /// Returns the claims of the label.
    fn deref(&self) -> &Label {
        &self.label
    }
}

/// Two labels are equal if their claims, their keys and their authorities are equal.
impl PartialEq for AuthenticLabel {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label && self.key == other.key && self.trust.authority_id() == other.trust.authority_id()
    }
}

impl Eq for AuthenticLabel {}
