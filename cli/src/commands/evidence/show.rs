//! `starseal evidence show`: what a file says, unverified.

use super::read;
use super::report::{HeadJson, head_lines};
use crate::args::EvidenceShowArgs;
use crate::exit::{Exit, Failure};
use crate::messages::say;
use crate::output::json;
use starseal::report::escape_hidden;
use std::io::{self, Write};

pub(crate) fn run(args: &EvidenceShowArgs) -> Result<Exit, Failure> {
    let evidence = read(&args.input)?;
    let mut out = io::BufWriter::new(anstream::stdout());
    let mut written: io::Result<()> = Ok(());
    let mut line = |out: &mut io::BufWriter<_>, line: &str| {
        if written.is_ok() {
            // A terminal obeys control characters. No line that this program wrote has one.
            let has_control = line.chars().any(|c| c.is_control() && c != '\t');
            written = match has_control {
                true => writeln!(out, "{}", escape_hidden(line.to_owned())),
                false => writeln!(out, "{line}"),
            };
        }
    };
    if args.records {
        evidence.records(|record| line(&mut out, record));
    } else if args.notes {
        evidence.notes(|note| line(&mut out, note));
    } else if args.json {
        writeln!(out, "{}", json::line(&HeadJson::new(&evidence))?)?;
    } else {
        head_lines(&mut out, &args.input, &evidence)?;
        writeln!(out, "  {}", say!("evidence-only-said"))?;
    }
    written?;
    out.flush()?;
    Ok(Exit::Success)
}
