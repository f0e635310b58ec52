//! The numbers under bar codes as stock lists have them: typed, copied, and changed by spreadsheet programs.

use starseal::Gtin;
use starseal_tables::table::is_rounded;
use starseal_tables::text::narrow;

/// The number under the bar code of a product, as its cell has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jan {
    /// The cell is empty.
    None,
    /// A number with its check digit.
    Good(Gtin),
    /// A number that a spreadsheet program had changed, and that can only have been this one.
    Repaired(Gtin),
    /// Something else.
    Bad(JanFault),
}

/// Why a cell has no number that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum JanFault {
    /// A spreadsheet program has rounded the number, and several numbers fit.
    Rounded,
    /// The check digit does not fit.
    CheckDigit,
    /// The text is not a number of 8 to 14 digits.
    NotANumber,
}

impl JanFault {
    /// Returns the stable name of the fault in kebab-case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            JanFault::Rounded => "rounded",
            JanFault::CheckDigit => "check-digit",
            JanFault::NotANumber => "not-a-number",
        }
    }
}

impl Jan {
    /// Returns the number, if there is one that can be used.
    #[must_use]
    pub const fn gtin(&self) -> Option<Gtin> {
        match self {
            Jan::Good(gtin) | Jan::Repaired(gtin) => Some(*gtin),
            Jan::None | Jan::Bad(_) => None,
        }
    }
}

/// Reads the number of a cell. Width, blanks, hyphens and the signs by which spreadsheets keep a text do not matter.
///
/// A number is repaired where its check digit allows one answer: leading zeros that were lost, decimals that were
/// added, and digits that were rounded away.
#[must_use]
pub fn read_jan(text: &str) -> Jan {
    let narrowed = narrow(text);
    // ="4569951110016" and '4569951110016 keep a number as a text.
    let kept = narrowed.trim().trim_start_matches('=').trim_matches(['"', '\'', '`']);
    if kept.is_empty() {
        return Jan::None;
    }
    if is_rounded(kept) {
        return of_rounded(kept);
    }
    let whole = kept.split_once('.').filter(|(_, part)| !part.is_empty() && part.bytes().all(|digit| digit == b'0'));
    let digits: String = whole.map_or(kept, |(whole, _)| whole).chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if digits.is_empty() || digits.len() > 14 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Jan::Bad(JanFault::NotANumber);
    }
    let gtin = digits.parse().ok().and_then(|number| Gtin::new(number).ok());
    match gtin {
        // Fewer digits are a number of a shop's own, or the rest of one.
        None => Jan::Bad(JanFault::NotANumber),
        Some(_) if digits.len() < 6 => Jan::Bad(JanFault::NotANumber),
        Some(gtin) if !gtin.check_digit_holds() => Jan::Bad(JanFault::CheckDigit),
        Some(gtin) if whole.is_some() || !matches!(digits.len(), 8 | 12 | 13 | 14) => Jan::Repaired(gtin),
        Some(gtin) => Jan::Good(gtin),
    }
}

/// Finds the one number of 13 digits that a spreadsheet program writes like this, as in `4.56995111002E+12`.
fn of_rounded(text: &str) -> Jan {
    let rounded = Jan::Bad(JanFault::Rounded);
    let Some((mantissa, power)) = text.split_once(['E', 'e']) else { return rounded };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let power = power.trim_start_matches('+').parse::<usize>();
    // With fewer digits, ten numbers and more fit.
    let (Ok(12), 12 | 13) = (power, digits.len()) else { return rounded };
    let Ok(shown) = digits.parse::<u64>() else { return rounded };
    let candidates = if digits.len() == 13 { shown..=shown } else { shown * 10 - 5..=shown * 10 + 4 };
    let fits = |number: u64| Gtin::new(number).ok().filter(|gtin| gtin.check_digit_holds());
    let mut fitting = candidates.filter_map(fits);
    match (fitting.next(), fitting.next()) {
        (Some(gtin), None) => Jan::Repaired(gtin),
        _ => rounded,
    }
}
