//! Reports: what consumes the events of a run and writes them for somebody.
//!
//! A report decides how a fact is shown, never what is a fact. It writes to whatever it was given,
//! live or from a recorded stream.

mod finding_groups;
mod json;
mod jsonl;
mod junit;
mod replays;
mod result;
#[cfg(test)]
pub(crate) mod sample;
mod template;
mod terminal;

use std::io;

pub use finding_groups::{FindingGroup, groups};
pub use json::{Json, SCHEMA as VERDICT_SCHEMA, VERSION as VERDICT_VERSION};
pub use jsonl::{Jsonl, ReplayError, replay};
pub use junit::Junit;
pub use replays::Replays;
pub use template::Template;
pub use terminal::{Style, Terminal};

use crate::event::Event;

/// A consumer of events that writes.
pub trait Report {
    /// Takes the next event in.
    ///
    /// # Errors
    ///
    /// When what it writes to cannot be written to.
    fn event(&mut self, event: &Event) -> io::Result<()>;
}
