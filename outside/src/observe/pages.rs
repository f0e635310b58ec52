//! What is below the prefixes of labels: whatever the address, the page for labels.

use super::{Finding, Pass};
use crate::address::Address;
use crate::client::{Client, Wanted};
use crate::fault::{Fault, FetchError};
use crate::limits::MAX_PAGE_BYTES;

/// What is asked for below each prefix: something like a label, and something below a folder. Neither is a label.
const PROBES: [&str; 2] = ["I2W-NO-LABEL", "NO/SUCH/01/LABEL"];

/// The maximum number of prefixes that are looked at.
const MAX_PREFIXES: usize = 32;

impl Pass<'_> {
    pub(super) fn pages(&mut self) {
        let prefixes = self.descriptor.issuers.iter().flat_map(|issuer| issuer.prefixes.clone());
        for prefix in prefixes.take(MAX_PREFIXES).collect::<Vec<_>>() {
            for probe in PROBES {
                if let Err(error) = self.probe(&prefix, probe) {
                    self.findings.push(Finding::PrefixBroken(error));
                }
            }
        }
    }

    fn probe(&mut self, prefix: &str, probe: &str) -> Result<(), FetchError> {
        let malformed = || {
            let fault = Fault::ConnectionFailed { reason: "the prefix is not an address".to_owned() };
            FetchError { url: prefix.to_owned(), fault }
        };
        let (host, path) = Address::split(prefix).map_err(|_| malformed())?;
        let path = format!("{path}{probe}");
        let wanted = Wanted { path: &path, media_type: "text/html", most: MAX_PAGE_BYTES, file: None, held: None };
        // A trial on this machine does not have the host of its prefixes.
        if host == *self.client.address() || self.client.address().is_loopback() {
            self.client.get(&wanted, &mut |_, _| {}).map(drop)
        } else {
            Client::new(host, self.patience).get(&wanted, &mut |_, _| {}).map(drop)
        }
    }
}
