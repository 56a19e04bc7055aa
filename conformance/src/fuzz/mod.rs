//! Fuzzing: requests that are drawn rather than planned, and what is left of them when they are
//! made smaller.
//!
//! A [`RequestGenerator`] draws whole requests of one operation, honoured or with broken clauses, and proves
//! each before it is sent; [`Sequence`] is a value tree of proptest over several of them. Everything
//! is drawn from a seed that is derived from that of the run, the operation and a number, so the
//! same seed gives the same bytes.
//!
//! What belongs here: drawing, proving, making smaller. What never does: sending, and judging what
//! comes back: that is [`crate::run`], by the same rules and laws as the plan.

mod fixed_body;
mod generator;
mod input_validator;
mod mutation;
mod seed;
mod shrink_scalar;
mod shrink_sequence;
mod shrink_value;

pub use generator::{GeneratedRequest, RequestGenerator};
pub use seed::{Fuzzing, runner};
pub use shrink_sequence::Sequence;
pub use shrink_value::Tree;
