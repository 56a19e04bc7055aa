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

use crate::resolve::{Covered, Document};
use crate::tree::View;

/// The first branch of a `oneOf` that another one covers, decided by the algebra of schemas. What
/// the algebra cannot decide is not covered.
pub(crate) fn covered(document: &Document, one_of: View<'_>) -> Option<Covered> {
    rewrite::covered_branch::covered(document, one_of, emit::written)
}
