//! Counts the operations on the curve, so that tests can compare work instead of time.

use std::cell::Cell;

thread_local! {
    static OPERATIONS: Cell<usize> = const { Cell::new(0) };
}

/// Counts one operation: a key that is decoded, or a signature that is verified.
pub(super) fn count() {
    OPERATIONS.set(OPERATIONS.get() + 1);
}

/// Returns the number of operations of this thread in `work`, and the result of it.
pub(crate) fn operations<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let before = OPERATIONS.get();
    let result = work();
    (OPERATIONS.get() - before, result)
}
