use super::{LabelRow, RowFault, RowReader};
use starseal::label::Text;
use starseal::trust::{Assessment, CategoryEntry, LevelEntry, Names, Scheme};
use starseal::{Label, Level};

/// Returns a scheme with four levels, two of which are third-party assessed.
pub(in crate::issuing) fn scheme() -> Scheme {
    let names = |en: &str, ja: &str| Names::new(en, ja).unwrap();
    let level = |number: u8, assessment| {
        let star = format!("★{number}");
        (Level::new(number).unwrap(), LevelEntry::new(names(&star, &star), assessment))
    };
    let category = |en: &str, ja: &str| CategoryEntry::new(names(en, ja));
    let mut excluded = category("PC", "パソコン");
    excluded.excluded = true;
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [
        level(1, Assessment::SelfDeclared),
        level(2, Assessment::SelfDeclared),
        level(3, Assessment::ThirdParty),
        level(4, Assessment::ThirdParty),
    ]
    .into();
    scheme.categories = [
        (1, category("network camera", "ネットワークカメラ")),
        (2, category("communication equipment", "通信機器")),
        (3, excluded),
    ]
    .into();
    scheme.criteria = [(1, Text::new("criteria", "JST-CR-01-01-2024R1").unwrap())].into();
    scheme.evaluators = [(1, names("Example Evaluation Laboratory", "評価試験所（見本）"))].into();
    scheme
}

fn read(change: impl Fn(&mut LabelRow)) -> Result<Label, RowFault> {
    let scheme = scheme();
    let mut row = LabelRow {
        product_id: Some("SS-1".into()),
        level: Some("1".into()),
        status_index: Some("7".into()),
        ..LabelRow::default()
    };
    change(&mut row);
    RowReader::new(&scheme, "2026-11-22".parse().unwrap()).label(&row)
}

#[test]
fn days_default_to_today_and_the_longest_validity() {
    let label = read(|_| ()).unwrap();
    assert_eq!(label.issued_on().to_string(), "2026-11-22");
    assert_eq!(label.expires_on().to_string(), "2028-11-21");
}

#[test]
fn entries_are_given_by_number_or_in_either_language() {
    for text in ["1", "network camera", "Network Camera", "ネットワークカメラ"] {
        assert_eq!(read(|row| row.category = Some(text.into())).unwrap().category(), Some(1), "{text}");
    }
    assert_eq!(read(|row| row.criteria = Some("jst-cr-01-01-2024r1".into())).unwrap().criteria(), Some(1));
    assert_eq!(read(|row| row.level = Some("★2".into())).unwrap().level().get(), 2);
}

#[test]
fn one_cell_can_have_several_gtins() {
    let label = read(|row| row.gtin = Some("4901234567894;49123456".into())).unwrap();
    let gtins: Vec<_> = label.gtins().iter().map(ToString::to_string).collect();
    assert_eq!(gtins, ["4901234567894", "49123456"]);
}

#[test]
fn values_are_read_as_people_type_them() {
    let label = read(|row| {
        row.level = Some("２".into());
        row.status_index = Some("０７".into());
        row.issued_on = Some("2026/12/1".into());
        row.expires_on = Some("２０２８年１１月３０日".into());
        row.category = Some("１".into());
        row.gtin = Some("４９０１２３４５６７８９４、49123456".into());
    });
    let label = label.unwrap();
    assert_eq!((label.level().get(), label.status_index(), label.category()), (2, 7, Some(1)));
    assert_eq!(label.issued_on().to_string(), "2026-12-01");
    assert_eq!(label.expires_on().to_string(), "2028-11-30");
    assert_eq!(label.gtins().len(), 2);
    assert_eq!(read(|row| row.level = Some("★２".into())).unwrap().level().get(), 2);
}

#[test]
fn values_that_a_spreadsheet_has_changed_are_named() {
    type Change = fn(&mut LabelRow);
    let cases: [(Change, &str, &str); 7] = [
        (|row| row.gtin = Some("4.57E+12".into()), "rounded-number", "gtin: \"4.57E+12\" is a number that"),
        (|row| row.serial = Some("1.23E+15".into()), "rounded-number", "serial: "),
        (|row| row.status_index = Some("1E+06".into()), "rounded-number", "status_index: "),
        (
            |row| row.issued_on = Some("46357".into()),
            "serial-day",
            "is a day as spreadsheet programs count: 2026-12-01",
        ),
        (|row| row.issued_on = Some("12/1/2026".into()), "not-a-day", "\"12/1/2026\" is not a day"),
        (|row| row.status_index = Some("7\u{200b}".into()), "hidden-character", "invisible character U+200B"),
        (|row| row.issued_on = Some("\u{feff}2026-12-01".into()), "hidden-character", "invisible character U+FEFF"),
    ];
    for (change, code, message) in cases {
        let fault = read(change).unwrap_err();
        assert_eq!(fault.cause.code(), code, "{fault}");
        assert!(fault.to_string().contains(message), "{fault}");
    }
}

#[test]
fn each_fault_has_its_column_its_cause_and_the_allowed_entries() {
    type Change = fn(&mut LabelRow);
    let cases: [(Change, &str, &str, &str); 13] = [
        (|row| row.product_id = None, "value-missing", "product_id: no value is given", ""),
        (|row| row.product_id = Some("日本".into()), "bad-value", "product ID contains the character", ""),
        (|row| row.level = Some("five".into()), "not-in-dictionary", "level: \"five\" is not in", "★1, ★2, ★3, ★4"),
        (|row| row.level = Some("9".into()), "scheme-violation", "level 9 is not in", "★1, ★2, ★3, ★4"),
        (
            |row| row.level = Some("3".into()),
            "scheme-violation",
            "evaluator: level 3 is third-party assessed, and the label names no evaluator",
            "Example Evaluation Laboratory",
        ),
        (|row| row.evaluator = Some("1".into()), "scheme-violation", "evaluator: level 1 is self-declared", ""),
        (
            |row| row.category = Some("PC".into()),
            "scheme-violation",
            "category 3 is excluded",
            "network camera, communication equipment",
        ),
        (
            |row| row.category = Some("toaster".into()),
            "not-in-dictionary",
            "\"toaster\"",
            "network camera, communication equipment",
        ),
        (|row| row.expires_on = Some("2030-01-01".into()), "scheme-violation", "after 2028-11-21", ""),
        (|row| row.gtin = Some("4901234567893".into()), "scheme-violation", "check digit", ""),
        (|row| row.gtin = Some("1 2 3 4 5".into()), "gtin-count", "5 numbers are given", ""),
        (|row| row.gtin = Some("49x".into()), "bad-value", "gtin: \"49x\": ", ""),
        (|row| row.status_index = Some("+1".into()), "not-a-number", "\"+1\" is not a number from 0 to 4294967295", ""),
    ];
    let scheme = scheme();
    for (change, code, message, choices) in cases {
        let fault = read(change).unwrap_err();
        assert_eq!(fault.cause.code(), code, "{fault}");
        assert!(fault.to_string().contains(message), "{fault}");
        let names: Vec<&str> = fault.choices(&scheme).iter().map(|choice| choice.en).collect();
        assert_eq!(names.join(", "), choices, "{fault}");
    }
}

#[test]
fn a_text_of_the_row_is_escaped_and_shortened_in_messages() {
    let message = read(|row| row.issued_on = Some("\u{1b}[2J\u{202e}".into())).unwrap_err().to_string();
    assert!(!message.contains(['\u{1b}', '\u{202e}']) && message.contains("U+001B"), "{message}");
    let message = read(|row| row.issued_on = Some("9".repeat(100_000))).unwrap_err().to_string();
    assert!(message.len() < 200, "{message}");
}
