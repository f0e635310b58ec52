//! Ctrl-C: long work ends at the next place at which nothing is half done, and says what was done.

use crate::exit::{Cause, Exit, Failure};
use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};

static IS_WANTED: AtomicBool = AtomicBool::new(false);

/// Whether the program waits for a person, who means at once.
static IS_ASKING: AtomicBool = AtomicBool::new(false);

/// Makes Ctrl-C a wish from now on, which long work asks for with [`is_wanted`]. A second Ctrl-C ends the process at
/// once.
pub(crate) fn watch() {
    // Without a handler, Ctrl-C ends the process at once, as in commands that do not call this. A second call of this
    // function fails too, and changes nothing.
    let _ = ctrlc::set_handler(|| {
        if IS_WANTED.swap(true, Ordering::SeqCst) || IS_ASKING.load(Ordering::SeqCst) {
            std::process::exit(Exit::Interrupted.code().into());
        }
    });
}

/// Returns whether the work shall end.
pub(crate) fn is_wanted() -> bool {
    IS_WANTED.load(Ordering::SeqCst)
}

/// Does something that may ask a person, such as for a passphrase. Ctrl-C ends the process at once meanwhile.
pub(crate) fn at_once<T>(ask: impl FnOnce() -> T) -> T {
    IS_ASKING.store(true, Ordering::SeqCst);
    let answer = ask();
    IS_ASKING.store(false, Ordering::SeqCst);
    answer
}

/// Makes the failure of work that was ended: what was done, and how to go on.
pub(crate) fn ended(what: impl Display, help: impl Display) -> Failure {
    Failure::new(Cause::Interrupted, what, help)
}
