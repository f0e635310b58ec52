//! Compares the personal data of applicants, which stand beside the events, with what events name. Data that two
//! officers have erased are not missing.

use super::finding::Findings;
use crate::event::{Application, Data};
use crate::store::{Cell, Row, Store, StoreError};
use starseal::verify::Digest;

/// The number of rows that are compared at once.
const PAGE: usize = 500;

/// Notes in the database of the audit which personal data an event names. An erasure takes them out there too.
pub(super) fn name(derived: &mut dyn Store, data: &Data) -> Result<(), StoreError> {
    let (Data::Applied(applications) | Data::Amended { applications, .. }) = data else { return Ok(()) };
    let named = |application: &Application| application.personal;
    for digest in applications.iter().filter_map(named) {
        let sql = "INSERT INTO personal (sha256, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        derived.execute(sql, &[(&digest).into(), (&[][..]).into()])?;
    }
    Ok(())
}

/// Compares the personal data that are held with those that events name. Returns the number of erased ones.
pub(super) fn compare(
    held: &mut dyn Store,
    derived: &mut dyn Store,
    findings: &mut Findings,
) -> Result<u64, StoreError> {
    let (mut found, mut named) = (Rows::default(), Rows::default());
    loop {
        found.fill(held)?;
        named.fill(derived)?;
        let digest = |row: &Option<Row>| row.as_ref().map(|row| row.digest(0)).transpose();
        match (digest(&found.next)?, digest(&named.next)?) {
            (None, None) => break,
            (Some(held), expected) if expected.is_none_or(|expected| held.as_bytes() < expected.as_bytes()) => {
                unknown(derived, held, findings)?;
                found.next = None;
            }
            (Some(held), Some(expected)) if held == expected => {
                let row = found.next.take();
                if row.as_ref().is_some_and(|row| row.bytes(1).map(Digest::of) != Ok(held)) {
                    let what = format!("the personal data with the SHA-256 {held} have another one: they were changed");
                    findings.add("personal-changed", None, what);
                }
                named.next = None;
            }
            (_, expected) => {
                let expected = expected.map_or_else(String::new, |expected| expected.to_string());
                let what = format!("the personal data with the SHA-256 {expected} are gone, and no event erased them");
                findings.add("personal-missing", None, what);
                named.next = None;
            }
        }
    }
    let rows = derived.query("SELECT count(*) FROM erasure", &[])?;
    rows.first().map_or(Ok(0), |row| row.number(0))
}

/// Reports personal data that are held, and that no event names, or that were erased.
fn unknown(derived: &mut dyn Store, digest: Digest, findings: &mut Findings) -> Result<(), StoreError> {
    let erased = crate::view::erased_in(derived, digest)?;
    let (code, what) = match erased {
        Some(_) => ("personal-not-erased", "were erased, and are back"),
        None => ("personal-unknown", "are named by no event"),
    };
    findings.add(code, erased, format!("the personal data with the SHA-256 {digest} {what}"));
    Ok(())
}

/// The rows of a table with personal data, page by page, in the order of their SHA-256.
#[derive(Default)]
struct Rows {
    page: std::vec::IntoIter<Row>,
    next: Option<Row>,
    after: Vec<u8>,
    is_at_end: bool,
}

impl Rows {
    /// Reads the next row, if there is one and it was not read yet.
    fn fill(&mut self, store: &mut dyn Store) -> Result<(), StoreError> {
        if self.next.is_none() {
            self.next = self.page.next();
        }
        if self.next.is_none() && !self.is_at_end {
            let sql = format!("SELECT sha256, bytes FROM personal WHERE sha256 > $1 ORDER BY sha256 LIMIT {PAGE}");
            let rows = store.query(&sql, &[Cell::from(&self.after)])?;
            self.is_at_end = rows.len() < PAGE;
            self.page = rows.into_iter();
            self.next = self.page.next();
        }
        if let Some(row) = &self.next {
            self.after = row.bytes(0)?.to_vec();
        }
        Ok(())
    }
}
