use super::*;

fn rows(store: &mut dyn Store) -> usize {
    store.query("SELECT sha256 FROM content", &[]).unwrap().len()
}

fn insert(store: &mut dyn Store, number: u8) -> Result<(), StoreError> {
    let row = vec![Cell::Bytes(vec![number; 32]), Cell::Bytes(vec![0; 4096])];
    insert_all(store, "content", &["sha256", "bytes"], [row])
}

#[test]
fn work_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::create(&folder.path().join("ledger.db")).unwrap();
    let failed = within(&mut store, Access::Exclusive, |store| {
        insert(store, 1)?;
        insert(store, 1)
    });
    assert_eq!(failed, Err(StoreError::Duplicate { what: "content.sha256".to_owned() }));
    assert_eq!(rows(&mut store), 0);
    within(&mut store, Access::Exclusive, |store| insert(store, 1)).unwrap();
    assert_eq!(rows(&mut store), 1);
}

#[test]
fn a_full_disk_is_a_clear_error_and_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut store = SqliteStore::create(&path).unwrap();
    let pages = store.query("PRAGMA page_count", &[]).unwrap()[0].number::<i64>(0).unwrap();
    store.script(&format!("PRAGMA max_page_count = {}", pages + 2)).unwrap();
    let full = within(&mut store, Access::Exclusive, |store| (1..20).try_for_each(|number| insert(store, number)));
    assert_eq!(full, Err(StoreError::Full));
    drop(store);
    let mut store = SqliteStore::open(&path).unwrap();
    assert_eq!(rows(&mut store), 0);
    within(&mut store, Access::Exclusive, |store| insert(store, 1)).unwrap();
}

#[test]
fn a_database_that_cannot_be_written_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::create(&folder.path().join("ledger.db")).unwrap();
    store.script("PRAGMA query_only = ON").unwrap();
    let refused = within(&mut store, Access::Exclusive, |store| insert(store, 1));
    assert_eq!(refused, Err(StoreError::ReadOnly));
    assert_eq!(rows(&mut store), 0);
}

#[test]
fn many_rows_are_inserted_in_order() {
    let mut store = SqliteStore::temporary().unwrap();
    for count in [0_i64, 1, 127, 128, 129, 1000] {
        store.script("DELETE FROM gtin").unwrap();
        let rows = (0..count).map(|number| vec![Cell::Int(number), Cell::Int(1), Cell::Int(number * 2)]);
        insert_all(&mut store, "gtin", &["gtin", "event", "position"], rows).unwrap();
        let found = store.query("SELECT gtin, position FROM gtin ORDER BY gtin", &[]).unwrap();
        assert_eq!(found.len() as i64, count);
        assert!(found.iter().zip(0..).all(|(row, at)| row.cells() == [Cell::Int(at), Cell::Int(at * 2)]));
    }
}

#[test]
fn values_of_another_type_are_damage() {
    let mut store = SqliteStore::temporary().unwrap();
    let row = store.query("SELECT 1, 'text', x'00', NULL, 1.5 > 1", &[]).unwrap().remove(0);
    assert_eq!((row.number::<u8>(0), row.text(1), row.bytes(2)), (Ok(1), Ok("text"), Ok(&[0][..])));
    assert_eq!((row.int_or_null(3), row.text_or_null(3), row.day_or_null(3)), (Ok(None), Ok(None), Ok(None)));
    for error in
        [row.text(0).err(), row.bytes(1).err(), row.digest(2).err(), row.day(0).err(), row.number::<u8>(1).err()]
    {
        assert_eq!(error.map(|error| error.code()), Some("database-damaged"));
    }
    assert_eq!(store.query("SELECT 1.5", &[]).unwrap_err().code(), "database-damaged");
}
