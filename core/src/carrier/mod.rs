//! Carriers: a sealed label as the text of a QR code, with a URL prefix, and the symbol itself (R-1 to to
//!

pub mod base41;
#[cfg(feature = "draw")]
mod draw;
mod framing;
#[cfg(feature = "keyboards")]
mod keyboard;
mod prefix;
#[cfg(feature = "draw")]
mod symbol;
#[cfg(test)]
mod tests;
mod text;
#[cfg(feature = "keyboards")]
mod typed;

#[cfg(feature = "draw")]
pub use draw::{Caption, Drawing, MIN_MODULE_MM, MIN_TILL_MODULE_MM, QUIET_ZONE, TEXT_MM};
#[cfg(feature = "keyboards")]
pub use keyboard::KeyboardLayout;
pub use prefix::{CarrierPrefix, PrefixError};
#[cfg(feature = "draw")]
pub use symbol::{ErrorCorrection, Symbol, SymbolError};
pub use text::{CarrierError, CarrierForm, CarrierText};
#[cfg(feature = "keyboards")]
pub use typed::KeyboardFault;
#[cfg(feature = "keyboards")]
pub(crate) use typed::folded;
