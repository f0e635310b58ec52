//! Measures audits of a shop, and prints the tables of `docs/performance/shelf.md`: `cargo xtask bench shelf`. Linux
//! only: it reads `/proc`.
//!
//! ```text
//! shelf write FOLDER      writes the stock list, the lines, and the texts that are photographed
//! shelf measure FOLDER    measures the program that is built beside it; $BY_HAND is the command of the other side
//! ```

mod common;

use common::{Cost, Outcome, measured, program};
use starseal::carrier::CarrierPrefix;
use starseal::seal::seal;
use starseal::{CarrierText, Date, Gtin, LabelBuilder, Level, ProductId, SigningKey, TrustList};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const ROWS: usize = 20_000;
/// The labels on photographs, which are the first ones.
const PHOTOGRAPHED: usize = 600;
/// The lines that are typed at the counter.
const TYPED: usize = 1_000;
const PREFIX: &str = "HTTPS://JC-STAR.EXAMPLE/L/";
const ASKED: &str = "--trust trust.cbor --now 2026-11-22T03:00:00Z";

/// The trust list of the program's tests, and the key that it names.
const TRUST: &[u8] = include_bytes!("../tests/data/trust.cbor");
const KEY: [u8; 32] = [2; 32];

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match *words {
        ["write", folder] => write(Path::new(folder)),
        ["measure", folder] => measure(Path::new(folder)),
        _ => Err("usage: shelf write FOLDER, shelf measure FOLDER".into()),
    }
}

/// Writes a shop with a label for each product. Of a hundred labels, one names no JAN, and one names another company
/// than the stock list.
fn write(folder: &Path) -> Outcome<()> {
    let trust = TrustList::open(TRUST)?;
    let (key, prefix) = (SigningKey::from_seed(&KEY), CarrierPrefix::new(PREFIX)?);
    let day = |text: &str| text.parse::<Date>();
    let mut stock = "JANコード,型番,品名,メーカー,在庫数\n".to_owned();
    // What a person would need who joins texts with products by hand.
    let mut register = "text,jan\n".to_owned();
    let mut lines = String::new();
    for number in 0..ROWS {
        let (jan, model) = (jan(number), format!("CAM-{number}"));
        let maker = if number % 100 == 1 { "Other Cameras Ltd." } else { "見本電機株式会社" };
        writeln!(stock, "{jan},{model},ネットワークカメラ {number},{maker},{}", 1 + number % 9)?;
        let id = ProductId::new(&format!("EX-{number:06}"))?;
        let label = LabelBuilder::new(id, Level::new(1)?, day("2026-04-01")?, day("2028-03-31")?, number as u32)
            .criteria(1)
            .category(1)
            .holder("見本電機株式会社")?
            .model(&model)?;
        let gtin: Gtin = jan.parse()?;
        let label = if number % 100 == 0 { label } else { label.gtins(&[gtin])? };
        let sealed = seal(&label.build(&trust.statement().scheme)?, &key)?;
        let text = CarrierText::for_symbol(&prefix, &sealed).to_string();
        writeln!(register, "{text},{jan}")?;
        writeln!(lines, "{text}")?;
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("trust.cbor"), TRUST)?;
    fs::write(folder.join("stock.csv"), stock)?;
    fs::write(folder.join("register.csv"), register)?;
    let photographed: Vec<&str> = lines.lines().take(PHOTOGRAPHED).collect();
    fs::write(folder.join("photographed.txt"), photographed.join("\n") + "\n")?;
    Ok(fs::write(folder.join("lines.txt"), lines)?)
}

/// Returns a JAN with its check digit.
fn jan(number: usize) -> String {
    let digits = format!("456995{number:06}");
    let weighted =
        digits.bytes().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| (digit - b'0') as usize * weight);
    format!("{digits}{}", (10 - weighted.sum::<usize>() % 10) % 10)
}

fn measure(folder: &Path) -> Outcome<()> {
    let by_hand = std::env::var("BY_HAND")?;
    let ours = |words: &str| {
        // An audit that went on would read nothing.
        words
            .strip_prefix("AUDIT ")
            .and_then(|rest| rest.split(' ').next())
            .iter()
            .for_each(|name| drop(fs::remove_dir_all(folder.join(name))));
        let words = words.replace("AUDIT", &format!("shelf audit {ASKED} --stock stock.csv --out"));
        measured(Command::new(program()?).current_dir(folder).args(words.split_whitespace()).stdin(Stdio::null()))
    };
    let theirs = |words: &str| {
        let words = format!("{by_hand} {words}");
        let mut words = words.split_whitespace();
        let python = words.next().ok_or("BY_HAND is empty")?;
        measured(Command::new(python).current_dir(folder).args(words).stdin(Stdio::null()))
    };
    println!("\n{ROWS} lines, {ROWS} rows of a stock list\n");
    let pandas = theirs("lines lines.txt register.csv stock.csv by-hand.csv")?;
    table(&[
        ("pandas joins the texts", pandas),
        ("`shelf audit --quiet`", ours("AUDIT lines --quiet --lines lines.txt")?),
        ("`shelf audit`, each label answered", ours("AUDIT lines --lines lines.txt")?),
    ]);
    println!("\nphotographs with {PHOTOGRAPHED} labels\n");
    let alone = ours(&format!("verify {ASKED} --quiet photographs"))?;
    table(&[
        ("scanning alone: `verify --quiet`", alone),
        ("`shelf audit`", ours("AUDIT audit photographs")?),
        ("zxing-cpp reads, pandas joins", theirs("photographs photographs register.csv stock.csv by-hand.csv")?),
    ]);
    println!("\nwhat they read: {}", read(folder)?);
    scan(folder)
}

/// Prints costs, each with the ratio of its processor time to that of the first one.
fn table(costs: &[(&str, Cost)]) {
    println!("| | CPU | ratio | start to end | peak memory |\n| --- | --- | --- | --- | --- |");
    let first = costs.first().map_or(1.0, |(_, cost)| cost.seconds);
    for (name, Cost { seconds, wall, megabytes }) in costs {
        println!("| {name} | {seconds:.2} s | {:.2} | {wall:.2} s | {megabytes:.0} MB |", seconds / first);
    }
}

/// Returns how many labels and products both sides found in the photographs.
fn read(folder: &Path) -> Outcome<String> {
    let findings = fs::read_to_string(folder.join("audit/findings.jsonl"))?;
    let labels = findings.lines().filter(|line| line.contains("\"kind\":\"label\"")).count();
    let by_hand = fs::read_to_string(folder.join("by-hand.csv"))?.lines().count().saturating_sub(1);
    Ok(format!("{labels} labels by the audit, {by_hand} by hand"))
}

/// Types labels into `shelf scan` through a pipe, one after the other, and prints how long each answer took.
fn scan(folder: &Path) -> Outcome<()> {
    let _ = fs::remove_dir_all(folder.join("counter"));
    let words = format!("shelf scan {ASKED} --stock stock.csv --out counter");
    let mut command = Command::new(program()?);
    command.current_dir(folder).args(words.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let (mut stdin, stdout) = (child.stdin.take().ok_or("no input")?, child.stdout.take().ok_or("no output")?);
    let mut answers = BufReader::new(stdout).lines();
    answers.next().ok_or("no greeting")??;
    let mut millis = Vec::new();
    let lines = fs::read_to_string(folder.join("lines.txt"))?;
    // One in a hundred has a second line, about another company; it is read before the next one is typed.
    for (number, line) in lines.lines().take(TYPED).enumerate() {
        let started = Instant::now();
        writeln!(stdin, "{line}")?;
        answers.next().ok_or("no answer")??;
        millis.push(started.elapsed().as_secs_f64() * 1000.0);
        if number % 100 == 1 {
            answers.next().ok_or("no finding")??;
        }
    }
    drop(stdin);
    answers.for_each(drop);
    child.wait()?;
    millis.sort_by(f64::total_cmp);
    let at = |share: f64| millis.get((share * (millis.len() - 1) as f64) as usize).copied().unwrap_or(0.0);
    println!("\n{TYPED} lines at the counter, each on the disk before it is answered\n");
    println!("| median | 95th percentile | slowest |\n| --- | --- | --- |");
    println!("| {:.1} ms | {:.1} ms | {:.1} ms |", at(0.5), at(0.95), at(1.0));
    Ok(())
}
