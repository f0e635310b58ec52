//! What UniFFI's Kotlin leaves to JNA.
//!
//! For each call the generated code makes several structures outside the heap, and leaves them to JNA's one cleaning
//! thread. Eight threads that check without a pause outrun it, until the heap is full. So the generated code is
//! changed here: a thread keeps the structures in which calls report, and a buffer's is closed when the buffer is freed.

use crate::files::replace_once;
use crate::run::Outcome;
use std::path::Path;

/// What the generated code says, and what it says then. Each stands there exactly once.
const CHANGES: [(&str, &str); 2] = [
    (
        "\
    var status = UniffiRustCallStatus()
    val return_value = callback(status)
    uniffiCheckCallStatus(errorHandler, status)
    return return_value
}
",
        "\
    val kept = uniffiKeptStatuses.get()!!
    val status = kept.removeLastOrNull() ?: UniffiRustCallStatus()
    val return_value = callback(status)
    uniffiCheckCallStatus(errorHandler, status)
    // One that reported a failure is not used again: its buffer went with the failure.
    kept.addLast(status)
    return return_value
}

// As many for each thread as calls are nested in its arguments.
private val uniffiKeptStatuses = object : ThreadLocal<ArrayDeque<UniffiRustCallStatus>>() {
    override fun initialValue() = ArrayDeque<UniffiRustCallStatus>()
}
",
    ),
    (
        "\
            UniffiLib.ffi_starseal_ffi_rustbuffer_free(buf, status)
        }
",
        "\
            UniffiLib.ffi_starseal_ffi_rustbuffer_free(buf, status)
        }.also { (buf.pointer as? com.sun.jna.Memory)?.close() }
",
    ),
];

/// Changes the generated Kotlin in its place.
pub(crate) fn keep_structures(file: &Path) -> Outcome {
    replace_once(file, &CHANGES, "xtask/src/jna.rs")
}
