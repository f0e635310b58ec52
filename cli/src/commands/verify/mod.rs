//! `starseal verify`: inputs in, verdicts out.

pub(crate) mod report;
mod sight;

pub(crate) use sight::{Question, Sight};

use crate::args::VerifyArgs;
use crate::exit::{Exit, Failure};
use crate::input::{Input, lines::Lines};
use crate::output::{errors, escape::shown};
use crate::trustfile;
use report::Report;
use starseal::{Timestamp, Verifier};

pub(crate) fn run(args: &VerifyArgs) -> Result<Exit, Failure> {
    let verifier = trustfile::verifier(&args.trust)?;
    let now = args.clock.now()?;
    warn_if_old(&verifier, now, &shown(&args.trust));
    let question = Question { verifier: &verifier, as_of: args.as_of, now, is_wedge: args.wedge };
    let mut report = if args.json { Report::json() } else { Report::table(&verifier) };
    for (index, input) in args.inputs.iter().enumerate() {
        match Input::tell(input, args.wedge) {
            Ok(Input::Lines) => check_lines(&question, &mut report)?,
            Ok(Input::Text(text)) => report.add(question.text(&text, format!("argument {}", index + 1)))?,
            Ok(Input::File(path)) => match question.image(&path) {
                Ok(sights) => sights.into_iter().try_for_each(|sight| report.add(sight))?,
                Err(failure) => report.could_not(&failure),
            },
            Err(failure) => report.could_not(&failure),
        }
    }
    report.finish()
}

/// Answers each line before the next one is read, as a scanner at a till needs it.
fn check_lines(question: &Question<'_>, report: &mut Report) -> Result<(), Failure> {
    report.stream()?;
    for line in Lines::new(std::io::stdin().lock()) {
        match line {
            Ok(line) => report.add(question.line(&line))?,
            Err(error) => {
                report.could_not(&Failure::impossible(
                    format_args!("standard input cannot be read: {error}"),
                    "look at what leads to it",
                ));
                break;
            }
        }
    }
    Ok(())
}

/// A list past its day still works, so that no shop's scanners stop overnight; but it is said.
fn warn_if_old(verifier: &Verifier, now: Timestamp, path: &str) {
    let expires_at = verifier.trust_list().statement().expires_at;
    if now > expires_at {
        errors::warn(
            &format!("the trust list {path} expired at {expires_at}: it may not know what has happened since"),
            "get a newer one from whoever publishes it",
        );
    }
}
