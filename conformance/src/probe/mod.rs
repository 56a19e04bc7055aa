//! Probes of one schema: which values honour a clause of it, and which break it.
//!
//! What belongs here: one schema, its clauses, and values that are proven by the validator. What never
//! does: operations, requests, servers: that is [`crate::plan`], which is built on it.

pub(crate) mod boundary_schemas;
pub(crate) mod cache;
pub(crate) mod locate;
pub(crate) mod negate;
pub(crate) mod negative;
pub(crate) mod negative_values;
pub(crate) mod positive;
pub(crate) mod prober;
pub(crate) mod satisfiability;
pub(crate) mod work_budget;

pub use prober::{BrokenValue, HonouredValue, NegativeProbe, Prober};
