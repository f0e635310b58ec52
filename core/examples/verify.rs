//! Checks the text of a label against a trust list.
//!
//! ```text
//! cargo run -p starseal --example verify -- TRUST_LIST TEXT
//! ```
//!
//! The exit code is 0 if the label counts today, and 1 if it does not.

use starseal::{Language, Outcome, Timestamp, Verifier, When};
use std::error::Error;
use std::process::ExitCode;
use std::time::SystemTime;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let now = Timestamp::try_from(SystemTime::now())?;
    let (report, stands) = run(&arguments, now)?;
    print!("{report}");
    Ok(if stands { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns a report about the label, and whether it counts.
pub(crate) fn run(arguments: &[String], now: Timestamp) -> Result<(String, bool), Box<dyn Error>> {
    let [trust_list, text] = arguments else {
        return Err("usage: verify TRUST_LIST TEXT".into());
    };
    // The trust list decides which issuers are trusted. An app ships it in its own package.
    let verifier = Verifier::new(&std::fs::read(trust_list)?)?;
    let verdict = verifier.check(text, When::Now(now));

    let mut report = format!("{} {}\n", verdict.mark().character(), verdict.sentence(Language::En));
    match verdict.outcome() {
        Outcome::Stands(label) => report += &format!("sealed by {}\n", label.issuer().names.en()),
        Outcome::DoesNotStand(label, finding) => {
            report += &format!("sealed by {}\n{}: {finding}\n", label.issuer().names.en(), finding.code());
        }
        // Nothing that a refused text claims is shown.
        Outcome::Refused(finding) => report += &format!("{}: {finding}\n", finding.code()),
    }
    for reason in verdict.reason_sentences(Language::En) {
        report += &format!("note: {reason}\n");
    }
    Ok((report, verdict.stands()))
}
