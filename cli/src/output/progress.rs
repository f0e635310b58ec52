//! A progress bar on a terminal.

use crate::messages::say;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Makes a progress bar over a number of things. It is hidden if there are fewer than `many`. `what` is the line after
/// the bar, such as [`labels`].
pub(crate) fn bar(things: usize, many: usize, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(things).unwrap_or(u64::MAX));
    if things < many {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    match ProgressStyle::with_template(&format!("{{bar:40}} {what}")) {
        Ok(style) => bar.with_style(style),
        // The default style is an acceptable fallback.
        Err(_) => bar,
    }
}

/// Makes the progress line of files, of which nobody knows before how many there will be.
pub(crate) fn files() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    match ProgressStyle::with_template(&say!("progress-files", done = "{human_pos}")) {
        Ok(style) => bar.with_style(style),
        // The default style is an acceptable fallback.
        Err(_) => bar,
    }
}

/// Returns how many labels are written, for a progress bar.
pub(crate) fn labels() -> String {
    say!("progress-labels", done = "{human_pos}", all = "{human_len}", eta = "{eta}")
}

/// Returns how many images are read, for a progress bar.
pub(crate) fn images() -> String {
    say!("progress-images", done = "{human_pos}", all = "{human_len}", eta = "{eta}")
}

/// Returns how many applications are tried or granted, for a progress bar.
pub(crate) fn applications() -> String {
    say!("progress-applications", done = "{human_pos}", all = "{human_len}", eta = "{eta}")
}

/// Returns how many proposals are approved, for a progress bar.
pub(crate) fn proposals() -> String {
    say!("progress-proposals", done = "{human_pos}", all = "{human_len}", eta = "{eta}")
}

/// Returns how many registrations and changes are read, for a progress bar.
pub(crate) fn registrations() -> String {
    say!("progress-registrations", done = "{human_pos}", all = "{human_len}", eta = "{eta}")
}

/// Returns how much of a file has arrived, for a progress bar.
pub(crate) fn downloaded() -> String {
    say!("progress-downloaded", done = "{bytes}", all = "{total_bytes}", eta = "{eta}")
}

/// Returns how much of a ledger is verified, for a progress bar.
pub(crate) fn audited() -> String {
    say!("progress-audited", percent = "{percent}", eta = "{eta}")
}

/// Returns how many applications and steps are imported, for a progress bar.
pub(crate) fn entries() -> String {
    say!("progress-entries", done = "{human_pos}", all = "{human_len}", eta = "{eta}")
}
