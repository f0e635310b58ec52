//! The table of causes and advice: what is given instead of what was wanted, and what the program says about it.
#![cfg(target_os = "linux")]

mod common;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::{NOW, Run, carrier, data, folder, starseal, starseal_with};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A file, what happened, and what to do.
type Case = (&'static str, &'static str, &'static str);

/// What is given with `--status` of `verify`.
const STATUS: [Case; 30] = [
    ("page.html", "(status-list-malformed): it is a web page (HTML)", "look at the address in a browser"),
    ("page-utf16.html", "it is a web page (HTML)", "look at the address in a browser"),
    ("error.xml", "it is an XML document", "give a status list"),
    ("empty", "it is an empty file", "get the list again from the address that the trust list names"),
    ("blanks", "it is an empty file", "the download did not succeed"),
    ("zeros", "it is a file of zeros only", "the download did not succeed"),
    ("list.b64", "it is the base64 text of a status list", "decode it: base64 -d list.b64 > NEW"),
    ("list.b64url", "it is the base64 text of a status list", "decode it: "),
    ("list.hex", "it is the hex text of a status list", "decode it: xxd -r -p list.hex NEW"),
    ("token.jwt", "it is a JSON Web Token (JWT)", "Accept: application/statuslist+cwt"),
    ("shown.json", "it is JSON text", "give the signed list itself, not what --json prints"),
    ("issuer.pem", "it is PEM text with a \"PRIVATE KEY\"", "keep keys away"),
    ("public.pem", "it is PEM text with a \"PUBLIC KEY\"", "give a status list"),
    ("trust-2.cbor", "it is a trust list", "give this file with --trust, and a status list here"),
    ("next.draft", "it is a draft of a trust list", "starseal trust sign"),
    ("day.bundle", "it is a bundle", "give this file with --bundle, and a status list here"),
    ("shop.state", "it is a stored state", "give this file with --state"),
    ("1.cwt.past", "it is an object of a status list", "leave this file beside its status list"),
    ("label.bin", "its header has no typ", "a sealed label has no typ"),
    ("label.txt", "it is the text of a label's QR code", "give a status list"),
    ("camera.png", "it is an image (PNG)", "as the inputs of verify or inspect"),
    ("list.gz", "it is a gzip file", "unpack it first: gzip -dc list.gz > NEW"),
    ("list.zip", "it is a ZIP archive", "unpack it first: unzip list.zip"),
    ("untagged.cwt", "it is a status list without its CBOR tag (18)", "(printf '\\322'; cat untagged.cwt) > NEW"),
    ("cut.cwt", "the bytes end within an item", "the file is cut"),
    ("appended.cwt", "there are bytes after the end", "something was appended"),
    ("eddsa.cwt", "(status-list-unsupported): its header names the algorithm alg -8 (EdDSA)", "no version of starseal"),
    (
        "later.cwt",
        "its header names the algorithm alg -49 (ML-DSA-65)",
        "whether a newer version of starseal is needed",
    ),
    ("no-typ.cwt", "its header has no typ", "tell the issuer"),
    ("flipped.cwt", "(status-list-bad-signature)", "it was altered"),
];

/// What is given with `--trust` of `verify`.
const TRUST: [Case; 13] = [
    ("page.html", "(trust-list-malformed): it is a web page (HTML)", "publisher of the trust list"),
    ("empty", "it is an empty file", "publisher of the trust list"),
    ("1.cwt", "it is a status list", "give this file with --status, and a trust list here"),
    ("day.bundle", "it is a bundle", "give this file with --bundle, and a trust list here"),
    ("shop.state", "it is a stored state", "give this file with --state, and a trust list here"),
    ("next.draft", "it is a draft of a trust list", "starseal trust sign"),
    ("trust.b64", "it is the base64 text of a trust list", "base64 -d trust.b64 > NEW"),
    ("shown.json", "it is JSON text", "give the signed list itself"),
    ("untagged.cbor", "it is a trust list without its CBOR tag (98)", "(printf '\\330b'; cat untagged.cbor) > NEW"),
    ("cut.cbor", "the bytes end within an item", "the file is cut"),
    ("issuer.pem", "it is PEM text with a \"PRIVATE KEY\"", "keep keys away"),
    ("camera.png", "it is an image (PNG)", "as the inputs of verify or inspect"),
    ("label.txt", "it is the text of a label's QR code", "give a trust list"),
];

/// What is given with `--bundle`, `--state`, `--policy`, and as a scheme or a draft.
const OTHERS: [(&str, Case); 18] = [
    ("--bundle", ("1.cwt", "it is a status list", "give this file with --status, and a bundle here")),
    ("--bundle", ("trust-2.cbor", "it is a trust list", "give this file with --trust, and a bundle here")),
    ("--bundle", ("page.html", "it is a web page (HTML)", "whoever publishes the bundle")),
    ("--bundle", ("empty", "it is an empty file", "the download did not succeed")),
    ("--bundle", ("cut.bundle", "the bytes end within an item", "the file is cut")),
    ("--state", ("day.bundle", "it is a bundle", "give this file with --bundle")),
    ("--state", ("camera.png", "it is an image (PNG)", "as the inputs of verify")),
    ("--policy", ("trust-2.cbor", "it is a trust list", "the folder policies has examples")),
    ("--policy", ("shown.json", "it is JSON text", "the folder policies has examples")),
    ("--policy", ("page.html", "it is a web page (HTML)", "look at the address")),
    ("SCHEME", ("1.cwt", "it is a status list", "starseal trust scheme prints one")),
    ("SCHEME", ("list.zip", "it is a ZIP archive", "unzip list.zip")),
    ("DRAFT", ("1.cwt", "it is a status list", "a draft of a trust list here")),
    ("TABLE", ("list.zip", "is a ZIP archive, not a CSV file", "unzip list.zip")),
    ("TABLE", ("trust-2.cbor", "is a trust list, not a CSV file", "give this file with --trust")),
    ("TABLE", ("page.html", "is a web page (HTML), not a CSV file", "look at the address")),
    ("WITNESS", ("camera.png", "is an image (PNG), not a text file", "the text of one label on each line")),
    ("DRAFT", ("page.html", "it is a web page (HTML)", "whoever made the draft")),
];

/// What is given as an image.
const IMAGES: [Case; 21] = [
    ("photo.avif", "is not an image to scan: it is an image in AVIF", "avifdec photo.avif label.png"),
    ("photo.heic", "it is an image in HEIC", "heif-convert photo.heic label.jpg"),
    ("photo.jxl", "it is an image in JPEG XL", "djxl photo.jxl label.png"),
    ("photo.gif", "it is an image in GIF", "convert photo.gif label.png"),
    ("photo.bmp", "it is an image in BMP", "convert photo.bmp label.png"),
    ("photo.tiff", "it is an image in TIFF", "convert photo.tiff label.png"),
    ("sheet.pdf", "it is a PDF document", "pdftoppm -r 300 -png sheet.pdf page"),
    ("label.svg", "it is an SVG drawing", "rsvg-convert --zoom 4 label.svg -o label.png"),
    ("film.mp4", "it is a video", "ffmpeg -i film.mp4 -vf fps=2 frame-%03d.png"),
    ("film.mkv", "it is a video", "ffmpeg -i film.mkv"),
    ("sound.mp3", "it is a sound file", "give an image"),
    ("page.html", "it is a web page (HTML)", "give an image (PNG, JPEG or WebP)"),
    ("empty", "it is an empty file", "the download did not succeed"),
    ("list.zip", "it is a ZIP archive", "unzip list.zip"),
    ("1.cwt", "it is a status list", "give this file with --status"),
    ("trust-2.cbor", "it is a trust list", "give this file with --trust"),
    ("issuer.pem", "it is PEM text with a \"PRIVATE KEY\"", "keep keys away"),
    ("label.txt", "it is the text of a label's QR code", "on standard input: starseal verify … - < label.txt"),
    ("cut.png", "is cut: the file ends before the image does", "copy or download it again"),
    ("deep.jpg", "is a JPEG with 12 bits for each sample", "save it again as PNG"),
    ("noise", "is not an image to scan", "give a PNG, JPEG or WebP file"),
];

/// Makes all files of the tables.
fn prepare() -> tempfile::TempDir {
    let folder = folder();
    let path = folder.path();
    let run = |words: &str| starseal(path, &words.replace("NOW", NOW)).exits(0).out;
    let write = |name: &str, bytes: &[u8]| fs::write(path.join(name), bytes).unwrap();
    run("trust add-key --trust trust.cbor --status-key stranger.pem --status-list https://jc-star.example/status \
         --sign-with root.pem --out trust-2.cbor --key-from 2026-01-01 --now NOW");
    run("status create --trust trust-2.cbor --key stranger.pem --size 100 --allocate 0-99 --out 1.cwt --now NOW");
    run("bundle --trust trust-2.cbor --status 1.cwt --out day.bundle --now NOW");
    run("key generate --out new.pem --no-passphrase");
    run("trust add-key --trust trust.cbor --label-key new.pem --draft --out next.draft --now NOW");
    write("public.pem", run("key show --public issuer.pem").as_bytes());
    write("shown.json", run("trust show --json trust-2.cbor").as_bytes());
    fs::copy(data("camera.png"), path.join("camera.png")).unwrap();
    let text = carrier();
    run(&format!("verify --trust trust-2.cbor --status 1.cwt --state shop.state --now NOW {text}"));
    write("label.txt", text.as_bytes());
    write("label.bin", starseal::CarrierText::parse(&text).unwrap().sealed_bytes());

    let read = |name: &str| fs::read(path.join(name)).unwrap();
    let (status, trust, bundle, png) = (read("1.cwt"), read("trust.cbor"), read("day.bundle"), read("camera.png"));
    let page = "<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>\n";
    let utf16: Vec<u8> = format!("\u{feff}{page}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex: String = status.iter().map(|byte| format!("{byte:02x}")).collect();
    let token = URL_SAFE_NO_PAD.encode(r#"{"alg":"ES256","typ":"statuslist+jwt"}"#);
    // The protected header is at the same place in every list of this program: after tag, array and the string's head.
    let header = |from: &[u8], to: &[u8]| {
        let at = status.windows(from.len()).position(|window| window == from).unwrap();
        [&status[..at], to, &status[at + from.len()..]].concat()
    };
    let mut flipped = status.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let mut later = header(&[0xa3, 1, 0x32], &[0xa3, 1, 0x38, 0x30]);
    // The string's head counts the longer number of the algorithm.
    assert_eq!((later[1], later[2]), (0x84, 0x58));
    later[3] += 1;
    let no_typ = {
        let content = [&[0xa2, 1, 0x32, 4, 0x44][..], &[1, 2, 3, 4]].concat();
        let length = usize::from(status[3]);
        [&status[..2], &[0x40 | content.len() as u8], &content, &status[4 + length..]].concat()
    };
    let brands =
        |brands: &str| [&[0, 0, 0, 8 + brands.len() as u8][..], b"ftyp", brands.as_bytes(), &[0xff; 40]].concat();
    for (name, bytes) in [
        ("page.html", page.as_bytes()),
        ("page-utf16.html", &utf16),
        ("error.xml", b"<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>"),
        ("empty", b""),
        ("blanks", b" \n\n"),
        ("zeros", &[0; 300]),
        ("list.b64", STANDARD.encode(&status).as_bytes()),
        ("list.b64url", URL_SAFE_NO_PAD.encode(&status).as_bytes()),
        ("trust.b64", STANDARD.encode(&trust).as_bytes()),
        ("list.hex", hex.as_bytes()),
        ("token.jwt", format!("{token}.e30.AAAA").as_bytes()),
        ("untagged.cwt", &status[1..]),
        ("untagged.cbor", &trust[2..]),
        ("cut.cwt", &status[..status.len() / 2]),
        ("cut.cbor", &trust[..trust.len() - 10]),
        ("cut.bundle", &bundle[..bundle.len() - 10]),
        ("appended.cwt", &[&status[..], b"\n"].concat()),
        ("eddsa.cwt", &header(&[0xa3, 1, 0x32], &[0xa3, 1, 0x27])),
        ("later.cwt", &later),
        ("no-typ.cwt", &no_typ),
        ("flipped.cwt", &flipped),
        ("list.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
        ("list.zip", b"PK\x03\x04\x14\0\0\0\x08\0\xff\xff"),
        ("photo.avif", &brands("avif\0\0\0\0mif1")),
        ("photo.heic", &brands("heic\0\0\0\0mif1")),
        ("photo.jxl", b"\xff\x0a\xff\xff\xff"),
        ("photo.gif", b"GIF89a\x01\0\x01\0\x80\0\0"),
        ("photo.bmp", b"BM\x9a\0\0\0\0\0\0\0\x36\0\0\0\xff\xff"),
        ("photo.tiff", b"II*\0\x08\0\0\0\x01\0\xff\xff\xff"),
        ("sheet.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("label.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("film.mp4", &brands("isom\0\0\0\0mp42")),
        ("film.mkv", &[&b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska"[..], &[0xff; 300]].concat()),
        ("sound.mp3", b"ID3\x04\0\0\0\0\0\0\xff\xfb"),
        ("cut.png", &png[..20]),
        ("deep.jpg", &[0xff, 0xd8, 0xff, 0xc1, 0, 11, 12, 0, 8, 0, 8, 1, 1, 0x11, 0, 0xff, 0xd9]),
        ("noise", &[0x07, 0x93, 0xff, 0xee, 0x01, 0x99]),
    ] {
        write(name, bytes);
    }
    folder
}

#[track_caller]
fn says(run: Run, (file, what, help): Case) {
    let run = run.exits(3);
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(lines.iter().any(|line| line.starts_with("error: ") && line.contains(what)), "{file}: {what}\n{}", run.err);
    assert!(
        lines.iter().any(|line| line.starts_with("  help: ") && line.contains(help)),
        "{file}: {help}\n{}",
        run.err
    );
}

#[test]
fn causes_and_advice() {
    let folder = prepare();
    let path = folder.path();
    let verify = |flags: &str| {
        starseal_with(path, &format!("verify {flags} --now {NOW} {}", carrier()).split(' ').collect::<Vec<_>>())
    };
    for case in STATUS {
        says(verify(&format!("--trust trust-2.cbor --status {}", case.0)), case);
    }
    for case in TRUST {
        says(verify(&format!("--trust {}", case.0)), case);
    }
    for (flag, case) in OTHERS {
        let run = match flag {
            "SCHEME" => starseal(
                path,
                &format!(
                    "trust create --sign-with root.pem --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/L/ --out \
                     t.cbor --scheme {}",
                    case.0
                ),
            ),
            "DRAFT" => starseal(path, &format!("trust sign {} --trust trust.cbor --dry-run", case.0)),
            "TABLE" => {
                starseal(path, &format!("issue --key issuer.pem --trust trust.cbor --out-dir o --csv {}", case.0))
            }
            "WITNESS" => starseal(
                path,
                &format!(
                    "status set 1.cwt --trust trust-2.cbor --key stranger.pem --dry-run --now {NOW} --witness {}",
                    case.0
                ),
            ),
            _ => verify(&format!("--trust trust.cbor {flag} {}", case.0)),
        };
        says(run, case);
    }
    for case in IMAGES {
        says(starseal(path, &format!("verify --trust trust.cbor --now {NOW} {}", case.0)), case);
        let advice = starseal(path, &format!("verify --trust trust.cbor --now {NOW} {}", case.0)).err;
        assert!(!advice.contains("--wedge") && !advice.contains("keyboard"), "{advice}");
    }
}

/// The commands that the advice prints give back what was wanted.
#[test]
fn commands_in_the_advice_work() {
    let folder = prepare();
    let path = folder.path();
    for (name, flags) in [
        ("list.b64", "--trust trust-2.cbor --status"),
        ("list.b64url", "--trust trust-2.cbor --status"),
        ("list.hex", "--trust trust-2.cbor --status"),
        ("untagged.cwt", "--trust trust-2.cbor --status"),
        ("trust.b64", "--trust"),
        ("untagged.cbor", "--trust"),
    ] {
        let verify = |file: &str| starseal(path, &format!("verify {flags} {file} --now {NOW} camera.png"));
        let run = verify(name).exits(3);
        let help = run.err.lines().find_map(|line| line.trim_start().strip_prefix("help: ")).unwrap().to_owned();
        let (_, command) = help.rsplit_once(": ").unwrap();
        // xxd is a part of an editor, and not of every machine.
        let command = command.replace("xxd -r -p list.hex NEW", "tr a-f A-F < list.hex | basenc -d --base16 > NEW");
        let converted = Command::new("sh").args(["-c", &command]).current_dir(path).status().unwrap();
        assert!(converted.success() || name == "list.b64url", "{command}");
        let run = verify("NEW");
        assert!(run.code < 3, "{command}\n{}", run.err);
    }
}

fn verify_in(folder: &Path, words: &[&str]) -> Run {
    let flags = ["verify", "--trust", "trust.cbor", "--now", NOW];
    starseal_with(folder, &[&flags[..], words].concat())
}

/// Draws a QR code with a text.
fn draw(path: &Path, text: &str) {
    let code = qrcode::QrCode::new(text).unwrap();
    let side = code.width();
    let colors = code.to_colors();
    let image = image::GrayImage::from_fn((side as u32 + 8) * 6, (side as u32 + 8) * 6, |x, y| {
        let (x, y) = ((x / 6).wrapping_sub(4) as usize, (y / 6).wrapping_sub(4) as usize);
        let is_dark = x < side && y < side && colors[y * side + x] == qrcode::Color::Dark;
        image::Luma([if is_dark { 0 } else { 255 }])
    });
    image.save(path).unwrap();
}

#[test]
fn advice_follows_from_how_the_text_came() {
    let folder = folder();
    let path = folder.path();
    // A label whose last character is missing, and one that another algorithm sealed.
    let text = carrier();
    let broken = &text[..text.len() - 1];
    draw(&path.join("broken.png"), broken);
    let printed = verify_in(path, &["broken.png"]).exits(1);
    assert!(
        printed.out.contains("bad-base41")
            && printed.out.contains("help: the QR code can be read, and holds a damaged text"),
        "{}",
        printed.out
    );
    assert!(!printed.out.contains("--wedge") && !printed.out.contains("copy"), "{}", printed.out);
    let given = verify_in(path, &[broken]).exits(1);
    assert!(given.out.contains("help: copy the whole text again") && given.out.contains("--wedge"), "{}", given.out);
    let typed = verify_in(path, &["--wedge", broken]).exits(1);
    assert!(typed.out.contains("compare the keyboard layouts") && !typed.out.contains("--wedge"), "{}", typed.out);

    let sealed = starseal::CarrierText::parse(&text).unwrap().sealed_bytes().to_vec();
    let at = sealed.windows(3).position(|window| window == [0xa2, 1, 0x32]).unwrap();
    let mut other = sealed.clone();
    other[at + 2] = 0x27;
    let other = format!("{}{}", common::PREFIX, starseal::carrier::base41::encode(&other));
    let run = verify_in(path, &[&other]).exits(1);
    assert!(run.out.contains("its header names the algorithm alg -8 (EdDSA)"), "{}", run.out);
    assert!(run.out.contains("help: ask the registry to sign with alg -19"), "{}", run.out);
    let shown = starseal_with(path, &["inspect", "--trust", "trust.cbor", "--now", NOW, &other]).exits(1);
    assert!(shown.out.contains("alg -8 (EdDSA)") && !shown.out.contains("newer version"), "{}", shown.out);
    assert!(!run.out.contains("newer"), "{}", run.out);
}

#[test]
fn a_cut_photograph_is_said_to_be_cut() {
    let folder = folder();
    let path = folder.path();
    let camera = image::open(data("camera.png")).unwrap().into_luma8();
    let mut sheet = image::GrayImage::from_pixel(camera.width(), camera.height() * 3, image::Luma([255]));
    image::imageops::replace(&mut sheet, &camera, 0, 0);
    let mut jpeg = Vec::new();
    sheet.write_to(&mut std::io::Cursor::new(&mut jpeg), image::ImageFormat::Jpeg).unwrap();
    fs::write(path.join("whole.jpg"), &jpeg).unwrap();
    verify_in(path, &["whole.jpg"]).exits(0);
    // The label is there, and what was below it is not known.
    fs::write(path.join("cut.jpg"), &jpeg[..jpeg.len() - 40]).unwrap();
    let run = verify_in(path, &["cut.jpg"]).exits(3);
    assert!(run.out.contains("EX-000202") && run.out.contains("the image file is cut"), "{}", run.out);
    assert!(run.out.contains("help: copy or download the image again"), "{}", run.out);
    // A part of a label is no label.
    let mut half = Vec::new();
    camera.write_to(&mut std::io::Cursor::new(&mut half), image::ImageFormat::Jpeg).unwrap();
    fs::write(path.join("half.jpg"), &half[..half.len() / 4]).unwrap();
    let run = verify_in(path, &["half.jpg"]).exits(3);
    assert!(run.out.contains("the image file is cut"), "{}", run.out);
    assert!(!run.out.contains("from closer, in focus"), "{}", run.out);
    let run = starseal(path, "inspect half.jpg").exits(3);
    run.complains("whose end is missing", "copy or download");
}
