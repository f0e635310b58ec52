//! `starseal registry show`: shows an application or a registration.

use super::desk::{language, open};
use super::failure::Trouble;
use crate::args::RegistryShowArgs;
use crate::exit::{Exit, Failure};
use crate::output::escape::printable;
use crate::output::json;
use serde::Serialize;
use starseal::Date;
use starseal::trust::Scheme;
use starseal_registry::life::{Wordage, word};
use starseal_registry::store::{Cell, Store};
use starseal_registry::view::{ApplicationEntry, application, registration_of_application, standing};
use std::io::Write;

/// The number of applications that are shown.
const MOST: usize = 100;

#[derive(Serialize)]
struct ShownJson {
    application: String,
    state: String,
    state_on: String,
    receipt: Option<String>,
    provisional: Option<String>,
    holder: Option<String>,
    level: u8,
    criteria: Option<u16>,
    category: Option<u16>,
    evaluator: Option<u16>,
    models: Vec<ModelJson>,
    registration: Option<RegistrationJson>,
}

#[derive(Serialize)]
struct ModelJson {
    model: Option<String>,
    gtin: Vec<String>,
    serial: Option<String>,
}

#[derive(Serialize)]
struct RegistrationJson {
    product_id: String,
    status_index: u32,
    issued_on: String,
    expires_on: String,
    labels: u32,
    event: u64,
    on: String,
    status: &'static str,
    last_day: String,
    reason: Option<String>,
    published_in: Option<u64>,
    was_published: bool,
}

pub(super) fn run(args: &RegistryShowArgs) -> Result<Exit, Failure> {
    Ok(show(args)?)
}

fn show(args: &RegistryShowArgs) -> Result<Exit, Trouble> {
    let (_, mut ledger) = open(&args.ledger)?;
    let scheme = ledger.trust().scheme().clone();
    let day = match args.on {
        Some(day) => day,
        None => scheme.date_at(args.clock.now()?),
    };
    let numbers = find(args, ledger.store())?;
    if numbers.is_empty() {
        let what = args.number.clone().or_else(|| args.index.map(|index| format!("index {index}"))).unwrap_or_default();
        return Err(Failure::refused(
            format_args!("nothing in the ledger has the number {}", printable(&what)),
            "check the number: starseal registry list shows all",
        )
        .into());
    }
    let mut out = anstream::stdout();
    for number in numbers {
        let Some(entry) = application(ledger.store(), &number)? else { continue };
        let shown = shown(ledger.store(), entry, day, &scheme)?;
        if args.json {
            writeln!(out, "{}", json::line(&shown)?)?;
        } else {
            write(&mut out, &shown)?;
        }
    }
    Ok(Exit::Success)
}

/// Returns the numbers of the applications that a number finds.
fn find(args: &RegistryShowArgs, store: &mut dyn Store) -> Result<Vec<String>, Trouble> {
    let by_label = "SELECT DISTINCT r.application FROM label l JOIN registration r ON r.product_id = l.product_id";
    let by_gtin = "SELECT DISTINCT r.application FROM gtin g \
                   JOIN label l ON l.event = g.event AND l.position = g.position \
                   JOIN registration r ON r.product_id = l.product_id WHERE g.gtin = $1 ORDER BY 1 LIMIT 100";
    let mut queries: Vec<(String, Cell)> = Vec::new();
    if let Some(index) = args.index {
        queries.push(("SELECT application FROM registration WHERE status_index = $1".to_owned(), index.into()));
    }
    if let Some(number) = &args.number {
        let text = || Cell::from(number);
        for sql in [
            "SELECT application FROM registration WHERE product_id = $1",
            "SELECT number FROM application WHERE number = $1",
            "SELECT number FROM application WHERE receipt = $1",
            "SELECT number FROM application WHERE provisional = $1",
        ] {
            queries.push((sql.to_owned(), text()));
        }
        queries.push((format!("{by_label} WHERE l.model = $1 ORDER BY 1 LIMIT 100"), text()));
        if let Ok(gtin) = number.parse::<starseal::Gtin>() {
            queries.push((by_gtin.to_owned(), gtin.get().into()));
        }
    }
    let mut found: Vec<String> = Vec::new();
    for (sql, cell) in queries {
        for row in store.query(&sql, &[cell])? {
            let number = row.text(0)?.to_owned();
            if found.len() < MOST && !found.contains(&number) {
                found.push(number);
            }
        }
    }
    Ok(found)
}

fn shown(store: &mut dyn Store, entry: ApplicationEntry, day: Date, scheme: &Scheme) -> Result<ShownJson, Trouble> {
    let content = entry.content;
    let mut registration = None;
    if let Some(known) = registration_of_application(store, &content.number)?
        && let Some(standing) = standing(store, &known.product_id, day, scheme)?
    {
        registration = Some(RegistrationJson {
            product_id: known.product_id,
            status_index: known.index,
            issued_on: known.issued_on.to_string(),
            expires_on: known.expires_on.to_string(),
            labels: known.labels,
            event: known.event,
            on: day.to_string(),
            status: standing.status,
            last_day: standing.last_day.to_string(),
            reason: standing.reason,
            published_in: standing.published_in,
            was_published: standing.was_published,
        });
    }
    let models = content.models.into_iter().map(|model| ModelJson {
        model: model.model,
        gtin: model.gtins.iter().map(ToString::to_string).collect(),
        serial: model.serial,
    });
    Ok(ShownJson {
        application: content.number,
        state: entry.state.as_str().to_owned(),
        state_on: entry.state_on.to_string(),
        receipt: entry.receipt,
        provisional: content.provisional,
        holder: content.holder,
        level: content.level.get(),
        criteria: content.criteria,
        category: content.category,
        evaluator: content.evaluator,
        models: models.collect(),
        registration,
    })
}

fn write(out: &mut impl Write, shown: &ShownJson) -> std::io::Result<()> {
    let language = language();
    let optional = |text: &Option<String>| printable(text.as_deref().unwrap_or("–")).into_owned();
    writeln!(out, "Application {}", printable(&shown.application))?;
    writeln!(out, "  state        {} since {}", word(Wordage::State, &shown.state, language), shown.state_on)?;
    writeln!(out, "  receipt      {}", optional(&shown.receipt))?;
    writeln!(out, "  provisional  {}", optional(&shown.provisional))?;
    writeln!(out, "  holder       {}", optional(&shown.holder))?;
    writeln!(out, "  level        {}", shown.level)?;
    for model in &shown.models {
        let gtin = if model.gtin.is_empty() { String::new() } else { format!("  JAN {}", model.gtin.join(" ")) };
        writeln!(out, "  model        {}{gtin}", optional(&model.model))?;
    }
    let Some(registration) = &shown.registration else { return Ok(()) };
    writeln!(out, "Registration {}", printable(&registration.product_id))?;
    writeln!(out, "  index        {}", registration.status_index)?;
    writeln!(
        out,
        "  printed      {} to {}, {} labels",
        registration.issued_on, registration.expires_on, registration.labels
    )?;
    let status = word(Wordage::Status, registration.status, language);
    let reason = registration.reason.as_deref().map_or_else(String::new, |reason| format!(": {}", printable(reason)));
    writeln!(out, "  on {}  {status}, last day {}{reason}", registration.on, registration.last_day)?;
    match registration.published_in {
        Some(event) if registration.was_published => writeln!(out, "  published    yes, in event {event}"),
        Some(event) => writeln!(out, "  published    not yet in event {event}, the list of that day"),
        None => writeln!(out, "  published    no list was published by then"),
    }
}
