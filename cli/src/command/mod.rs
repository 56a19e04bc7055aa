//! The commands: each reads its arguments, calls the crates that do the work, and shows the result.

pub(crate) mod document;
pub(crate) mod lint;
mod operations;
pub(crate) mod plan;
pub(crate) mod serve;
