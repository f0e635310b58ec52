//! A progress bar on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Makes a progress bar over a number of things. It is hidden if there are fewer than `many`.
pub(crate) fn bar(things: usize, many: usize, name: &str) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(things).unwrap_or(u64::MAX));
    if things < many {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    match ProgressStyle::with_template(&format!("{{bar:40}} {{human_pos}} of {{human_len}} {name}, {{eta}} left")) {
        Ok(style) => bar.with_style(style),
        // The default style is an acceptable fallback.
        Err(_) => bar,
    }
}
