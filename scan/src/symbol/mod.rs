//! The structure of a symbol: the positions of its parts, and the text that its modules encode after error correction
//! (ISO/IEC 18004).

pub(super) mod correct;
mod cp932;
mod eci;
mod guess;
mod layout;
mod reed_solomon;
pub(super) mod segments;
#[cfg(test)]
mod tests;
mod text;
mod whatwg;

pub(super) use correct::{Codewords, Repair};
pub(super) use layout::{FINDER_CENTER, FINDER_SIDE, Layout, alignment_centers, version_places, version_word};
