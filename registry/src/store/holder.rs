//! Holders by the parts of their names: the table `holder` has a row for each character of a name, with the name from
//! there on, so that what a name contains is found as the beginning of a row.

use super::{Cell, Store, StoreError, insert_all};
use starseal_tables::text::folded;
use std::collections::BTreeSet;

/// The number of characters of a part. A longer text is compared with the names that its beginning finds.
const PART_CHARACTERS: usize = 24;

/// The maximum number of parts of a name. A name of 128 bytes has fewer unless its characters stand for several.
const MAX_PARTS: usize = 256;

/// The number of names that are read at once.
const PAGE: u32 = 128;

/// Returns the parts of a name.
fn parts(name: &str) -> BTreeSet<String> {
    let characters: Vec<char> = folded(name).chars().collect();
    let from = |start: usize| characters.iter().skip(start).take(PART_CHARACTERS).collect();
    (0..characters.len().min(MAX_PARTS)).map(from).collect()
}

/// Enters a name that an application has.
pub(crate) fn enter_holder(store: &mut dyn Store, name: &str) -> Result<(), StoreError> {
    let parts = parts(name);
    let Some(first) = parts.first() else { return Ok(()) };
    let sql = "SELECT name FROM holder WHERE part = $1 AND name = $2";
    if !store.query(sql, &[first.into(), name.into()])?.is_empty() {
        return Ok(());
    }
    let rows = parts.iter().map(|part| vec![part.into(), name.into()]);
    insert_all(store, "holder", &["part", "name"], rows)
}

/// Removes a name if no application has it any more.
pub(crate) fn leave_holder(store: &mut dyn Store, name: &str) -> Result<(), StoreError> {
    if !store.query("SELECT number FROM application WHERE holder = $1 LIMIT 1", &[name.into()])?.is_empty() {
        return Ok(());
    }
    for part in parts(name) {
        store.execute("DELETE FROM holder WHERE part = $1 AND name = $2", &[(&part).into(), name.into()])?;
    }
    Ok(())
}

/// Enters the names of all applications that a ledger had before it had the table.
pub(super) fn enter_all(store: &mut dyn Store) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let sql = "SELECT DISTINCT holder FROM application WHERE holder > $1 ORDER BY holder LIMIT $2";
        let rows = store.query(sql, &[(&after).into(), PAGE.into()])?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.text(0)?.to_owned();
        for row in &rows {
            enter_holder(store, row.text(0)?)?;
        }
    }
}

/// Returns names of holders that contain a text, in any case and width: at most `most`.
pub(crate) fn holders_with(store: &mut dyn Store, text: &str, most: usize) -> Result<Vec<String>, StoreError> {
    let wanted = folded(text);
    let start: String = wanted.chars().take(PART_CHARACTERS).collect();
    if start.is_empty() {
        return Ok(Vec::new());
    }
    // No character comes after this one.
    let end = format!("{start}\u{10ffff}");
    let sql = "SELECT part, name FROM holder WHERE (part, name) > ($1, $2) AND part < $3 \
               ORDER BY part, name LIMIT $4";
    let (mut names, mut after): (Vec<String>, [Cell; 2]) = (Vec::new(), [(&start).into(), "".into()]);
    while names.len() < most {
        let [part, name] = after;
        let rows = store.query(sql, &[part, name, (&end).into(), PAGE.into()])?;
        let Some(last) = rows.last() else { break };
        after = [last.text(0)?.into(), last.text(1)?.into()];
        for row in &rows {
            let name = row.text(1)?;
            let is_new = names.len() < most && !names.iter().any(|known| known == name);
            if is_new && (wanted == start || folded(name).contains(&wanted)) {
                names.push(name.to_owned());
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::{PART_CHARACTERS, enter_holder, holders_with, leave_holder, parts};
    use crate::store::SqliteStore;

    #[test]
    fn a_name_is_found_by_each_of_its_parts() {
        assert_eq!(parts("Ａb c").into_iter().collect::<Vec<_>>(), ["abc", "bc", "c"]);
        let mut store = SqliteStore::temporary().unwrap();
        let long = "Example Company for Cameras and Locks of the Northern Prefectures";
        for name in ["見本電機株式会社", "㈱見本ｶﾒﾗ", "Example Camera Ltd.", long, "aaaa", "Example Camera Ltd."]
        {
            enter_holder(&mut store, name).unwrap();
        }
        let mut found = |text: &str| holders_with(&mut store, text, 10).unwrap();
        assert_eq!(found("電機"), ["見本電機株式会社"]);
        assert_eq!(found("カメラ"), ["㈱見本ｶﾒﾗ"]);
        assert_eq!(found("(株)"), ["㈱見本ｶﾒﾗ"]);
        assert_eq!(found("ＣＡＭＥＲＡ　ｌ"), ["Example Camera Ltd."]);
        assert_eq!(found("camera"), ["Example Camera Ltd.", long]);
        assert_eq!(found("aa"), ["aaaa"]);
        assert_eq!(found(&long[3..]), [long]);
        assert!(long.chars().count() > PART_CHARACTERS && found(&format!("{long}x")).is_empty());
        assert!(found("").is_empty() && found("　").is_empty() && found("none").is_empty());
        assert_eq!(holders_with(&mut store, "e", 1).unwrap().len(), 1);
        leave_holder(&mut store, "aaaa").unwrap();
        assert!(holders_with(&mut store, "a", 10).unwrap().iter().all(|name| name != "aaaa"));
    }
}
