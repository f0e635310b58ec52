//! The columns of a table of applications, by their names in English and Japanese.

use starseal_tables::table::{ColumnsError, Named, Names, find, name_of, of_name};

/// A column of a table of applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Column {
    /// The application number.
    Application,
    /// The day on which the application was received.
    AppliedOn,
    /// The receipt number.
    Receipt,
    /// The day on which the application was accepted.
    AcceptedOn,
    /// The day on which the fee was paid.
    PaidOn,
    /// The day on which the questions were answered.
    ClearedOn,
    /// The provisional registration number.
    Provisional,
    /// The registered ID that the label shall have.
    ProductId,
    /// The last day that the applicant chose.
    ExpiresOn,
    /// The level.
    Level,
    /// The criteria.
    Criteria,
    /// The product category.
    Category,
    /// The evaluator.
    Evaluator,
    /// The company that applied.
    Holder,
    /// The model number.
    Model,
    /// The numbers under the bar codes.
    Gtin,
    /// The serial number.
    Serial,
    /// The page of the product, which is published.
    ProductPage,
    /// The page about updates and vulnerabilities, which is published.
    SecurityPage,
    /// Where people can ask about the product, which is published.
    ContactPage,
    /// The name of the contact person.
    ContactName,
    /// The e-mail address of the contact person.
    ContactEmail,
    /// The telephone number of the contact person.
    ContactPhone,
}

/// The columns with their names: the first one is the one that is written, the others are read too.
const NAMES: &[Named<Column>] = &[
    (Column::Application, &["application", "application_number", "申請番号"]),
    (Column::AppliedOn, &["applied_on", "申請日"]),
    (Column::Receipt, &["receipt", "receipt_number", "受付番号", "受理番号"]),
    (Column::AcceptedOn, &["accepted_on", "受理日", "受付日"]),
    (Column::PaidOn, &["paid_on", "入金日", "納付日"]),
    (Column::ClearedOn, &["cleared_on", "確認完了日"]),
    (Column::Provisional, &["provisional", "provisional_number", "仮登録番号"]),
    (Column::ProductId, &["product_id", "登録番号", "登録ID"]),
    (Column::ExpiresOn, &["expires_on", "有効期限"]),
    (Column::Level, &["level", "レベル", "星"]),
    (Column::Criteria, &["criteria", "適合基準", "適合要件"]),
    (Column::Category, &["category", "製品類型", "製品カテゴリ", "カテゴリ"]),
    (Column::Evaluator, &["evaluator", "評価機関"]),
    (Column::Holder, &["holder", "申請者", "取得者", "会社名"]),
    (Column::Model, &["model", "型番"]),
    (Column::Gtin, &["gtin", "jan", "JANコード"]),
    (Column::Serial, &["serial", "製造番号"]),
    (Column::ProductPage, &["product_page", "製品ページ", "製品情報URL"]),
    (Column::SecurityPage, &["security_page", "セキュリティ情報", "セキュリティ情報URL"]),
    (Column::ContactPage, &["contact_page", "問合せ先", "問い合わせ先", "問合せ先URL"]),
    (Column::ContactName, &["contact_name", "担当者", "担当者名"]),
    (Column::ContactEmail, &["contact_email", "メールアドレス"]),
    (Column::ContactPhone, &["contact_phone", "電話番号"]),
];

/// The columns without which no application can be read.
const REQUIRED: [Column; 2] = [Column::Application, Column::Level];

/// The column that the file of bad rows has more than the table: why a row was not taken.
pub const REASON: &str = "reason";

impl Column {
    /// Returns the name that is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(NAMES, self)
    }

    /// Returns all columns.
    pub fn all() -> impl Iterator<Item = Column> {
        NAMES.iter().map(|(column, _)| *column)
    }

    /// Returns the names of a table of applications, by which it is opened.
    #[must_use]
    pub fn names() -> Names<'static> {
        Names { is_name: &|name| of_name(NAMES, name).is_some(), is_header: &|header| has_all(header) }
    }

    /// Finds the columns of a header. The column of reasons in a file of bad rows is passed over, so that the file can
    /// be corrected and imported as it is.
    ///
    /// # Errors
    /// [`ColumnsError`].
    pub(super) fn of_header(header: &[String]) -> Result<Vec<Option<Column>>, ColumnsError> {
        find(NAMES, &REQUIRED, REASON, header)
    }
}

/// Returns whether a header has all columns without which no application can be read.
fn has_all(header: &[String]) -> bool {
    let found: Vec<Column> = header.iter().filter_map(|name| of_name(NAMES, name)).collect();
    REQUIRED.iter().all(|column| found.contains(column))
}
