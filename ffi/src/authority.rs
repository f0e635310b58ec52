//! The authorities that a verifier trusts, with the dates of the lists held.

use crate::label::Names;
use starseal::{TrustList, Verifier};

/// An authority that a verifier trusts. Instants are seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AuthorityContent {
    /// Its ID, 64 hexadecimal digits.
    pub authority_id: String,
    /// Its name.
    pub names: Names,
    /// The version of the trust list held.
    pub trust_version: u32,
    /// When that list was issued.
    pub trust_issued_at: u64,
    /// When a newer list is expected. Checks still work after this time.
    pub trust_expires_at: u64,
    /// The earliest possible present time: a clock with an earlier time is behind.
    pub clock_floor: u64,
    /// The issuers, who may seal labels.
    pub issuers: Vec<IssuerContent>,
}

/// An issuer in a trust list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct IssuerContent {
    /// Its name.
    pub names: Names,
    /// The prefixes of its labels' addresses.
    pub carrier_prefixes: Vec<String>,
    /// Where its status list is published, for apps to fetch every day; none if it publishes none.
    pub status_list_uri: Option<String>,
    /// When the status list held was issued; none if none is held.
    pub status_issued_at: Option<u64>,
}

/// Returns the authorities of a verifier, in the order of their anchors.
pub(crate) fn authorities(verifier: &Verifier) -> Vec<AuthorityContent> {
    verifier.trust_lists().map(|list| authority(verifier, list)).collect()
}

fn authority(verifier: &Verifier, list: &TrustList) -> AuthorityContent {
    let statement = list.statement();
    let floor = verifier.clock_floor(list.authority_id()).unwrap_or(statement.issued_at);
    AuthorityContent {
        authority_id: list.authority_id().to_string(),
        names: Names::from(&statement.names),
        trust_version: statement.version,
        trust_issued_at: statement.issued_at.unix_seconds(),
        trust_expires_at: statement.expires_at.unix_seconds(),
        clock_floor: floor.unix_seconds(),
        issuers: statement.issuers.iter().map(|entry| issuer(verifier, entry)).collect(),
    }
}

fn issuer(verifier: &Verifier, issuer: &starseal::trust::Issuer) -> IssuerContent {
    let uri = issuer.status_list.as_ref();
    let held = uri.and_then(|uri| verifier.status_lists().find(|list| list.uri() == uri));
    IssuerContent {
        names: Names::from(&issuer.names),
        carrier_prefixes: issuer.prefixes.iter().map(ToString::to_string).collect(),
        status_list_uri: uri.map(|uri| uri.as_str().to_owned()),
        status_issued_at: held.map(|list| list.issued_at().unix_seconds()),
    }
}
