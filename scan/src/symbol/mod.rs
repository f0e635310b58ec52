//! What a symbol is: where its parts lie, and what its modules say once errors are corrected (ISO/IEC 18004).

pub(super) mod correct;
mod layout;
mod reed_solomon;
pub(super) mod segments;
#[cfg(test)]
mod tests;
mod text;

pub(super) use correct::{Codewords, Effort};
pub(super) use layout::{Dealing, Layout, alignment_centres, version_places, version_word};
