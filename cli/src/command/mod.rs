//! The commands: each reads its arguments, calls the crates that do the work, and shows the result.

pub(crate) mod check;
pub(crate) mod demo;
pub(crate) mod document;
pub(crate) mod generate;
pub(crate) mod lint;
pub(crate) mod plan;
pub(crate) mod serve;
