//! A shop: labels, pictures of them, and what an audit wrote.

use crate::common::{self, Run, builder, carrier_of, issuer_key, starseal, trust_list};
use starseal::seal::seal;
use starseal::{Gtin, LabelBuilder};
use std::fs;
use std::path::Path;

pub const JAN: &str = "4569951110016";
pub const OTHER_JAN: &str = "4569951116179";
pub const ASKED: &str = "--trust trust.cbor --now 2026-11-22T03:00:00Z";

pub fn text(builder: LabelBuilder) -> String {
    carrier_of(&seal(&builder.build(&trust_list().statement().scheme).unwrap(), &issuer_key()).unwrap(), common::PREFIX)
}

pub fn camera() -> LabelBuilder {
    let gtin: Gtin = JAN.parse().unwrap();
    builder(1).model("CAM-100").unwrap().holder("見本電機株式会社").unwrap().gtins(&[gtin]).unwrap()
}

/// Draws the symbol of a text as a picture.
pub fn draw(folder: &Path, name: &str, text: &str) {
    let code = qrcode::QrCode::new(text).unwrap();
    let width = code.width() + 8;
    let dark = code.to_colors();
    let side = width * 4;
    let pixel = |x: usize, y: usize| {
        let (x, y) = ((x / 4).wrapping_sub(4), (y / 4).wrapping_sub(4));
        let is_in = x < code.width() && y < code.width();
        if is_in && dark[y * code.width() + x] == qrcode::Color::Dark { 0 } else { 255 }
    };
    let grey: Vec<u8> = (0..side * side).map(|at| pixel(at % side, at / side)).collect();
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, png(side, &grey)).unwrap();
}

/// Returns the PNG of a square picture.
pub fn png(side: usize, grey: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(grey).unwrap();
    bytes
}

pub fn audit(folder: &Path, more: &str) -> Run {
    starseal(folder, &format!("shelf audit {ASKED} --out audit {more}"))
}

/// Returns the lines of the findings that are of a kind.
pub fn records(folder: &Path, kind: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(folder.join("audit/findings.jsonl")).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.filter(|line| line["kind"] == kind).collect()
}

pub fn codes(record: &serde_json::Value) -> Vec<&str> {
    record["findings"].as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap()).collect()
}

/// Returns every file of an audit with its content.
pub fn content(audit: &Path) -> Vec<(String, Vec<u8>)> {
    let names = common::files(audit).into_iter();
    names.map(|name| (name.clone(), fs::read(audit.join(&name)).unwrap())).collect()
}
