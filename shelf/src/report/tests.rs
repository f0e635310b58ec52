use super::{Basis, csv, findings, html, records, xlsx};
use crate::audit::{Asked, Audit};
use crate::common::{carrier, date, noon, sealed, verifier};
use crate::reading::{Medium, Reading, SCHEMA, Symbol};
use crate::recheck::{compare, verdicts};
use crate::sighting::judge;
use crate::stock::{Columns, Stock};
use starseal::{Language, When};
use starseal_tables::table;
use std::io::Cursor;

const NOW: &str = "2026-11-22";

fn reading(source: &str, text: Option<&str>) -> Reading {
    let hint = text.is_none().then(|| "glare".to_owned());
    Reading {
        schema: SCHEMA.to_owned(),
        source: source.to_owned(),
        medium: Medium::Picture,
        read_at: format!("{NOW}T03:00:00Z"),
        taken_at: Some("2026-10-31 18:05:09".to_owned()),
        file: None,
        beside: None,
        symbols: vec![Symbol {
            text: text.map(str::to_owned),
            hint,
            corners: None,
            picture: Some("iVBORw0KGgo=".into()),
        }],
        other_symbols: 0,
        failure: None,
    }
}

fn audit(products: &str) -> Audit {
    let columns = Columns::default();
    let bytes = products.as_bytes().to_vec();
    let mut table = columns.open(|names| table::open(Cursor::new(bytes), names, None)).unwrap();
    let stock = Stock::read("stock.csv", table.as_mut(), &columns).unwrap();
    let text = carrier(&sealed()).to_string();
    let readings = vec![reading("売場/<b>.jpg", Some(&text)), reading("b.jpg", None), reading("c.jpg", Some("x"))];
    let now = noon(NOW);
    let seen = judge(&verifier(), &readings, When::Now(now));
    Audit::new(Asked { now, today: date(NOW), as_of: None, lapse_days: 60 }, stock, readings, seen, &[])
}

#[test]
fn a_page_needs_no_other_file_and_escapes_what_lists_and_names_of_files_say() {
    let audit = audit("jan,model,name\n,<script>alert(1)</script>,\"a & \"\"b\"\"\"\n");
    for language in [Language::En, Language::Ja] {
        let page = html(&audit, &Basis::of(&verifier()), language).unwrap();
        assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())));
        assert!(!page.contains("<script>alert") && !page.contains("<b>.jpg"), "{page}");
        // The namespace of SVG is not written in HTML, so no address stands in the page.
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains(" src=\"/"));
        assert!(page.contains("data:image/png;base64,iVBORw0KGgo=") && page.contains("2026-10-31 18:05:09"));
    }
}

#[test]
fn a_workbook_has_a_sheet_for_each_question_and_can_be_read_back() {
    let audit = audit("jan,model,name\n4569951110016,=1+1,カメラ\n");
    for (language, products, columns) in [(Language::En, "Products", "JAN"), (Language::Ja, "商品", "型番")] {
        let bytes = xlsx(&audit, &Basis::of(&verifier()), language).unwrap();
        let names = table::Names { is_name: &|_| true, is_header: &|_| true };
        let mut sheet = table::open(Cursor::new(bytes.clone()), names, Some(products)).unwrap();
        assert!(sheet.header().iter().any(|name| name == columns), "{:?}", sheet.header());
        let row = sheet.next_row().unwrap().unwrap();
        assert!(row.cells.contains(&"=1+1".to_owned()) && row.cells.contains(&"4569951110016".to_owned()));
        let missing = table::open(Cursor::new(bytes.clone()), names, Some("-")).err().unwrap();
        let table::TableError::NoSheet { sheets, .. } = missing else { panic!("{missing}") };
        assert_eq!(sheets.len(), 9);
        assert_eq!(bytes, xlsx(&audit, &Basis::of(&verifier()), language).unwrap(), "the same bytes again");
    }
}

#[test]
fn a_table_for_spreadsheets_has_no_formula_and_a_byte_order_mark() {
    let audit = audit("jan,model,name\n4569951110016,=1+1,\"-2+3\"\n");
    let bytes = csv(&audit, Language::Ja).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains(",'=1+1,'-2+3,"), "{text}");
    // The label that names no product stands below the products.
    assert!(text.lines().nth(2).unwrap().contains("SS-2026-000123"), "{text}");
}

#[test]
fn records_can_be_compared_with_today() {
    let audit = audit("model\nX\n");
    let kinds: Vec<String> = findings(&audit)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["audit", "product", "label", "label", "unread"]);
    let text = records(&audit);
    let before = verdicts(&text).unwrap();
    assert_eq!(before.iter().map(|before| before.stands).collect::<Vec<_>>(), [true, false]);
    let same = judge(&verifier(), &audit.readings, When::Now(noon(NOW)));
    assert_eq!(compare(&before, &audit.readings, &same, 60), []);
    let later = judge(&verifier(), &audit.readings, When::On(date("2028-04-01")));
    let changes = compare(&before, &audit.readings, &later, 60);
    assert_eq!((changes.len(), changes[0].after.as_str(), changes[0].has_fallen()), (1, "expired", true));
    let soon = judge(&verifier(), &audit.readings, When::On(date("2028-03-01")));
    let changes = compare(&before, &audit.readings, &soon, 60);
    assert_eq!((changes.len(), changes[0].lapses_in, changes[0].has_fallen()), (1, Some(30), false));
    let other = text.replacen("starseal-verdict/1", "starseal-verdict/2", 1);
    assert_eq!(verdicts(&other).unwrap_err().line, 1);
    assert_eq!(verdicts(&(text + "{}\n")).unwrap_err().line, 3);
}

#[test]
fn a_long_table_has_its_first_rows_in_the_page_and_the_others_in_a_template() {
    let rows =
        |count: usize| "jan,model\n".to_owned() + &(0..count).map(|row| format!(",M-{row}\n")).collect::<String>();
    for language in [Language::En, Language::Ja] {
        let short = html(&audit(&rows(200)), &Basis::of(&verifier()), language).unwrap();
        assert!(!short.contains("<template>") && !short.contains("<noscript>"));
        let long = html(&audit(&rows(203)), &Basis::of(&verifier()), language).unwrap();
        let (first, rest) = long.split_once("<template>").unwrap();
        let (rest, after) = rest.split_once("</template>").unwrap();
        let products = |part: &str| part.matches("<tr data-state=").count();
        assert_eq!((products(first), products(rest), products(after)), (200, 3, 0));
        assert!(after.contains("data-more=") && after.contains("report.xlsx"), "{after}");
    }
}
