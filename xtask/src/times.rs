//! The times of the steps, for the table at the end of `cargo xtask test`.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

struct Step {
    area: String,
    name: String,
    time: Duration,
}

struct Times {
    area: String,
    steps: Vec<Step>,
}

static TIMES: Mutex<Times> = Mutex::new(Times { area: String::new(), steps: Vec::new() });

fn times() -> MutexGuard<'static, Times> {
    TIMES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Names the area to which the steps that follow belong.
pub(crate) fn start_area(area: &str) {
    times().area = area.to_owned();
}

pub(crate) fn record(name: &str, time: Duration) {
    let mut times = times();
    let area = times.area.clone();
    times.steps.push(Step { area, name: name.to_owned(), time });
}

/// Returns a table with one line for each step and one for each area. Steps of less than a second are counted in their
/// area's line only.
pub(crate) fn table() -> String {
    let times = times();
    let mut areas: Vec<&str> = times.steps.iter().map(|step| step.area.as_str()).collect();
    areas.dedup();
    let mut lines = String::from("\nminutes  stage\n");
    for area in areas {
        let steps = times.steps.iter().filter(|step| step.area == area);
        let line =
            |time: Duration, text: &str| format!("{:>4}:{:02}  {text}\n", time.as_secs() / 60, time.as_secs() % 60);
        lines += &line(steps.clone().map(|step| step.time).sum(), area);
        for step in steps.filter(|step| step.time.as_secs() > 0) {
            lines += &line(step.time, &format!("  {}", step.name));
        }
    }
    let total: Duration = times.steps.iter().map(|step| step.time).sum();
    lines + &format!("{:>4}:{:02}  all\n", total.as_secs() / 60, total.as_secs() % 60)
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
   1:06  all
";
        assert_eq!(table(), expected);
    }
}
