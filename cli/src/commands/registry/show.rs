//! `starseal registry show`: shows an application or a registration.

use super::desk::open;
use super::failure::Trouble;
use crate::args::RegistryShowArgs;
use crate::exit::{Exit, Failure};
use crate::messages::{count, language, say};
use crate::output::escape::printable;
use crate::output::json;
use crate::output::table::pair;
use serde::Serialize;
use starseal::Date;
use starseal::trust::Scheme;
use starseal_registry::life::{Wordage, word};
use starseal_registry::store::{Cell, Store};
use starseal_registry::view::{ApplicationEntry, application, registration_of_application, standing};
use std::io::Write;

/// The width of the names of values.
const NAMES: usize = 17;

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
    product_page: Option<String>,
    security_page: Option<String>,
    contact_page: Option<String>,
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
        let of_index = || args.index.map(|index| say!("registry-show-index", index = index));
        let number = args.number.clone().or_else(of_index).unwrap_or_default();
        let what = say!("registry-nothing-found", number = printable(&number));
        return Err(Failure::refused(what, say!("registry-check-number")).into());
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
        product_page: content.links.product,
        security_page: content.links.security,
        contact_page: content.links.contact,
        registration,
    })
}

fn write(out: &mut impl Write, shown: &ShownJson) -> std::io::Result<()> {
    let language = language();
    let optional = |text: &Option<String>| printable(text.as_deref().unwrap_or("–")).into_owned();
    let state = word(Wordage::State, &shown.state, language);
    writeln!(out, "{}", say!("registry-show-application", number = printable(&shown.application)))?;
    let mut line = |name: String, value: String| writeln!(out, "{}", pair(&name, NAMES, value));
    line(say!("registry-show-state"), say!("registry-show-state-since", state = state, day = shown.state_on))?;
    line(say!("registry-show-receipt"), optional(&shown.receipt))?;
    line(say!("registry-show-provisional"), optional(&shown.provisional))?;
    line(say!("registry-show-holder"), optional(&shown.holder))?;
    line(say!("registry-show-level"), shown.level.to_string())?;
    for model in &shown.models {
        let gtin = if model.gtin.is_empty() { String::new() } else { format!("  JAN {}", model.gtin.join(" ")) };
        line(say!("registry-show-model"), optional(&model.model) + &gtin)?;
    }
    for (name, link) in [
        (say!("registry-show-product-page"), &shown.product_page),
        (say!("registry-show-security-page"), &shown.security_page),
        (say!("registry-show-contact-page"), &shown.contact_page),
    ] {
        if link.is_some() {
            line(name, optional(link))?;
        }
    }
    match &shown.registration {
        Some(registration) => write_registration(out, registration),
        None => Ok(()),
    }
}

fn write_registration(out: &mut impl Write, shown: &RegistrationJson) -> std::io::Result<()> {
    writeln!(out, "{}", say!("registry-show-registration", product_id = printable(&shown.product_id)))?;
    let mut line = |name: String, value: String| writeln!(out, "{}", pair(&name, NAMES, value));
    line(say!("registry-show-status-index"), shown.status_index.to_string())?;
    let labels = count(usize::try_from(shown.labels).unwrap_or(usize::MAX), "label");
    let (issued_on, expires_on) = (&shown.issued_on, &shown.expires_on);
    let printed = say!("registry-show-printed-days", issued_on = issued_on, expires_on = expires_on, labels = labels);
    line(say!("registry-show-printed"), printed)?;
    let (status, last_day) = (word(Wordage::Status, shown.status, language()), &shown.last_day);
    let status = match shown.reason.as_deref().map(printable) {
        None => say!("registry-show-status", status = status, last_day = last_day),
        Some(reason) => {
            say!("registry-show-status-reason", status = status, last_day = last_day, reason = reason)
        }
    };
    line(say!("registry-show-on", day = shown.on), status)?;
    let published = match shown.published_in {
        Some(event) if shown.was_published => say!("registry-show-published-yes", event = event),
        Some(event) => say!("registry-show-published-not-yet", event = event),
        None => say!("registry-show-published-none"),
    };
    line(say!("registry-show-published"), published)
}
