//! Days, validity, and the end of a day.

use super::super::*;
use crate::common::{date, scheme};

#[test]
fn days_count_from_1970() {
    for (text, days) in [
        ("2010-01-01", 14_610),
        ("2024-02-29", 19_782),
        ("2026-04-01", 20_544),
        ("2028-03-31", 21_274),
        ("2149-06-06", 65_535),
    ] {
        assert_eq!(date(text).days(), days, "{text}");
        assert_eq!(Date::from_days(days), Ok(date(text)));
        assert_eq!(date(text).to_string(), text);
    }
    assert_eq!(Date::new(2026, 4, 1), Ok(date("2026-04-01")));
}

#[test]
fn every_day_of_the_range_follows_the_one_before() {
    let mut previous = Date::from_days(Date::LEAST_DAY).unwrap();
    for days in Date::LEAST_DAY + 1..=Date::GREATEST_DAY {
        let day = Date::from_days(days).unwrap();
        assert!(day > previous);
        assert_eq!((day.days(), previous.days_until(day), day.days_until(previous)), (days, 1, -1));
        assert_eq!(day.to_string().parse(), Ok(day));
        previous = day;
    }
}

#[test]
fn days_that_a_label_cannot_claim() {
    let range = |value: i128| ValueError::Range { what: "date", value, least: 14_610, most: 65_535 };
    for days in [14_609, 65_536, 0, -1, i32::MIN, i32::MAX] {
        assert_eq!(Date::from_days(days), Err(range(days.into())), "{days}");
    }
    assert_eq!(Date::new(2009, 12, 31), Err(range(14_609)));
    assert_eq!("2149-06-07".parse::<Date>(), Err(range(65_536)));
}

#[test]
fn dates_that_the_calendar_does_not_have() {
    let none = Err(ValueError::Date { what: "date" });
    for (year, month, day) in [(2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0)] {
        assert_eq!(Date::new(year, month, day), none, "{year}-{month}-{day}");
        assert_eq!(format!("{year:04}-{month:02}-{day:02}").parse::<Date>(), none);
    }
    // 2024 and 2028 have a leap day, and 2100 has none.
    assert!(Date::new(2028, 2, 29).is_ok());
}

#[test]
fn dates_are_read_in_one_form() {
    let none = Err(ValueError::Date { what: "date" });
    for text in [
        "",
        "2026-4-1",
        "2026-04-1",
        "20260401",
        "2026/04/01",
        "01-04-2026",
        "2026-04-01 ",
        " 2026-04-01",
        "2026-04-01T00:00:00",
        "+026-04-01",
        "-026-04-01",
        "2026-W14-3",
        "２０２６-04-01",
        "2026-04-0é",
    ] {
        assert_eq!(text.parse::<Date>(), none, "{text}");
    }
}

/// Calculates the last day independently, without a calendar library.
fn expected_last_day(date: (i32, u32, u32), months: u32) -> (i32, u32, u32) {
    let (year, month, day) = date;
    let later = year * 12 + month as i32 - 1 + months as i32;
    let (later_year, later_month) = (later.div_euclid(12), later.rem_euclid(12) as u32 + 1);
    if day > days_in(later_year, later_month) {
        // That month does not have this day: the validity ends on its last day.
        (later_year, later_month, days_in(later_year, later_month))
    } else if day > 1 {
        (later_year, later_month, day - 1)
    } else if later_month > 1 {
        (later_year, later_month - 1, days_in(later_year, later_month - 1))
    } else {
        (later_year - 1, 12, 31)
    }
}

fn days_in(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[test]
fn validity_ends_on_the_day_before_the_same_date() {
    for (from, months, until) in [
        ("2026-04-01", 24, "2028-03-31"),
        ("2028-02-29", 24, "2030-02-28"),
        ("2028-02-28", 24, "2030-02-27"),
        ("2026-03-01", 24, "2028-02-29"),
        ("2027-03-01", 24, "2029-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-29", 1, "2026-02-28"),
        ("2026-01-28", 1, "2026-02-27"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-01-01", 12, "2026-12-31"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2026-05-31", 12, "2027-05-30"),
    ] {
        assert_eq!(date(from).last_day_of_validity(months).to_string(), until, "{from} + {months}");
    }
}

#[test]
fn validity_agrees_with_an_independent_calculation() {
    // A linear congruential generator, so that every run has the same cases.
    let mut state = 20_261_122_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..5_000 {
        let days = Date::LEAST_DAY + random(50_926) as i32;
        let months = random(1_200) as u32 + 1;
        let from = Date::from_days(days).unwrap();
        let text = from.to_string();
        let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
        let (year, month, day) = expected_last_day((parts[0], parts[1] as u32, parts[2] as u32), months);
        let ours = from.last_day_of_validity(months);
        assert_eq!(ours.to_string(), format!("{year:04}-{month:02}-{day:02}"), "{from} + {months}");
        assert!(ours >= from);
    }
}

#[test]
fn the_last_day_ends_at_15_00_utc_in_japan() {
    // 2028-03-31T14:59:59Z is still that day in Japan; a second later, the next day starts.
    let end = date("2028-03-31").days() as u64 * 86_400 + 15 * 3600;
    let day = |seconds: u64| scheme().date_at(Timestamp::from_unix_seconds(seconds)).to_string();
    assert_eq!(day(end - 1), "2028-03-31");
    assert_eq!(day(end), "2028-04-01");
    assert_eq!(day(end - 86_400), "2028-03-31");
    assert_eq!(day(end - 86_401), "2028-03-30");
}

#[test]
fn offsets_move_the_day_both_ways() {
    let noon = Timestamp::from_unix_seconds(date("2026-11-22").days() as u64 * 86_400 + 12 * 3600);
    for (offset, day) in [
        (0, "2026-11-22"),
        (719, "2026-11-22"),
        (720, "2026-11-23"),
        (-720, "2026-11-22"),
        (-721, "2026-11-21"),
        (1439, "2026-11-23"),
        (-1439, "2026-11-21"),
    ] {
        assert_eq!(Date::at(noon, offset).to_string(), day, "{offset}");
    }
    // An offset can lead to a date before 1970, which must be rounded down and not towards zero.
    let start = Timestamp::from_unix_seconds(0);
    assert_eq!(Date::at(start, -1).to_string(), "1969-12-31");
    assert_eq!((Date::at(start, -1).days(), Date::at(start, 0).days()), (-1, 0));
    assert_eq!(Date::at(Timestamp::MAX, 1439).to_string(), "9999-12-31", "the last day of the calendar");
}

#[test]
fn instants_end_with_the_year_9999() {
    assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59Z");
    assert_eq!(Timestamp::from_unix_seconds(u64::MAX), Timestamp::MAX);
    assert_eq!(Timestamp::from_unix_seconds(253_402_300_800), Timestamp::MAX);
    assert_eq!(Timestamp::from_unix_seconds(253_402_300_798).to_string(), "9999-12-31T23:59:58Z");
    assert_eq!(Timestamp::from_unix_seconds(0).to_string(), "1970-01-01T00:00:00Z");
    assert_eq!(Timestamp::from_unix_seconds(1_795_316_401).to_string(), "2026-11-22T03:00:01Z");
    let (early, late) = (Timestamp::from_unix_seconds(5), Timestamp::from_unix_seconds(9));
    assert_eq!((late.seconds_since(early), early.seconds_since(late)), (Some(4), None));
}
