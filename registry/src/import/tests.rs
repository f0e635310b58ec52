use super::{ChangeColumn, ChangeDefaults, ChangeWord, Column, ImportRow, ReadError, merge, read_changes, read_rows};
use crate::event::Step;
use starseal::trust::{Assessment, LevelEntry, Names, Scheme};
use starseal::{Date, Level};
use starseal_tables::table::open;
use std::io::Cursor;

fn scheme() -> Scheme {
    let names = Names::new("★1", "★1").unwrap();
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [(Level::new(1).unwrap(), LevelEntry::new(names, Assessment::SelfDeclared))].into();
    scheme
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn rows(text: &str) -> Result<Vec<ImportRow>, ReadError> {
    let mut table = open(Cursor::new(text.to_owned()), Column::names(), None)?;
    read_rows(table.as_mut(), &scheme(), day("2026-11-22")).map(|read| read.rows)
}

fn faults(csv: &str) -> Vec<String> {
    let mut rows = rows(csv).unwrap();
    merge(&mut rows, &mut |_| [0; 16]);
    rows.into_iter().filter_map(|row| row.content.err()).map(|fault| fault.to_string()).collect()
}

#[test]
fn columns_are_found_by_english_and_japanese_names() {
    for column in Column::all() {
        let found = Column::of_header(&["申請番号".to_owned(), "レベル".to_owned(), column.name().to_owned()]);
        let is_given = matches!(column, Column::Application | Column::Level);
        assert_eq!(found.is_err(), is_given, "{column:?}");
    }
    let codes = |csv| rows(csv).unwrap_err().code();
    assert_eq!(codes("application,level,color\nA-1,1,red\n"), "unknown-column");
    assert_eq!(codes("application,level,レベル\n"), "doubled-column");
    assert_eq!(codes("application,holder\n"), "missing-column");
}

#[test]
fn rows_of_one_application_become_its_models() {
    let csv = "\u{feff}申請番号,レベル,申請者,型番,JANコード,申請日,受理日,受付番号,入金日,確認完了日\r\n\
               A-1,1,見本電機株式会社,CAM-100,4569951110016,2026-10-01,2026-10-05,R-1,2026-10-09,2026-10-20\r\n\
               ,,,,,,,,,\r\n\
               A-2,1,Example Ltd.,X-1,,2026-10-02,,,,\r\n\
               A-1,1,見本電機株式会社,CAM-200,,2026-10-01,2026-10-05,R-1,2026-10-09,2026-10-20\r\n";
    let mut rows = rows(csv).unwrap();
    let merged = merge(&mut rows, &mut |_| [0; 16]);
    assert_eq!(merged.len(), 2);
    let first = &merged[0];
    let models: Vec<_> = first.application.models.iter().map(|model| model.model.as_deref().unwrap()).collect();
    assert_eq!((models, first.rows.as_slice()), (vec!["CAM-100", "CAM-200"], &[0, 2][..]));
    let steps: Vec<_> = first.steps.iter().map(|entry| entry.step).collect();
    assert_eq!(steps, [Step::Accepted, Step::Paid, Step::Cleared]);
    assert_eq!((merged[1].application.applied_on, merged[1].steps.len()), (day("2026-10-02"), 0));
}

#[test]
fn a_row_that_cannot_be_read_says_why() {
    let header = "application,level,applied_on,accepted_on,receipt,paid_on,model,gtin\n";
    for (row, fault) in [
        (",1,,,,,,", "application: no value is given, and every row needs one"),
        ("A-1,,,,,,,", "level: no value is given, but every label needs one"),
        ("A-1,9,,,,,,", "level: "),
        ("A-1,1,11/22/2026,,,,,", "applied_on: \"11/22/2026\" is not a day that a label can claim"),
        ("A-1,1,46296,,,,,", "applied_on: \"46296\" is a day as spreadsheet programs count: 2026-10-01"),
        ("A-1,1,,,,,,4.57E+12", "gtin: \"4.57E+12\" is a number that a spreadsheet program has rounded"),
        ("1.2E+15,1,,,,,,", "application: \"1.2E+15\" is a number that a spreadsheet program has rounded"),
        ("A-1,1,2026-11-20,2026-11-19,R-1,,,", "accepted_on: 2026-11-19 is before the day of the step before it"),
        ("A-1,1,2026-11-20,2026-11-20,,,,", "receipt: an accepted application needs a receipt number"),
        ("A-1,1,2026-11-20,,,2026-11-21,,", "paid_on: the step before it has no day: accepted_on is empty"),
        ("A-1,1,,,,,,123", "gtin: "),
        ("A-1,1,,,,,,,x", "the row has 9 cells, and the header has 8"),
        ("A-1,1,,,,,", "the row has 7 cells, and the header has 8"),
        ("A-\u{200b}1,1,,,,,,", "the application number is empty"),
    ] {
        let found = faults(&format!("{header}{row}\n"));
        assert!(found.len() == 1 && found[0].starts_with(fault), "{row}: {found:?}");
    }
}

#[test]
fn rows_that_contradict_each_other_are_refused_together() {
    let header = "application,level,holder,model\n";
    let found = faults(&format!("{header}A-1,1,One,X\nA-2,1,Two,X\nA-1,1,Other,Y\n"));
    assert_eq!(found, ["another row of application A-1 is at fault", "holder is another one than in row 2"]);
    let found = faults(&format!("{header}A-1,1,One,X\nA-1,1,One,X\n"));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn names_and_numbers_are_read_in_any_width() {
    let text = "申請 番号;ｌｅｖｅｌ;JANコード;Applied_On;受付番号;受理日\n\
                Ａ－１；;１;４５６９９５１１１００１６;２０２６年１０月１日;Ｒ－１;2026.10.5\n";
    let mut rows = rows(&text.replace('；', "")).unwrap();
    let merged = merge(&mut rows, &mut |_| [0; 16]);
    let application = &merged[0].application;
    assert_eq!((application.number.as_str(), application.applied_on), ("A-1", day("2026-10-01")));
    assert_eq!(application.models[0].gtins[0].to_string(), "4569951110016");
    assert_eq!(merged[0].steps[0].reference.as_deref(), Some("R-1"));
}

#[test]
fn an_application_without_a_day_was_received_before_its_first_step() {
    let header = "application,level,applied_on,receipt,accepted_on\n";
    let read = rows(&format!("{header}A-1,1,,R-1,2026-10-05\nA-2,1,,,\nA-3,1,2026-10-01,,\n")).unwrap();
    let days: Vec<_> = read
        .iter()
        .map(|row| row.content.as_ref().unwrap())
        .map(|row| (row.application.applied_on.to_string(), row.says_day))
        .collect();
    let expected = [("2026-10-05", false), ("2026-11-22", false), ("2026-10-01", true)];
    assert_eq!(days, expected.map(|(day, says)| (day.to_owned(), says)));
}

#[test]
fn pages_are_addresses_that_no_browser_runs() {
    let header = "application,level,product_page,セキュリティ情報,contact_page\n";
    let good = "A-1,1,https://a.example/x?y=1&z=%20,https://a.example/updates,mailto:help@a.example\n";
    let mut read = rows(&format!("{header}{good}A-2,1,,,tel:+81-3-0000-0000\n")).unwrap();
    let merged = merge(&mut read, &mut |_| [0; 16]);
    let links = [&merged[0], &merged[1]].map(|one| one.application.links.clone());
    assert_eq!(links[0].security.as_deref(), Some("https://a.example/updates"));
    assert_eq!(links[0].contact.as_deref(), Some("mailto:help@a.example"));
    assert_eq!((links[1].product.as_deref(), links[1].contact.as_deref()), (None, Some("tel:+81-3-0000-0000")));

    for page in [
        "http://a.example/",
        "a.example",
        "https://",
        "https:///x",
        "HTTPS://a.example/",
        "javascript:alert(1)",
        "mailto:help@a.example",
        "https://a.example/\u{301}",
        "https://a.example/<b>",
        "https://a.example/a b",
        &format!("https://a.example/{}", "x".repeat(256)),
    ] {
        let found = faults(&format!("application,level,product_page\nA-1,1,{page}\n"));
        assert!(found.len() == 1 && found[0].contains("the product page"), "{page}: {found:?}");
    }
    for contact in ["javascript:alert(1)", "help@a.example", "tel:", "mailto:a b"] {
        let found = faults(&format!("application,level,contact_page\nA-1,1,{contact}\n"));
        assert!(found.len() == 1 && found[0].contains("the contact page is not an address"), "{contact}: {found:?}");
    }
    let differ =
        format!("{header}{good}A-1,1,https://a.example/other,https://a.example/updates,mailto:help@a.example\n");
    let found = faults(&differ);
    assert!(found.iter().any(|fault| fault.contains("product_page is another one than in row 2")), "{found:?}");
}

#[test]
fn an_application_has_as_many_models_as_a_registration_can_have() {
    let models: String = (0..1025).map(|model| format!("A-1,1,M-{model}\n")).collect();
    let found = faults(&format!("application,level,model\n{models}"));
    assert_eq!(found.len(), 1025);
    assert!(found[0].contains("has 1025 models, and a registration has 1024 at most"), "{}", found[0]);
}

#[test]
fn changes_are_read_with_their_own_words_and_those_of_the_command() {
    let read = |text: &str, change| {
        let mut table = open(Cursor::new(text.to_owned()), ChangeColumn::names(), None).unwrap();
        let (on, last_day) = (day("2026-11-22"), Some(day("2030-03-31")));
        let defaults = ChangeDefaults { change, on, last_day, reason: Some("letter".to_owned()) };
        read_changes(table.as_mut(), &defaults)
            .map(|rows| rows.into_iter().map(|row| row.content.map_err(|fault| fault.to_string())).collect::<Vec<_>>())
    };
    let rows = read(
        "登録番号,変更,変更日,新しい有効期限,理由\n\
         ＳＳ－１,延長,2026年12月1日,2029/3/31,更新\nSS-2,取り下げ,,,\nSS-3,,,,\nSS-4,失効延期,,,\nSS-4,延長申請,,,\n",
        Some(ChangeWord::Extend),
    )
    .unwrap();
    let wanted: Vec<_> = rows.into_iter().map(Result::unwrap).collect();
    let words: Vec<_> = wanted.iter().map(|wanted| wanted.change).collect();
    let expected =
        [ChangeWord::Extend, ChangeWord::Withdraw, ChangeWord::Extend, ChangeWord::Defer, ChangeWord::ExtensionRequest];
    assert_eq!(words, expected);
    let of = |at: usize| {
        let entry = &wanted[at].entry;
        (entry.product_id.as_str(), entry.day, entry.last_day, entry.reason.as_str())
    };
    assert_eq!(of(0), ("SS-1", day("2026-12-01"), Some(day("2029-03-31")), "更新"));
    assert_eq!(of(1), ("SS-2", day("2026-11-22"), None, "letter"));
    assert_eq!(of(2), ("SS-3", day("2026-11-22"), Some(day("2030-03-31")), "letter"));

    let faults =
        read("id,change,not_taken\nSS-1,burn,x\nSS-1,revoke,\nSS-1,withdraw,\n,revoke,\nSS-2,,\n", None).unwrap();
    let faults: Vec<_> = faults.into_iter().filter_map(Result::err).collect();
    let expected = [
        "change: \"burn\" is not a change",
        "the registration SS-1 is in row 3 already",
        "product_id: no value is given, and every row needs one",
        "change: no value is given, and every row needs one",
    ];
    assert_eq!(faults, expected);
    assert_eq!(read("change\nrevoke\n", None).unwrap_err().code(), "missing-column");
}

/// Makes tables of the columns and of values of all kinds, by a generator of numbers.
#[test]
fn no_table_of_applications_or_changes_panics() {
    let values = [
        "",
        "A-1",
        "1",
        "9",
        "2026-10-01",
        "２０２６／１／１",
        "46296",
        "4569951110016",
        "4.57E+12",
        "見本",
        "\"x\ny\"",
        "\u{200b}",
        "-1",
        "99999999999999999999",
        "R-1",
        "延長",
        "revoke",
        "9999-12-31",
        "0000-00-00",
        "\"\"\"\"",
    ];
    let mut state = 1_u64;
    let mut next = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    let columns: Vec<_> = Column::all().map(Column::name).collect();
    for _ in 0..300 {
        let mut header = vec!["application", "level", "product_id"];
        header.extend((0..next(12)).map(|_| columns[next(columns.len())]));
        let width = header.len();
        let mut text = header.join(",") + "\n";
        for _ in 0..next(20) {
            let row: Vec<_> = (0..width + next(2)).map(|_| values[next(values.len())]).collect();
            text += &(row.join(",") + "\n");
        }
        if let Ok(mut rows) = rows(&text) {
            merge(&mut rows, &mut |_| [0; 16]);
        }
        let text = text.replacen("application,level", "change,on", 1);
        let Ok(mut table) = open(Cursor::new(text), ChangeColumn::names(), None) else { continue };
        let defaults = ChangeDefaults { change: None, on: day("2026-11-22"), last_day: None, reason: None };
        let _ = read_changes(table.as_mut(), &defaults);
    }
}
