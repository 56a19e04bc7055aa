//! Judges exchanges: what the document says about an answer, what rules think of it, and what
//! becomes of their assessments.

mod assessment;
mod collector;
mod context;
mod ledger;
mod position;

pub use assessment::{Assessment, Assessments, ClauseViolation};
pub use collector::Collector;
pub use context::{CheckContext, Lookup, Mismatch, ResponseSchemas};
pub use ledger::Ledger;
pub use position::Position;
