//! Scans pictures, each as a camera frame and as a photograph.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::scan::{ScanOptions, scan};
use starseal_fuzz_inputs::pictures::{Picture, check_scan};
use std::time::Duration;

/// The time limit of one picture. A thousand pictures find more faults than one picture that is scanned by every
/// method.
const BUDGET: Duration = Duration::from_millis(50);

fuzz_target!(|data: &[u8]| {
    let Some(picture) = Picture::of(data) else { return };
    check_scan(scan(&picture.luma(), &ScanOptions::preview()));
    check_scan(scan(&picture.luma(), &ScanOptions::default().within(BUDGET)));
});
