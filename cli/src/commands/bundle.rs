//! `starseal bundle`: writes trust lists, status lists and their objects into one file for offline use.

use crate::args::BundleArgs;
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use crate::output::escape::{printable, shown};
use crate::output::words::count;
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
        Failure::impossible(
            format_args!("the lists do not fit into one bundle ({}): {error}", error.code()),
            "write a bundle for each authority",
        )
    })?;
    files::create(&args.out, &bytes, Readers::Anyone)?;
    let mut out = output::listing(args.quiet);
    writeln!(out, "{} has {} bytes.", shown(&args.out), bytes.len())?;
    for entry in bundle.index() {
        match entry {
            IndexEntry::Trust { authority, version } => {
                writeln!(out, "  trust list   version {version} of {authority}")?;
            }
            IndexEntry::Status { uri, issued_at } => {
                writeln!(out, "  status list  of {issued_at}, {}", printable(uri.as_str()))?;
            }
            _ => {}
        }
    }
    let deltas = bundle.status_parts().iter().filter(|part| matches!(part, StatusPart::Delta(_))).count();
    let objects = bundle.object_parts().len();
    let object_deltas = bundle.object_parts().iter().filter(|part| part.base().is_some()).count();
    if args.since.is_some() {
        writeln!(
            out,
            "New since the earlier bundle: {}, {}, {}, {}, {}",
            count(bundle.trust_lists().count(), "trust list"),
            count(bundle.status_parts().len() - deltas, "complete status list"),
            count(deltas, "status list delta"),
            count(objects - object_deltas, "complete object"),
            count(object_deltas, "object delta")
        )?;
    } else if objects > 0 {
        writeln!(out, "  {} of the status lists", count(objects, "object"))?;
    }
    Ok(Exit::Success)
}
