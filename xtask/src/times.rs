//! The times of the steps, for the table at the end of `cargo xtask test`. Steps of several areas may run at one time.

use std::cell::RefCell;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

struct Step {
    area: String,
    name: String,
    time: Duration,
}

static STEPS: Mutex<Vec<Step>> = Mutex::new(Vec::new());

thread_local! {
    /// The area that this thread tests.
    static AREA: RefCell<String> = const { RefCell::new(String::new()) };
}

fn steps() -> MutexGuard<'static, Vec<Step>> {
    STEPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Names the area to which the steps of this thread belong from now on.
pub(crate) fn start_area(area: &str) {
    AREA.replace(area.to_owned());
}

/// The area that this thread tests; empty outside of areas.
pub(crate) fn area() -> String {
    AREA.with_borrow(Clone::clone)
}

pub(crate) fn record(name: &str, time: Duration) {
    steps().push(Step { area: area(), name: name.to_owned(), time });
}

/// Returns a table with one line for each area and one for each step, in the order in which areas began, and the time
/// from start to end. Steps of less than a second are counted in their area's line only.
pub(crate) fn table(whole: Duration) -> String {
    let steps = steps();
    let mut areas: Vec<&str> = Vec::new();
    for step in steps.iter() {
        if !areas.contains(&step.area.as_str()) {
            areas.push(&step.area);
        }
    }
    let line = |time: Duration, text: &str| format!("{:>4}:{:02}  {text}\n", time.as_secs() / 60, time.as_secs() % 60);
    let mut lines = String::from("\nminutes  stage\n");
    for area in areas {
        let steps = steps.iter().filter(|step| step.area == area);
        lines += &line(steps.clone().map(|step| step.time).sum(), area);
        for step in steps.filter(|step| step.time.as_secs() > 0) {
            lines += &line(step.time, &format!("  {}", step.name));
        }
    }
    lines + &line(whole, "all")
}

#[cfg(test)]
mod tests {
    use super::{record, start_area, table};
    use std::time::Duration;

    #[test]
    fn the_table_has_a_line_for_each_area_and_each_step_of_a_second_or_more() {
        start_area("one");
        record("short", Duration::from_millis(400));
        record("long", Duration::from_secs(61));
        start_area("two");
        record("other", Duration::from_secs(5));
        let expected = "
minutes  stage
   1:01  one
   1:01    long
   0:05  two
   0:05    other
   1:04  all
";
        assert_eq!(table(Duration::from_secs(64)), expected);
    }
}
