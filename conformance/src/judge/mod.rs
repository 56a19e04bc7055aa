//! Judges exchanges: what the document says about an answer, what rules think of it, and what
//! becomes of their opinions.

mod collect;
mod ledger;
mod opinion;
mod position;
mod scene;

pub use collect::Collector;
pub use ledger::Ledger;
pub use opinion::{Breach, Opinion, Opinions};
pub use position::Position;
pub use scene::{Described, Lookup, Mismatch, Scene};
