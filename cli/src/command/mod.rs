//! The commands: each reads its arguments, calls the crates that do the work, and shows the result.

mod acceptance;
pub(crate) mod check;
pub(crate) mod completions;
mod credentials;
pub(crate) mod demo;
pub(crate) mod document;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod lint;
mod operations;
pub(crate) mod plan;
mod project;
pub(crate) mod replay;
pub(crate) mod report;
mod resources;
mod run;
pub(crate) mod schema;
pub(crate) mod serve;
mod values;
