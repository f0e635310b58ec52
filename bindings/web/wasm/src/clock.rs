//! The clock by which scans measure their time. WebAssembly has none, so the caller hands one over.

use starseal::scan::ScanOptions;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// A function that returns milliseconds and never goes back.
    #[wasm_bindgen(typescript_type = "() => number")]
    pub type Clock;

    /// Calls the function, by the method that every function has.
    #[wasm_bindgen(method, catch)]
    fn call(this: &Clock) -> Result<f64, JsValue>;
}

thread_local! {
    static CLOCK: RefCell<Option<Clock>> = const { RefCell::new(None) };
}

/// Sets the clock of later scans.
#[wasm_bindgen]
pub fn set_clock(clock: Clock) {
    CLOCK.set(Some(clock));
}

/// Returns options with a time limit in milliseconds, if there is one.
pub(crate) fn limited(options: ScanOptions, milliseconds: Option<f64>) -> ScanOptions {
    match milliseconds {
        Some(milliseconds) => options.within(duration(milliseconds)).by_clock(now),
        None => options,
    }
}

/// Returns the time of the clock. One that fails is at the end of all time, so that the scan ends.
fn now() -> Duration {
    // Taken out for the call, in which JavaScript may set another one.
    let clock = CLOCK.take();
    let now = clock.as_ref().and_then(|clock| clock.call().ok()).map_or(Duration::MAX, duration);
    CLOCK.set(clock);
    now
}

/// Returns a number of milliseconds as a duration: zero for a negative one, and the longest for one that is
/// too large, or no number.
fn duration(milliseconds: f64) -> Duration {
    Duration::try_from_secs_f64(if milliseconds < 0.0 { 0.0 } else { milliseconds / 1000.0 }).unwrap_or(Duration::MAX)
}
