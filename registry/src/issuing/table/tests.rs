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
fn lines_are_counted_with_any_line_end_and_with_line_ends_in_cells() {
    for end in ["\n", "\r\n", "\r"] {
        let csv =
            ["product_id,level,status_index,holder", "A,1,7,", "", "B,1,8,\"two\n\nlines\n\"", "C,1,9,x"].join(end);
        let numbers: Vec<u64> = rows(csv.as_bytes()).unwrap().iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 4, 8], "{end:?}");
    }
}

#[test]
fn the_header_has_known_columns_once_and_all_required_ones() {
    let code = |csv: &str| rows(csv.as_bytes()).unwrap_err().code();
    assert_eq!(code("product_id,level,status_index,color\n"), "unknown-column");
    assert_eq!(code("product_id,level,status_index,level\n"), "doubled-column");
    assert_eq!(code("product_id,status_index\n"), "missing-column");
    assert_eq!(code(""), "missing-column");
    let defaults = LabelRow { level: Some("1".into()), ..LabelRow::default() };
    assert!(Rows::new(&b"product_id,status_index\n"[..], defaults).is_ok());
}

#[test]
fn a_bad_row_does_not_hide_the_next_one() {
    let rows = rows(b"product_id,level,status_index,holder\nA,1,1\nB,1,2,\x8c\xa9\nC,1,3,\n").unwrap();
    let message: Vec<String> =
        rows.iter().map(|row| row.content.as_ref().map_or_else(ToString::to_string, |_| "read".to_owned())).collect();
    assert_eq!(message, ["the row has 3 cells, and the header has 4", "holder: the text is not UTF-8", "read"]);
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
