//! Checks that this version writes the files under `tests/data` with the fixed keys.

mod common;

use common::{carrier_of, data, folder_with_keys, issuer_key, sealed_by, starseal, starseal_with, stranger_key};
use starseal::seal::seal;
use starseal::{SealedLabel, dangerous};
use std::path::Path;

const TRUST: &str = "trust create --sign-with root.pem --label-key issuer.pem --prefix HTTPS://JC-STAR.EXAMPLE/L/ \
    --issued-at 2026-01-01T03:00:00Z --expires-in-days 730 --key-from 2024-01-01 --key-until 2030-12-31 \
    --out list.cbor";

const CAMERA: [&str; 20] = [
    "--product-id",
    "EX-000202",
    "--level",
    "2",
    "--issued-on",
    "2026-04-01",
    "--status-index",
    "202",
    "--criteria",
    "JST-CR-01-01-2024R1",
    "--category",
    "network camera",
    "--holder",
    "Example Camera Ltd.",
    "--model",
    "CAM-200",
    "--gtin",
    "4569951110016",
    "--expires-on",
    "2028-03-31",
];

const LOCK: [&str; 18] = [
    "--product-id",
    "EX-000404",
    "--level",
    "1",
    "--issued-on",
    "2026-10-01",
    "--status-index",
    "404",
    "--category",
    "スマートロック",
    "--holder",
    "見本電機株式会社",
    "--model",
    "錠前くん SL-10",
    "--serial",
    "A-0001",
    "--gtin",
    "4569951116179",
];

/// Replaces an image in `tests/data` if `STARSEAL_UPDATE` is set. Images are compared by their content when they are
/// read.
fn draw(name: &str, bytes: &[u8]) {
    if std::env::var_os("STARSEAL_UPDATE").is_some() {
        std::fs::write(data(name), bytes).unwrap();
    }
}

/// Compares a file with the one of that name in `tests/data`, or replaces it if `STARSEAL_UPDATE` is set.
fn settle(name: &str, bytes: &[u8]) {
    let path = data(name);
    if std::env::var_os("STARSEAL_UPDATE").is_some() {
        std::fs::write(&path, bytes).unwrap();
    }
    let known = std::fs::read(&path).unwrap_or_default();
    assert!(known == bytes, "{name} differs from the file that this version writes; see tests/data/README.md");
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn the_files_of_the_transcripts() {
    let folder = folder_with_keys();
    let folder = folder.path();
    starseal(folder, TRUST).exits(0);
    settle("trust.cbor", &read(folder, "list.cbor"));
    std::fs::copy(folder.join("list.cbor"), folder.join("trust.cbor")).unwrap();
    settle("issuer-public.pem", starseal(folder, "key show issuer.pem --public").exits(0).out.as_bytes());

    let issue = ["issue", "--key", "issuer.pem", "--trust", "trust.cbor", "--out-dir", "labels", "--format"];
    let camera = [&issue[..], &["svg,png,text,json"], &CAMERA[..]].concat();
    starseal_with(folder, &camera).exits(0);
    starseal_with(folder, &[&issue[..], &["png"], &LOCK[..]].concat()).exits(0);
    let labels = folder.join("labels");
    draw("camera.png", &read(&labels, "EX-000202_CAM-200.png"));
    draw("camera.svg", &read(&labels, "EX-000202_CAM-200.svg"));
    settle("camera.txt", &read(&labels, "EX-000202_CAM-200.txt"));
    settle("camera.json", &read(&labels, "EX-000202_CAM-200.json"));
    draw("lock.png", &read(&labels, "EX-000404_錠前くん_SL-10_A-0001.png"));

    settle("../transcripts/every-outcome-of-a-text.stdin", lines().as_bytes());
}

/// Returns one carrier for each kind of outcome of a text.
fn lines() -> String {
    let list = common::trust_list();
    let scheme = &list.statement().scheme;
    let genuine = sealed_by(&issuer_key());
    let mut flipped = genuine.as_bytes().to_vec();
    *flipped.last_mut().unwrap() ^= 1;
    let unevaluated = dangerous::build_against_the_rules(common::builder(3));
    let lapsed = starseal::LabelBuilder::new(
        starseal::ProductId::new("EX-000505").unwrap(),
        starseal::Level::new(2).unwrap(),
        "2024-04-01".parse().unwrap(),
        "2026-03-31".parse().unwrap(),
        505,
    );
    let own = |sealed: &SealedLabel| carrier_of(sealed, common::PREFIX);
    [
        own(&genuine),
        own(&seal(&lapsed.build(scheme).unwrap(), &issuer_key()).unwrap()),
        own(&SealedLabel::from_bytes(&flipped).unwrap()),
        own(&sealed_by(&stranger_key())),
        carrier_of(&genuine, "HTTPS://STAR-PRIZES.EXAMPLE/L/"),
        own(&seal(&unevaluated, &issuer_key()).unwrap()),
        "https://shop.example/".to_owned(),
        String::new(),
    ]
    .join("\n")
}
