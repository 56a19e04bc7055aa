//! The faithful server of `spec/releases.json` (`PATCH /api/tasks`), with deliberate faults and
//! lawful variants around it.
//!
//! It is the oracle of the project: a tester must find nothing wrong with the faithful server and
//! with every [variant](variants), and something wrong with every [fault](faults). It therefore
//! depends on nothing of the workspace, and on the generated code only through its public face.
//!
//! - [`generated`] is the output of `tally generate`, never edited by hand; [`stub`] is the
//!   implementation, which the generator wrote once as an empty shell.
//! - [`store`], [`schedule`], [`configuration`] are what it works with.
//! - [`layers`] are the places around it where faults and variants sit.
//! - [`Server`] puts all of it on a port.

pub mod bindings;
pub mod configuration;
pub mod demo;
pub mod faults;
#[warn(clippy::pedantic)]
pub mod generated;
pub mod layers;
pub mod schedule;
pub mod store;
pub mod stub;
pub mod task;
pub mod variants;

mod clock;
mod secret;
mod served;
mod server;
mod service;

#[cfg(test)]
mod probe;

pub use clock::Clock;
pub use configuration::Configuration;
pub use demo::{Demo, demo};
pub use faults::Fault;
pub use secret::Secret;
pub use served::Served;
pub use server::{Options, Running, Server, StartError};
pub use store::Database;
pub use variants::Variant;
