//! A time stamp as it came: the answer of a server, taken apart, and not verified.

use super::StampError;
use super::request::integer;
use super::values::{Values, context};
use der::Tag;
use der::asn1::ObjectIdentifier;
use starseal::Timestamp;

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const STAMP_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// A time stamp, unverified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// The statement, as it is signed.
    pub(super) info: &'a [u8],
    /// The algorithm and the digest of what was stamped.
    pub(super) imprint: (ObjectIdentifier, &'a [u8]),
    pub(super) time: Timestamp,
    nonce: Option<&'a [u8]>,
    pub(super) certificates: Vec<&'a [u8]>,
    /// The algorithm of the digests in the signed attributes.
    pub(super) digest_algorithm: ObjectIdentifier,
    /// The signed attributes, as they are signed.
    pub(super) attributes: Vec<u8>,
    /// The digest of the statement, as the attributes state it.
    pub(super) message_digest: &'a [u8],
    /// The algorithm and the digest of the signer's certificate, as the attributes state them; SHA-256 if none.
    pub(super) certificate_digest: (Option<ObjectIdentifier>, &'a [u8]),
    pub(super) signature: &'a [u8],
}

impl<'a> Stamp<'a> {
    /// Takes an answer apart (RFC 3161 section 2.4.2).
    ///
    /// # Errors
    /// [`StampError`] if the server gave no stamp, or the answer is something else.
    pub fn from_answer(answer: &'a [u8]) -> Result<Self, StampError> {
        let mut outer = Values::new(answer, "the answer")?;
        let mut answer = outer.inner(Tag::Sequence, "the answer")?;
        outer.finish()?;
        let status = answer.inner(Tag::Sequence, "the status")?.content(Tag::Integer)?;
        // 0 is granted, 1 granted with changes.
        if !matches!(status, [0 | 1]) {
            return Err(StampError::NotGranted { status: status.last().copied().unwrap_or(u8::MAX) });
        }
        let mut token = answer.inner(Tag::Sequence, "the token")?;
        answer.finish()?;
        if token.identifier()? != SIGNED_DATA {
            return Err(StampError::Malformed { what: "the token" });
        }
        let mut signed = token.inner(context(0), "the signed data")?.inner(Tag::Sequence, "the signed data")?;
        Stamp::from_signed_data(&mut signed)
    }

    /// Returns the time that the stamp states.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.time
    }

    /// Checks that the stamp is the answer to the request with a number.
    ///
    /// # Errors
    /// [`StampError::OtherRequest`] if it is not.
    pub fn check_nonce(&self, nonce: [u8; 8]) -> Result<(), StampError> {
        if self.nonce == Some(&*integer(nonce)) { Ok(()) } else { Err(StampError::OtherRequest) }
    }

    /// Reads signed data (RFC 5652 section 5.1).
    fn from_signed_data(signed: &mut Values<'a>) -> Result<Self, StampError> {
        signed.content(Tag::Integer)?;
        signed.content(Tag::Set)?;
        let mut content = signed.inner(Tag::Sequence, "the content")?;
        if content.identifier()? != STAMP_INFO {
            return Err(StampError::Malformed { what: "the type of the content" });
        }
        let info = content.inner(context(0), "the content")?.content(Tag::OctetString)?;
        let mut certificates = Vec::new();
        if let Some(set) = signed.optional(context(0))? {
            let mut set = Values::new(set, "the certificates")?;
            while !set.is_empty() {
                certificates.push(set.raw()?);
            }
        }
        signed.optional(context(1))?;
        let mut signers = signed.inner(Tag::Set, "the signers")?;
        let signer = Signer::read(signers.inner(Tag::Sequence, "the signer")?)?;
        signers.finish()?;
        let (imprint, time, nonce) = read_info(info)?;
        Ok(Stamp {
            info,
            imprint,
            time,
            nonce,
            certificates,
            digest_algorithm: signer.digest_algorithm,
            attributes: signer.attributes,
            message_digest: signer.message_digest,
            certificate_digest: signer.certificate_digest,
            signature: signer.signature,
        })
    }
}

/// What a signer states (RFC 5652 section 5.3).
struct Signer<'a> {
    digest_algorithm: ObjectIdentifier,
    attributes: Vec<u8>,
    message_digest: &'a [u8],
    certificate_digest: (Option<ObjectIdentifier>, &'a [u8]),
    signature: &'a [u8],
}

impl<'a> Signer<'a> {
    fn read(mut signer: Values<'a>) -> Result<Self, StampError> {
        signer.content(Tag::Integer)?;
        // Which certificate it is, the signed attributes say.
        signer.any()?;
        let digest_algorithm = signer.inner(Tag::Sequence, "the algorithm of the digest")?.identifier()?;
        if !signer.is_next(context(0)) {
            return Err(StampError::Malformed { what: "the signed attributes" });
        }
        let raw = signer.raw()?;
        // They are signed as a set (RFC 5652 section 5.4), whose tag has one byte too.
        let attributes = [&[0x31], raw.get(1..).unwrap_or_default()].concat();
        let (mut message_digest, mut certificate_digest, mut has_type) = (None, None, false);
        let mut list = Values::new(raw, "the signed attributes")?.inner(context(0), "the signed attributes")?;
        while !list.is_empty() {
            let mut attribute = list.inner(Tag::Sequence, "a signed attribute")?;
            let kind = attribute.identifier()?;
            let mut values = attribute.inner(Tag::Set, "a signed attribute")?;
            match kind {
                CONTENT_TYPE => has_type = values.identifier()? == STAMP_INFO,
                MESSAGE_DIGEST => message_digest = Some(values.content(Tag::OctetString)?),
                SIGNING_CERTIFICATE_V2 => certificate_digest = Some(read_certificate_digest(&mut values)?),
                _ => {}
            }
        }
        if !has_type {
            return Err(StampError::Malformed { what: "the signed type of the content" });
        }
        signer.content(Tag::Sequence)?;
        Ok(Signer {
            digest_algorithm,
            attributes,
            message_digest: message_digest.ok_or(StampError::Malformed { what: "the signed digest" })?,
            certificate_digest: certificate_digest
                .ok_or(StampError::Unsupported { what: "a signature that does not name its certificate by SHA-2" })?,
            signature: signer.content(Tag::OctetString)?,
        })
    }
}

/// Reads the digest of the signer's certificate (RFC 5035 section 3).
fn read_certificate_digest<'a>(values: &mut Values<'a>) -> Result<(Option<ObjectIdentifier>, &'a [u8]), StampError> {
    let what = "the digest of the certificate";
    let mut certificates = values.inner(Tag::Sequence, what)?.inner(Tag::Sequence, what)?;
    // The first one is the signer's.
    let mut first = certificates.inner(Tag::Sequence, what)?;
    let algorithm = first.optional(Tag::Sequence)?;
    let algorithm = algorithm.map(|algorithm| Values::new(algorithm, what)?.identifier()).transpose()?;
    Ok((algorithm, first.content(Tag::OctetString)?))
}

/// What a statement says: the imprint, the time, and the number of the request.
type Info<'a> = ((ObjectIdentifier, &'a [u8]), Timestamp, Option<&'a [u8]>);

/// Reads the statement (RFC 3161 section 2.4.2).
fn read_info(info: &[u8]) -> Result<Info<'_>, StampError> {
    let mut info = Values::new(info, "the statement")?.inner(Tag::Sequence, "the statement")?;
    info.content(Tag::Integer)?;
    info.identifier()?;
    let mut imprint = info.inner(Tag::Sequence, "the imprint")?;
    let algorithm = imprint.inner(Tag::Sequence, "the imprint")?.identifier()?;
    let digest = imprint.content(Tag::OctetString)?;
    info.content(Tag::Integer)?;
    let time = time(info.content(Tag::GeneralizedTime)?).ok_or(StampError::Malformed { what: "the time" })?;
    info.optional(Tag::Sequence)?;
    info.optional(Tag::Boolean)?;
    let nonce = info.optional(Tag::Integer)?;
    Ok(((algorithm, digest), time, nonce))
}

/// Reads a time: `YYYYMMDDhhmmss`, a fraction of a second or none, and `Z`.
fn time(text: &[u8]) -> Option<Timestamp> {
    let text = str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let whole =
        text.split('.').next().filter(|whole| whole.len() == 14 && whole.bytes().all(|b| b.is_ascii_digit()))?;
    let part = |from: usize, to: usize| whole.get(from..to).unwrap_or_default();
    let (date, clock) = ([part(0, 4), part(4, 6), part(6, 8)], [part(8, 10), part(10, 12), part(12, 14)]);
    format!("{}T{}Z", date.join("-"), clock.join(":")).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn a_time_has_a_fraction_or_none() {
        let of = |text: &str| time(text.as_bytes()).map(|time| time.to_string());
        assert_eq!(of("20261122030000Z").as_deref(), Some("2026-11-22T03:00:00Z"));
        assert_eq!(of("20261122030000.125Z").as_deref(), Some("2026-11-22T03:00:00Z"));
        for text in ["20261122030000", "20261322030000Z", "202611220300Z", "2026112203000aZ", ""] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
