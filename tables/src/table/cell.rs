//! Values as people type them and as spreadsheet programs change them: full-width digits, days in several spellings,
//! and numbers that are no longer what was typed.

use crate::text::narrow;
use starseal::Date;

/// The number that spreadsheet programs have for 1970-01-01, if they count from 1900.
pub(super) const DAY_ZERO: i32 = 25_569;

/// A value that is not a day, or not certainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDay {
    /// The number with which spreadsheet programs count days, and the day if they count from 1900.
    Serial(Date),
    /// Anything else.
    Other,
}

/// Parses a day whose year comes first: `2026-12-01`, `2026/12/1`, `2026.12.1`, `2026年12月1日`, `20261201`, with or
/// without midnight behind it. Days in another order are refused: nobody can tell them apart.
pub fn day(text: &str) -> Result<Date, NoDay> {
    let text = narrow(text);
    let (date, time) = text.trim().split_once([' ', 'T']).unwrap_or((text.trim(), ""));
    // 2026年 12月 1日 has blanks between its parts, and no time.
    let (date, time) = if text.contains('年') { (text.trim(), "") } else { (date, time.trim()) };
    if !matches!(time, "" | "0:00" | "00:00" | "0:00:00" | "00:00:00") {
        return Err(NoDay::Other);
    }
    if let Some(day) = year_first(date).and_then(|day| day.parse().ok()) {
        return Ok(day);
    }
    let is_serial = date.len() == 5 && is_number(date);
    let counted = || Date::from_days(date.parse::<i32>().ok()? - DAY_ZERO).ok();
    Err(Some(()).filter(|()| is_serial).and_then(|()| counted()).map_or(NoDay::Other, NoDay::Serial))
}

/// Returns a day in the form `YYYY-MM-DD`, if its year comes first.
fn year_first(text: &str) -> Option<String> {
    let spelled = [["-", "-", ""], ["/", "/", ""], [".", ".", ""], ["年", "月", "日"]];
    let split = |[a, b, end]: [&str; 3]| {
        let (year, rest) = text.split_once(a)?;
        let (month, day) = rest.split_once(b)?;
        Some([year.trim(), month.trim(), day.trim().strip_suffix(end)?.trim()])
    };
    let together = (text.len() == 8 && is_number(text)).then(|| [&text[..4], &text[4..6], &text[6..]]);
    let [year, month, day] = spelled.into_iter().find_map(split).or(together)?;
    let is_part = |part: &str, most: usize| is_number(part) && part.len() <= most;
    (year.len() == 4 && is_number(year) && is_part(month, 2) && is_part(day, 2))
        .then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a spreadsheet program has shortened a number, as in `4.57E+12`. Its digits are lost.
pub fn is_rounded(text: &str) -> bool {
    let text = narrow(text);
    let Some((number, power)) = text.trim().trim_start_matches('-').split_once(['E', 'e']) else { return false };
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let is_power = power.strip_prefix(['+', '-']).is_some_and(|digits| digits.len() >= 2 && is_number(digits));
    whole.len() == 1 && is_number(whole) && is_number(part) && is_power
}

#[cfg(test)]
mod tests {
    use super::{NoDay, day, is_rounded};

    #[test]
    fn days_have_the_year_first() {
        for text in [
            "2026-12-01",
            "2026-12-1",
            "2026/12/1",
            "2026/12/01",
            "2026.12.01",
            "2026年12月1日",
            "2026年 12月 1日",
            "２０２６／１２／１",
            "２０２６年１２月１日",
            "2026－12－01",
            "20261201",
            "2026/12/1 0:00",
            "2026-12-01T00:00:00",
            " 2026/12/1 ",
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Ok("2026-12-01"), "{text}");
        }
        for text in [
            "",
            "12/1/2026",
            "1.12.2026",
            "26/12/1",
            "2026/12",
            "2026/13/1",
            "2026-02-30",
            "2026/12-1",
            "2026/12/1 9:30",
            "2026/123/1",
            "+2026/12/1",
            "令和8年12月1日",
            "R8.12.1",
            "2026年12月1",
            "2026年12月1日 9:00",
            "99999999",
            "0",
            "2026",
            "123456",
        ] {
            assert_eq!(day(text), Err(NoDay::Other), "{text}");
        }
        for (text, expected) in [("46357", "2026-12-01"), ("４６３５７", "2026-12-01"), ("40179", "2010-01-01")] {
            assert_eq!(day(text), Err(NoDay::Serial(expected.parse().unwrap())), "{text}");
        }
    }

    #[test]
    fn shortened_numbers_are_recognized() {
        for text in ["4.57E+12", "4,57E+12", "1E+10", "4.56995111001E+12", "-1.2E-05", "４.５７Ｅ＋１２"] {
            assert!(is_rounded(text), "{text}");
        }
        for text in ["", "4569951110016", "CAM-2E+1", "E+12", "1E5", "2E+1", "12E+12", "1.E+12", "1.2E+", "RE+12"] {
            assert!(!is_rounded(text), "{text}");
        }
    }
}
