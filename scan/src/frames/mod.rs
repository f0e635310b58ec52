//! Symbols in the successive frames of a camera.
//!
//! Each frame is read by itself. A symbol that was seen and not read is kept as a track: in the frames that follow, it
//! is found near where it was, what they show of its modules is added up, and the sum is decoded. Only frames whose
//! data agrees with a track are added to it, and the text of its sum counts only if the newest frame shows it too. So
//! two labels that pass one after the other, or lie side by side, are never mixed.
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
