//! Normalises schemas: whatever dialect they are written in, JSON Schema 2020-12 that stands alone.
//!
//! A schema is first drafted with the members that it has, then every rewrite changes the draft,
//! and at last the draft is emitted as a value with places. Everything in a draft names the node
//! that it came from, so a rewritten keyword stands where its author wrote what led to it.
//!
//! What belongs here: what keywords hold and mean. What never does: whether a value is valid.

mod draft;
mod emit;
mod held;
mod outline;
mod read;
mod rewrite;

pub(crate) use emit::{library, schema, schema_alone, value};
pub(crate) use rewrite::covered_branch::{Covered, covered};
