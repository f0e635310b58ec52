//! A writer that goes on without a reader.

use std::io::{self, ErrorKind, Write};

/// A writer that passes bytes on until the reader of its pipe has gone, and then writes nothing and returns no error.
pub(crate) struct Patient<W> {
    out: W,
    is_closed: bool,
}

impl<W: Write> Patient<W> {
    pub(crate) fn new(out: W) -> Self {
        Patient { out, is_closed: false }
    }

    /// Returns the outcome of a call, or this value if there is no reader.
    fn unless_closed<T>(&mut self, value: T, call: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.is_closed {
            return Ok(value);
        }
        match call(&mut self.out) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(value)
            }
            other => other,
        }
    }
}

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), Write::flush)
    }
}
