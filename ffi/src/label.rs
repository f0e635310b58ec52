//! What a label says.

/// What something is called.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Names {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
}

/// Who says that a product meets a level's criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Assessment {
    /// The vendor declares it; nobody else checked.
    SelfDeclared,
    /// An independent body evaluated the product.
    ThirdParty,
}

/// What an authentic label says, and what the scheme's dictionary says its numbers mean. Days are counted since
/// 1970-01-01, in the scheme's own time zone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LabelContent {
    /// The registration number. Opaque: nothing is read into it.
    pub product_id: String,
    /// The level, 1 to 255; JC-STAR has 1 to 4 stars.
    pub level: u8,
    /// What the level is called.
    pub level_names: Names,
    /// Who says that the product meets the level.
    pub assessment: Assessment,
    /// The first day on which the label counts.
    pub issued_on: i32,
    /// The last day on which the label counts, as printed.
    pub expires_on: i32,
    /// The position in the issuer's status list.
    pub status_index: u32,
    /// The criteria, as a number in the scheme's dictionary.
    pub criteria: Option<u16>,
    /// The criteria as they are cited, such as "JST-CR-01-01-2024R1".
    pub criteria_citation: Option<String>,
    /// The product category, as a number in the scheme's dictionary.
    pub category: Option<u16>,
    /// What the category is called.
    pub category_names: Option<Names>,
    /// Who applied for the label.
    pub holder: Option<String>,
    /// The model number printed on the product, for a person to compare.
    pub model: Option<String>,
    /// The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four.
    pub gtins: Vec<String>,
    /// Who evaluated the product, as a number in the scheme's dictionary.
    pub evaluator: Option<u16>,
    /// What the evaluator is called.
    pub evaluator_names: Option<Names>,
    /// The serial number of one unit.
    pub serial: Option<String>,
    /// How many claims of a later version were passed over.
    pub unknown_claims: u32,
    /// Who sealed the label.
    pub issuer_names: Names,
    /// Who runs the scheme.
    pub authority_names: Names,
    /// The authority's ID, 64 hexadecimal digits.
    pub authority_id: String,
}

impl From<&starseal::Names> for Names {
    fn from(names: &starseal::Names) -> Self {
        Names { en: names.en().to_owned(), ja: names.ja().to_owned() }
    }
}

impl From<starseal::Assessment> for Assessment {
    fn from(assessment: starseal::Assessment) -> Self {
        match assessment {
            starseal::Assessment::ThirdParty => Assessment::ThirdParty,
            // Whatever a later core adds: nothing is called assessed that is not known to be.
            _ => Assessment::SelfDeclared,
        }
    }
}

impl From<Assessment> for starseal::Assessment {
    fn from(assessment: Assessment) -> Self {
        match assessment {
            Assessment::SelfDeclared => starseal::Assessment::SelfDeclared,
            Assessment::ThirdParty => starseal::Assessment::ThirdParty,
        }
    }
}
