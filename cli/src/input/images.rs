//! Reads image files on several threads, and reports the outcomes in the order of the files.

use crate::exit::Failure;
use crate::output::progress;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// The maximum number of images in memory at once: each may take half a gigabyte while it is decoded.
const MOST_THREADS: usize = 4;

/// The minimum number of images for a progress bar: each takes about a second.
const MANY: usize = 5;

/// Reads every file with `read`, and passes each file's outcome to `report` as soon as those of all earlier files were
/// passed. The first failure of `report` stops the work.
pub(crate) fn each<T: Send>(
    paths: &[PathBuf],
    read: impl Fn(&Path) -> T + Sync,
    mut report: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let bar = progress::bar(paths.len(), MANY, &progress::images());
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, Into::into).min(MOST_THREADS).min(paths.len());
    let outcome = thread::scope(|scope| {
        let (sender, judged) = mpsc::channel();
        for _ in 0..threads {
            let (sender, next, read) = (sender.clone(), &next, &read);
            scope.spawn(move || {
                while let Some((at, path)) = take(next, paths) {
                    if sender.send((at, read(path))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (at, outcome) in judged {
            bar.inc(1);
            early.insert(at, outcome);
            while let Some(outcome) = early.remove(&due) {
                due += 1;
                bar.suspend(|| report(outcome))?;
            }
        }
        Ok(())
    });
    bar.finish_and_clear();
    outcome
}

/// Returns the next file that no thread has taken, and its index.
fn take<'a>(next: &AtomicUsize, paths: &'a [PathBuf]) -> Option<(usize, &'a PathBuf)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    paths.get(at).map(|path| (at, path))
}
