//! A small shop of a demonstration: a stock list, and photographs of its shelves.

use super::cast::Exhibit;
use super::stage::{Stage, unexpected};
use crate::exit::Failure;
use crate::files::{self, Readers};
use image::{GrayImage, ImageFormat, Luma, imageops};
use starseal_tables::table::{self, Form};
use std::io::Cursor;

/// The folder of the shop.
pub(super) const SHOP: &str = "shop";

/// The space around labels in a photograph, and its brightness.
const SPACE: u32 = 60;
const SHELF: Luma<u8> = Luma([222]);

/// The columns of the stock list, and its products: as a shop has them, with a JAN that a spreadsheet program has
/// rounded, a model in wide letters, and a product whose label nobody has photographed.
const COLUMNS: [&str; 5] = ["JANコード", "型番", "品名", "メーカー", "在庫数"];
const PRODUCTS: [[&str; 5]; 6] = [
    ["4569951110016", "CAM-200", "ネットワークカメラ", "Example Camera Co., Ltd.", "4"],
    ["", "Ｒ７－ＰＲＯ", "ルーター", "Sample Networks", "2"],
    ["4.56995111618E+12", "錠前くん SL-10", "スマートロック", "見本電機㈱", "3"],
    ["", "HUB-1", "スマートホームハブ", "Example Home", "1"],
    ["", "PLUG-8", "スマートプラグ", "Example Plugs", "6"],
    ["4569951119996", "CAM-999", "ネットワークカメラ", "Example Camera", "5"],
];

/// Writes the stock list and the photographs, each of which shows the labels that are given with its name.
pub(super) fn write(stage: &Stage, photographs: &[(&str, Vec<&Exhibit>)]) -> Result<(), Failure> {
    let folder = stage.folder.join(SHOP);
    files::create_folder(&folder.join("photos"))?;
    let texts = |row: &[&str; 5]| row.map(str::to_owned).to_vec();
    let stock = table::write(Form::Xlsx, &texts(&COLUMNS), &PRODUCTS.iter().map(texts).collect::<Vec<_>>());
    files::create(&folder.join("stock.xlsx"), &stock.map_err(unexpected)?, Readers::Anyone)?;
    for (name, exhibits) in photographs {
        let labels = exhibits.iter().map(|exhibit| picture(stage, exhibit));
        let png = photograph(&labels.collect::<Result<Vec<_>, _>>()?)?;
        files::create(&folder.join("photos").join(format!("{name}.png")), &png, Readers::Anyone)?;
    }
    Ok(())
}

/// Reads the picture of a label that was drawn before.
fn picture(stage: &Stage, exhibit: &Exhibit) -> Result<GrayImage, Failure> {
    const MOST: usize = 16 * 1024 * 1024;
    let bytes = files::read("image file", &stage.folder.join(format!("{}.png", exhibit.file)), MOST)?;
    Ok(image::load_from_memory_with_format(&bytes, ImageFormat::Png).map_err(unexpected)?.into_luma8())
}

/// Puts labels beside each other on a shelf.
fn photograph(labels: &[GrayImage]) -> Result<Vec<u8>, Failure> {
    let width = SPACE + labels.iter().map(|label| label.width() + SPACE).sum::<u32>();
    let height = 2 * SPACE + labels.iter().map(GrayImage::height).max().unwrap_or(0);
    let mut shelf = GrayImage::from_pixel(width, height, SHELF);
    let mut left = SPACE;
    for label in labels {
        imageops::replace(&mut shelf, label, i64::from(left), i64::from(SPACE));
        left += label.width() + SPACE;
    }
    let mut png = Cursor::new(Vec::new());
    shelf.write_to(&mut png, ImageFormat::Png).map_err(unexpected)?;
    Ok(png.into_inner())
}
