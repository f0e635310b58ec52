//! `starseal demo`: all steps from keys to verdicts, with genuine and forged labels.
//!
//! All steps are real: the keys are new, the images are read back from their files, and the verifier makes the
//! verdicts.

mod cast;
mod forgery;
mod office;
mod shop;
mod stage;

use crate::args::{DEFAULT_LISTEN, DemoArgs};
use crate::commands::registry::Trouble;
use crate::commands::verify::{Question, Sight, report};
use crate::exit::{Exit, Failure};
use crate::messages::{count, say};
use crate::output::escape::shown;
use crate::output::patient::Patient;
use crate::output::style::{BAD, FAINT, GOOD, STRONG, styled};
use crate::output::table::{Cell, Columns, Row, pair, paragraph};
use crate::output::terminal::Keep;
use crate::output::words;
use cast::Exhibit;
use office::{OFFICERS, Office, PUBLIC};
use shop::SHOP;
use stage::Stage;
use starseal_registry::site::LabelPage;
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: &DemoArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let page = args.page.as_deref().map(LabelPage::read).transpose().map_err(Trouble::from)?;
    let has_page = page.is_some();
    let stage = Stage::set(args.out.as_deref(), now)?;
    let folder = &stage.folder;
    // The files are written to the end, even if nobody reads the output to the end, as in `starseal demo | head`.
    let mut out = Patient::new(anstream::stdout());

    title(&mut out, 1, &say!("demo-keys"))?;
    let with_path = |value: String, path: &Path| format!("{value}   {}", shown(path));
    let root_key = with_path(stage.root_id().to_string(), &folder.join("keys/root-key.pem"));
    writeln!(out, "{}", pair(&say!("demo-root-key"), 12, root_key))?;
    let label_key = with_path(stage.label_key_id().to_string(), &folder.join("keys/label-key.pem"));
    writeln!(out, "{}", pair(&say!("demo-label-key"), 12, label_key))?;
    let authority = words::named(&stage.verifier.trust_list().statement().names);
    let trust_list = with_path(say!("demo-trust-list-version", name = authority), &stage.trust_path());
    writeln!(out, "{}", pair(&say!("demo-trust-list"), 12, trust_list))?;
    writeln!(out, "{}", pair(&say!("demo-prefix"), 12, &stage.prefix))?;

    let mut office = Office::found(&stage, now)?;
    let labels = cast::genuine(&stage, &mut office)?;
    let lapsed = cast::lapsed(&stage, &mut office)?;
    let withdrawn = cast::withdrawn(&stage, &mut office)?;
    let refused = cast::refused(&stage)?;

    let [first, second] = OFFICERS;
    title(&mut out, 2, &say!("demo-registry"))?;
    writeln!(out, "{}", pair(&say!("demo-ledger"), 12, shown(&office.ledger_path())))?;
    let granted = count(labels.len() + 2, "registration");
    writeln!(
        out,
        "{}",
        pair(&say!("demo-granted"), 12, say!("demo-by-two", what = granted, first = first, second = second))
    )?;

    title(&mut out, 3, &say!("demo-labels"))?;
    let mut rows = Vec::new();
    for exhibit in &labels {
        let (version, width) = exhibit.draw(folder)?;
        let cells = [
            words::stars(exhibit.label.level()),
            exhibit.label.product_id().to_string(),
            exhibit.title.clone(),
            format!("{version}-M, {width:.1} mm"),
            format!("{}.svg, .png", shown(&folder.join(&exhibit.file))),
        ];
        rows.push(Row { cells: cells.into_iter().map(Cell::plain).collect(), notes: Vec::new() });
    }
    let titles = [
        say!("column-stars"),
        say!("column-product"),
        say!("column-description"),
        say!("column-symbol"),
        say!("column-files"),
    ];
    let mut columns = Columns::new(titles.to_vec()).shortening(&[(4, Keep::End)]).leading(2);
    columns.write_table(&mut out, &rows)?;

    let question = Question { verifier: &stage.verifier, as_of: None, now, is_typed: false };
    let mut differ = 0;
    title(&mut out, 4, &say!("demo-read-back"))?;
    let mut sights = Vec::new();
    for exhibit in &labels {
        let sight = read_back(&question, folder, exhibit)?;
        differ += usize::from(sight.code() != exhibit.expected);
        sights.push(sight);
    }
    report::write_table(&mut out, &sights)?;

    title(&mut out, 5, &say!("demo-forgeries"))?;
    for exhibit in &refused {
        exhibit.draw(folder)?;
        let sight = read_back(&question, folder, exhibit)?;
        differ += usize::from(!print_outcome(&mut out, exhibit, &sight)?);
    }

    title(&mut out, 6, &say!("demo-lapsed"))?;
    lapsed.draw(folder)?;
    let sight = read_back(&question, folder, &lapsed)?;
    differ += usize::from(sight.code() != lapsed.expected || sight.verdict.as_ref().is_none_or(|v| !v.is_authentic()));
    report::write_table(&mut out, &[sight])?;

    title(&mut out, 7, &say!("demo-withdrawn"))?;
    withdrawn.draw(folder)?;
    office.withdraw(&stage, &withdrawn.label)?;
    let verifier = office.publish(&stage, page)?;
    let what = say!("demo-by-two", what = withdrawn.label.product_id(), first = first, second = second);
    writeln!(out, "{}", pair(&say!("demo-withdrawal"), 12, what))?;
    writeln!(out, "{}", pair(&say!("demo-lists"), 12, shown(&folder.join("lists"))))?;
    let question = Question { verifier: &verifier, as_of: None, now, is_typed: false };
    let sight = read_back(&question, folder, &withdrawn)?;
    differ += usize::from(sight.code() != withdrawn.expected);
    report::write_table(&mut out, &[sight])?;

    let of = |id: &str| labels.iter().filter(|exhibit| exhibit.file.ends_with(id)).collect::<Vec<_>>();
    let first_shelf = [of("EX-000202"), of("EX-000303")].concat();
    let second_shelf = [of("EX-000404"), vec![&lapsed]].concat();
    let forged = refused.iter().filter(|exhibit| exhibit.file.ends_with("stars-raised")).collect();
    let photographs =
        [("shelf-1", first_shelf), ("shelf-2", second_shelf), ("box-1", vec![&withdrawn]), ("box-2", forged)];
    shop::write(&stage, &photographs)?;
    finish(&mut out, folder, &office, labels.len() + refused.len() + 2, differ)?;
    match labels.first().filter(|_| has_page) {
        Some(label) => {
            paragraph(&mut out, &say!("demo-serve-page"))?;
            writeln!(out, "  starseal registry serve {}/{PUBLIC}", shown(folder))?;
            writeln!(out, "  {}", label.address_on(DEFAULT_LISTEN))?;
        }
        None => {
            paragraph(&mut out, &say!("demo-serve"))?;
            writeln!(out, "  starseal registry serve {}/{PUBLIC}", shown(folder))?;
        }
    }
    Ok(Exit::Success)
}

fn title(out: &mut impl Write, number: usize, text: &str) -> std::io::Result<()> {
    writeln!(out, "{}{}", if number == 1 { "" } else { "\n" }, styled(STRONG, format_args!("{number}. {text}")))
}

/// Scans an image file, which must show exactly one label.
fn read_back(question: &Question<'_>, folder: &Path, exhibit: &Exhibit) -> Result<Sight, Failure> {
    let path = folder.join(format!("{}.png", exhibit.file));
    let sights = question.image(&path)?;
    let count = sights.len();
    let mut sights = sights.into_iter();
    match (sights.next(), count) {
        (Some(sight), 1) => Ok(sight),
        _ => Err(Failure::impossible(say!("demo-several", path = shown(&path), count = count), say!("report-this"))),
    }
}

/// Prints what was done and the outcome. Returns whether the outcome is as expected.
fn print_outcome(out: &mut impl Write, exhibit: &Exhibit, sight: &Sight) -> std::io::Result<bool> {
    let code = sight.code();
    let outcome = words::outcome(code, sight.mark());
    writeln!(out, "  {outcome}  {}", exhibit.title)?;
    if let Some(detail) = &sight.detail {
        writeln!(out, "      {}", styled(FAINT, &detail.chosen))?;
    }
    let is_as_expected = code == exhibit.expected;
    if !is_as_expected {
        writeln!(out, "      {}", styled(BAD, say!("demo-expected", code = exhibit.expected)))?;
    }
    Ok(is_as_expected)
}

fn finish(out: &mut impl Write, folder: &Path, office: &Office, outcomes: usize, differ: usize) -> Result<(), Failure> {
    let folder = shown(folder);
    if differ > 0 {
        return Err(Failure::refused(
            say!("demo-differs", differ = differ, outcomes = outcomes),
            say!("demo-differs-help", folder = folder),
        ));
    }
    writeln!(out, "\n{}", styled(GOOD, say!("demo-as-expected", outcomes = outcomes)))?;
    paragraph(out, &say!("demo-files", folder = folder))?;
    paragraph(out, &say!("demo-check-yourself"))?;
    writeln!(out, "  starseal verify --trust {folder}/trust.cbor {folder}/labels/*.png {folder}/refused/*.png")?;
    writeln!(out, "  starseal inspect {folder}/refused/stars-raised.png")?;
    writeln!(
        out,
        "  starseal verify --trust {folder}/trust.cbor --bundle {folder}/lists/registry.bundle {folder}/withdrawn/*.png"
    )?;
    writeln!(
        out,
        "  starseal shelf audit --trust {folder}/trust.cbor --bundle {folder}/lists/registry.bundle \
         --stock {folder}/{SHOP}/stock.xlsx --out {folder}/{SHOP}/audit --evidence {folder}/{SHOP}/evidence \
         {folder}/{SHOP}/photos"
    )?;
    writeln!(out, "  starseal registry history --config {}", shown(&office.config_path()))?;
    Ok(())
}
