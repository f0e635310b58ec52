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
use crate::messages::{Bilingual, message, say, system};
use crate::output::advice;
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
        let (source, text) = text?;
        is_empty = false;
        let layers = Layers::of(source, &text, verifier.as_ref().map(|verifier| (verifier, now)));
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
        return Err(Failure::impossible(say!("inspect-empty"), say!("inspect-empty-help")));
    }
    Ok(worst)
}

/// The texts of an input, each with its source. Lines are read one by one.
type Texts = Box<dyn Iterator<Item = Result<(Bilingual, String), Failure>>>;

fn texts(input: &str) -> Result<Texts, Failure> {
    Ok(match Input::parse(input, false)? {
        Input::Text(text) => Box::new(std::iter::once(Ok((message!("source-argument", number = 1).into(), text)))),
        Input::File(path) => Box::new(symbols(&path)?.into_iter().map(Ok)),
        Input::Lines => Box::new(Lines::new(std::io::stdin().lock()).map(|line| {
            let line = line.map_err(|error| {
                Failure::impossible(say!("input-unreadable", reason = system(&error)), say!("input-unreadable-help"))
            })?;
            Ok((message!("source-line", number = line.number).into(), String::from_utf8_lossy(&line.bytes).into()))
        })),
    })
}

fn symbols(path: &Path) -> Result<Vec<(Bilingual, String)>, Failure> {
    let image = GreyImage::open(path)?;
    let found = read_symbols(&image.luma()?);
    if found.is_empty() {
        return Err(Failure::impossible(
            say!("inspect-none", path = shown(path)),
            advice::for_code(starseal::Code::NoLabel),
        ));
    }
    let source = Bilingual::from(path.to_string_lossy().into_owned());
    Ok(found.into_iter().map(|symbol| (source.clone(), symbol.text)).collect())
}
