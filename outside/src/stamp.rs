//! Asks a time-stamping server (RFC 3161 section 3.4).

use crate::address::{Address, AddressError};
use crate::client::{Client, Wanted};
use crate::fault::FetchError;
use crate::limits::Patience;

/// Why a server gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AskError {
    /// The address is not one.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The answer cannot be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

/// What is sent to a server, and what is taken from it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The request.
    pub request: &'a [u8],
    /// The media type of the request.
    pub request_type: &'a str,
    /// The media type that the answer must have.
    pub answer_type: &'a str,
    /// The maximum length of the answer in bytes.
    pub most: usize,
}

/// Sends a request to a server, and returns its answer.
///
/// The address may be one without encryption, as those of many time-stamping servers are: a request has a digest and a
/// random number, which tell nothing, and the answer is signed.
///
/// # Errors
/// [`AskError`] if the address is not one, or there is no answer of the wanted type.
pub fn ask(url: &str, asked: &Asked<'_>, patience: Patience) -> Result<Vec<u8>, AskError> {
    let (address, path) = Address::split_open(url)?;
    let wanted = Wanted { path: &path, media_type: asked.answer_type, most: asked.most, file: None, held: None };
    Ok(Client::new(address, patience).post(asked.request, asked.request_type, &wanted)?)
}
