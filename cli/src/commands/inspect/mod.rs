//! `starseal inspect`: shows the content of a label layer by layer, without trusting it.

mod checks;
mod envelope;
mod layers;
mod report;

use crate::args::InspectArgs;
use crate::exit::{Exit, Failure};
use crate::input::image::GreyImage;
use crate::input::piped::{self, Piped};
use crate::input::{self, Input};
use crate::messages::{Bilingual, message, no_text, say};
use crate::output::advice::{Medium, NoLabel};
use crate::output::escape::shown;
use crate::output::{advice, json};
use crate::trustfile;
use layers::Layers;
use starseal::scan::ScanOptions;
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
        return Err(input::empty());
    }
    Ok(worst)
}

/// The texts of an input, each with its source and medium. Lines are read one by one.
type Texts = Box<dyn Iterator<Item = Result<(Bilingual, Medium, String), Failure>>>;

fn texts(input: &str) -> Result<Texts, Failure> {
    Ok(match Input::parse(input)? {
        Input::Text(text) => {
            Box::new(std::iter::once(Ok((message!("source-argument", number = 1).into(), Medium::Text, text))))
        }
        Input::File(path) => of_file(&path),
        Input::Many(many) => Box::new(many.images.into_iter().flat_map(|path| of_file(&path))),
        Input::Piped => match piped::open(std::io::stdin().lock()).map_err(|error| input::unreadable(&error))? {
            Piped::Image(bytes) => {
                let source = Bilingual::from(message!("standard-input"));
                Box::new(symbols(&GreyImage::piped(bytes)?, &source, &source.chosen)?.into_iter().map(Ok))
            }
            Piped::Lines(lines) => Box::new(lines.map(|line| {
                let line = line.map_err(|error| input::unreadable(&error))?;
                let source = message!("source-line", number = line.number).into();
                Ok((source, Medium::Text, String::from_utf8_lossy(&line.bytes).into()))
            })),
        },
    })
}

/// Returns the texts of the symbols in an image file.
fn of_file(path: &Path) -> Texts {
    let source = Bilingual::from(path.to_string_lossy().into_owned());
    match GreyImage::open(path).and_then(|image| symbols(&image, &source, &shown(path))) {
        Ok(texts) => Box::new(texts.into_iter().map(Ok)),
        Err(failure) => Box::new(std::iter::once(Err(failure))),
    }
}

/// Returns the texts of the symbols in an image, each with its source. `name` is the source in messages.
fn symbols(image: &GreyImage, source: &Bilingual, name: &str) -> Result<Vec<(Bilingual, Medium, String)>, Failure> {
    let found = image.scan(&ScanOptions::default())?;
    if found.symbols.is_empty() {
        return Err(match found.textless.first() {
            Some(symbol) => Failure::impossible(
                say!("inspect-no-text", path = name, reason = no_text(symbol.reason).chosen),
                advice::for_no_text(symbol.reason),
            ),
            None if image.is_cut() => Failure::impossible(say!("inspect-cut", path = name), NoLabel::CutFile.advice()),
            None => Failure::impossible(say!("inspect-none", path = name), NoLabel::NoSymbol.advice()),
        });
    }
    Ok(found.symbols.into_iter().map(|symbol| (source.clone(), Medium::Picture, symbol.text)).collect())
}
