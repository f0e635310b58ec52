//! Tests of what `starseal issue` prints under a symbol, and of symbols for a printer.

mod common;

use common::{folder, starseal_with};
use std::path::Path;

/// Issues a label of two stars with additional flags.
fn issue(folder: &Path, product_id: &str, more: &str) -> common::Run {
    let usual = "issue --key issuer.pem --trust trust.cbor --out-dir labels --now 2026-11-22T03:00:00Z --level 2 \
                 --status-index 7 --product-id";
    let mut words: Vec<&str> = usual.split_whitespace().collect();
    words.push(product_id);
    words.extend(more.split_whitespace());
    starseal_with(folder, &words)
}

fn svg(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("labels").join(format!("{name}.svg"))).unwrap()
}

/// Returns the size of an SVG in millimetres: width and height.
fn size(svg: &str) -> (f64, f64) {
    let of = |name: &str| {
        let (_, rest) = svg.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once("mm\"").unwrap().0.parse::<f64>().unwrap()
    };
    (of("width"), of("height"))
}

#[test]
fn the_text_is_drawn_as_paths_of_a_chosen_height() {
    let folder = folder();
    let folder = folder.path();
    issue(folder, "EX-1", "--format svg").exits(0);
    issue(folder, "EX-2", "--format svg --text-height 4").exits(0);
    issue(folder, "EX-3", "--format svg --print-line id,last-day").exits(0);
    issue(folder, "EX-4", "--format svg --no-caption").exits(0);
    let [usual, large, dated, bare] = ["EX-1", "EX-2", "EX-3", "EX-4"].map(|name| svg(folder, name));
    assert!([&usual, &large, &dated, &bare].iter().all(|svg| !svg.contains("<text") && !svg.contains("font")));
    assert_eq!([&usual, &bare].map(|svg| svg.matches("<path").count()), [3, 1]);
    let [usual, large, dated, bare] = [usual, large, dated, bare].map(|svg| size(&svg));
    assert_eq!([usual.0, large.0, dated.0], [bare.0; 3], "the width is that of the symbol");
    assert_eq!(bare.0, bare.1);
    assert!(usual.1 - bare.1 > 2.1 && usual.1 - bare.1 < 5.0, "{usual:?}");
    assert!(large.1 - bare.1 > 4.0 && dated.1 - usual.1 > 2.1, "{large:?} {dated:?}");
    for (flag, value) in [("--text-height", "0"), ("--text-height", "x"), ("--print-line", "stars")] {
        issue(folder, "EX-5", &format!("{flag} {value}")).exits(2).complains("invalid value", "--help");
    }
    issue(folder, "EX-5", "--no-caption --text-height 3").exits(2).complains("cannot be used with", "--help");
}

#[test]
fn smaller_letters_than_chosen_are_said() {
    let folder = folder();
    let folder = folder.path();
    let longest = "W".repeat(32);
    assert_eq!(issue(folder, "SS-2026-000123", "--dry-run").exits(0).err, "");
    assert_eq!(issue(folder, &longest, "--dry-run --module-mm 0.6").exits(0).err, "");
    let run = issue(folder, &longest, "--dry-run --module-mm 0.4").exits(0);
    assert!(run.err.contains("instead of 2.1 mm") && run.err.contains(&longest), "{}", run.err);
    assert!(run.err.contains("--text-height"), "{}", run.err);
    assert_eq!(issue(folder, &longest, "--dry-run --module-mm 0.4 --no-caption").exits(0).err, "");
}

#[test]
fn modules_are_whole_dots_of_the_printer() {
    let folder = folder();
    let folder = folder.path();
    for (dpi, dots, module_mm) in [(203, 4, 0.5005), (300, 6, 0.508), (600, 12, 0.508)] {
        let id = format!("EX-{dpi}");
        let run = issue(folder, &id, &format!("--printer-dpi {dpi}")).exits(0);
        assert_eq!(run.err, "");
        assert!(run.out.contains(&format!("{dpi} dpi: modules of {dots} dots, {module_mm} mm")), "{}", run.out);
        let (width, height) = size(&svg(folder, &id));
        assert!(run.out.contains(&format!("{width:.2} mm wide and {height:.2} mm high")), "{}", run.out);
        // A pixel of the PNG is a dot, and the file says so.
        let png = std::fs::read(folder.join(format!("labels/{id}.png"))).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().unwrap();
        let modules = (width / module_mm).round() as u32;
        assert_eq!(reader.info().width, modules * dots);
        let per_inch = f64::from(reader.info().pixel_dims.unwrap().xppu) * 0.0254;
        assert!((per_inch - f64::from(dpi)).abs() < 0.05, "{per_inch}");
        let verify = format!("verify --json --trust trust.cbor --now 2026-11-22T03:00:00Z labels/{id}.png");
        let verdicts = common::starseal(folder, &verify).json();
        assert!(verdicts.iter().any(|verdict| verdict["code"] == "active"), "{verdicts:?}");
    }
}

#[test]
fn modules_are_rounded_up_rather_than_below_a_minimum() {
    let folder = folder();
    let folder = folder.path();
    // The nearest are 3 dots, 0.375 mm, too small for a till; and 3 of 254 dpi, 0.3 mm, too small for phones.
    let gs1 = "--dry-run --gs1 --gtin 4569951110016 --printer-dpi 203 --module-mm";
    let run = issue(folder, "EX-1", &format!("{gs1} 0.396")).exits(0);
    assert!(run.out.contains("modules of 4 dots") && run.err.is_empty(), "{}{}", run.out, run.err);
    let run = issue(folder, "EX-1", "--dry-run --printer-dpi 254 --module-mm 0.33").exits(0);
    assert!(run.out.contains("modules of 4 dots, 0.4 mm") && run.err.is_empty(), "{}{}", run.out, run.err);
    // What was asked for is smaller than the minimum of tills: it is done, with a warning.
    let run = issue(folder, "EX-1", &format!("{gs1} 0.38")).exits(0);
    assert!(run.err.contains("0.3754 mm are too small for tills"), "{}", run.err);
}

#[test]
fn modules_that_no_phone_would_read_are_refused_for_a_printer() {
    let folder = folder();
    let folder = folder.path();
    let issue = |more: &str| issue(folder, "EX-1", &format!("--dry-run --printer-dpi {more}")).exits(2);
    issue("203 --module-mm 0.1").complains("smaller than a dot of the printer, which is 0.1251 mm", "0.33");
    issue("203 --module-mm 0.3").complains("modules of 2 dots at 203 dpi are 0.2502 mm", "0.33");
    issue("2400 --module-mm 1").complains("94 dots", "--format svg");
    issue("50").complains("50", "--help");
    issue("300 --png-scale 4").complains("cannot be used with", "--help");
}
