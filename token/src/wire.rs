//! The messages between the program and its helper: frames of a length and JSON, over pipes.

use crate::error::{TokenError, Tries};
use crate::uri::Uri;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, ErrorKind, Read, Write};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// The maximum length of a frame in bytes. The longest is a message to be signed, in JSON.
const MAX_FRAME_BYTES: u32 = 16 * 1024 * 1024;

/// What the program wants from the helper.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Request {
    /// Load the module, and find the token.
    Attach { module: PathBuf, uri: Box<Uri> },
    /// Log in. The PIN is the next frame; with a PIN pad it is empty.
    LogIn { by_pad: bool, is_typed: bool },
    /// Find the public key.
    FindPublic,
    /// Find the private key, and its public half.
    FindPrivate,
    /// Sign a message.
    Sign { message: Vec<u8> },
    /// Make a key pair.
    Generate,
}

/// What the helper answers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// The token was found.
    Attached(Attached),
    /// It is done.
    Done,
    /// The public key of 32 bytes.
    Key(Vec<u8>),
    /// The signature.
    Signature(Vec<u8>),
    /// It failed.
    Failed(TokenError),
}

/// A token that was found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attached {
    /// The label of the token.
    pub(crate) token: String,
    /// Whether its keys can be used only after a login.
    pub(crate) needs_login: bool,
    /// Whether the PIN is typed at the token itself.
    pub(crate) has_pad: bool,
    /// What the token says about the tries that are left.
    pub(crate) tries: Tries,
}

/// Writes a message as a frame.
pub(crate) fn send(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    // The message may be one that is to be signed, or names of objects: neither is secret.
    send_bytes(to, &serde_json::to_vec(message)?)
}

/// Writes bytes as a frame.
pub(crate) fn send_bytes(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= MAX_FRAME_BYTES);
    let length = length.ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "the frame is too long"))?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads a frame; none at the end of the pipe. The bytes are wiped when they are dropped, since they may be a PIN.
pub(crate) fn receive(from: &mut impl Read) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = u32::from_be_bytes(length);
    if length > MAX_FRAME_BYTES {
        return Err(io::Error::new(ErrorKind::InvalidData, "the frame is too long"));
    }
    let mut bytes = Zeroizing::new(vec![0; usize::try_from(length).unwrap_or_default()]);
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

/// Reads a message from a frame.
pub(crate) fn parse<T: DeserializeOwned>(frame: &[u8]) -> io::Result<T> {
    Ok(serde_json::from_slice(frame)?)
}

#[cfg(test)]
mod tests {
    use super::{Request, parse, receive, send, send_bytes};

    #[test]
    fn frames_are_read_as_they_were_written_and_a_cut_one_is_an_error() {
        let mut pipe = Vec::new();
        send(&mut pipe, &Request::Sign { message: vec![1, 2, 255] }).unwrap();
        send_bytes(&mut pipe, b"1234").unwrap();
        let mut rest = pipe.as_slice();
        let first = receive(&mut rest).unwrap().unwrap();
        assert!(matches!(parse(&first).unwrap(), Request::Sign { message } if message == [1, 2, 255]));
        assert_eq!(receive(&mut rest).unwrap().unwrap().as_slice(), b"1234");
        assert!(receive(&mut rest).unwrap().is_none());
        assert!(receive(&mut &pipe[..pipe.len() - 1][pipe.len() - 8..]).is_err());
        assert!(receive(&mut &[0xff; 8][..]).is_err(), "a length of 4 GB");
        assert!(parse::<Request>(b"{}").is_err());
    }
}
