use super::{CellCause, Foreign, Form, MAX_ROWS, Names, Table, TableError, TableRow, open, write};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const COLUMNS: [&str; 4] = ["number", "day", "gtin", "holder"];

fn names() -> Names<'static> {
    Names { is_name: &|name| COLUMNS.contains(&name), is_header: &|header| header.iter().any(|name| name == "number") }
}

fn table(bytes: &[u8]) -> Result<Box<dyn Table>, TableError> {
    open(Cursor::new(bytes.to_vec()), names(), None)
}

fn all(table: &mut dyn Table) -> Result<Vec<TableRow>, TableError> {
    let mut rows = Vec::new();
    while let Some(row) = table.next_row()? {
        rows.push(row);
    }
    Ok(rows)
}

fn rows(bytes: &[u8]) -> Result<Vec<TableRow>, TableError> {
    all(table(bytes)?.as_mut())
}

/// The numbers and cells of rows that have no fault.
fn good(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
    rows(bytes).unwrap().into_iter().map(|row| (row.number, row.cells, row.fault)).fold(
        Vec::new(),
        |mut all, (number, cells, fault)| {
            assert_eq!(fault, None, "row {number}");
            all.push((number, cells));
            all
        },
    )
}

fn cells(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Makes a workbook with one sheet.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

fn code(bytes: &[u8]) -> &'static str {
    rows(bytes).unwrap_err().code()
}

#[test]
fn a_workbook_has_numbers_days_and_texts_as_they_were_typed() {
    let bytes = workbook(|sheet| {
        // An empty first row, a title, and a column to the left that is empty.
        sheet.write(1, 1, "Applications of October").unwrap();
        for (column, name) in (1..).zip(COLUMNS) {
            sheet.write(3, column, name).unwrap();
        }
        let day = Format::new().set_num_format("yyyy/m/d");
        let japanese = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        let time = Format::new().set_num_format("yyyy/m/d h:mm");
        let on = ExcelDateTime::from_ymd(2026, 10, 1).unwrap();
        sheet.write(4, 1, 101).unwrap();
        sheet.write_with_format(4, 2, &on, &day).unwrap();
        sheet.write(4, 3, 4_569_951_110_016_u64).unwrap();
        sheet.write(4, 4, " 見本電機株式会社 ").unwrap();
        // Row 6 is empty but for formats.
        sheet.write_blank(5, 2, &day).unwrap();
        sheet.write(6, 1, "A-2").unwrap();
        sheet.write_with_format(6, 2, &on, &japanese).unwrap();
        sheet.write(6, 3, "4569951110016").unwrap();
        sheet.write_formula(6, 4, Formula::new("=\"Example \"&\"Ltd.\"").set_result("Example Ltd.")).unwrap();
        sheet.write(7, 1, "A-3").unwrap();
        sheet.write_with_format(7, 2, on.clone().and_hms(9, 30, 0).unwrap(), &time).unwrap();
        // A number with more digits than the program keeps, and a day without a format.
        sheet.write(7, 3, 1.234_567_890_123_456_7e17).unwrap();
        sheet.write(8, 1, "A-4").unwrap();
        sheet.write(8, 2, 46_296).unwrap();
        sheet.write(8, 3, true).unwrap();
    });
    let mut table = table(&bytes).unwrap();
    assert_eq!(
        (table.form(), table.header()),
        (Form::Xlsx, cells(&["", "number", "day", "gtin", "holder"]).as_slice())
    );
    let rows: Vec<_> = all(table.as_mut()).unwrap().into_iter().map(|row| (row.number, row.cells)).collect();
    let expected = [
        (5, cells(&["", "101", "2026-10-01", "4569951110016", "見本電機株式会社"])),
        (7, cells(&["", "A-2", "2026-10-01", "4569951110016", "Example Ltd."])),
        (8, cells(&["", "A-3", "2026-10-01 09:30", "1.23457E+17", ""])),
        (9, cells(&["", "A-4", "46296", "TRUE", ""])),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn cells_that_cannot_be_used_are_faults_of_their_rows() {
    let bytes = workbook(|sheet| {
        for (column, name) in (0..).zip(COLUMNS) {
            sheet.write(0, column, name).unwrap();
        }
        sheet.write(1, 0, "A-1").unwrap();
        sheet.write(1, 9, "note").unwrap();
        sheet.write(2, 0, "A-2").unwrap();
        sheet.write(2, 3, "x".repeat(5000)).unwrap();
        sheet.write(3, 0, "A-3").unwrap();
        sheet.write(3, 2, "last").unwrap();
    });
    // The writer stores values of formulas and no errors: both are put into the sheet by hand.
    let bytes = with_part(&bytes, "xl/worksheets/sheet1.xml", &|text| {
        let error = "<c r=\"D4\" t=\"e\"><v>#N/A</v></c>";
        let formula = "<row r=\"5\"><c r=\"A5\"><v>7</v></c><c r=\"D5\"><f>B1</f></c></row>";
        let (start, end) = text.rsplit_once("</row>").unwrap();
        format!("{start}{error}</row>{formula}{end}")
    });
    let found: Vec<_> = rows(&bytes).unwrap().into_iter().map(|row| (row.number, row.fault.unwrap())).collect();
    let causes: Vec<_> = found.iter().map(|(number, fault)| (*number, fault.place, fault.cause.code())).collect();
    let expected = [
        (2, None, "column-unnamed"),
        (3, Some(3), "text-too-long"),
        (4, Some(3), "error-value"),
        (5, Some(3), "formula-without-value"),
    ];
    assert_eq!(causes, expected);
    assert_eq!(found[2].1.cause, CellCause::ErrorValue { text: "#N/A".to_owned() });
}

#[test]
fn days_count_from_1904_if_the_workbook_says_so() {
    let bytes = workbook(|sheet| {
        sheet.write(0, 0, "number").unwrap();
        sheet.write_with_format(1, 0, 44_834, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    });
    assert_eq!(good(&bytes)[0].1, ["2022-09-30"]);
    let bytes = with_part(&bytes, "xl/workbook.xml", &|text| text.replace("<workbookPr", "<workbookPr date1904=\"1\""));
    assert_eq!(good(&bytes)[0].1, ["2026-10-01"]);
}

#[test]
fn the_sheet_is_the_one_whose_header_fits() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("notes").unwrap().write(0, 0, "to do").unwrap();
    book.add_worksheet().set_name("old").unwrap().write(0, 0, "number").unwrap().set_hidden(true);
    let sheet = book.add_worksheet().set_name("申請").unwrap();
    sheet.write(0, 0, "number").unwrap();
    sheet.write(1, 0, "A-1").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(good(&bytes), [(2, cells(&["A-1"]))]);
    let named = |name| open(Cursor::new(bytes.clone()), names(), Some(name)).map(|table| table.header().to_vec());
    assert_eq!(named("notes").unwrap(), ["to do"]);
    assert_eq!(named("old").unwrap(), ["number"]);
    assert_eq!(named("none").unwrap_err().code(), "no-sheet");
    book.add_worksheet().set_name("more").unwrap().write(0, 1, "number").unwrap();
    let error = rows(&book.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(error, TableError::SeveralSheets { sheets: cells(&["申請", "more"]) });
    assert_eq!(code(&workbook(|_| {})), "empty-table");
}

/// Returns a ZIP archive with another text of a part, or with a new part.
fn with_part(bytes: &[u8], name: &str, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let mut source = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut was_there = false;
    for at in 0..source.len() {
        let mut part = source.by_index(at).unwrap();
        let part_name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        if part_name == name {
            text = change(&text);
            was_there = true;
        }
        made.start_file(part_name, SimpleFileOptions::default()).unwrap();
        made.write_all(text.as_bytes()).unwrap();
    }
    if !was_there {
        made.start_file(name, SimpleFileOptions::default()).unwrap();
        made.write_all(change("").as_bytes()).unwrap();
    }
    made.finish().unwrap().into_inner()
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        made.start_file(*name, SimpleFileOptions::default()).unwrap();
        made.write_all(text.as_bytes()).unwrap();
    }
    made.finish().unwrap().into_inner()
}

#[test]
fn other_files_are_refused_by_name() {
    let compound = |entry: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(1024, 0);
        bytes.extend(entry.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    for (bytes, expected) in [
        (compound("EncryptedPackage"), Foreign::Protected),
        (compound("WordDocument"), Foreign::Binary),
        (archive(&[("xl/workbook.bin", "")]), Foreign::Xlsb),
        (archive(&[("Index/Document.iwa", "")]), Foreign::Numbers),
        (archive(&[("word/document.xml", "<x/>")]), Foreign::Zip),
        (archive(&[]), Foreign::Zip),
        (b"\n <table><tr><td>number</td></tr></table>".to_vec(), Foreign::Markup),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x03\x04".to_vec(), Foreign::Binary),
    ] {
        assert_eq!(rows(&bytes).unwrap_err(), TableError::Foreign { foreign: expected });
    }
    for bytes in [&b""[..], b"\n,,\n", b"\xef\xbb\xbf"] {
        assert_eq!(code(bytes), "empty-table", "{bytes:?}");
    }
}

#[test]
fn a_workbook_that_would_fill_the_memory_is_refused_before_it_is_unpacked() {
    let good = workbook(|sheet| {
        sheet.write(0, 0, "number").unwrap();
        sheet.write(1, 0, "A-1").unwrap();
    });
    let shared = "xl/sharedStrings.xml";
    // Each of these is a few kilobytes as a file.
    for (part, text, expected) in [
        (shared, format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(5_000_000)), "table-too-large"),
        (shared, format!("<sst><si><t>{}</t></si></sst>", "x".repeat(2_000_000)), "table-too-large"),
        (shared, "<sst uniqueCount=\"99999999999999\"><si><t>x</t></si></sst>".to_owned(), "unreadable-table"),
        (shared, "<sst uniqueCount = '4000000000' ><si><t>x</t></si></sst>".to_owned(), "unreadable-table"),
        (shared, format!("<sst><!--{}--></sst>", "<".repeat(1000)), "unreadable-table"),
        ("xl/styles.xml", format!("<styleSheet>{}</styleSheet>", "<xf/>".repeat(300_000)), "table-too-large"),
        ("xl/media/image1.png", "x".repeat(65 << 20), "table-too-large"),
        ("docProps/other.xml", format!("<x>{}</x>", "<y/>".repeat(600_000)), "table-too-large"),
    ] {
        let bytes = with_part(&good, part, &|_| text.clone());
        assert!(bytes.len() < 512 * 1024, "{part}: {}", bytes.len());
        assert_eq!(code(&bytes), expected, "{part}");
    }
}

#[test]
fn csv_has_the_forms_of_spreadsheet_programs() {
    let expected = [(2, cells(&["A-1", "2026/10/1", "", "見本電機"])), (4, cells(&["A-2", "", "", ""]))];
    let text = |separator: &str, end: &str| {
        let rows = [["number", "day", "gtin", "holder"], ["A-1", " 2026/10/1", "", "見本電機"], ["", "", "", ""]];
        let rows = rows.iter().chain(&[["A-2", "", "", ""]]);
        rows.map(|row| row.join(separator) + end).collect::<String>()
    };
    for separator in [",", ";", "\t"] {
        for end in ["\n", "\r\n", "\r"] {
            let text = text(separator, end);
            let units = |mark: &str| [mark, &text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect();
            let cp932 = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
            let forms: [Vec<u8>; 4] = [text.clone().into_bytes(), units("\u{feff}"), units(""), cp932];
            for bytes in forms.into_iter().chain([["\u{feff}", &text].concat().into_bytes()]) {
                assert_eq!(good(&bytes), expected, "{separator:?} {end:?}");
            }
        }
    }
    let faults = |csv: &[u8]| -> Vec<_> {
        rows(csv).unwrap().into_iter().map(|row| row.fault.map(|fault| fault.cause.code())).collect()
    };
    let csv = b"number,day\nA-1,x,y\nA-2\nA-3,\xff\nA-4,,,,\n";
    assert_eq!(faults(csv), [Some("cell-count"), Some("cell-count"), Some("not-utf-8"), None]);
    assert_eq!(faults(b"number,,day\nA-1,note,x\n"), [Some("column-unnamed")]);
    let mixed = [&encoding_rs::SHIFT_JIS.encode("number\n見本電機株式会社\n").0[..], "見本\n".as_bytes()].concat();
    assert_eq!(code(&mixed), "mixed-encodings");
    let long: String = (0..=MAX_ROWS).map(|row| format!("{row}\n")).collect();
    assert_eq!(code(["number\n", &long].concat().as_bytes()), "table-too-large");
}

#[test]
fn json_is_an_array_or_lines() {
    let expected = [
        (1, cells(&["A-1", "4569951110016 4569951110023", ""])),
        (2, cells(&["102", "", "見本電機"])),
        (4, cells(&["A-4", "", ""])),
    ];
    let array = r#" [{"number": "A-1", "gtin": [4569951110016, "4569951110023"]},
        {"holder": "見本電機", "number": 102, "gtin": null}, {}, {"number": " A-4 "}]"#;
    assert_eq!(good(array.as_bytes()), expected);
    assert_eq!(table(array.as_bytes()).unwrap().form(), Form::Json);
    let lines = "{\"number\": \"A-1\", \"gtin\": [4569951110016, \"4569951110023\"]}\r\n\
                 {\"holder\": \"見本電機\", \"number\": 102}\n\n{\"number\": \"A-4\"}";
    assert_eq!(good(lines.as_bytes()), expected);
    let units: Vec<u8> = "\u{feff}".encode_utf16().chain(lines.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(good(&units), expected);
    assert_eq!(table(lines.as_bytes()).unwrap().form(), Form::JsonLines);
    assert_eq!(good(b"{\n \"number\": \"A-1\"\n}\n"), [(1, cells(&["A-1"]))]);

    let lines = "{\"number\": 1}\n{\"number\": true}\n{\"number\": {\"a\": 1}}\n{\"number\": [[1]]}\n\
                 {\"number\": 1, \"number\": 2}\n[1]\n{\"number\": 3\n{\"number\": 1e300}\n\"x\"\n";
    let faults: Vec<_> =
        rows(lines.as_bytes()).unwrap().into_iter().map(|row| row.fault.map(|fault| fault.cause.code())).collect();
    let not_a_value = Some("not-a-value");
    let not_one = Some("not-an-object");
    let expected = [None, not_a_value, not_a_value, not_a_value, Some("name-doubled"), not_one, not_one, None, not_one];
    assert_eq!(faults, expected);
    for bytes in [&b"[{\"number\": 1}"[..], b"{\"number\"", b"[1, 2", b"{}}"] {
        assert_eq!(code(bytes), "not-json", "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(code(b"[]"), "empty-table");
    let deep = ["[{\"number\": ", &"[".repeat(100_000)].concat();
    assert_eq!(code(deep.as_bytes()), "not-json");
}

#[test]
fn rows_are_written_in_their_form_and_read_back() {
    let header = cells(&["number", "day", "holder"]);
    let some = [
        cells(&["A-1", "2026-10-01", "Example, \"Ltd.\";\tx"]),
        cells(&["4569951110016", "", "見本\n電機"]),
        cells(&["=1+1", "x", ""]),
    ];
    let forms = [b',', b';', b'\t'].map(|separator| Form::Csv { separator });
    for form in forms.into_iter().chain([Form::Xlsx, Form::Json, Form::JsonLines]) {
        let bytes = write(form, &header, &some).unwrap();
        assert_eq!(write(form, &header, &some).unwrap(), bytes, "{form:?}");
        let mut table = table(&bytes).unwrap();
        assert_eq!((table.form(), table.header()), (form, header.as_slice()));
        let read: Vec<_> = all(table.as_mut()).unwrap().into_iter().map(|row| row.cells).collect();
        assert_eq!(read, some, "{form:?}");
    }
}

/// Changes bytes by a generator of numbers, so that each run makes the same files.
fn altered(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (most as u64).max(1)).unwrap()
    };
    let mut bytes = bytes.to_vec();
    for _ in 0..=next(4) {
        let at = next(bytes.len());
        match next(4) {
            0 => bytes.truncate(at),
            1 if !bytes.is_empty() => bytes[at] = u8::try_from(next(256)).unwrap(),
            2 => bytes.insert(at.min(bytes.len()), b"<>&\"',;[]{}\n\0\xff09-"[next(17)]),
            _ => {
                let end = (at + next(64)).min(bytes.len());
                let piece = bytes[at.min(end)..end].to_vec();
                let to = next(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

#[test]
fn no_table_makes_the_reader_panic() {
    let book = workbook(|sheet| {
        for (column, name) in (0..).zip(COLUMNS) {
            sheet.write(0, column, name).unwrap();
        }
        sheet.write(1, 0, "A-1").unwrap();
        let day = Format::new().set_num_format("yyyy/m/d");
        sheet.write_with_format(1, 1, ExcelDateTime::from_ymd(2026, 10, 1).unwrap(), &day).unwrap();
        sheet.write(1, 2, 4_569_951_110_016_u64).unwrap();
        sheet.write_formula(1, 3, "=A1").unwrap();
    });
    let csv = "number,day\n\"A-1\",2026/10/1\n見本,\"x\ny\"\n";
    let json = r#"[{"number": "A-1", "gtin": [1, "2"]}, {"number": 1.5e3, "day": null}]"#;
    let parts = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"];
    for seed in 0..200 {
        for text in [csv, json, "{\"number\": 1}\n{\"number\": \"x\"}\n"] {
            let _ = rows(&altered(text.as_bytes(), seed));
        }
        let _ = rows(&altered(&book, seed));
        // Parts that are changed before they are packed are reached by the reader of workbooks.
        let part = parts[usize::try_from(seed).unwrap() % parts.len()];
        let changed =
            with_part(&book, part, &|text| String::from_utf8_lossy(&altered(text.as_bytes(), seed)).into_owned());
        let _ = rows(&changed);
    }
    // A reference whose column is larger than any number.
    let changed = with_part(&book, "xl/worksheets/sheet1.xml", &|text| text.replace("A2", "ZZZZZZZZZZZZ2"));
    let _ = rows(&changed);
}

/// The same sheet, written by LibreOffice 7.4 in both formats.
#[test]
fn old_workbooks_and_open_document_spreadsheets_have_the_same_rows() {
    // LibreOffice keeps the kind of a truth value in XLS only.
    for (bytes, is_true) in [(&include_bytes!("data/office.xls")[..], "TRUE"), (include_bytes!("data/office.ods"), "1")]
    {
        let expected = [
            (4, cells(&["A-1", "2026-12-01", "4569951110016", "見本電機㈱"])),
            (5, cells(&["A-2", "", "0012345678905", "a & b"])),
            (7, cells(&["A-3", "2026-12-01 09:30", "12", is_true])),
        ];
        assert_eq!(good(bytes), expected);
        let no_sheet = open(Cursor::new(bytes.to_vec()), names(), Some("none")).err().unwrap();
        assert_eq!(no_sheet, TableError::NoSheet { name: "none".to_owned(), sheets: vec!["一覧".to_owned()] });
        for end in [600, bytes.len() / 2] {
            assert!(rows(&bytes[..end]).is_err(), "cut after {end} bytes");
        }
    }
}

/// Returns an OpenDocument spreadsheet with these rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"a\">\
         <table:table-row><table:table-cell><text:p>number</text:p></table:table-cell></table:table-row>{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

#[test]
fn repeated_cells_of_an_open_document_spreadsheet_do_not_fill_the_memory() {
    let cell = "<table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>x</text:p></table:table-cell>";
    let wide = ods(&format!("<table:table-row>{cell}</table:table-row>"));
    assert_eq!(rows(&wide).unwrap().len(), 1);
    let row = "<table:table-row table:number-rows-repeated=\"4000000000\">";
    let long = ods(&format!("{row}<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"));
    assert_eq!(code(&long), "table-too-large");
    let empty = ods(&format!("{row}<table:table-cell/></table:table-row>"));
    assert_eq!(rows(&empty).unwrap().len(), 0);
    // A note is no part of a value, an error is no value, and references are resolved.
    let note = "<office:annotation><text:p>note</text:p></office:annotation>";
    let texts = ods(&format!(
        "<table:table-row><table:table-cell>{note}<text:p>a<text:s text:c=\"2\"/>b &amp; &#x63;</text:p>\
         <text:p>d</text:p></table:table-cell></table:table-row><table:table-row>\
         <table:table-cell calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row>"
    ));
    let rows = rows(&texts).unwrap();
    assert_eq!(rows[0].cells, ["a  b & c\nd"]);
    assert_eq!(rows[1].fault.as_ref().unwrap().cause.code(), "error-value");
}

/// A cell in the last row and column that a format has costs no more than its row.
#[test]
fn a_cell_at_the_end_of_a_sheet_is_one_row() {
    let bytes = workbook(|sheet| {
        sheet.write(0, 0, "number").unwrap();
        sheet.write(1, 0, "A-1").unwrap();
        sheet.write(1_048_575, 16_383, "far").unwrap();
    });
    let rows = rows(&bytes).unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 1_048_576]);
    assert!(rows.iter().all(|row| row.cells.len() == 1));
    // The same in OpenDocument, where what is between is repeated.
    let far = "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell/></table:table-row>\
               <table:table-row><table:table-cell><text:p>A-2</text:p></table:table-cell>\
               <table:table-cell table:number-columns-repeated=\"16382\"/>\
               <table:table-cell><text:p>far</text:p></table:table-cell></table:table-row>";
    let rows = self::rows(&ods(far)).unwrap();
    assert_eq!((rows.len(), rows[0].number), (1, 1_048_576));
    // What is packed a thousandfold is refused while it is unpacked.
    let bomb = ods(&"<table:table-row/>".repeat(8_000_000));
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(code(&bomb), "table-too-large");
}
