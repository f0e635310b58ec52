//! Tests of `starseal verify`: all kinds of inputs, and the exit codes.

mod common;

use common::{
    PREFIX, Run, carrier, carrier_of, command, data, folder, forged, issuer_key, sealed_by, starseal, starseal_fed,
};
use image::{DynamicImage, GrayImage, ImageFormat, RgbaImage};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;

const VERIFY: &str = "verify --trust trust.cbor --now 2026-11-22T03:00:00Z";

fn verify(folder: &Path, words: &str) -> Run {
    starseal(folder, &format!("{VERIFY} {words}"))
}

fn lines(folder: &Path, words: &str, input: &[u8]) -> Run {
    starseal_fed(folder, &format!("{VERIFY} {words} -"), input)
}

fn codes(run: &Run) -> Vec<String> {
    run.json().iter().map(|line| line["code"].as_str().unwrap().to_owned()).collect()
}

fn camera() -> GrayImage {
    image::open(data("camera.png")).unwrap().into_luma8()
}

#[test]
fn the_exit_code_is_the_worst_of_all_inputs() {
    let folder = folder();
    let folder = folder.path();
    let (good, bad) = (carrier(), forged());
    verify(folder, &good).exits(0);
    verify(folder, &format!("{good} {bad}")).exits(1);
    starseal(folder, "verify --trust trust.cbor").exits(2);
    starseal(folder, "verify --trust nowhere.cbor x").exits(3).complains("trust list nowhere.cbor", "check the path");
    let run = verify(folder, &format!("nowhere.png {good} {bad}")).exits(3);
    assert!(run.out.contains("2 labels: 1 stands, 1 does not"), "{}", run.out);
    run.complains("nowhere.png is neither an existing file", "give an image file");
    let run = verify(folder, "--as-of 2026-02-30 x").exits(2);
    run.complains("--as-of", "starseal verify --help");
}

#[test]
fn json_has_the_fields_of_the_record() {
    let folder = folder();
    let run = verify(folder.path(), &format!("--json {}", data("camera.png").display())).exits(0);
    let line = &run.json()[0];
    let fields: Vec<&String> = line.as_object().unwrap().keys().collect();
    let expected = [
        "schema",
        "code",
        "stands",
        "authentic",
        "mark",
        "sentence",
        "detail",
        "reasons",
        "policy_unmet",
        "label",
        "names",
        "assessment",
        "last_day",
        "issuer",
        "authority",
        "recognized",
        "url",
        "key_id",
        "checks",
        "text",
        "text_bytes",
        "checked_at",
        "as_of",
        "checked_for",
        "moment",
        "trust_lists",
        "status_list",
        "policy_sha256",
        "program",
        "place",
    ];
    assert_eq!(fields, expected);
    let label = serde_json::json!({
        "product_id": "EX-000202", "level": 2, "issued_on": "2026-04-01", "expires_on": "2028-03-31",
        "status_index": 202, "criteria": 1, "category": 1, "holder": "Example Camera Ltd.", "model": "CAM-200",
        "gtin": ["4569951110016"],
    });
    assert_eq!(line["label"], label);
    assert_eq!(line["assessment"], "self-declared");
    assert_eq!(line["issuer"], serde_json::json!({"en": "Example Label Registry", "ja": "ラベル登録所（見本）"}));
    assert_eq!(line["authority"]["id"].as_str().unwrap().len(), 64);
    assert_eq!(line["names"]["category"]["ja"], "ネットワークカメラ");
    assert_eq!(line["url"], line["text"]);
    assert_eq!(line["text"].as_str().unwrap(), std::fs::read_to_string(data("camera.txt")).unwrap().trim_end());
    assert_eq!(line["place"]["corners"].as_array().unwrap().len(), 4);
    assert_eq!(line["detail"], serde_json::Value::Null);
}

#[test]
fn nothing_is_shown_of_a_label_that_is_not_authentic() {
    let folder = folder();
    let foreign = carrier_of(&sealed_by(&issuer_key()), "HTTPS://STAR-PRIZES.EXAMPLE/L/");
    for (text, code) in [(forged(), "bad-signature"), (foreign, "foreign-carrier")] {
        let run = verify(folder.path(), &format!("--json {text}")).exits(1);
        let line = &run.json()[0];
        assert_eq!(line["code"], code);
        for field in ["label", "names", "issuer", "authority", "assessment", "url"] {
            assert_eq!(line[field], serde_json::Value::Null, "{field}");
        }
        assert!(!line["detail"].as_str().unwrap().is_empty());
        let table = verify(folder.path(), &text).exits(1);
        // The record keeps the text as evidence. No other field of it, and no table, shows the address.
        assert_eq!(line["text"].as_str(), Some(text.as_str()));
        let mut record = line.clone();
        record["text"].take();
        for output in [record.to_string(), table.out] {
            assert!(!output.contains("EX-000123") && !output.contains("STAR-PRIZES"), "{output}");
        }
    }
}

#[test]
fn image_formats_are_detected_by_content() {
    let folder = folder();
    let folder = folder.path();
    let image = DynamicImage::ImageLuma8(camera());
    for (name, format) in [
        ("jpeg-called.png", ImageFormat::Jpeg),
        ("webp-called.jpg", ImageFormat::WebP),
        ("png-without-extension", ImageFormat::Png),
    ] {
        let colour = DynamicImage::ImageRgb8(image.to_rgb8());
        colour.save_with_format(folder.join(name), format).unwrap();
        let run = verify(folder, &format!("--json {name}")).exits(0);
        assert_eq!(run.json()[0]["place"]["source"], name);
    }
}

#[test]
fn transparent_pixels_are_white() {
    let folder = folder();
    let grey = camera();
    let image = RgbaImage::from_fn(grey.width(), grey.height(), |x, y| {
        // All pixels are black, and opaque only where the symbol is dark.
        image::Rgba([0, 0, 0, 255 - grey.get_pixel(x, y).0[0]])
    });
    image.save(folder.path().join("transparent.png")).unwrap();
    verify(folder.path(), "transparent.png").exits(0);
}

#[test]
fn each_label_in_an_image_has_a_verdict() {
    let folder = folder();
    let (left, right) = (camera(), image::open(data("lock.png")).unwrap().into_luma8());
    let mut shelf = GrayImage::from_pixel(left.width() + right.width() + 40, 800, image::Luma([255]));
    image::imageops::replace(&mut shelf, &left, 0, 20);
    image::imageops::replace(&mut shelf, &right, i64::from(left.width()) + 40, 200);
    shelf.save(folder.path().join("shelf.png")).unwrap();
    let run = verify(folder.path(), "--json shelf.png").exits(0);
    let ids: Vec<_> = run.json().iter().map(|line| line["label"]["product_id"].clone()).collect();
    assert_eq!(ids, ["EX-000202", "EX-000404"]);
}

#[test]
fn images_are_reported_in_their_order() {
    let folder = folder();
    let folder = folder.path();
    // The first image is large, so it takes longest, and one file is not an image.
    let camera = camera();
    let mut wide = GrayImage::from_pixel(2000, 2000, image::Luma([255]));
    image::imageops::replace(&mut wide, &camera, 700, 900);
    wide.save(folder.join("0.png")).unwrap();
    for number in 1..8 {
        camera.save(folder.join(format!("{number}.png"))).unwrap();
    }
    std::fs::write(folder.join("4.png"), "no image").unwrap();
    let names: Vec<String> = (0..8).map(|number| format!("{number}.png")).collect();
    let good = carrier();
    let run = verify(folder, &format!("--json {} {good} 0.png", names.join(" "))).exits(3);
    let sources: Vec<_> = run.json().iter().map(|line| line["place"]["source"].as_str().unwrap().to_owned()).collect();
    let expected =
        ["0.png", "1.png", "2.png", "3.png", "5.png", "6.png", "7.png", "argument 9", "0.png"].map(str::to_owned);
    assert_eq!(sources, expected);
    run.complains("4.png is not an image to scan", "PNG");
}

#[test]
fn an_image_without_a_label_cannot_be_checked() {
    let folder = folder();
    let blank = GrayImage::from_pixel(300, 200, image::Luma([255]));
    blank.save(folder.path().join("blank.png")).unwrap();
    let run = verify(folder.path(), "--json blank.png").exits(3);
    assert_eq!(codes(&run), ["no-label"]);
    let run = verify(folder.path(), "blank.png").exits(3);
    assert!(run.out.contains("? no-label") && run.out.contains("help: take the picture from closer"), "{}", run.out);
}

#[test]
fn an_unread_symbol_is_reported_with_advice() {
    let folder = folder();
    let folder = folder.path();
    let mut dark = camera();
    let (width, height) = dark.dimensions();
    dark.enumerate_pixels_mut().for_each(|(x, y, pixel)| {
        let is_paint = (width / 4..width * 7 / 8).contains(&x) && (height / 4..height / 2).contains(&y);
        pixel.0 = if is_paint { [6] } else { [pixel.0[0] / 16] };
    });
    dark.save(folder.join("dark.png")).unwrap();
    let run = verify(folder, "--json dark.png").exits(3);
    assert_eq!(codes(&run), ["no-label"]);
    assert_eq!(run.json()[0]["place"]["hint"], "low-light");
    assert_eq!(run.json()[0]["place"]["corners"].as_array().unwrap().len(), 4);
    // It is reported also next to a label that stands.
    let mut both = GrayImage::from_pixel(2 * width, height, image::Luma([15]));
    image::imageops::replace(&mut both, &dark, 0, 0);
    image::imageops::replace(&mut both, &camera(), i64::from(width), 0);
    both.save(folder.join("both.png")).unwrap();
    let run = verify(folder, "both.png").exits(3);
    assert!(run.out.contains("1 label: it stands"), "{}", run.out);
    assert!(run.out.contains("a QR code was found but cannot be read"), "{}", run.out);
    assert!(run.out.contains("help: take the picture in more light"), "{}", run.out);
}

/// Returns a PNG of a few bytes whose header states a large size.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = Vec::new();
    GrayImage::new(1, 1).write_to(&mut std::io::Cursor::new(&mut png), ImageFormat::Png).unwrap();
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

/// Returns the checksum of a PNG chunk, computed bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn image_bombs_are_refused_before_they_are_decoded() {
    let folder = folder();
    let folder = folder.path();
    for (width, height) in [(60_000, 60_000), (16_385, 1), (1, 16_385), (16_384, 16_384)] {
        std::fs::write(folder.join("bomb.png"), bomb(width, height)).unwrap();
        let run = verify(folder, "bomb.png").exits(3);
        run.complains(&format!("{width} by {height} pixels"), "make the image smaller");
    }
    // The decoder refuses this size by itself.
    std::fs::write(folder.join("bomb.png"), bomb(u32::MAX >> 1, u32::MAX >> 1)).unwrap();
    verify(folder, "bomb.png").exits(3).complains("bomb.png", "");
}

#[test]
fn files_that_are_not_images_get_advice() {
    let folder = folder();
    let folder = folder.path();
    let png = std::fs::read(data("camera.png")).unwrap();
    for (name, bytes, what, help) in [
        ("a.pdf", &b"%PDF-1.7\n"[..], "not an image", "pdftoppm -r 300 -png"),
        ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "not an image", "rsvg-convert"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "not an image", "JPEG"),
        ("a.txt", b"HTTPS://JC-STAR.EXAMPLE/L/I2W", "not an image", "standard input"),
        ("a.gif", b"GIF89a\x01\0\x01\0\0\0\0", "it is an image in GIF", "convert a.gif label.png"),
        ("empty", b"", "it is an empty file", "copy the file again"),
        ("cut.png", &png[..20], "cut.png is cut", "copy or download it again"),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
        verify(folder, name).exits(3).complains(what, help);
    }
    // A folder stands for its images, which are these.
    let run = verify(folder, ".").exits(3).complains("cut.png is cut", "copy or download it again");
    assert!(run.err.contains("warning: ") && run.err.contains("files of other kinds left out"), "{}", run.err);
}

#[test]
fn folders_and_patterns_stand_for_their_images() {
    let folder = folder();
    let folder = folder.path();
    std::fs::create_dir_all(folder.join("photos/box")).unwrap();
    std::fs::create_dir_all(folder.join("empty")).unwrap();
    for name in ["photos/1.PNG", "photos/box/2.png"] {
        std::fs::copy(data("camera.png"), folder.join(name)).unwrap();
    }
    std::fs::write(folder.join("photos/notes.txt"), "no image").unwrap();
    let sources = |run: &Run| -> Vec<String> {
        run.json().iter().map(|line| line["place"]["source"].as_str().unwrap().to_owned()).collect()
    };
    let run = verify(folder, "--json photos").exits(0);
    assert_eq!(sources(&run), ["photos/1.PNG", "photos/box/2.png"]);
    assert!(run.err.contains("1 file of other kinds left out"), "{}", run.err);
    // No shell is between, so the pattern arrives as it is.
    let run = verify(folder, "--json photos/*.png trust.cbor").exits(3);
    assert_eq!(sources(&run), ["photos/1.PNG"]);
    verify(folder, "empty").exits(3).complains("the folder empty has no image", "PNG");
    verify(folder, "photos/*.jpg").exits(3).complains("no file matches photos/*.jpg", "check the folder");
    starseal(folder, "inspect photos").exits(0);
}

#[test]
fn an_image_on_standard_input_is_checked_as_one() {
    let folder = folder();
    let folder = folder.path();
    let png = std::fs::read(data("camera.png")).unwrap();
    let run = lines(folder, "--json", &png).exits(0);
    assert_eq!(codes(&run), ["active"]);
    assert_eq!(run.json()[0]["place"]["source"], "standard input");
    lines(folder, "", &png[..20]).exits(3).complains("standard input is cut", "copy or download it again");
    lines(folder, "", b"%PDF-1.7\n").exits(3).complains("standard input is not an image to scan", "pdftoppm");
    assert!(starseal_fed(folder, "inspect -", &png).exits(0).out.contains("EX-000202"));
}

#[test]
fn lines_of_windows_programs_are_read() {
    let folder = folder();
    let folder = folder.path();
    let text = format!("見本,{}\r\n{}\r\n", carrier(), forged());
    let utf16 = |bytes: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{text}");
    let cp932 = [b"\x8c\xa9\x96\x7b".as_slice(), text.strip_prefix("見本").unwrap().as_bytes()].concat();
    for input in [
        text.clone().into_bytes(),
        marked.clone().into_bytes(),
        utf16(u16::to_le_bytes, &marked),
        utf16(u16::to_be_bytes, &marked),
        utf16(u16::to_le_bytes, &text),
        cp932,
    ] {
        let run = lines(folder, "--json", &input).exits(1);
        assert_eq!(codes(&run), ["active", "bad-signature"]);
        assert_eq!(run.json()[0]["text"], format!("見本,{}", carrier()));
    }
    let run = lines(folder, "--json", b"M\xfcller\n").exits(1);
    assert_eq!(run.json()[0]["detail"], "the line is not a text in UTF-8, UTF-16 or code page 932 (Shift JIS)");
}

#[test]
fn nothing_given_is_not_checked() {
    let folder = folder();
    let folder = folder.path();
    for input in [&b""[..], b"\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe"] {
        for words in ["", "--json", "--quiet"] {
            lines(folder, words, input).exits(3).complains("standard input is empty", "send lines");
        }
    }
    starseal_fed(folder, "inspect -", b"").exits(3).complains("standard input is empty", "send lines");
}

#[test]
fn a_symbol_without_a_text_is_reported_with_its_reason() {
    let folder = folder();
    let folder = folder.path();
    // Bits of symbols of version 1 at level M: structured append 1 of 2, ECI 19, and a byte that is no text.
    for (name, bits, hint, detail, help) in [
        ("part.png", 0x3015_a401_4100_u64, "part-of-text", "part 1 of 2", "never spread over several"),
        ("eci.png", 0x7134_0141_0000, "unknown-eci", "ECI 19", "not another one on the box"),
        ("bytes.png", 0x401e_9000_0000, "not-text", "not a text in a known character set", "not another one"),
    ] {
        symbol(&bits.to_be_bytes()[2..]).save(folder.join(name)).unwrap();
        let run = verify(folder, &format!("--json {name}")).exits(3);
        let record = &run.json()[0];
        assert_eq!((codes(&run), &record["place"]["hint"]), (vec!["no-label".to_owned()], &hint.into()));
        assert!(record["detail"].as_str().unwrap().contains(detail), "{record}");
        assert_ne!(record["sentence"]["ja"], "この画像に適合ラベルは見つかりません。");
        let run = verify(folder, name).exits(3);
        assert!(run.out.contains(detail) && run.out.contains(help), "{}", run.out);
        starseal(folder, &format!("inspect {name}")).exits(3).complains(detail, help);
    }
    // Beside a label, bytes that are no text are certainly no label. Of a part, nobody knows.
    for (name, exit) in [("bytes.png", 0), ("part.png", 3)] {
        let other = image::open(folder.join(name)).unwrap().into_luma8();
        let label = camera();
        let mut both = GrayImage::from_pixel(label.width() + other.width(), label.height(), image::Luma([255]));
        image::imageops::replace(&mut both, &label, 0, 0);
        image::imageops::replace(&mut both, &other, i64::from(label.width()), 0);
        both.save(folder.join("both.png")).unwrap();
        let run = verify(folder, "--json both.png").exits(exit);
        assert_eq!(codes(&run), ["active", "no-label"]);
    }
}

/// Draws a symbol of version 1 at level M with the given bits, filled up with zeros, which end the data.
fn symbol(bits: &[u8]) -> GrayImage {
    use qrcode::{EcLevel, Version, canvas::Canvas, ec::construct_codewords};
    let (version, level) = (Version::Normal(1), EcLevel::M);
    let mut data = bits.to_vec();
    data.resize(16, 0);
    let (data, correction) = construct_codewords(&data, version, level).unwrap();
    let mut canvas = Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    let modules = canvas.apply_best_mask().into_colors();
    GrayImage::from_fn(29 * 6, 29 * 6, |x, y| {
        let module = |at: u32| (at / 6).checked_sub(4).filter(|module| *module < 21);
        let color = module(x).zip(module(y)).map(|(x, y)| modules[(y * 21 + x) as usize]);
        image::Luma([if color == Some(qrcode::Color::Dark) { 20 } else { 235 }])
    })
}

#[test]
fn an_image_is_reported_before_the_next_one_is_checked() {
    let folder = folder();
    let folder = folder.path();
    std::fs::copy(data("camera.png"), folder.join("1.png")).unwrap();
    // The second image is a pipe into which nothing is written yet.
    let made = std::process::Command::new("mkfifo").arg(folder.join("2.png")).status().unwrap();
    assert!(made.success());
    for words in ["--json 1.png 2.png", "1.png 2.png"] {
        let mut command = command(folder);
        command.args(VERIFY.split_whitespace()).args(words.split_whitespace());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let mut seen = Vec::new();
        while !String::from_utf8_lossy(&seen).contains("EX-000202") {
            let mut buffer = [0; 4096];
            let count = stdout.read(&mut buffer).unwrap();
            assert_ne!(count, 0);
            seen.extend(&buffer[..count]);
        }
        std::fs::write(folder.join("2.png"), "no image").unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(3));
    }
}

#[test]
fn text_of_a_wedge_scanner_is_repaired_only_with_the_flag() {
    let folder = folder();
    let folder = folder.path();
    let text = carrier();
    assert!(text.contains(':') && text.contains('*') || text.contains(':'), "{text}");
    for typed in
        [text.replace(':', "+").replace('*', "("), text.replace(':', "'").replace('*', "\""), text.to_lowercase()]
    {
        let input = format!("{typed}\r\n");
        assert_eq!(codes(&lines(folder, "--json --wedge", input.as_bytes()).exits(0)), ["active"], "{typed}");
        lines(folder, "--json", input.as_bytes()).exits(1);
    }
    let bare = text.strip_prefix(PREFIX).unwrap().to_lowercase();
    assert_eq!(codes(&lines(folder, "--json --wedge", bare.as_bytes()).exits(0)), ["active"]);
    starseal(folder, &format!("{VERIFY} --wedge {bare}")).exits(0);
}

#[test]
fn text_that_a_keyboard_changed_is_read_with_the_flag_and_named_without_it() {
    let folder = folder();
    let folder = folder.path();
    let text = carrier();
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
    // A US scanner on a German host.
    let german = |c: char| match c {
        'Y' => 'Z',
        'Z' => 'Y',
        ':' => 'Ö',
        '/' => '-',
        '-' => 'ß',
        '*' => '(',
        _ => c,
    };
    for (typed, what, help) in [
        (text.to_lowercase(), "small letters", "--wedge"),
        (text.chars().map(wide).collect(), "full-width", "--wedge"),
        (text.chars().map(german).collect(), "set to a US keyboard, on a host set to a German one", "--wedge"),
        (text.replace("L/I2W", "L/I2\u{200B}W"), "an invisible character (U+200B)", "remove the invisible character"),
        (format!("{text};{text}"), "has 2 sealed labels", "each label on a line of its own"),
    ] {
        let shown = lines(folder, "", typed.as_bytes()).exits(1).out;
        assert!(shown.contains(what) && shown.contains(help), "{typed}: {shown}");
        let shown = starseal(folder, &format!("{VERIFY} {typed}")).exits(1).out;
        assert!(shown.contains(what), "{typed}: {shown}");
        if help == "--wedge" {
            assert_eq!(codes(&lines(folder, "--json --wedge", typed.as_bytes()).exits(0)), ["active"], "{typed}");
        }
    }
}

#[test]
fn every_line_has_a_verdict() {
    let folder = folder();
    let mut input = carrier().into_bytes();
    input.extend(b"\n\n   \n\xff\xfe\nhello\n");
    input.extend([PREFIX.as_bytes(), b"I2W\xff\n"].concat());
    input.extend(vec![b'x'; 1025]);
    input.push(b'\n');
    input.extend(vec![b'x'; 100_000]);
    input.push(b'\n');
    input.extend(forged().as_bytes());
    let run = lines(folder.path(), "--json", &input).exits(1);
    let expected = ["active", "not-a-label", "not-a-label", "not-a-label", "too-long", "too-long", "bad-signature"];
    assert_eq!(codes(&run), expected);
    let sources: Vec<_> = run.json().iter().map(|line| line["place"]["source"].clone()).collect();
    assert_eq!(sources, ["line 1", "line 4", "line 5", "line 6", "line 7", "line 8", "line 9"]);
    assert!(run.json()[5]["detail"].as_str().unwrap().contains("more than 8192 bytes"), "{}", run.out);
}

#[test]
fn a_line_is_answered_before_the_next_one_is_read() {
    let folder = folder();
    for words in ["--json -", "-"] {
        let mut command = command(folder.path());
        command.args(VERIFY.split_whitespace()).args(words.split_whitespace());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        for _ in 0..2 {
            stdin.write_all(format!("{}\n", carrier()).as_bytes()).unwrap();
            let mut seen = Vec::new();
            while !String::from_utf8_lossy(&seen).contains("EX-000123") {
                let mut buffer = [0; 4096];
                // This read returns only if the answer is written while standard input is still open.
                let count = stdout.read(&mut buffer).unwrap();
                assert_ne!(count, 0);
                seen.extend(&buffer[..count]);
            }
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let folder = folder();
    for words in ["--json -", "-"] {
        let mut command = command(folder.path());
        command.args(VERIFY.split_whitespace()).args(words.split_whitespace());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        for _ in 0..1000 {
            if stdin.write_all(format!("{}\n", carrier()).as_bytes()).is_err() {
                break;
            }
        }
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(141), "the code that a shell reports for SIGPIPE");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
#[ignore = "long"]
fn ten_thousand_lines_have_ten_thousand_records() {
    let folder = folder();
    let input = format!("{}\n", carrier()).repeat(10_000);
    let run = lines(folder.path(), "--json", input.as_bytes()).exits(0);
    assert_eq!(run.out.lines().count(), 10_000);
}

#[test]
fn a_past_day_and_a_clock_that_is_behind() {
    let folder = folder();
    let folder = folder.path();
    let text = carrier();
    for (words, code) in [
        ("--as-of 2026-03-31", "not-yet-valid"),
        ("--as-of 2026-04-01", "active"),
        ("--as-of 2028-03-31", "active"),
        ("--as-of 2028-04-01", "expired"),
    ] {
        let run = verify(folder, &format!("--json {words} {text}"));
        assert_eq!(codes(&run), [code], "{words}");
    }
    // In Japan, 2028-04-01 starts at 15:00 UTC on the previous day.
    for (now, code) in [("2028-03-31T14:59:59Z", "active"), ("2028-03-31T15:00:00Z", "expired")] {
        let run = starseal(folder, &format!("verify --json --trust trust.cbor --now {now} {text}"));
        assert_eq!(codes(&run), [code]);
        assert!(run.err.contains("expired at 2028-01-01"), "no warning of the expired trust list: {}", run.err);
    }
    let run = starseal(folder, &format!("verify --trust trust.cbor --now 2020-01-01 {text}"));
    assert!(run.out.contains("also clock-behind"), "{}", run.out);
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let folder = folder();
    let folder = folder.path();
    let hostile = "\u{1b}[2J\u{202e}.png";
    std::fs::copy(data("camera.png"), folder.join(hostile)).unwrap();
    let run = verify(folder, &format!("{hostile} \u{1b}]0;x\u{7}"));
    for text in [&run.out, &run.err] {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}') && !text.contains('\u{7}'), "{text:?}");
    }
    assert!(run.out.contains("\\u{1b}[2J\\u{202e}.png"), "{}", run.out);
}
