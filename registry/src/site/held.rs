//! What the descriptor of a published folder says of itself. It is read from the disk, and nothing in it is believed.

use super::descriptor::DESCRIPTOR;
use serde::Deserialize;
use starseal::carrier::CarrierPrefix;
use std::fs;
use std::path::Path;

/// The maximum length of a descriptor, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// What a descriptor on the disk says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The event of the publication.
    pub event: u64,
    /// The program that wrote it.
    pub program: String,
    /// The address of the publication.
    pub address: String,
    /// The prefixes of the issuers' labels.
    pub prefixes: Vec<CarrierPrefix>,
    /// The URIs of the status lists.
    pub status_lists: Vec<String>,
}

#[derive(Deserialize)]
struct Descriptor {
    event: u64,
    program: String,
    address: String,
    issuers: Vec<Issuer>,
}

#[derive(Deserialize)]
struct Issuer {
    prefixes: Vec<String>,
    status_list: String,
}

impl Held {
    /// Reads the descriptor of a folder that a server sends; none if it has none that can be read.
    #[must_use]
    pub fn read(root: &Path) -> Option<Self> {
        let path = root.join(DESCRIPTOR);
        fs::metadata(&path).ok().filter(|meta| meta.len() <= MAX_BYTES)?;
        let read: Descriptor = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
        let prefixes = read.issuers.iter().flat_map(|issuer| &issuer.prefixes);
        Some(Held {
            event: read.event,
            program: read.program,
            address: read.address,
            prefixes: prefixes.filter_map(|prefix| CarrierPrefix::new(prefix).ok()).collect(),
            status_lists: read.issuers.into_iter().map(|issuer| issuer.status_list).collect(),
        })
    }
}
