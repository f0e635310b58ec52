//! `starseal verify`: checks inputs and reports verdicts.

mod images;
pub(crate) mod report;
mod sight;

pub(crate) use sight::{Question, Sight, unsupported_header};

use crate::args::VerifyArgs;
use crate::exit::{Exit, Failure};
use crate::input::{Input, lines::Lines};
use crate::{knowledge, policy_file};
use report::Report;
use std::path::PathBuf;

pub(crate) fn run(args: &VerifyArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let mut verifier = knowledge::gather(&args.knowledge, now)?;
    if let Some(path) = &args.policy {
        let policy = policy_file::read(path, &verifier.trust_list().statement().scheme)?;
        verifier.set_policy(policy);
    }
    let question = Question { verifier: &verifier, as_of: args.as_of, now, is_wedge: args.wedge };
    let mut report = match (args.quiet, args.json) {
        (true, _) => Report::quiet(),
        (false, true) => Report::json(question.at(), now),
        (false, false) => Report::table(&verifier, args.explain),
    };
    // Successive files are collected, so that they can be scanned in parallel before the next input of another kind.
    let mut files = Vec::new();
    for (index, input) in args.inputs.iter().enumerate() {
        match Input::parse(input, args.wedge) {
            Ok(Input::File(path)) => files.push(path),
            Ok(Input::Lines) => {
                check_files(&question, &mut files, &mut report)?;
                check_lines(&question, &mut report)?;
            }
            Ok(Input::Text(text)) => {
                check_files(&question, &mut files, &mut report)?;
                report.add(question.text(&text, format!("argument {}", index + 1)))?;
            }
            Err(failure) => {
                check_files(&question, &mut files, &mut report)?;
                report.could_not(&failure);
            }
        }
    }
    check_files(&question, &mut files, &mut report)?;
    report.finish()
}

/// Checks the collected files.
fn check_files(question: &Question<'_>, files: &mut Vec<PathBuf>, report: &mut Report) -> Result<(), Failure> {
    images::judge(question, &core::mem::take(files), |outcome| match outcome {
        Ok(sights) => sights.into_iter().try_for_each(|sight| report.add(sight)),
        Err(failure) => {
            report.could_not(&failure);
            Ok(())
        }
    })
}

/// Checks lines. Each verdict is reported before the next line is read, as a scanner at a till needs it.
fn check_lines(question: &Question<'_>, report: &mut Report) -> Result<(), Failure> {
    report.stream()?;
    for line in Lines::new(std::io::stdin().lock()) {
        match line {
            Ok(line) => report.add(question.line(&line))?,
            Err(error) => {
                report.could_not(&Failure::impossible(
                    format_args!("standard input cannot be read: {error}"),
                    "check the program or file that standard input is connected to",
                ));
                break;
            }
        }
    }
    Ok(())
}
