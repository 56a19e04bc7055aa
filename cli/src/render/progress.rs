//! How far a run is: a line that moves on a terminal, plain lines elsewhere.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tally_conformance::event::{Event, Purpose};

/// Shows on standard error how far a run is.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Whether whole lines are written, since nobody watches a line that moves.
    lines: bool,
}

impl Progress {
    /// Nothing is shown when `quiet`.
    pub(crate) fn new(quiet: bool) -> Self {
        let watched = io::stderr().is_terminal();
        let target = match watched && !quiet {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} requests {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self {
            bar,
            lines: !watched && !quiet,
        }
    }

    /// Takes the next event in.
    pub(crate) fn event(&mut self, event: &Event) {
        match event {
            Event::RunStarted(started) => {
                let requests: usize = started
                    .operations
                    .iter()
                    .map(|it| it.requests + it.drawn)
                    .sum();
                self.bar.set_length(requests as u64);
            }
            Event::OperationBound(bound) => self.bar.set_message(bound.operation.to_string()),
            Event::ExchangeDone(done) => match done.purpose {
                Purpose::Case | Purpose::Bind | Purpose::Fuzz => self.bar.inc(1),
                Purpose::Read
                | Purpose::Confirm
                | Purpose::Restore
                | Purpose::Shrink
                | Purpose::Create
                | Purpose::Delete => {}
            },
            Event::OperationJudged(judged) if self.lines => {
                // Progress that cannot be shown is no reason to stop.
                let _ = writeln!(io::stderr(), "{}: judged", judged.operation);
            }
            Event::RunFinished(_) => self.bar.finish_and_clear(),
            _ => {}
        }
    }

    /// Does something that writes to the terminal, without the moving line in its way.
    pub(crate) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}
