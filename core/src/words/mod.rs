//! Verdicts in sentences, from files that a translator can edit.
//!
//! Wording stays within the scheme's rules: a label is authentic, current, self-declared or third-party assessed, and
//! never more than that.

mod catalogue;
mod mark;
#[cfg(test)]
mod tests;

pub use mark::Mark;

use crate::{Assessment, Code, Finding, Verdict};
use catalogue::{Catalogue, Values};

/// A language that sentences are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// English.
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// All of them.
    pub const ALL: &'static [Language] = &[Language::En, Language::Ja];

    /// The language of a BCP 47 tag, such as `ja-JP`; none where there are no sentences in it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.iter().copied().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ja => "ja",
        }
    }
}

impl Code {
    /// What a code comes to, in a sentence. Of a label, [`Verdict::sentence`] says more: here its names are dashes.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        Catalogue::of(language).say(self.as_str(), &Values::default())
    }
}

#[cfg(feature = "scan")]
impl Language {
    /// What somebody with a camera can do about a symbol that is not read, in a sentence.
    #[must_use]
    pub fn hint(self, hint: starseal_scan::Hint) -> String {
        Catalogue::of(self).say(&format!("hint-{}", hint.code()), &Values::default())
    }
}

impl Verdict {
    /// The verdict in one sentence: what the label is, whether it counts, and whether it is self-declared or third-party
    /// assessed.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        Catalogue::of(language).say(self.code().as_str(), &self.values(language))
    }

    /// A sentence for each reason beside the verdict, in the order of the checks. What the label says is in
    /// [`Verdict::sentence`], if it may be shown, and not repeated here.
    #[must_use]
    pub fn reason_sentences(&self, language: Language) -> Vec<String> {
        let values = self.values(language);
        self.reasons()
            .into_iter()
            .map(|code| Catalogue::of(language).say_beside(code.as_str(), &values.for_finding(self, code)))
            .collect()
    }

    /// What to show beside the sentence, where a colour alone would not do.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark::of(self.code(), self.stands())
    }

    fn values(&self, language: Language) -> Values {
        let mut values = Values::default();
        let Some(authentic) = self.label() else { return values };
        let (label, scheme) = (authentic.label(), authentic.scheme());
        let assessment = match authentic.assessment() {
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
        for by in self.recognised().iter().take(1) {
            let named = |names: &crate::Names| names.get(language.tag()).unwrap_or_default().to_owned();
            values.set("authority", named(&by.authority_names));
            values.set("recognised_level", named(&by.level_names));
        }
        values
    }
}

impl Values {
    /// The values of a note: its age is that of the list it is about.
    fn for_finding(&self, verdict: &Verdict, code: Code) -> Values {
        let mut values = self.clone();
        let about = verdict.findings().iter().find(|finding| finding.code() == code);
        let issued_at = match about {
            Some(
                Finding::TrustAgeing { issued_at }
                | Finding::TrustStale { issued_at }
                | Finding::StatusAgeing { issued_at }
                | Finding::StatusStale { issued_at },
            ) => Some(*issued_at),
            _ => None,
        };
        if let (Some(issued_at), Some(moment)) = (issued_at, verdict.moment()) {
            let days = moment.seconds_since(issued_at).unwrap_or_default() / 86_400;
            values.set("age_days", days.to_string());
        }
        values
    }
}
