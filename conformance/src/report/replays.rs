//! The findings of a run as a file that `tally replay` sends again.

use std::io::{self, Write};

use super::Report;
use super::result::RunResult;
use crate::event::Event;
use crate::recorded_findings::{Recorded, Recording, VERSION};

/// Writes the replays of a run, at its end.
#[derive(Debug)]
pub struct Replays<W> {
    out: W,
    gathered: RunResult,
}

impl<W: Write> Replays<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            gathered: RunResult::default(),
        }
    }
}

impl<W: Write> Report for Replays<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        let Some(run) = self.gathered.event(event) else {
            return Ok(());
        };
        let planned = run.started.iter().flat_map(|it| &it.operations);
        let mut places = planned.flat_map(|it| &it.clauses).map(|it| &it.place);
        let recording = Recording {
            version: VERSION,
            document: places.find_map(|it| Some(it.as_ref()?.file.to_string())),
            seed: run.started.as_ref().map_or(0, |it| it.seed),
            findings: run.findings.iter().map(Recorded::from).collect(),
        };
        serde_json::to_writer_pretty(&mut self.out, &recording)?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}
