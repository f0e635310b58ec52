//! What is sent to a time-stamping server.

use starseal::verify::Digest;

/// The algorithm identifier of SHA-256 (RFC 5754), in DER.
const SHA256: [u8; 15] = [0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0];

/// Returns a request for a stamp of a digest (RFC 3161 section 2.4.1), which asks for the server's certificate. The
/// random number makes the answer one to this request.
#[must_use]
pub fn request(digest: &Digest, nonce: [u8; 8]) -> Vec<u8> {
    let imprint = value(0x30, &[&SHA256, &*value(0x04, digest.as_bytes())].concat());
    let parts = [&*value(0x02, &[1]), &*imprint, &*value(0x02, &integer(nonce)), &*value(0x01, &[0xff])];
    value(0x30, &parts.concat())
}

/// Returns the content of a positive integer in its shortest form.
pub(super) fn integer(nonce: [u8; 8]) -> Vec<u8> {
    let significant: Vec<u8> = nonce.into_iter().skip_while(|byte| *byte == 0).collect();
    // A first byte from 0x80 on would make it negative.
    let has_sign = significant.first().is_none_or(|first| *first >= 0x80);
    if has_sign { [&[0], &*significant].concat() } else { significant }
}

/// Returns a value with a tag. All values here are shorter than 128 bytes, whose length takes one byte.
fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, content.len() as u8], content].concat()
}
