//! Sentences for codes, hints and verdicts.

use super::Language;
use super::catalogue::{Catalogue, Values};
use crate::code::Code;
use crate::trust::{Assessment, Names};
use crate::verify::{Finding, Verdict};

#[cfg(feature = "scan")]
impl Language {
    /// Returns an instruction for the camera user, which says how to make a symbol readable.
    #[must_use]
    pub fn hint(self, hint: starseal_scan::Hint) -> String {
        Catalogue::of(self).say(&format!("hint-{}", hint.code()), &Values::default())
    }

    /// Returns a sentence that says why a symbol that was read has no text.
    #[must_use]
    pub fn no_text(self, reason: starseal_scan::NoText) -> String {
        let mut values = Values::default();
        match reason {
            starseal_scan::NoText::UnknownEci { eci } => values.set("eci", eci.to_string()),
            starseal_scan::NoText::Part { number, of, .. } => {
                values.set("part", number.to_string());
                values.set("parts", of.to_string());
            }
            _ => {}
        }
        Catalogue::of(self).say(&format!("no-text-{}", reason.code()), &values)
    }
}

impl Code {
    /// Returns a sentence for a code. For a label, use [`Verdict::sentence`]: this sentence has a dash in place of each
    /// value.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        Catalogue::of(language).say(self.as_str(), &Values::default())
    }
}

impl Verdict {
    /// Returns the verdict in one sentence: the product, whether the label is authentic and counts, and whether it is
    /// self-declared or third-party assessed.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        // Of the codes of authentic labels, one may refuse a label too. Then nothing may call it authentic.
        let is_refused = self.code().is_authentic() && !self.is_authentic();
        let id = if is_refused { "status-unknown-refused" } else { self.code().as_str() };
        Catalogue::of(language).say(id, &self.values(language))
    }

    /// Returns a sentence for each of the [`reasons`](Self::reasons), in the order of the checks. They do not repeat
    /// the claims of the label, which may have been refused.
    #[must_use]
    pub fn reason_sentences(&self, language: Language) -> Vec<String> {
        let values = self.values(language);
        self.reasons()
            .into_iter()
            .map(|code| Catalogue::of(language).say_beside(code.as_str(), &values.for_finding(self, code)))
            .collect()
    }

    fn values(&self, language: Language) -> Values {
        let mut values = Values::default();
        let Some(label) = self.authentic_label() else { return values };
        let scheme = label.scheme();
        let assessment = match label.assessment() {
            Some(Assessment::SelfDeclared) => "self-declared",
            Some(Assessment::ThirdParty) => "third-party",
            None => "assessment-unknown",
        };
        let level = scheme.levels.get(&label.level()).and_then(|entry| entry.names.get(language.tag()));
        values.set("assessment", Catalogue::of(language).say(assessment, &Values::default()));
        values.set("level", level.map_or_else(|| label.level().to_string(), str::to_owned));
        values.set("product", label.product_id().to_string());
        values.set("first_day", label.issued_on().to_string());
        values.set("last_day", self.last_day().unwrap_or_else(|| label.expires_on()).to_string());
        for by in self.recognized().iter().take(1) {
            let named = |names: &Names| names.get(language.tag()).unwrap_or_default().to_owned();
            values.set("authority", named(&by.authority_names));
            values.set("recognised_level", named(&by.level_names));
        }
        values
    }
}

impl Values {
    /// Returns the values for a finding: the age is that of its list.
    fn for_finding(&self, verdict: &Verdict, code: Code) -> Values {
        let mut values = self.clone();
        let about = verdict.findings().iter().find(|finding| finding.code() == code);
        let times = match about {
            Some(Finding::TrustAgeing { issued_at } | Finding::TrustStale { issued_at }) => {
                Some(*issued_at).zip(verdict.trust_moment())
            }
            Some(Finding::StatusAgeing { issued_at } | Finding::StatusStale { issued_at }) => {
                Some(*issued_at).zip(verdict.moment())
            }
            _ => None,
        };
        if let Some((issued_at, moment)) = times {
            let days = moment.seconds_since(issued_at).unwrap_or_default() / 86_400;
            values.set("age_days", days.to_string());
        }
        values
    }
}
