//! JSON Lines: one event a line, and back.

use std::io::{self, BufRead, Write};

use super::Report;
use crate::event::{Event, VERSION};

/// Writes each event as one line of JSON.
#[derive(Debug)]
pub struct Jsonl<W> {
    out: W,
}

impl<W: Write> Jsonl<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Report for Jsonl<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, event)?;
        self.out.write_all(b"\n")?;
        match event {
            Event::RunFinished(_) => self.out.flush(),
            _ => Ok(()),
        }
    }
}

/// Why a recorded stream could not be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// It could not be read.
    #[error("cannot read the events")]
    Read(#[source] io::Error),
    /// A line is no event.
    #[error("line {line} is no event")]
    NoEvent {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// It was written by a version whose events mean something else.
    #[error("the events are of version {found}, and {VERSION} is what can be read")]
    Version {
        /// The version that the stream says.
        found: u32,
    },
    /// The report could not be written.
    #[error("cannot write the report")]
    Write(#[source] io::Error),
}

/// Feeds the events of a recorded stream to a report.
///
/// # Errors
///
/// When the stream cannot be read, when a line of it is no event of this version, or when the
/// report cannot be written.
pub fn replay(events: impl BufRead, report: &mut impl Report) -> Result<(), ReplayError> {
    for (index, line) in events.lines().enumerate() {
        let line = line.map_err(ReplayError::Read)?;
        if line.trim().is_empty() {
            continue;
        }
        let no_event = |source| ReplayError::NoEvent {
            line: index + 1,
            source,
        };
        let event: Event = serde_json::from_str(&line).map_err(no_event)?;
        if let Event::RunStarted(started) = &event
            && started.version != VERSION
        {
            return Err(ReplayError::Version {
                found: started.version,
            });
        }
        report.event(&event).map_err(ReplayError::Write)?;
    }
    Ok(())
}
