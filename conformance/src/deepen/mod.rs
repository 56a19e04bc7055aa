//! Deepening: requests that are drawn rather than planned, and what is left of them when they are
//! made smaller.
//!
//! A [`Source`] draws whole requests of one operation, honoured or with broken clauses, and proves
//! each before it is sent; [`Sequence`] is a value tree of proptest over several of them. Everything
//! is drawn from a seed that is derived from that of the run, the operation and a number, so the
//! same seed gives the same bytes.
//!
//! What belongs here: drawing, proving, making smaller. What never does: sending, and judging what
//! comes back: that is [`crate::run`], by the same rules and laws as the plan.

mod fixed;
mod piece;
mod plainer;
mod seed;
mod sequence;
mod source;
mod tree;

pub use seed::{Deepening, runner};
pub use sequence::Sequence;
pub use source::{Drawn, Source};
pub use tree::Tree;
