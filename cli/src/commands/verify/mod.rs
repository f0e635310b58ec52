//! `starseal verify`: checks inputs and reports verdicts.

pub(crate) mod report;
mod sight;

pub(crate) use sight::{Question, Sight, unsupported_header};

use crate::args::VerifyArgs;
use crate::exit::{Exit, Failure};
use crate::input::image::GreyImage;
use crate::input::piped::{self, Piped};
use crate::input::{self, Input, images};
use crate::messages::{message, say};
use crate::output::errors::warn;
use crate::{knowledge, policy_file};
use report::Report;
use std::io::IsTerminal;
use std::path::PathBuf;

pub(crate) fn run(args: &VerifyArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let mut verifier = knowledge::gather(&args.knowledge, now)?;
    if let Some(path) = &args.policy {
        let policy = policy_file::read(path, &verifier.trust_list().statement().scheme)?;
        verifier.set_policy(policy);
    }
    let question = Question { verifier: &verifier, as_of: args.as_of, now, is_typed: args.wedge };
    let mut report = match (args.quiet, args.json) {
        (true, _) => Report::quiet(),
        (false, true) => Report::json(question.at(), now),
        (false, false) => Report::table(&verifier, args.explain),
    };
    // Successive files are collected, so that they can be scanned in parallel before the next input of another kind.
    let mut files = Vec::new();
    for (index, input) in args.inputs.iter().enumerate() {
        match Input::parse(input) {
            Ok(Input::File(path)) => files.push(path),
            Ok(Input::Many(many)) => {
                if let Some(left_out) = many.left_out().filter(|_| !args.quiet) {
                    warn(&left_out, &say!("many-left-out-help"));
                }
                files.extend(many.images);
            }
            Ok(Input::Piped) => {
                check_files(&question, &mut files, &mut report)?;
                check_piped(&question, &mut report)?;
            }
            Ok(Input::Text(text)) => {
                check_files(&question, &mut files, &mut report)?;
                report.add(question.text(&text, message!("source-argument", number = index + 1).into()))?;
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

/// Checks the collected files. With several, each is reported as soon as it is checked.
fn check_files(question: &Question<'_>, files: &mut Vec<PathBuf>, report: &mut Report) -> Result<(), Failure> {
    if files.len() > 1 {
        report.stream()?;
    }
    images::each(
        &core::mem::take(files),
        |path| question.image(path),
        |outcome| match outcome {
            Ok(sights) => sights.into_iter().try_for_each(|sight| report.add(sight)),
            Err(failure) => {
                report.could_not(&failure);
                Ok(())
            }
        },
    )
}

/// Checks an image on standard input, or lines. Each verdict is reported before the next line is read, as a scanner at
/// a till needs it. What comes from a terminal was typed, by a scanner or a person.
fn check_piped(question: &Question<'_>, report: &mut Report) -> Result<(), Failure> {
    let lines = match piped::open(std::io::stdin().lock()) {
        Ok(Piped::Lines(lines)) => lines,
        Ok(Piped::Image(bytes)) => {
            let image = GreyImage::piped(bytes);
            let sights = image.and_then(|image| question.picture(&image, message!("standard-input").into()));
            return match sights {
                Ok(sights) => sights.into_iter().try_for_each(|sight| report.add(sight)),
                Err(failure) => {
                    report.could_not(&failure);
                    Ok(())
                }
            };
        }
        Err(error) => {
            report.could_not(&input::unreadable(&error));
            return Ok(());
        }
    };
    report.stream()?;
    let is_typed = question.is_typed || std::io::stdin().is_terminal();
    let question = &Question { is_typed, ..*question };
    let mut is_empty = true;
    for line in lines {
        is_empty = false;
        match line {
            Ok(line) => report.add(question.line(&line))?,
            Err(error) => {
                report.could_not(&input::unreadable(&error));
                break;
            }
        }
    }
    if is_empty {
        report.could_not(&input::empty());
    }
    Ok(())
}
