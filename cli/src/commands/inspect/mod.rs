//! `starseal inspect`: shows the content of a label layer by layer, without trusting it.

mod checks;
mod envelope;
mod layers;
mod report;

use crate::args::InspectArgs;
use crate::exit::{Exit, Failure};
use crate::input::Input;
use crate::input::image::GreyImage;
use crate::input::lines::Lines;
use crate::output::advice::{Medium, NoLabel};
use crate::output::escape::shown;
use crate::output::json;
use crate::trustfile;
use layers::Layers;
use starseal::scan::read_symbols;
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: &InspectArgs) -> Result<Exit, Failure> {
    let verifier = args.trust.as_ref().map(|path| trustfile::verifier(std::slice::from_ref(path))).transpose()?;
    let now = args.clock.now()?;
    let mut worst = Exit::Success;
    let mut is_empty = true;
    for (index, text) in texts(&args.input)?.enumerate() {
        let (source, medium, text) = text?;
        is_empty = false;
        let layers = Layers::of(source, medium, &text, verifier.as_ref().map(|verifier| (verifier, now)));
        let mut out = anstream::stdout();
        if args.json {
            writeln!(out, "{}", json::line(&layers)?)?;
        } else {
            if index > 0 {
                writeln!(out)?;
            }
            report::write(&mut out, &layers)?;
        }
        worst = worst.max(layers.exit());
    }
    if is_empty {
        return Err(Failure::impossible("standard input is empty", "send the text of a label's QR code"));
    }
    Ok(worst)
}

/// The texts of an input, each with its source and medium. Lines are read one by one.
type Texts = Box<dyn Iterator<Item = Result<(String, Medium, String), Failure>>>;

fn texts(input: &str) -> Result<Texts, Failure> {
    Ok(match Input::parse(input, false)? {
        Input::Text(text) => Box::new(std::iter::once(Ok(("argument 1".to_owned(), Medium::Text, text)))),
        Input::File(path) => Box::new(symbols(&path)?.into_iter().map(Ok)),
        Input::Lines => Box::new(Lines::new(std::io::stdin().lock()).map(|line| {
            let line = line.map_err(|error| {
                Failure::impossible(
                    format_args!("standard input cannot be read: {error}"),
                    "check the program or file that standard input is connected to",
                )
            })?;
            Ok((format!("line {}", line.number), Medium::Text, String::from_utf8_lossy(&line.bytes).into()))
        })),
    })
}

fn symbols(path: &Path) -> Result<Vec<(String, Medium, String)>, Failure> {
    let image = GreyImage::open(path)?;
    let found = read_symbols(&image.luma()?);
    if found.is_empty() && image.is_cut() {
        return Err(Failure::impossible(
            format_args!("no QR code can be read in {}, whose end is missing", shown(path)),
            NoLabel::CutFile.advice(),
        ));
    }
    if found.is_empty() {
        return Err(Failure::impossible(
            format_args!("no QR code can be read in {}", shown(path)),
            "take the picture from closer, in focus, and with the light margin around the QR code",
        ));
    }
    let source = path.to_string_lossy();
    Ok(found.into_iter().map(|symbol| (source.clone().into_owned(), Medium::Picture, symbol.text)).collect())
}
