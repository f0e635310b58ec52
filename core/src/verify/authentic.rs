//! A label whose seal was verified.

use crate::trust::{Assessment, Issuer, Scheme, TrustList, TrustedKey};
use crate::{KeyId, Label};
use std::sync::Arc;

/// A label that an issuer in a trust list did seal, with a key that was allowed to.
///
/// There is one way to get one: [`Verifier::authenticate`](crate::Verifier::authenticate), or a verdict of it.
///
/// ```
/// fn product(label: &starseal::AuthenticLabel) -> &str {
///     label.label().product_id().as_str()
/// }
/// ```
///
/// Nobody can make one from a label that was not verified: its fields are private,
///
/// ```compile_fail,E0451
/// fn forge(label: starseal::Label, genuine: starseal::AuthenticLabel) -> starseal::AuthenticLabel {
///     starseal::AuthenticLabel { label, ..genuine }
/// }
/// ```
///
/// its only constructor too,
///
/// ```compile_fail,E0624
/// let forge = starseal::AuthenticLabel::new;
/// ```
///
/// there is none by default,
///
/// ```compile_fail,E0277
/// fn default<T: Default>() {}
/// default::<starseal::AuthenticLabel>();
/// ```
///
/// and none is read from data.
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
    is_witnessed: bool,
}

impl AuthenticLabel {
    /// The only constructor; called where a signature was verified under `key` of `issuer`.
    pub(super) fn new(
        label: Label,
        issuer: &Issuer,
        key: &TrustedKey,
        trust: &Arc<TrustList>,
        is_witnessed: bool,
    ) -> Self {
        AuthenticLabel { label, issuer: issuer.clone(), key: key.clone(), trust: Arc::clone(trust), is_witnessed }
    }

    /// What the label says.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// Who sealed it.
    #[must_use]
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// The trust list that vouches for the issuer.
    #[must_use]
    pub fn trust_list(&self) -> &TrustList {
        &self.trust
    }

    /// What the numbers in the label mean.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.trust.statement().scheme
    }

    /// Who says that the product meets the level; none where the dictionary does not define it.
    #[must_use]
    pub fn assessment(&self) -> Option<Assessment> {
        self.scheme().assessment(self.label.level())
    }

    /// The key that sealed it.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key.public_key.key_id()
    }

    /// Whether the issuer's status list bears witness to it; asked only where its key is marked compromised (R-31).
    pub(super) fn is_witnessed(&self) -> bool {
        self.is_witnessed
    }

    pub(super) fn key(&self) -> &TrustedKey {
        &self.key
    }
}

/// Two are equal that say the same under the same key of the same authority.
impl PartialEq for AuthenticLabel {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label && self.key == other.key && self.trust.authority_id() == other.trust.authority_id()
    }
}

impl Eq for AuthenticLabel {}
