//! Keys and certificates in DER (X.690), by the shape of their outermost items.

use crate::messages::{Message, message, say};
use pkcs8::ObjectIdentifier;
use pkcs8::der::asn1::AnyRef;
use pkcs8::der::{Decode, Reader, SliceReader, Tag, Tagged};

/// What a DER item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DerKind {
    /// A private key in PKCS#8.
    PrivateKey {
        /// The algorithm.
        algorithm: ObjectIdentifier,
        /// Whether the version is 2, which has a public half too, and which openssl 3.0 does not read.
        is_v2: bool,
    },
    /// An encrypted private key in PKCS#8.
    EncryptedPrivateKey,
    /// A public key (SPKI), with its algorithm.
    PublicKey(ObjectIdentifier),
    /// A private key on an elliptic curve in the form of SEC 1.
    EcPrivateKey,
    /// A private key of RSA in the form of PKCS#1.
    RsaPrivateKey,
    /// A certificate, with the algorithm of its public key.
    Certificate(Option<ObjectIdentifier>),
    /// A request for a certificate.
    CertificateRequest,
    /// A PKCS#12 file.
    Pkcs12,
    /// A message or a list of certificates in PKCS#7.
    Pkcs7,
}

/// The algorithm identifier of Ed25519 (RFC 8410).
pub(crate) const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// The content type of the outermost part of a PKCS#12 file.
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");

/// The content type of signed data in PKCS#7.
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// The start of a PKCS#12 file with an indefinite length, which is not DER: a sequence, and the integer 3.
const BER_PKCS12: &[u8] = &[0x30, 0x80, 0x02, 0x01, 0x03];

impl DerKind {
    /// Recognizes a DER item that is the whole of the bytes.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(BER_PKCS12) {
            return Some(DerKind::Pkcs12);
        }
        let mut reader = SliceReader::new(bytes).ok()?;
        let top = AnyRef::decode(&mut reader).ok()?;
        if top.tag() != Tag::Sequence || !reader.is_finished() {
            return None;
        }
        let items = children(&top)?;
        let tags: Vec<Tag> = items.iter().map(Tagged::tag).collect();
        match (tags.as_slice(), items.as_slice()) {
            ([Tag::Integer, Tag::Sequence, Tag::OctetString, ..], [version, algorithm, ..]) => {
                Some(DerKind::PrivateKey { algorithm: identifier(algorithm)?, is_v2: version.value() == [1] })
            }
            ([Tag::Integer, Tag::Sequence, ..], [version, content, ..]) if version.value() == [3] => {
                (identifier(content)? == DATA).then_some(DerKind::Pkcs12)
            }
            ([Tag::Integer, Tag::OctetString, ..], [version, ..]) if version.value() == [1] => {
                Some(DerKind::EcPrivateKey)
            }
            ([Tag::Integer, ..], [version, ..]) if version.value() == [0] && tags.len() == 9 => {
                tags.iter().all(|tag| *tag == Tag::Integer).then_some(DerKind::RsaPrivateKey)
            }
            ([Tag::Sequence, Tag::OctetString], [algorithm, _]) => {
                identifier(algorithm).map(|_| DerKind::EncryptedPrivateKey)
            }
            ([Tag::Sequence, Tag::BitString], [algorithm, _]) => Some(DerKind::PublicKey(identifier(algorithm)?)),
            ([Tag::Sequence, Tag::Sequence, Tag::BitString], [signed, ..]) => signed_kind(&children(signed)?),
            ([Tag::ObjectIdentifier, ..], [kind, ..]) => {
                (kind.decode_as::<ObjectIdentifier>().ok()? == SIGNED_DATA).then_some(DerKind::Pkcs7)
            }
            _ => None,
        }
    }

    /// Returns the name of the kind, with an article.
    pub(super) fn name(&self) -> Message {
        match self {
            DerKind::PrivateKey { .. } => message!("found-der-private"),
            DerKind::EncryptedPrivateKey => message!("found-der-encrypted"),
            DerKind::PublicKey(_) => message!("found-der-public"),
            DerKind::EcPrivateKey => message!("found-der-ec"),
            DerKind::RsaPrivateKey => message!("found-der-rsa"),
            DerKind::Certificate(_) => message!("found-certificate"),
            DerKind::CertificateRequest => message!("found-request"),
            DerKind::Pkcs12 => message!("found-pkcs-file"),
            DerKind::Pkcs7 => message!("found-pkcs-message"),
        }
    }
}

/// Distinguishes a certificate from a request by the items that are signed.
fn signed_kind(items: &[AnyRef<'_>]) -> Option<DerKind> {
    let is_version = |item: &&AnyRef<'_>| matches!(item.tag(), Tag::ContextSpecific { .. });
    let fields: &[AnyRef<'_>] = if items.first().as_ref().is_some_and(is_version) { items.get(1..)? } else { items };
    let tags: Vec<Tag> = fields.iter().map(Tagged::tag).collect();
    match tags.as_slice() {
        // Serial number, algorithm, issuer, validity, subject, public key.
        [Tag::Integer, Tag::Sequence, Tag::Sequence, Tag::Sequence, Tag::Sequence, Tag::Sequence, ..] => {
            let key = fields.get(5).and_then(children);
            Some(DerKind::Certificate(key.and_then(|key| identifier(key.first()?))))
        }
        // Version, subject, public key.
        [Tag::Integer, Tag::Sequence, Tag::Sequence, ..] => Some(DerKind::CertificateRequest),
        _ => None,
    }
}

/// Returns the items of a sequence.
pub(super) fn children<'a>(sequence: &AnyRef<'a>) -> Option<Vec<AnyRef<'a>>> {
    let mut reader = SliceReader::new(sequence.value()).ok()?;
    let mut items = Vec::new();
    while !reader.is_finished() {
        // No kind that is recognized has more.
        if items.len() >= 16 {
            return None;
        }
        items.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(items)
}

/// Returns the object identifier at the start of a sequence.
fn identifier(sequence: &AnyRef<'_>) -> Option<ObjectIdentifier> {
    if sequence.tag() != Tag::Sequence {
        return None;
    }
    let mut reader = SliceReader::new(sequence.value()).ok()?;
    ObjectIdentifier::decode(&mut reader).ok()
}

/// Returns the name of the algorithm of a key, with an article.
pub(crate) fn algorithm_name(oid: ObjectIdentifier) -> String {
    match oid.to_string().as_str() {
        "1.3.101.110" => say!("algorithm-x"),
        "1.3.101.111" => say!("algorithm-x-long"),
        "1.3.101.112" => say!("algorithm-ed"),
        "1.3.101.113" => say!("algorithm-ed-long"),
        "1.2.840.10045.2.1" => say!("algorithm-ec"),
        "1.2.840.113549.1.1.1" => say!("algorithm-rsa"),
        "1.2.840.113549.1.1.10" => say!("algorithm-rsa-pss"),
        "1.2.840.113549.1.3.1" => say!("algorithm-dh"),
        "1.2.840.10040.4.1" => say!("algorithm-dsa"),
        "2.16.840.1.101.3.4.3.17" | "2.16.840.1.101.3.4.3.18" | "2.16.840.1.101.3.4.3.19" => say!("algorithm-ml-dsa"),
        other => say!("algorithm-other", oid = other),
    }
}
