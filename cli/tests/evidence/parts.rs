//! The parts of a file of evidence, for those who change them. It follows `docs/evidence.cddl`.

use miniz_oxide::deflate::compress_to_vec_zlib;
use starseal::cbor::{CborFault, Item, Reader, Value, encode};
use starseal::verify::Digest;
use starseal::zlib::inflate;
use std::path::Path;

/// Keys of the head.
pub const PROGRAM: u64 = 5;
pub const BASES: u64 = 6;
const RECORDS: u64 = 7;
const MARKS: u64 = 8;

#[derive(Clone)]
pub struct Parts {
    items: Vec<Value>,
}

impl Parts {
    pub fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let Value::Array(items) = value(&mut Reader::new(&bytes)) else { panic!("not an array") };
        assert_eq!((items[0].as_text(), items.len()), (Some("starseal-evidence"), 8));
        Parts { items }
    }

    pub fn write(&self, path: &Path) {
        std::fs::write(path, self.bytes()).unwrap();
    }

    pub fn bytes(&self) -> Vec<u8> {
        encode(&Value::Array(self.items.clone()))
    }

    /// Returns the parts with one of them there twice.
    pub fn with_twice(&self, at: usize) -> Vec<Value> {
        let mut items = self.items.clone();
        items.insert(at, items[at].clone());
        items
    }

    pub fn version(&mut self) -> &mut Value {
        &mut self.items[1]
    }

    pub fn signer(&mut self) -> &mut Value {
        &mut self.items[2]
    }

    pub fn head(&mut self) -> &mut Value {
        &mut self.items[3]
    }

    /// Returns the bytes of a part of the first basis: 0 for its lists, 1 for its policy.
    pub fn basis(&mut self, part: usize) -> &mut Value {
        &mut self.items[4].as_array_mut().unwrap()[0].as_array_mut().unwrap()[part]
    }

    /// Returns the blocks of the records.
    pub fn records(&mut self) -> &mut Value {
        &mut self.items[5]
    }

    /// Returns the blocks of the notes.
    pub fn notes(&mut self) -> &mut Value {
        &mut self.items[7]
    }

    pub fn lines(&self) -> Vec<String> {
        let blocks = self.items[5].as_array().unwrap();
        let bytes = blocks.iter().flat_map(|block| inflate(block.as_bytes().unwrap(), 1 << 20).unwrap());
        String::from_utf8(bytes.collect()).unwrap().lines().map(str::to_owned).collect()
    }

    /// Puts other records in the place of those in the file. The head stays.
    pub fn set_lines(&mut self, lines: &[String]) {
        self.items[5] = Value::Array(vec![Value::Bytes(compressed(joined(lines).as_bytes()))]);
    }

    /// Puts other records there as whoever owns an unsigned file can: marks, digests and number fit.
    pub fn set_lines_and_head(&mut self, lines: &[String]) {
        self.set_lines(lines);
        let marks: Vec<u8> = lines.iter().flat_map(|line| digest(line.as_bytes())[..8].to_vec()).collect();
        self.set_head(MARKS, digest(&marks).into());
        self.items[6] = Value::Bytes(marks);
        self.set_head(RECORDS, digest(joined(lines).as_bytes()).into());
        self.edit_head(|entries| basis_of(entries)[3] = (lines.len() as u64).into());
    }

    /// Makes the head name the lists and the policy that are in the file.
    pub fn fit_head_to_basis(&mut self) {
        let lists = inflate(self.basis(0).as_bytes().unwrap(), 1 << 24).unwrap();
        let policy = self.basis(1).as_bytes().unwrap().clone();
        self.edit_head(|entries| {
            basis_of(entries)[0] = digest(&lists).into();
            basis_of(entries)[1] = digest(&policy).into();
        });
    }

    pub fn set_head(&mut self, key: u64, to: Value) {
        self.edit_head(|entries| *entry(entries, key) = to);
    }

    /// Changes the entries of an unsigned head.
    pub fn edit_head(&mut self, edit: impl FnOnce(&mut Vec<(Value, Value)>)) {
        let bytes = self.head().as_bytes().unwrap().clone();
        let Value::Map(mut entries) = value(&mut Reader::new(&bytes)) else { panic!("the head is signed") };
        edit(&mut entries);
        *self.head() = Value::Bytes(encode(&Value::Map(entries)));
    }
}

fn entry(entries: &mut [(Value, Value)], key: u64) -> &mut Value {
    &mut entries.iter_mut().find(|(found, _)| *found == key.into()).unwrap().1
}

fn basis_of(entries: &mut [(Value, Value)]) -> &mut Vec<Value> {
    entry(entries, BASES).as_array_mut().unwrap()[0].as_array_mut().unwrap()
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

pub fn compressed(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, 6)
}

fn digest(bytes: &[u8]) -> Vec<u8> {
    Digest::of(bytes).as_bytes().to_vec()
}

/// Reads any item without a tag.
fn value(reader: &mut Reader<'_>) -> Value {
    match reader.item().unwrap() {
        Item::Uint(number) => number.into(),
        Item::Bytes(bytes) => Value::Bytes(bytes.to_vec()),
        Item::Text(text) => text.into(),
        Item::Bool(value) => value.into(),
        Item::Null => Value::Null,
        Item::Array(entries) => Value::Array((0..entries).map(|_| value(reader)).collect()),
        Item::Map(entries) => Value::Map((0..entries).map(|_| (value(reader), value(reader))).collect()),
        other => panic!("{other:?}: {}", CborFault::Unexpected),
    }
}
