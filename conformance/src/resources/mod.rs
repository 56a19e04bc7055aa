//! Resources: what the server keeps, which operations tell its ids, and which ones ask for them.
//!
//! A pure function of the contract. What belongs here: what the document lets one believe of paths,
//! links, names and schemas, each with the reason. What never does: what a server answered, which
//! is [`crate::run`]'s. What is believed here counts once a server has confirmed it.

mod answer_objects;
mod graph;
mod ids;
mod names;
mod path;

pub use graph::{Consumer, Producer, Reason, ResourceGraph, ResourceKind};
pub use ids::IdPlace;
pub(crate) use ids::values_at;
