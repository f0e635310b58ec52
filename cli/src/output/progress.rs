//! A bar for long work, on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over so many things, where there are enough to wait for.
pub(crate) fn bar(things: usize, many: usize, name: &str) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(things).unwrap_or(u64::MAX));
    if things < many {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    match ProgressStyle::with_template(&format!("{{bar:40}} {{human_pos}} of {{human_len}} {name}, {{eta}} left")) {
        Ok(style) => bar.with_style(style),
        // The bar's own look does as well.
        Err(_) => bar,
    }
}
