//! The commands: each reads its arguments, calls the crates that do the work, and shows the result.

pub(crate) mod check;
mod credentials;
pub(crate) mod demo;
pub(crate) mod document;
pub(crate) mod generate;
pub(crate) mod lint;
mod operations;
pub(crate) mod plan;
mod run;
pub(crate) mod serve;
