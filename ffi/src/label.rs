//! The content of an authentic label.

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Names {
    /// The name in English.
    pub en: String,
    /// The name in Japanese.
    pub ja: String,
}

/// Who states that a product meets a level's criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Assessment {
    /// The vendor declares it; no one else checked.
    SelfDeclared,
    /// An independent body evaluated the product.
    ThirdParty,
}

/// The claims of an authentic label, and what its numbers mean in the scheme's dictionary. Days are counted since
/// 1970-01-01, in the scheme's own time zone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LabelContent {
    /// The registration number, an opaque text.
    pub product_id: String,
    /// The level, 1 to 255; JC-STAR has 1 to 4 stars.
    pub level: u8,
    /// The name of the level.
    pub level_names: Names,
    /// Who states that the product meets the level.
    pub assessment: Assessment,
    /// The first day on which the label counts.
    pub issued_on: i32,
    /// The last day on which the label counts, as printed.
    pub expires_on: i32,
    /// The position in the issuer's status list.
    pub status_index: u32,
    /// The criteria, as a number in the scheme's dictionary.
    pub criteria: Option<u16>,
    /// The criteria as documents cite them, such as "JST-CR-01-01-2024R1".
    pub criteria_citation: Option<String>,
    /// The product category, as a number in the scheme's dictionary.
    pub category: Option<u16>,
    /// The name of the category.
    pub category_names: Option<Names>,
    /// The company that applied for the label.
    pub holder: Option<String>,
    /// The model number printed on the product, for a person to compare.
    pub model: Option<String>,
    /// The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four.
    pub gtins: Vec<String>,
    /// The body that evaluated the product, as a number in the scheme's dictionary.
    pub evaluator: Option<u16>,
    /// The name of the evaluator.
    pub evaluator_names: Option<Names>,
    /// The serial number of one unit.
    pub serial: Option<String>,
    /// The number of claims of a later version, which were ignored.
    pub unknown_claims: u32,
    /// The name of the issuer, who sealed the label.
    pub issuer_names: Names,
    /// The name of the authority, who runs the scheme.
    pub authority_names: Names,
    /// The authority's ID, 64 hexadecimal digits.
    pub authority_id: String,
}

impl From<&starseal::trust::Names> for Names {
    fn from(names: &starseal::trust::Names) -> Self {
        Names { en: names.en().to_owned(), ja: names.ja().to_owned() }
    }
}

impl From<starseal::trust::Assessment> for Assessment {
    fn from(assessment: starseal::trust::Assessment) -> Self {
        match assessment {
            starseal::trust::Assessment::ThirdParty => Assessment::ThirdParty,
            // A kind that a later version of the core adds is not shown as third-party assessed.
            _ => Assessment::SelfDeclared,
        }
    }
}

impl From<Assessment> for starseal::trust::Assessment {
    fn from(assessment: Assessment) -> Self {
        match assessment {
            Assessment::SelfDeclared => starseal::trust::Assessment::SelfDeclared,
            Assessment::ThirdParty => starseal::trust::Assessment::ThirdParty,
        }
    }
}
