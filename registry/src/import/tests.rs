use super::{Column, CsvTable, ReadError, Table, merge, read_rows};
use crate::event::Step;
use starseal::trust::{Assessment, LevelEntry, Names, Scheme};
use starseal::{Date, Level};

fn scheme() -> Scheme {
    let names = Names::new("★1", "★1").unwrap();
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [(Level::new(1).unwrap(), LevelEntry::new(names, Assessment::SelfDeclared))].into();
    scheme
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn rows(csv: &str) -> Result<Vec<super::ImportRow>, ReadError> {
    let mut table = CsvTable::new(csv.as_bytes()).unwrap();
    read_rows(&mut table, &scheme(), day("2026-11-22"))
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
    assert_eq!(codes("application,level,color\n"), "unknown-column");
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
        (",1,,,,,,", "application: no number is given"),
        ("A-1,,,,,,,", "level: no value is given, but every label needs one"),
        ("A-1,9,,,,,,", "level: "),
        ("A-1,1,2026/11/22,,,,,", "applied_on: \"2026/11/22\" is not a day such as 2026-04-01"),
        ("A-1,1,2026-11-20,2026-11-19,R-1,,,", "accepted_on: 2026-11-19 is before the day of the step before it"),
        ("A-1,1,2026-11-20,2026-11-20,,,,", "receipt: an accepted application needs a receipt number"),
        ("A-1,1,2026-11-20,,,2026-11-21,,", "paid_on: the step before it has no day: accepted_on is empty"),
        ("A-1,1,,,,,,123", "gtin: "),
        ("A-1,1,,,,,,,", "the row has 9 cells, and the header has 8"),
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
fn a_table_has_limits() {
    let long = format!("application,level\nA-1,{}\n", "1".repeat(5000));
    let mut table = CsvTable::new(long.as_bytes()).unwrap();
    assert_eq!(table.next_row().unwrap_err().code(), "table-too-large");
    let mut table = CsvTable::new(&b"application,level\n\xff,1\n"[..]).unwrap();
    assert_eq!(table.next_row().unwrap_err().code(), "not-utf-8");
}
