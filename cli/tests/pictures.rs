//! Tests of `starseal verify` with pictures as people have them: sheets of labels, colors, transparency, cut files.

mod common;

use common::{Run, carrier, data, folder, starseal};
use image::{GrayImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use starseal::CarrierText;
use starseal::carrier::{ErrorCorrection, Symbol};
use std::path::Path;

fn verify(folder: &Path, words: &str) -> Run {
    starseal(folder, &format!("verify --trust trust.cbor --now 2026-11-22T03:00:00Z {words}"))
}

fn symbol() -> Symbol {
    let text = CarrierText::parse(&carrier()).unwrap();
    Symbol::encode(&text, ErrorCorrection::Medium).unwrap()
}

/// Draws a sheet of labels in columns and rows.
fn sheet(columns: u32, rows: u32, module: u32) -> GrayImage {
    let symbol = symbol();
    let pitch = (symbol.side() as u32 + 8) * module;
    GrayImage::from_fn(columns * pitch, rows * pitch, |x, y| {
        let place = |at: u32| ((at % pitch / module) as usize).checked_sub(4).filter(|place| *place < symbol.side());
        let is_dark = place(x).zip(place(y)).is_some_and(|(x, y)| symbol.is_dark(x, y));
        image::Luma([if is_dark { 20 } else { 235 }])
    })
}

#[test]
fn every_label_of_a_sheet_has_a_verdict() {
    let folder = folder();
    let folder = folder.path();
    sheet(9, 6, 3).save(folder.join("sheet.png")).unwrap();
    let run = verify(folder, "--json sheet.png").exits(0);
    assert_eq!(run.json().len(), 54);
    let run = verify(folder, "sheet.png").exits(0);
    assert!(run.out.contains("54 labels: all stand"), "{}", run.out);
}

#[test]
#[ignore = "long"]
fn more_labels_than_are_read_are_told() {
    let folder = folder();
    let folder = folder.path();
    sheet(17, 16, 3).save(folder.join("sheet.png")).unwrap();
    let run = verify(folder, "--json sheet.png").exits(3);
    let json = run.json();
    let labels = json.iter().filter(|line| line["stands"] == true).count();
    assert_eq!(labels, 256);
    let others: Vec<_> = json.iter().filter(|line| line["stands"] == false).collect();
    assert!(!others.is_empty());
    assert!(others.iter().all(|other| other["code"] == "no-label"));
    assert_eq!(others.iter().filter(|other| other["place"]["hint"] == "too-many").count(), 1);
    let run = verify(folder, "sheet.png").exits(3);
    assert!(!run.out.contains("all stand"), "{}", run.out);
    assert!(run.out.contains("more QR codes were seen in the image than were read"), "{}", run.out);
    assert!(run.out.contains("help: take pictures of fewer labels at a time"), "{}", run.out);
}

#[test]
fn labels_that_differ_from_their_ground_in_hue_only_are_read() {
    let folder = folder();
    let folder = folder.path();
    let one = sheet(1, 1, 6);
    for (name, dark, light) in [("a.png", [224, 0, 0], [0, 114, 0]), ("b.jpg", [110, 190, 250], [190, 180, 40])] {
        let colored = RgbImage::from_fn(one.width(), one.height(), |x, y| {
            Rgb(if one.get_pixel(x, y).0[0] < 128 { dark } else { light })
        });
        colored.save(folder.join(name)).unwrap();
        verify(folder, name).exits(0);
        starseal(folder, &format!("inspect {name}")).exits(0);
    }
}

#[test]
fn white_labels_on_transparent_ground_are_read() {
    let folder = folder();
    let folder = folder.path();
    let one = sheet(1, 1, 5);
    for (name, dark, light) in [("modules.png", 255, 0), ("ground.png", 0, 255)] {
        let picture = RgbaImage::from_fn(one.width(), one.height(), |x, y| {
            Rgba([255, 255, 255, if one.get_pixel(x, y).0[0] < 128 { dark } else { light }])
        });
        picture.save(folder.join(name)).unwrap();
        verify(folder, name).exits(0);
    }
}

#[test]
#[ignore = "long"]
fn a_cut_file_is_named_as_cut_whatever_is_read_in_the_rest() {
    let folder = folder();
    let folder = folder.path();
    let camera = image::open(data("camera.png")).unwrap().into_luma8();
    let (width, height) = camera.dimensions();
    let mut tall = GrayImage::from_fn(width, 2 * height, |x, y| image::Luma([((x * 7) ^ (y * 13)) as u8]));
    image::imageops::replace(&mut tall, &camera, 0, 0);
    // Noise takes most of the PNG file, and the label at its start hardly anything.
    for (name, format, few) in [("cut.jpg", ImageFormat::Jpeg, 10), ("cut.png", ImageFormat::Png, 1)] {
        let mut whole = std::io::Cursor::new(Vec::new());
        image::DynamicImage::ImageRgb8(image::DynamicImage::ImageLuma8(tall.clone()).to_rgb8())
            .write_to(&mut whole, format)
            .unwrap();
        let whole = whole.into_inner();
        for (share, labels) in [(900, 1), (few, 0)] {
            std::fs::write(folder.join(name), &whole[..whole.len() * share / 1000]).unwrap();
            let run = verify(folder, &format!("--json {name}")).exits(3);
            let stand = run.json().iter().filter(|line| line["stands"] == true).count();
            assert_eq!(stand, labels, "{name}, {share} of 1000");
            let run = verify(folder, name).exits(3);
            assert!(run.out.contains("the image file is cut"), "{name}: {}", run.out);
            assert!(run.out.contains("help: copy or download the image again"), "{name}: {}", run.out);
            assert!(!run.out.contains("closer"), "{name}: {}", run.out);
        }
        std::fs::write(folder.join(name), &whole).unwrap();
        verify(folder, name).exits(0);
    }
}
