//! `starseal bundle`: writes trust lists, status lists and their objects into one file for offline use.

use crate::args::BundleArgs;
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use crate::messages::{count, list, of_code, say};
use crate::output::escape::{printable, shown};
use crate::output::table::{pair, paragraph};
use crate::{knowledge, output};
use starseal::Bundle;
use starseal::bundle::{IndexEntry, StatusPart};
use starseal::limits::MAX_BUNDLE_BYTES;
use std::io::Write;

pub(crate) fn run(args: &BundleArgs) -> Result<Exit, Failure> {
    files::must_not_exist(&args.out)?;
    let verifier = knowledge::gather(&args.knowledge, args.clock.now()?)?;
    let whole = verifier.to_bundle();
    let whole = if args.without_past { whole.without_past() } else { whole };
    let bundle = match &args.since {
        None => whole,
        Some(path) => {
            let bytes = files::read("bundle", path, MAX_BUNDLE_BYTES)?;
            let earlier =
                Bundle::from_bytes(&bytes).map_err(|error| knowledge::unusable_bundle(path, &bytes, &error))?;
            whole.since(&earlier)
        }
    };
    let bytes = bundle.to_bytes();
    // What no program could read is not written.
    Bundle::from_bytes(&bytes).map_err(|error| {
        let (code, reason) = (error.code(), of_code(error.code(), &error));
        Failure::impossible(say!("bundle-full", code = code, reason = reason), say!("bundle-full-help"))
    })?;
    files::create(&args.out, &bytes, Readers::Anyone)?;
    let mut out = output::listing(args.quiet);
    writeln!(out, "{}", say!("bundle-written", path = shown(&args.out), bytes = bytes.len()))?;
    for entry in bundle.index() {
        match entry {
            IndexEntry::Trust { authority, version } => {
                let of = say!("bundle-version-of", version = version, authority = authority);
                writeln!(out, "{}", pair(&say!("kind-trust-list"), 13, of))?;
            }
            IndexEntry::Status { uri, issued_at } => {
                let of = say!("bundle-status-of", issued_at = issued_at, uri = printable(uri.as_str()));
                writeln!(out, "{}", pair(&say!("kind-status-list"), 13, of))?;
            }
            _ => {}
        }
    }
    let deltas = bundle.status_parts().iter().filter(|part| matches!(part, StatusPart::Delta(_))).count();
    let objects = bundle.object_parts().len();
    let object_deltas = bundle.object_parts().iter().filter(|part| part.base().is_some()).count();
    if args.since.is_some() {
        let new = [
            count(bundle.trust_lists().count(), "trust list"),
            count(bundle.status_parts().len() - deltas, "complete status list"),
            count(deltas, "status list delta"),
            count(objects - object_deltas, "complete object"),
            count(object_deltas, "object delta"),
        ];
        paragraph(&mut out, &say!("bundle-new", parts = list(&new)))?;
    } else if objects > 0 {
        writeln!(out, "  {}", say!("bundle-objects", objects = count(objects, "object")))?;
    }
    Ok(Exit::Success)
}
