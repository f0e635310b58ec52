//! Charts as SVG: small enough to be written by hand, and readable without colours.

use super::rows::Rows;
use crate::audit::State;
use crate::words::say;
use starseal::Date;
use std::fmt::Write;

/// The number of months in the chart of last days. Later ones are one bar.
const MONTHS: i32 = 24;

/// Writes the products by state as one bar. Its legend has the same numbers in words.
pub(super) fn states(texts: Rows<'_>) -> String {
    let counts = texts.audit.counts();
    let whole = counts.products.max(1) as f64;
    let words: Vec<String> = State::ALL
        .into_iter()
        .zip(counts.states)
        .map(|(state, count)| format!("{}: {count}", texts.state(state)))
        .collect();
    let title = format!("{}. {}", texts.say("chart-states"), words.join(", "));
    let mut svg = opened(720, 44, &title);
    let mut x = 0.0;
    for (state, count) in State::ALL.into_iter().zip(counts.states).filter(|(_, count)| *count > 0) {
        let width = 720.0 * count as f64 / whole;
        let name = state.as_str();
        let _ = write!(svg, r#"<rect class="{name}" x="{x:.1}" y="0" width="{width:.1}" height="44"/>"#);
        let sign = texts.state(state).chars().next().unwrap_or(' ');
        let label = format!("{sign} {count}");
        if width > 12.0 * label.chars().count() as f64 {
            let middle = x + width / 2.0;
            let _ =
                write!(svg, r#"<text class="on-{name}" x="{middle:.1}" y="28" text-anchor="middle">{label}</text>"#);
        }
        x += width;
    }
    svg + "</svg>"
}

/// Writes the standing labels by the month of their last day.
pub(super) fn lapses(texts: Rows<'_>) -> String {
    let audit = texts.audit;
    let month = |day: Date| {
        let text = day.to_string();
        let mut parts = text.split('-').map(|part| part.parse::<i32>().unwrap_or(0));
        parts.next().unwrap_or(0) * 12 + parts.next().unwrap_or(1) - 1
    };
    let first = month(audit.asked.day());
    let mut bars = vec![0_usize; MONTHS as usize + 1];
    let standing = audit.sightings.iter().filter(|seen| seen.verdict.stands());
    for last_day in standing.filter_map(|seen| seen.verdict.last_day()) {
        let at = usize::try_from((month(last_day) - first).clamp(0, MONTHS)).unwrap_or(0);
        if let Some(bar) = bars.get_mut(at) {
            *bar += 1;
        }
    }
    let most = bars.iter().copied().max().unwrap_or(0).max(1) as f64;
    let name = |at: i32| match at {
        MONTHS => texts.say("chart-later"),
        at => format!("{}-{:02}", (first + at) / 12, (first + at) % 12 + 1),
    };
    let words = (0..).zip(&bars).filter(|(_, count)| **count > 0).map(|(at, count)| format!("{}: {count}", name(at)));
    let title = format!("{}. {}", texts.say("chart-lapse"), words.collect::<Vec<_>>().join(", "));
    let mut svg = opened(720, 170, &title);
    let soon = month(audit.asked.day().plus_days(audit.asked.lapse_days)) - first;
    let step = 720.0 / bars.len() as f64;
    for (at, count) in (0..).zip(&bars) {
        let height = 110.0 * *count as f64 / most;
        let (x, y) = (f64::from(at) * step, 130.0 - height);
        let class = if at <= soon { "check" } else { "bar" };
        let _ = write!(
            svg,
            r#"<rect class="{class}" x="{:.1}" y="{y:.1}" width="{:.1}" height="{height:.1}"/>"#,
            x + 2.0,
            step - 4.0
        );
        let middle = x + step / 2.0;
        if *count > 0 {
            let _ = write!(
                svg,
                r#"<text class="small" x="{middle:.1}" y="{:.1}" text-anchor="middle">{count}</text>"#,
                y - 4.0
            );
        }
        // A name under every third bar, so that they do not touch.
        if at % 3 == 0 {
            let anchor = if at == 0 {
                "start"
            } else if at == MONTHS {
                "end"
            } else {
                "middle"
            };
            let place = if at == 0 {
                x
            } else if at == MONTHS {
                x + step
            } else {
                middle
            };
            let _ =
                write!(svg, r#"<text class="small" x="{place:.1}" y="152" text-anchor="{anchor}">{}</text>"#, name(at));
        }
    }
    svg + r#"<line class="axis" x1="0" y1="130.5" x2="720" y2="130.5"/></svg>"#
}

fn opened(width: u32, height: u32, title: &str) -> String {
    let title = escaped(title);
    format!(r#"<svg viewBox="0 0 {width} {height}" role="img" aria-label="{title}">"#)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Returns the words for the states with their numbers: the legend of the first chart.
pub(super) fn legend(texts: Rows<'_>) -> Vec<(&'static str, String, usize)> {
    let counts = texts.audit.counts().states;
    State::ALL.into_iter().zip(counts).map(|(state, count)| (state.as_str(), texts.state(state), count)).collect()
}

/// Returns the number of rows, in words.
pub(super) fn rows_found(texts: Rows<'_>, count: usize) -> String {
    say(texts.language, "found-rows", &[("count", &count)])
}
