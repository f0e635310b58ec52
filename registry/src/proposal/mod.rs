//! Four eyes: what one officer proposes, another one approves. Both sign a statement about exactly the same bytes.

mod proposed;

pub use proposed::{Outcome, Proposal, approve, open_proposals, propose, turn_down};
