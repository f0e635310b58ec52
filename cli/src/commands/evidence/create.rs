//! `starseal evidence create`: writes a file of evidence from records.

use super::keep::{Kept, unwritable};
use crate::args::EvidenceCreateArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::messages::{lines, say};
use crate::output::escape::shown;
use crate::{files, knowledge, output, policy_file};
use starseal_evidence::WriteError;
use std::io::{BufRead, BufReader};
use std::path::Path;

pub(crate) fn run(args: &EvidenceCreateArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let mut verifier = knowledge::gather(&args.knowledge, now)?;
    if let Some(path) = &args.policy {
        verifier.set_policy(policy_file::read(path, &verifier.trust_list().statement().scheme)?);
    }
    let kept = Kept {
        verifier: &verifier,
        trust: &args.knowledge.trust,
        name: &args.name,
        now,
        folder: &args.out,
        key: args.key.as_ref(),
        passphrase: &args.passphrase,
    };
    let mut out = output::listing(args.quiet);
    kept.write(&mut out, |writer| {
        each_line("records", &args.records, |line| writer.record_line(line))?;
        args.notes.as_ref().map_or(Ok(()), |path| each_line("notes", path, |line| writer.note(line)))
    })?;
    Ok(Exit::Success)
}

/// Gives each line of a file, or of standard input, to a writer. Blank lines are skipped.
fn each_line(
    what: &'static str,
    path: &Path,
    mut take: impl FnMut(&str) -> Result<(), WriteError>,
) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| {
        let reason = files::reason(&error);
        Failure::impossible(
            say!("evidence-lines-unreadable", path = shown(path), reason = reason),
            say!("evidence-lines-help"),
        )
    };
    let mut input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(std::fs::File::open(path).map_err(unreadable)?))
    };
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        // One byte more than a line may have, and its end.
        let most = starseal_evidence::limits::MAX_LINE_BYTES as u64 + 2;
        let read = std::io::Read::take(&mut input, most).read_until(b'\n', &mut line).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        let text = String::from_utf8_lossy(line.trim_ascii());
        if !text.is_empty() {
            take(&text).map_err(|error| match error {
                WriteError::Line { .. } => {
                    let what = say!("evidence-line-unusable", path = shown(path), number = number, what = lines(what));
                    Failure::new(Cause::WrongKind, what, say!("evidence-lines-help"))
                }
                other => unwritable(&other),
            })?;
        }
    }
    Ok(())
}
