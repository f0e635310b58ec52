use super::{LabelRow, MAX_ROW_BYTES, NumberedRow, Rows, RowsError};
use std::io::Read;

fn rows(csv: &[u8]) -> Result<Vec<NumberedRow>, RowsError> {
    Rows::new(csv, LabelRow::default())?.collect()
}

#[test]
fn rows_have_the_number_of_their_line_and_empty_ones_are_skipped() {
    let rows = rows(b"\xef\xbb\xbfproduct_id,level,status_index\r\n A ,1, 7\r\n,,\r\n\r\nB,\"2\",8").unwrap();
    let found: Vec<_> = rows
        .into_iter()
        .map(|row| (row.number, row.content.unwrap()))
        .map(|(number, row)| (number, row.product_id.unwrap(), row.status_index.unwrap(), row.holder))
        .collect();
    assert_eq!(found, [(2, "A".to_owned(), "7".to_owned(), None), (5, "B".to_owned(), "8".to_owned(), None)]);
}

#[test]
fn rows_are_counted_as_spreadsheets_do_with_any_line_end() {
    for end in ["\n", "\r\n", "\r"] {
        let csv =
            ["product_id,level,status_index,holder", "A,1,7,", "", "B,1,8,\"two\n\nlines\n\"", "C,1,9,x"].join(end);
        let numbers: Vec<u64> = rows(csv.as_bytes()).unwrap().iter().map(|row| row.number).collect();
        // The record of B takes four lines and is one row.
        assert_eq!(numbers, [2, 4, 5], "{end:?}");
        let csv = ["", "product_id,level,\"status_index", "\"", "A,1,7", ",,", "B,1,8"].join(end);
        let numbers: Vec<u64> = rows(csv.as_bytes()).unwrap().iter().map(|row| row.number).collect();
        assert_eq!(numbers, [3, 5], "{end:?}");
        // The first line is for the spreadsheet program, which does not show it.
        let csv = ["sep=;", "product_id;level;status_index", "A;1;7"].join(end);
        assert_eq!(rows(csv.as_bytes()).unwrap()[0].number, 2, "{end:?}");
    }
}

#[test]
fn every_encoding_and_separator_gives_the_same_rows() {
    let text = "product_id,level,status_index,holder\r\nA,1,7,㈱見本①髙\r\nB,1,8,\r\n";
    let expected = rows(text.as_bytes()).unwrap();
    assert_eq!(expected[0].content.as_ref().unwrap().holder.as_deref(), Some("㈱見本①髙"));
    for separator in [",", ";", "\t"] {
        let text = text.replace(',', separator);
        let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let marked = ["\u{feff}", &text].concat();
        for bytes in [
            text.clone().into_bytes(),
            encoding_rs::SHIFT_JIS.encode(&text).0.into_owned(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            marked.into_bytes(),
        ] {
            assert_eq!(rows(&bytes).unwrap(), expected, "{separator:?}");
        }
    }
}

#[test]
fn a_file_in_two_encodings_is_refused() {
    let utf8 = "product_id,level,status_index,holder\nA,1,7,見本\n";
    let mixed = [utf8.as_bytes(), b"B,1,8,\x8c\xa9\x96\x7b\n"].concat();
    assert_eq!(rows(&mixed).unwrap_err().code(), "mixed-encodings");
}

#[test]
fn columns_without_a_name_are_ignored_if_they_are_empty() {
    let csv = "product_id,,level,status_index,,\nA,,1,7,,\nB,,1,8\nC,,1,9,,,,\nD,x,1,10,,\nE,,1,11,,,y\n";
    let found: Vec<String> = rows(csv.as_bytes())
        .unwrap()
        .iter()
        .map(|row| match &row.content {
            Ok(content) => content.status_index.clone().unwrap(),
            Err(fault) => format!("{}: {fault}", fault.cause.code()),
        })
        .collect();
    let expected = [
        "7",
        "8",
        "9",
        "column-unnamed: \"x\" stands in a column without a name",
        "cell-count: the row has 7 cells, and the header has 6",
    ];
    assert_eq!(found, expected);
}

#[test]
fn blanks_around_values_are_left_out_and_reported() {
    let csv = "product_id,level,status_index,model\u{a0}\n A ,1,7,\u{3000}CAM-1\u{a0}\n\u{3000},,,\nB,1,8, x y \n";
    let rows = rows(csv.as_bytes()).unwrap();
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            let trimmed: Vec<_> = row.trimmed.iter().map(|one| (one.column, one.blank)).collect();
            (row.number, row.product_id.as_deref().unwrap(), row.content.as_ref().unwrap().model.as_deref(), trimmed)
        })
        .collect();
    let expected = [(2, "A", Some("CAM-1"), vec![("model", '\u{3000}')]), (4, "B", Some("x y"), Vec::new())];
    assert_eq!(shown, expected);
}

#[test]
fn a_row_that_cannot_be_parsed_has_its_product_id() {
    let rows = rows(b"product_id,level,status_index\nA,1\nB,1,\xff\n").unwrap();
    let ids: Vec<_> = rows.iter().map(|row| (row.product_id.as_deref(), row.content.is_err())).collect();
    assert_eq!(ids, [(Some("A"), true), (Some("B"), true)]);
}

#[test]
fn the_header_has_known_columns_once_and_all_required_ones() {
    let code = |csv: &str| rows(csv.as_bytes()).unwrap_err().code();
    assert_eq!(code("product_id,level,status_index,color\n"), "unknown-column");
    assert_eq!(code("product_id,level,status_index,level\n"), "doubled-column");
    assert_eq!(code("product_id,status_index\n"), "missing-column");
    assert_eq!(code(""), "empty-file");
    assert_eq!(code("\n,,\n"), "empty-file");
    let defaults = LabelRow { level: Some("1".into()), ..LabelRow::default() };
    assert!(Rows::new(&b"product_id,status_index\n"[..], defaults).is_ok());
}

#[test]
fn a_bad_row_does_not_hide_the_next_one() {
    let rows = rows(b"product_id,level,status_index,holder\nA,1,1\nB,1,2,M\xfcller\nC,1,3,\n").unwrap();
    let message: Vec<String> =
        rows.iter().map(|row| row.content.as_ref().map_or_else(ToString::to_string, |_| "read".to_owned())).collect();
    let not_text = "holder: the text is not in a known encoding: UTF-8, UTF-16, or code page 932 (Shift JIS)";
    assert_eq!(message, ["the row has 3 cells, and the header has 4", not_text, "read"]);
}

#[test]
fn an_endless_row_is_refused_before_it_exhausts_memory() {
    let endless = b"product_id,level,status_index\nA,1,".chain(std::io::repeat(b'7'));
    let mut rows = Rows::new(endless, LabelRow::default()).unwrap();
    assert!(matches!(rows.next(), Some(Err(RowsError::RowTooLong))));
    assert!(rows.next().is_none());
    let header = Rows::new(std::io::repeat(b'x'), LabelRow::default());
    assert!(matches!(header, Err(RowsError::RowTooLong)));
    // Many rows of an allowed length are accepted.
    let many = format!("product_id,level,status_index\n{}", "A,1,7\n".repeat(MAX_ROW_BYTES / 3));
    assert_eq!(Rows::new(many.as_bytes(), LabelRow::default()).unwrap().count(), MAX_ROW_BYTES / 3);
}
