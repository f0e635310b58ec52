//! `starseal registry find`: finds registrations by what people know, and says how they stood on a day.

use super::desk::open;
use super::failure::Trouble;
use crate::args::RegistryFindArgs;
use crate::exit::{Exit, Failure};
use crate::messages::{language, say};
use crate::output::escape::printable;
use crate::output::json;
use crate::output::table::pair;
use serde::Serialize;
use starseal::Date;
use starseal::trust::Scheme;
use starseal_registry::life::{Wordage, word};
use starseal_registry::store::Store;
use starseal_registry::view::{
    DayStanding, RegistrationEntry, Wanted, Why, application, find, registration_of_application, standing_on,
};
use std::io::Write;

/// The number of applications that are shown.
const MOST: usize = 50;

/// The width of the names in front of values.
const WIDTH: usize = 15;

#[derive(Serialize)]
struct FoundJson {
    application: String,
    state: &'static str,
    holder: Option<String>,
    product_id: Option<String>,
    status_index: Option<u32>,
    on: String,
    ledger: Option<LedgerJson>,
    list: Option<ListJson>,
    differs: Option<DiffersJson>,
}

/// How it stood by the ledger.
#[derive(Serialize)]
struct LedgerJson {
    status: &'static str,
    last_day: String,
    reason: Option<String>,
    event: Option<u64>,
}

/// How it stood by the list that was in force.
#[derive(Serialize)]
struct ListJson {
    event: u64,
    issued_at: String,
    expires_at: Option<String>,
    outdated: bool,
    status: Option<&'static str>,
    last_day: Option<String>,
}

/// Why the two differ.
#[derive(Serialize)]
struct DiffersJson {
    why: &'static str,
    event: Option<u64>,
    recorded_at: Option<String>,
    published_in: Option<u64>,
    published_at: Option<String>,
}

pub(super) fn run(args: &RegistryFindArgs) -> Result<Exit, Failure> {
    Ok(search(args)?)
}

fn search(args: &RegistryFindArgs) -> Result<Exit, Trouble> {
    let (_, mut ledger) = open(&args.ledger)?;
    let scheme = ledger.trust().scheme().clone();
    let day = match args.on {
        Some(day) => day,
        None => scheme.date_at(args.clock.now()?),
    };
    let found = find(ledger.store(), &wanted(args), MOST)?;
    if found.applications.is_empty() {
        return Err(Failure::refused(say!("find-nothing"), say!("find-nothing-help")).into());
    }
    let mut out = anstream::stdout();
    for number in &found.applications {
        let shown = shown(ledger.store(), number, day, &scheme)?;
        match args.json {
            true => writeln!(out, "{}", json::line(&shown.record)?)?,
            false => write(&mut out, &shown)?,
        }
    }
    if found.is_cut && !args.json {
        writeln!(out, "{}", say!("find-more", most = MOST))?;
    }
    Ok(Exit::Success)
}

fn wanted(args: &RegistryFindArgs) -> Wanted {
    let (id, application, model) = (args.id.clone(), args.application.clone(), args.model.clone());
    let typed = id.map(Wanted::ProductId).or(application.map(Wanted::Application)).or(model.map(Wanted::Model));
    let typed = typed.or(args.index.map(Wanted::Index)).or(args.gtin.map(Wanted::Gtin));
    let typed = typed.or(args.holder.clone().map(Wanted::Holder));
    typed.unwrap_or_else(|| Wanted::Anything(args.text.clone().unwrap_or_default()))
}

/// A registration as it is shown.
struct Shown {
    record: FoundJson,
    on_day: Option<DayStanding>,
}

fn shown(store: &mut dyn Store, number: &str, day: Date, scheme: &Scheme) -> Result<Shown, Trouble> {
    let known = application(store, number)?;
    let registration = registration_of_application(store, number)?;
    let on_day = match &registration {
        Some(known) => standing_on(store, &known.product_id, day, scheme)?,
        None => None,
    };
    let of = |text: fn(&RegistrationEntry) -> String| registration.as_ref().map(text);
    let record = FoundJson {
        application: number.to_owned(),
        state: known.as_ref().map_or("", |known| known.state.as_str()),
        holder: known.and_then(|known| known.content.holder),
        product_id: of(|known| known.product_id.clone()),
        status_index: registration.as_ref().map(|known| known.index),
        on: day.to_string(),
        ledger: on_day.as_ref().map(|found| LedgerJson {
            status: found.ledger.status,
            last_day: found.ledger.last_day.to_string(),
            reason: found.ledger.reason.clone(),
            event: found.ledger.event,
        }),
        list: on_day.as_ref().and_then(|found| found.list.as_ref()).map(|list| ListJson {
            event: list.event,
            issued_at: list.issued_at.to_string(),
            expires_at: list.expires_at.map(|time| time.to_string()),
            outdated: list.is_outdated,
            status: list.status,
            last_day: list.last_day.map(|day| day.to_string()),
        }),
        differs: on_day.as_ref().and_then(|found| found.why).map(|why| DiffersJson {
            why: why.code(),
            event: why.later().map(|later| later.event),
            recorded_at: why.later().map(|later| later.recorded_at.to_string()),
            published_in: why.later().and_then(|later| later.published).map(|(event, _)| event),
            published_at: why.later().and_then(|later| later.published).map(|(_, time)| time.to_string()),
        }),
    };
    Ok(Shown { record, on_day })
}

fn write(out: &mut impl Write, shown: &Shown) -> std::io::Result<()> {
    let record = &shown.record;
    let optional = |text: &Option<String>| printable(text.as_deref().unwrap_or("–")).into_owned();
    writeln!(out, "{}", say!("registry-show-application", number = printable(&record.application)))?;
    writeln!(out, "{}", pair(&say!("registry-show-holder"), WIDTH, optional(&record.holder)))?;
    let state = word(Wordage::State, record.state, language());
    writeln!(out, "{}", pair(&say!("registry-show-state"), WIDTH, state))?;
    let Some(found) = &shown.on_day else { return Ok(()) };
    let index = record.status_index.unwrap_or_default();
    let product = say!("find-product", product_id = optional(&record.product_id), index = index);
    writeln!(out, "{}", pair(&say!("find-registration"), WIDTH, product))?;
    let by_ledger = with_status(found.ledger.status, &found.ledger.last_day.to_string(), &found.ledger.reason);
    writeln!(out, "{}", pair(&say!("find-ledger", day = record.on), WIDTH, by_ledger))?;
    if let Some(list) = &found.list {
        let says = match (list.status, list.last_day) {
            (Some(status), Some(last_day)) => with_status(status, &last_day.to_string(), &None),
            _ => say!("find-not-listed"),
        };
        let by_list = say!("find-list-of", event = list.event, issued_at = list.issued_at, says = says);
        writeln!(out, "{}", pair(&say!("find-list"), WIDTH, by_list))?;
        if let Some(expires_at) = list.expires_at.filter(|_| list.is_outdated) {
            writeln!(out, "{}", pair("", WIDTH, say!("find-outdated", expires_at = expires_at)))?;
        }
    }
    if let Some(why) = &found.why {
        writeln!(out, "{}", pair(&say!("find-differs"), WIDTH, reason(why)))?;
    }
    Ok(())
}

fn with_status(status: &'static str, last_day: &str, reason: &Option<String>) -> String {
    let status = word(Wordage::Status, status, language());
    match reason {
        Some(reason) => {
            say!("registry-show-status-reason", status = status, last_day = last_day, reason = printable(reason))
        }
        None => say!("registry-show-status", status = status, last_day = last_day),
    }
}

/// Says why the list and the ledger differ.
fn reason(why: &Why) -> String {
    let Some(later) = why.later() else { return say!("find-no-list") };
    let (event, time) = (later.event, later.recorded_at);
    let what = match why {
        Why::GrantedLater(_) => say!("find-granted-later", event = event, time = time),
        _ => say!("find-changed-later", event = event, time = time),
    };
    match later.published {
        Some((event, time)) => say!("find-published-later", what = what, event = event, time = time),
        None => say!("find-not-published", what = what),
    }
}
