//! The rewrites: each turns something that is written in another dialect, or meant, into 2020-12.

pub(super) mod covered_branch;
mod dynamic_reference;
mod example;
mod exclusive_bounds;
mod integer_format;
mod named_branches;
mod nullable;

use serde_json::Value;

use super::draft::Draft;
use crate::contract::SchemaId;
use crate::resolve::Document;
use crate::tree::View;

/// Gives a schema as it is written, for the algebra to be asked about it.
pub(super) type Written = fn(&Document, SchemaId) -> Value;

/// Changes the draft of a schema; the view is the schema as it was written.
pub(super) type Rewrite = fn(&Document, View<'_>, &mut Draft, Written);

/// All rewrites, in the order in which they are done.
pub(super) const REWRITES: &[Rewrite] = &[
    dynamic_reference::rewrite,
    exclusive_bounds::rewrite,
    integer_format::rewrite,
    example::rewrite,
    covered_branch::rewrite,
    named_branches::rewrite,
    nullable::rewrite,
];

/// All but those that ask the algebra, which is asked about schemas as they are written.
pub(super) const WRITTEN: &[Rewrite] = &[
    dynamic_reference::rewrite,
    exclusive_bounds::rewrite,
    integer_format::rewrite,
    example::rewrite,
    nullable::rewrite,
];
