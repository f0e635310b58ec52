//! One attempt to read a symbol from three finder patterns.
//!
//! [`quickly`] locates the symbol, samples it through a flat mesh and then through a bent one, and corrects errors.
//! [`thoroughly`] continues from there: it refines the mesh by the boundaries between modules, undoes blur, and treats
//! uncertain codewords as erasures.

mod decode;
mod read;

pub(super) use decode::content_of;
pub(super) use read::{Evidence, Reading, Unread, likeness, quickly, thoroughly};
