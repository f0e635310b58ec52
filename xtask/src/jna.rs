//! What UniFFI's Kotlin leaves to JNA.
//!
//! For each call the generated code makes several structures outside the heap, and leaves them to JNA's one cleaning
//! thread. Eight threads that check without a pause outrun it, until the heap is full. So the generated code is
//! changed here: a thread keeps the structures in which calls report, and a buffer's is closed when the buffer is freed.

use crate::run::{Failure, Outcome};
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
    let failed = |error| Failure::new(format!("{}: {error}", file.display()), "check the folder's permissions");
    let mut code = std::fs::read_to_string(file).map_err(failed)?;
    for (generated, changed) in CHANGES {
        if code.matches(generated).count() != 1 {
            return Err(Failure::new(
                format!("{} does not have once what is changed in it:\n{generated}", file.display()),
                "see what this version of UniFFI generates, and whether xtask/src/jna.rs is still needed",
            ));
        }
        code = code.replace(generated, changed);
    }
    std::fs::write(file, code).map_err(failed)
}
