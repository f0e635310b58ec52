use super::{Column, Columns, Jan, JanFault, Stock, StockError, read_jan};
use crate::finding::Finding;
use starseal_tables::table::{self, ColumnsError};
use std::io::Cursor;

fn stock_by(file: &str, text: &str, columns: &Columns) -> Result<Stock, StockError> {
    let bytes = text.as_bytes().to_vec();
    let mut table = columns.open(|names| table::open(Cursor::new(bytes), names, None))?;
    Stock::read(file, table.as_mut(), columns)
}

fn stock(text: &str) -> Stock {
    stock_by("stock.csv", text, &Columns::default()).unwrap()
}

fn codes(stock: &Stock, at: usize) -> Vec<&'static str> {
    stock.products[at].findings.iter().map(Finding::code).collect()
}

#[test]
fn columns_are_found_by_their_names_in_both_languages_below_a_title() {
    for (separator, header) in [
        (",", ["JANコード", "型番", "品名", "メーカー", "在庫数", "棚"]),
        (";", ["jan", "Model No.", "Product Name", "Maker", "QTY", "price"]),
        ("\t", ["ＪＡＮ", "メーカー型番", "商品名", "メーカー名", "数量", ""]),
    ] {
        let header = header.join(separator);
        let row = ["4569951110016", "CAM-200", "カメラ", "見本電機", "3", ""].join(separator);
        let stock = stock(&format!("在庫一覧\n\n{header}\n{row}\n"));
        let product = &stock.products[0];
        assert_eq!(product.jan, Jan::Good("4569951110016".parse().unwrap()), "{header}");
        let texts = [&product.model, &product.name, &product.holder, &product.quantity];
        assert_eq!(texts, ["CAM-200", "カメラ", "見本電機", "3"]);
        assert_eq!((product.place.row, product.findings.len()), (4, 0));
    }
}

#[test]
fn columns_can_be_named_and_wrong_ones_are_said() {
    let columns = Columns::default().with(Column::Jan, "商品コード");
    let stock = stock_by("a.csv", "コード,商品コード,型番\n1,4569951110016,X\n", &columns).unwrap();
    assert!(matches!(stock.products[0].jan, Jan::Good(_)));
    let error = |text, columns: &Columns| stock_by("a.csv", text, columns).unwrap_err();
    let not_there = ColumnsError::NotThere { name: "商品コード".to_owned() };
    assert_eq!(error("jan,model\n1,2\n", &columns), StockError::Columns(not_there));
    let missing = error("price,colour\n1,2\n", &Columns::default());
    assert!(matches!(missing, StockError::Columns(ColumnsError::Missing { .. })), "{missing}");
    let doubled = error("JAN,EAN\n1,2\n", &Columns::default());
    assert!(matches!(doubled, StockError::Columns(ColumnsError::Doubled { .. })), "{doubled}");
    assert_eq!(error("jan,model\n,\n", &Columns::default()), StockError::NoProduct);
}

#[test]
fn a_jan_is_repaired_where_its_check_digit_allows_one_answer() {
    let good: starseal::Gtin = "4569951110016".parse().unwrap();
    for text in
        ["4569951110016", "４５６９９５１１１００１６", " 4569951-110016 ", "'4569951110016", "=\"4569951110016\""]
    {
        assert_eq!(read_jan(text), Jan::Good(good), "{text}");
    }
    for text in ["4569951110016.0", "4.569951110016E+12"] {
        assert_eq!(read_jan(text), Jan::Repaired(good), "{text}");
    }
    // Rounded to 12 digits, for which ten numbers remain: here one of them has a right check digit, and below two have.
    assert_eq!(read_jan("4.56995111618E+12"), Jan::Repaired("4569951116179".parse().unwrap()));
    // Leading zeros that a spreadsheet program has taken away.
    let short: starseal::Gtin = "01234565".parse().unwrap();
    assert_eq!((read_jan("01234565"), read_jan("1234565")), (Jan::Good(short), Jan::Repaired(short)));
    for (text, fault) in [
        ("4.57E+12", JanFault::Rounded),
        ("4.56995111002E+12", JanFault::Rounded),
        ("4.56995E+12", JanFault::Rounded),
        ("4569951110017", JanFault::CheckDigit),
        ("CAM-200", JanFault::NotANumber),
        ("00000000", JanFault::NotANumber),
        ("12345", JanFault::NotANumber),
        ("456995111001600", JanFault::NotANumber),
    ] {
        assert_eq!(read_jan(text), Jan::Bad(fault), "{text}");
    }
    assert_eq!(read_jan(" "), Jan::None);
}

#[test]
fn what_is_wrong_with_a_row_stands_at_its_product() {
    let stock = stock("jan,model,name\n4.57E+12,A,a\n4.56995111618E+12,B,b\n,,合計\n4569951110016,C\n");
    assert_eq!(codes(&stock, 0), ["jan-unusable"]);
    assert_eq!(codes(&stock, 1), ["jan-repaired"]);
    assert_eq!(codes(&stock, 2), ["row-without-key"]);
    assert_eq!(codes(&stock, 3), ["row-unusable"]);
}

#[test]
fn lists_that_disagree_say_where() {
    let mut one = stock("jan,model,maker\n4569951110016,CAM-200,Example Camera\n");
    let columns = Columns::default();
    one.add(stock_by("b.csv", "jan,model,maker\n4569951110016,ＣＡＭ-200,example camera\n", &columns).unwrap());
    one.add(stock_by("c.csv", "jan,model,maker\n4569951110016,CAM-300,\n", &columns).unwrap());
    assert_eq!((codes(&one, 1).len(), one.files.len()), (0, 3));
    let expected = Finding::ListsDiffer {
        what: "model",
        here: "CAM-300".to_owned(),
        there: "CAM-200".to_owned(),
        place: "stock.csv:2".to_owned(),
    };
    assert_eq!(one.products[2].findings, [expected]);
}
