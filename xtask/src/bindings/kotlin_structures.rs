//! Structures of JNA in UniFFI's generated Kotlin.
//!
//! For each call the generated code allocates several structures outside the heap and leaves them to JNA's one cleaner
//! thread. Eight threads that check labels without a pause allocate faster than it frees, until the heap is full. So
//! the generated code is changed here: each thread keeps the structures in which calls report their status, and the
//! structure of a buffer is closed when the buffer is freed.

use crate::files::replace_once;
use crate::process::Outcome;
use std::path::Path;

/// The generated parts and their replacements.
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

/// Replaces the parts in a generated file.
pub(super) fn keep_structures(file: &Path) -> Outcome {
    replace_once(file, &CHANGES, "xtask/src/bindings/kotlin_structures.rs")
}
