//! Symbols in the successive frames of a camera.
//!
//! Each frame is first read alone. A symbol that was seen but not read is kept as a track. In later frames it is found
//! near its last place, the measurements of its modules are added up, and the sum is decoded. A frame is added to a
//! track only if its data agrees with the track, and the text of the sum is accepted only if the newest frame confirms
//! it. Labels that pass one after the other, or lie side by side, are therefore never mixed.
//!
//! ```text
//! frame -> search -> follow: where the tracks are -> measure, grow: modules -> sum -> text
//!                 -> recall: finder patterns of earlier frames -> search
//! ```

mod agreement;
mod follow;
mod grow;
mod measure;
mod recall;
mod scanner;
mod sum;
#[cfg(test)]
mod tests;
mod track;

pub use scanner::Scanner;
