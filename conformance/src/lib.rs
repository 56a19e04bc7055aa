//! Plans, fires and judges requests against a server.
//!
//! A [`contract`](tally_spec::Contract) becomes a plan of [cases](case::Case): a pure function, the
//! same on every run. Cases are bound to what only the server knows, sent, and judged by rules and
//! laws; what a run finds out becomes events, and every report consumes those.

pub mod acceptance;
pub mod case;
pub mod compose;
pub mod event;
pub mod exchange;
pub mod finding;
pub mod fuzz;
pub mod json;
pub mod judge;
pub mod laws;
pub mod manual;
pub mod note;
pub mod observed;
pub mod plan;
pub mod probe;
pub mod record;
pub mod recorded_findings;
pub mod redact;
pub mod replay;
pub mod report;
pub mod reproduce;
mod request;
pub mod resources;
pub mod rule_id;
pub mod rules;
pub mod run;
pub mod secret;
pub mod servers;
pub mod state;
pub mod summary;
pub mod transport;
pub mod values;
pub mod verdict;
