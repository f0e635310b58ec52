//! A lenient parser of envelopes: it also splits an envelope that every verifier refuses, as long as it has four parts.

use crate::output::diagnostic::split_item;

/// The parts of a COSE_Sign1, as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// The content of the protected header's byte string.
    pub(super) protected: &'a [u8],
    /// The payload; none if it is nil.
    pub(super) payload: Option<&'a [u8]>,
    /// The signature.
    pub(super) signature: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Splits an envelope. Returns none unless it is tag 18 on an array of four with byte strings in the right places.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        // Tag 18, and an array of four.
        let rest = bytes.strip_prefix(&[0xd2, 0x84])?;
        let (protected, rest) = split_item(rest)?;
        let (_unprotected, rest) = split_item(rest)?;
        let (payload, rest) = split_item(rest)?;
        let (signature, _) = split_item(rest)?;
        Some(Parts { protected: content(protected)?, payload: content(payload), signature: content(signature)? })
    }

    /// Returns the bytes that were signed; none without a payload.
    pub(super) fn to_be_signed(self) -> Option<Vec<u8>> {
        // An array of four, and the text "Signature1".
        let mut bytes = b"\x84\x6aSignature1".to_vec();
        for part in [self.protected, &[], self.payload?] {
            append(&mut bytes, part)?;
        }
        Some(bytes)
    }
}

/// Returns the content of a byte string of definite length.
fn content(item: &[u8]) -> Option<&[u8]> {
    let (head, rest) = item.split_first()?;
    let length_bytes = match head {
        0x40..=0x57 => 0,
        0x58 => 1,
        0x59 => 2,
        0x5a => 4,
        0x5b => 8,
        _ => return None,
    };
    rest.get(length_bytes..)
}

/// Appends a byte string. Returns none above 65,535 bytes, which no carrier can hold.
fn append(out: &mut Vec<u8>, content: &[u8]) -> Option<()> {
    match u16::try_from(content.len()).ok()? {
        short @ 0..24 => out.push(0x40 | u8::try_from(short).ok()?),
        medium @ 24..256 => out.extend([0x58, u8::try_from(medium).ok()?]),
        long => {
            out.push(0x59);
            out.extend(long.to_be_bytes());
        }
    }
    out.extend(content);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::Parts;

    #[test]
    fn a_truncated_or_other_structure_has_no_parts() {
        for bytes in
            [&[][..], &[0xd2], &[0xd2, 0x84, 0x40], &[0xd2, 0x83, 0x40, 0xa0, 0x40], &[0x84, 0x40, 0xa0, 0x40, 0x40]]
        {
            assert_eq!(Parts::of(bytes), None);
        }
    }

    #[test]
    fn a_detached_payload_is_none() {
        let parts = Parts::of(&[0xd2, 0x84, 0x41, 0xa0, 0xa0, 0xf6, 0x40]).unwrap();
        assert_eq!((parts.protected, parts.payload, parts.to_be_signed()), (&[0xa0][..], None, None));
    }

    /// The vectors state the signed bytes, also for envelopes of other profiles.
    #[test]
    fn the_bytes_signed_are_those_of_the_vectors() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../test-vectors/vectors");
        let mut compared = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let vector: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let forms = &vector["forms"];
            let (Some(sealed), Some(expected)) = (forms["sealed_hex"].as_str(), forms["to_be_signed_hex"].as_str())
            else {
                continue;
            };
            let sealed: Vec<u8> =
                (0..sealed.len()).step_by(2).map(|at| u8::from_str_radix(&sealed[at..at + 2], 16).unwrap()).collect();
            if let Some(bytes) = Parts::of(&sealed).and_then(Parts::to_be_signed) {
                assert_eq!(starseal::hex::encode(&bytes), expected, "{}", path.display());
                compared += 1;
            }
        }
        assert!(compared > 100, "only {compared} vectors were compared");
    }
}
