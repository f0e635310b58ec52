//! Measures the processor time and the memory that the program takes for each kind of unsigned input at its limit, and
//! prints the table of `docs/performance/work.md`. Linux only: it reads `/proc`.
//!
//! ```text
//! cargo build --release -p starseal-cli && cargo run --release -p starseal-cli --example work
//! ```

mod common;

use common::{Cost, Outcome, measured, program};
use starseal::carrier::CarrierPrefix;
use starseal::limits::{
    MAX_BUNDLE_TRUST_BYTES, MAX_BUNDLE_TRUST_LISTS, MAX_KEYS, MAX_STATUS_ARRAY_BYTES, MAX_STATUS_LIST_BYTES,
    MAX_TRUST_CHAIN, MAX_TRUST_SIGNATURES,
};
use starseal::scan::limits::MAX_IMAGE_PIXELS;
use starseal::status::StatusStatement;
use starseal::trust::{
    Assessment, Issuer, LevelEntry, Names, Purpose, Scheme, StatusListUri, TrustStatement, TrustedKey,
};
use starseal::{Level, Signer, SigningKey, TrustList};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const NOW: &str = "2026-11-22T03:00:00Z";
const URI: &str = "https://status.example/list";

fn main() -> Outcome<()> {
    let program = program()?;
    let folder = tempfile::tempdir()?;
    write_trust_lists(folder.path())?;
    write_status_lists(folder.path())?;
    write_images(folder.path())?;
    write_texts(folder.path())?;
    write_keys(folder.path())?;
    println!("| input | at its limit | CPU | peak memory |\n| --- | --- | --- | --- |");
    for (input, limit, words, fed) in RUNS {
        let words = words
            .replace("VERIFY", &format!("verify --now {NOW} --trust trust.cbor"))
            .replace("LABEL", &format!("HTTPS://OFFICE-0.EXAMPLE/I2W{}", "0".repeat(990)));
        let cost = run(&program, folder.path(), &words, fed)?;
        println!("| {input} | {limit} | {:.2} s | {:.0} MB |", cost.seconds, cost.megabytes);
    }
    Ok(())
}

/// The runs: the kind of input, its limit, the arguments, and the file for standard input.
const RUNS: [(&str, &str, &str, Option<&str>); 20] = [
    ("a label", "1,024 characters", "VERIFY LABEL", None),
    ("a line of text", "no end; 64 MB here", "VERIFY -", Some("endless.txt")),
    ("a trust list", "1,600 keys", "trust show largest.cbor", None),
    ("a chain of trust lists, all signed", "64 lists", "verify --now 2026-11-22 --trust chain.cbor LABEL", None),
    ("a bundle of trust lists without anchor", "16 MiB", "VERIFY --bundle foreign.bundle LABEL", None),
    ("a bundle of small forged trust lists", "512 × 20 signatures", "VERIFY --bundle forged.bundle LABEL", None),
    ("a bundle of large forged trust lists", "16 MiB × 20 signatures", "VERIFY --bundle large.bundle LABEL", None),
    ("a forged status list", "8 MiB", "VERIFY --status longest.cwt LABEL", None),
    ("a status list with too many parameters", "8 MB", "VERIFY --status headers.cwt LABEL", None),
    ("a status list with a chain of tags", "8 MB", "VERIFY --status tags.cwt LABEL", None),
    ("a bundle of forged status lists", "59 MB", "VERIFY --bundle status.bundle LABEL", None),
    ("a signed status list, decompressed", "16 MiB", "VERIFY --status statuses.cwt LABEL", None),
    ("a bundle of deltas", "make 65 MB", "VERIFY --status statuses.cwt --bundle deltas.bundle LABEL", None),
    (
        "a bundle of deltas, refused",
        "make 65 MB of 0.4",
        "VERIFY --status statuses.cwt --bundle amplified.bundle LABEL",
        None,
    ),
    ("a policy of nested arrays", "256 KiB", "VERIFY --policy nested.toml LABEL", None),
    ("a policy of dotted keys", "256 KiB", "VERIFY --policy dotted.toml LABEL", None),
    ("a key file with scrypt", "N = 2^14, r = 8, p = 16", "key show --passphrase-file pass.txt scrypt.pem", None),
    ("a key file with PBKDF2", "1,000,000 rounds", "key show --passphrase-file pass.txt pbkdf2.pem", None),
    ("a PNG of four channels of 16 bits", "50.3 megapixels", "VERIFY 16-bit.png", None),
    ("a JPEG", "50.3 megapixels", "VERIFY photo.jpg", None),
];

/// Runs the program in a folder, with a file as its standard input.
fn run(program: &Path, folder: &Path, words: &str, fed: Option<&str>) -> Outcome<Cost> {
    let mut command = Command::new(program);
    command.current_dir(folder).args(words.split_whitespace());
    command.stdin(fed.map_or(Ok(Stdio::null()), |name| fs::File::open(folder.join(name)).map(Stdio::from))?);
    measured(&mut command)
}

fn key(number: usize) -> SigningKey {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    SigningKey::from_seed(&seed)
}

/// Returns a trust list with as many issuers as given, each with as many keys as it may have.
fn statement(issuers: usize) -> Outcome<TrustStatement> {
    let name = Names::new("Example Label Authority", "Example Label Authority")?;
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [(Level::new(1)?, LevelEntry::new(name.clone(), Assessment::SelfDeclared))].into();
    let (roots, from, until) = (vec![key(0).public_key()], "2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z");
    let mut statement = TrustStatement::first(name.clone(), scheme, roots, from.parse()?, until.parse()?);
    for at in 0..issuers {
        let keys = (0..MAX_KEYS).map(|number| {
            let purpose = if number == 0 { Purpose::Status } else { Purpose::Label };
            let public_key = key(1 + at * MAX_KEYS + number).public_key();
            Ok::<_, Box<dyn Error>>(TrustedKey::new(public_key, purpose, "2025-01-01".parse()?, "2030-12-31".parse()?))
        });
        let prefix = CarrierPrefix::new(&format!("HTTPS://OFFICE-{at}.EXAMPLE/"))?;
        let mut issuer = Issuer::new(name.clone(), vec![prefix], keys.collect::<Result<_, _>>()?);
        issuer.status_list = (at == 0).then(|| StatusListUri::new(URI)).flatten();
        statement.issuers.push(issuer);
    }
    Ok(statement)
}

/// Appends the head of a CBOR item in its shortest form.
fn head(out: &mut Vec<u8>, major: u8, value: usize) {
    let bytes = (value as u32).to_be_bytes();
    let (info, argument) = match value {
        0..24 => (value as u8, &bytes[4..]),
        24..0x100 => (24, &bytes[3..]),
        0x100..0x1_0000 => (25, &bytes[2..]),
        _ => (26, &bytes[..]),
    };
    out.push(major << 5 | info);
    out.extend(argument);
}

fn byte_string(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    head(&mut out, 2, content.len());
    [out, content.to_vec()].concat()
}

/// Writes a bundle of trust lists, and of status lists that are CBOR items already.
fn bundle(trust: &[Vec<u8>], status: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"\x86\x6fstarseal-bundle\x01\x80".to_vec();
    head(&mut out, 4, trust.len());
    out.extend(trust.iter().flat_map(|list| byte_string(list)));
    head(&mut out, 4, status.len());
    out.extend(status.concat());
    head(&mut out, 4, 0);
    out
}

/// Returns a signed trust list with twenty other signatures that name its root and do not verify.
fn forged(list: &[u8]) -> Vec<u8> {
    // One signature has 80 bytes: its own head, a header of 9 bytes with its head, an empty map, and 64 bytes.
    let one = list.len() - 78;
    let mut out = list[..one - 1].to_vec();
    head(&mut out, 4, MAX_TRUST_SIGNATURES);
    for at in 0..MAX_TRUST_SIGNATURES {
        out.extend(&list[one..list.len() - 64]);
        out.extend([at as u8; 64]);
    }
    out
}

/// Returns as many copies of a list as a bundle takes.
fn copies(list: &[u8]) -> Vec<u8> {
    let count = (MAX_BUNDLE_TRUST_BYTES / list.len()).min(MAX_BUNDLE_TRUST_LISTS);
    bundle(&vec![list.to_vec(); count], &[])
}

fn write_trust_lists(folder: &Path) -> Outcome<()> {
    let write = |name: &str, content: &[u8]| fs::write(folder.join(name), content);
    let (small, largest, root) = (statement(1)?, statement(50)?, key(0));
    let anchor = small.sign(&[&root])?;
    write("trust.cbor", &anchor)?;
    let held = TrustList::open(&anchor)?;
    let next = |issuers: &TrustStatement, before: &TrustList| -> Outcome<Vec<u8>> {
        let mut next = before.next_statement(before.statement().issued_at);
        next.issuers = issuers.issuers.clone();
        Ok(next.sign(&[&root])?)
    };
    let first = largest.sign(&[&root])?;
    write("largest.cbor", &first)?;
    write("foreign.bundle", &copies(&next(&largest, &TrustList::open(&first)?)?))?;
    write("large.bundle", &copies(&forged(&next(&largest, &held)?)))?;
    write("forged.bundle", &copies(&forged(&next(&small, &held)?)))?;
    let (mut chain, mut last) = (anchor, held);
    for _ in 1..MAX_TRUST_CHAIN {
        let list = next(&largest, &last)?;
        last = TrustList::open(&list)?;
        chain.extend(list);
    }
    Ok(write("chain.cbor", &chain)?)
}

/// Returns a status list with the kid of a known key, and a signature that does not verify.
fn unsigned(unprotected: &[u8], payload: &[u8]) -> Vec<u8> {
    let kid = key(1).public_key().key_id();
    let header = [b"\xa3\x01\x32\x04\x44", &kid.as_bytes()[..], b"\x10\x78\x1aapplication/statuslist+cwt"].concat();
    [b"\xd2\x84", &byte_string(&header)[..], unprotected, &byte_string(payload), &byte_string(&[1; 64])].concat()
}

fn write_status_lists(folder: &Path) -> Outcome<()> {
    let write = |name: &str, content: &[u8]| fs::write(folder.join(name), content);
    let longest = unsigned(b"\xa0", &vec![0; MAX_STATUS_LIST_BYTES - 200]);
    write("longest.cwt", &longest)?;
    write("status.bundle", &bundle(&[], &vec![byte_string(&longest); 7]))?;
    // Keys in descending order, which would have to be sorted.
    let keys = (0..1_300_000_u32).flat_map(|at| [&[0x1a], &(u32::MAX - at).to_be_bytes()[..], &[0]].concat());
    write("headers.cwt", &unsigned(&[vec![0xbf], keys.collect(), vec![0xff]].concat(), b""))?;
    write("tags.cwt", &unsigned(&[b"\xa1\x19\x03\xe8".to_vec(), vec![0xc1; 8_000_000], vec![0]].concat(), b""))?;
    let uri = StatusListUri::new(URI).ok_or("not a URI")?;
    let list = StatusStatement::new(uri, &statement(1)?.scheme, NOW.parse()?, 2 * MAX_STATUS_ARRAY_BYTES as u32);
    let list = list.sign(&key(1))?.list;
    write("statuses.cwt", &list)?;
    let digest = starseal::verify::Digest::of(&list);
    let mut delta = [b"\x82\x58\x20", &digest.as_bytes()[..]].concat();
    head(&mut delta, 4, 8_000);
    delta.extend(b"\x82\x00\x19\x04\x00".repeat(8_000));
    let deltas = vec![delta; 8];
    write("amplified.bundle", &bundle(&[], &deltas))?;
    // A longer bundle may make more, up to 64 MiB.
    Ok(write("deltas.bundle", &bundle(&[], &[deltas, vec![byte_string(&vec![0; 700_000])]].concat()))?)
}

fn write_images(folder: &Path) -> Outcome<()> {
    let side = MAX_IMAGE_PIXELS.isqrt() as u32;
    let grey = |x: u32, y: u32| ((x / 9) ^ (y / 7)) as u8;
    let wide = |x, y| [u16::from(grey(x, y)) << 8, 0, 0, u16::MAX];
    let picture: image::ImageBuffer<image::Rgba<u16>, Vec<u16>> =
        image::ImageBuffer::from_fn(side, side, |x, y| image::Rgba(wide(x, y)));
    picture.save(folder.join("16-bit.png"))?;
    drop(picture);
    let picture = image::RgbImage::from_fn(side, side, |x, y| image::Rgb([grey(x, y), grey(y, x), 99]));
    Ok(picture.save(folder.join("photo.jpg"))?)
}

fn write_texts(folder: &Path) -> Outcome<()> {
    let write = |name: &str, content: &[u8]| fs::write(folder.join(name), content);
    write("endless.txt", &vec![b'x'; 64_000_000])?;
    write("nested.toml", ["minimum_level = ", &"[".repeat(262_000)].concat().as_bytes())?;
    Ok(write("dotted.toml", [&"a.".repeat(131_000), "a = 1"].concat().as_bytes())?)
}

/// Writes key files at the limits of their cost with openssl.
fn write_keys(folder: &Path) -> Outcome<()> {
    fs::write(folder.join("pass.txt"), "passphrase\n")?;
    let again = "pkcs8 -topk8 -in plain.pem -passout file:pass.txt -v2 aes-256-cbc";
    for words in [
        "genpkey -algorithm ed25519 -out plain.pem",
        &format!("{again} -scrypt -scrypt_N 16384 -scrypt_r 8 -scrypt_p 16 -out scrypt.pem"),
        &format!("{again} -v2prf hmacWithSHA256 -iter 1000000 -out pbkdf2.pem"),
    ] {
        Command::new("openssl").current_dir(folder).args(words.split_whitespace()).output()?;
    }
    Ok(())
}
