//! The file of a ceremony, `ceremony.toml`: everything that a trust list states.

use super::words::{Value, say};
use serde::Deserialize;
use starseal::carrier::CarrierPrefix;
use starseal::keys::Thumbprint;
use starseal::label::Text;
use starseal::trust::{AuthorityId, Names, Purpose, Recognition, Scheme, StatusListUri};
use starseal::{Date, Language, Level, PublicKey, Timestamp, TrustList};
use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::str::FromStr;

/// The text of a file of a ceremony with comments, for a first list.
pub const TEMPLATE: &str = include_str!("../../data/ceremony.toml");

/// A ceremony: everything that a trust list states, and who holds its roots. Keys and other files are named, and are
/// not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceremony {
    pub(super) name: String,
    pub(super) previous: Option<String>,
    pub(super) issued_at: Timestamp,
    pub(super) expires_in_days: u32,
    pub(super) authority: Names,
    pub(super) threshold: usize,
    pub(super) roots: Vec<Root>,
    pub(super) scheme: Option<String>,
    pub(super) issuers: Vec<IssuerPart>,
    pub(super) recognitions: Vec<Recognition>,
    pub(super) compromised: Vec<Thumbprint>,
}

/// A root key, and the person who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Root {
    pub(super) holder: String,
    pub(super) key: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IssuerPart {
    pub(super) names: Names,
    pub(super) prefixes: Vec<CarrierPrefix>,
    pub(super) status_list: Option<StatusListUri>,
    pub(super) status_age_days: Option<u16>,
    pub(super) keys: Vec<KeyPart>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeyPart {
    pub(super) key: String,
    pub(super) purpose: Purpose,
    pub(super) from: Date,
    pub(super) until: Date,
    pub(super) levels: Vec<Level>,
    pub(super) categories: Vec<u16>,
    pub(super) compromised: Option<Date>,
}

/// What the file of a ceremony names: keys, a scheme and the list held. A program reads them from where it keeps them.
pub trait CeremonyParts {
    /// The error if something cannot be read.
    type Error;

    /// Reads the public half of a key, which is named as in the file of the ceremony.
    ///
    /// # Errors
    /// If it cannot be read.
    fn public_key(&mut self, key: &str) -> Result<PublicKey, Self::Error>;

    /// Reads a scheme; the built-in one if the file of the ceremony names none.
    ///
    /// # Errors
    /// If it cannot be read.
    fn scheme(&mut self, file: Option<&str>) -> Result<Scheme, Self::Error>;

    /// Reads the list held.
    ///
    /// # Errors
    /// If it cannot be read.
    fn previous(&mut self, file: &str) -> Result<TrustList, Self::Error>;
}

/// Why a text is not the file of a ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CeremonyError {
    /// The text is not TOML, has a key that is not known, or lacks one.
    Form {
        /// The number of the line.
        line: usize,
        /// The reason.
        reason: String,
    },
    /// A value is not allowed.
    Value {
        /// The key, such as `issuers[1].prefixes`.
        key: String,
        /// The reason.
        reason: String,
    },
}

impl CeremonyError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            CeremonyError::Form { .. } => "ceremony-malformed",
            CeremonyError::Value { .. } => "ceremony-value",
        }
    }

    /// Returns what is wrong, a clause without a full stop. Reasons of parsers are in English in every language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match self {
            CeremonyError::Form { line, reason } => {
                say(language, "fault", "form", &[("line", Value::of(line)), ("reason", Value::of(reason))])
            }
            CeremonyError::Value { key, reason } => {
                say(language, "fault", "value", &[("key", Value::of(key)), ("reason", Value::of(reason))])
            }
        }
    }

    pub(super) fn value(key: impl Into<String>, reason: impl Display) -> Self {
        CeremonyError::Value { key: key.into(), reason: reason.to_string() }
    }
}

impl Display for CeremonyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::En))
    }
}

impl std::error::Error for CeremonyError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    previous: Option<String>,
    issued_at: String,
    expires_in_days: u32,
    threshold: usize,
    scheme: Option<String>,
    #[serde(default)]
    compromised: Vec<String>,
    authority: BTreeMap<String, String>,
    roots: Vec<Root>,
    issuers: Vec<IssuerToml>,
    #[serde(default)]
    recognitions: Vec<RecognitionToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuerToml {
    names: BTreeMap<String, String>,
    prefixes: Vec<String>,
    status_list: Option<String>,
    status_age_days: Option<u16>,
    keys: Vec<KeyToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyToml {
    key: String,
    purpose: PurposeToml,
    from: String,
    until: String,
    #[serde(default)]
    levels: Vec<u8>,
    #[serde(default)]
    categories: Vec<u16>,
    compromised: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PurposeToml {
    Label,
    Status,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecognitionToml {
    authority: String,
    level: u8,
    #[serde(default)]
    criteria: Vec<String>,
    counts_as: u8,
    from: String,
    until: Option<String>,
}

impl Ceremony {
    /// Reads the file of a ceremony.
    ///
    /// # Errors
    /// [`CeremonyError`].
    pub fn parse(text: &str) -> Result<Self, CeremonyError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or_default().matches('\n').count().saturating_add(1);
            CeremonyError::Form { line, reason: error.message().to_owned() }
        })?;
        let mut holders: Vec<&str> = file.roots.iter().map(|root| root.holder.as_str()).collect();
        holders.sort_unstable();
        if let Some(pair) = holders.windows(2).find(|pair| pair.first() == pair.last()) {
            let reason = format!("{:?} holds two of the roots", pair.first().copied().unwrap_or_default());
            return Err(CeremonyError::value("roots.holder", reason));
        }
        let issuers = numbered(file.issuers, "issuers", IssuerPart::read)?;
        Ok(Ceremony {
            name: file.name,
            previous: file.previous,
            issued_at: parsed("issued_at", &file.issued_at)?,
            expires_in_days: file.expires_in_days,
            authority: names("authority", &file.authority)?,
            threshold: file.threshold,
            roots: file.roots,
            scheme: file.scheme,
            issuers,
            recognitions: numbered(file.recognitions, "recognitions", recognition)?,
            compromised: file.compromised.iter().map(|text| parsed("compromised", text)).collect::<Result<_, _>>()?,
        })
    }

    /// Returns what the ceremony is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the holder of each root key, with the key as the file names it.
    pub fn holders(&self) -> impl Iterator<Item = (&str, &str)> {
        self.roots.iter().map(|root| (root.holder.as_str(), root.key.as_str()))
    }
}

impl IssuerPart {
    fn read(at: &str, file: IssuerToml) -> Result<Self, CeremonyError> {
        let prefix = |text: &String| {
            CarrierPrefix::new(text).map_err(|error| CeremonyError::value(format!("{at}.prefixes"), error))
        };
        let status_list = file.status_list.map(|text| {
            let reason = "it is not https:// and 1 to 248 printable characters";
            StatusListUri::new(&text).ok_or_else(|| CeremonyError::value(format!("{at}.status_list"), reason))
        });
        Ok(IssuerPart {
            names: names(&format!("{at}.names"), &file.names)?,
            prefixes: file.prefixes.iter().map(prefix).collect::<Result<_, _>>()?,
            status_list: status_list.transpose()?,
            status_age_days: file.status_age_days,
            keys: numbered(file.keys, &format!("{at}.keys"), KeyPart::read)?,
        })
    }
}

impl KeyPart {
    fn read(at: &str, file: KeyToml) -> Result<Self, CeremonyError> {
        let purpose = match file.purpose {
            PurposeToml::Label => Purpose::Label,
            PurposeToml::Status => Purpose::Status,
        };
        let is_limited = !file.levels.is_empty() || !file.categories.is_empty();
        if purpose == Purpose::Status && is_limited {
            let reason = "levels and categories have no meaning for a key of status lists";
            return Err(CeremonyError::value(at, reason));
        }
        let level = |number: &u8| level(&format!("{at}.levels"), *number);
        Ok(KeyPart {
            key: file.key,
            purpose,
            from: parsed(&format!("{at}.from"), &file.from)?,
            until: parsed(&format!("{at}.until"), &file.until)?,
            levels: file.levels.iter().map(level).collect::<Result<_, _>>()?,
            categories: file.categories,
            compromised: file.compromised.map(|text| parsed(&format!("{at}.compromised"), &text)).transpose()?,
        })
    }
}

fn recognition(at: &str, file: RecognitionToml) -> Result<Recognition, CeremonyError> {
    let authority: AuthorityId = parsed(&format!("{at}.authority"), &file.authority)?;
    let theirs = level(&format!("{at}.level"), file.level)?;
    let counts_as = level(&format!("{at}.counts_as"), file.counts_as)?;
    let mut recognition = Recognition::new(authority, theirs, counts_as, parsed(&format!("{at}.from"), &file.from)?);
    let citation = |text: &String| {
        Text::new("criteria", text).map_err(|error| CeremonyError::value(format!("{at}.criteria"), error))
    };
    recognition.criteria = file.criteria.iter().map(citation).collect::<Result<_, _>>()?;
    recognition.until = file.until.map(|text| parsed(&format!("{at}.until"), &text)).transpose()?;
    Ok(recognition)
}

/// Reads each entry of an array. Errors name it as `KEY[NUMBER]`, counted from 1.
fn numbered<T, U>(
    entries: Vec<T>,
    key: &str,
    read: impl Fn(&str, T) -> Result<U, CeremonyError>,
) -> Result<Vec<U>, CeremonyError> {
    entries.into_iter().zip(1_usize..).map(|(entry, number)| read(&format!("{key}[{number}]"), entry)).collect()
}

fn parsed<T: FromStr<Err: Display>>(key: &str, text: &str) -> Result<T, CeremonyError> {
    text.parse().map_err(|error| CeremonyError::value(key, format!("{text:?}: {error}")))
}

fn level(key: &str, number: u8) -> Result<Level, CeremonyError> {
    Level::new(number).map_err(|error| CeremonyError::value(key, error))
}

fn names(key: &str, texts: &BTreeMap<String, String>) -> Result<Names, CeremonyError> {
    let text = |language: &str| {
        let missing = || CeremonyError::value(key, format!("there is no name in the language {language:?}"));
        texts.get(language).ok_or_else(missing)
    };
    let unusable = |error| CeremonyError::value(key, error);
    let names = Names::new(text("en")?, text("ja")?).map_err(unusable)?;
    texts.iter().try_fold(names, |names, (language, text)| names.with(language, text).map_err(unusable))
}
