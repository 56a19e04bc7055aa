//! A run in a process of its own, which tells its rate and its memory.

use std::io::sink;
use std::process::{Command, ExitCode};
use std::time::Instant;

use tally_conformance::event::Event;
use tally_conformance::fuzz::Fuzzing;
use tally_conformance::report::{Report as _, Style, Terminal};
use tally_conformance::run::Settings;

use super::tasks::TASKS;
use crate::memory::{self, Memory};
use crate::stand::{self, Stand};

/// Run against the reference server at a URL, and print what was measured.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    url: String,
    jobs: usize,
    requests: usize,
}

/// What was measured.
pub(super) struct Checked {
    /// Requests that were sent.
    pub(super) requests: u64,
    /// From the first to the last.
    pub(super) seconds: f64,
    /// KiB held after a tenth of the requests.
    pub(super) memory_at_a_tenth: u64,
    /// KiB held after all of them.
    pub(super) memory_at_the_end: u64,
    /// The most KiB that were ever held.
    pub(super) peak: u64,
}

impl Checked {
    /// Requests per second.
    pub(super) fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "it is rounded for people")]
        let requests = self.requests as f64;
        requests / self.seconds
    }
}

/// Starts the process and reads what it prints.
pub(super) fn measure(url: &str, jobs: usize, requests: usize) -> Result<Checked, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .args(["bench", "check-one", url])
        .args([jobs.to_string(), requests.to_string()])
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<u64> = text
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    match numbers[..] {
        [
            sent,
            microseconds,
            memory_at_a_tenth,
            memory_at_the_end,
            peak,
        ] => Ok(Checked {
            requests: sent,
            #[expect(clippy::cast_precision_loss, reason = "it is rounded for people")]
            seconds: microseconds as f64 / 1e6,
            memory_at_a_tenth,
            memory_at_the_end,
            peak,
        }),
        _ => Err(format!(
            "the measuring process failed: {}",
            String::from_utf8_lossy(&output.stderr)
        )),
    }
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its parent reads it"
)]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measured(arguments) {
        Ok(numbers) => {
            println!("{numbers}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measured(arguments: &Arguments) -> Result<String, String> {
    let stand = Stand::new(&stand::with_tasks(TASKS).1)?;
    let settings = Settings {
        jobs: arguments.jobs,
        fuzzing: Fuzzing {
            requests: arguments.requests,
            ..Fuzzing::default()
        },
        ..Settings::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let mut terminal = Terminal::new(sink(), Style { color: false }, |_| None);
    let mut seen = 0;
    let mut at_a_tenth = None;
    let start = Instant::now();
    let run = stand.run(&arguments.url, settings)?;
    let summary = runtime.block_on(run.start(std::future::pending(), |event| {
        seen += usize::from(matches!(event, Event::ExchangeDone(_)));
        if at_a_tenth.is_none() && seen >= arguments.requests / 10 {
            at_a_tenth = memory::of_this_process();
        }
        // A sink takes everything.
        let _written = terminal.event(&event);
    }));
    let time = start.elapsed();
    let summary = summary.map_err(|error| error.to_string())?;
    if summary.findings > 0 {
        return Err(format!("{} findings", summary.findings));
    }
    let end = memory::of_this_process().ok_or("this system does not tell the memory")?;
    let tenth: Memory = at_a_tenth.unwrap_or(end);
    Ok(format!(
        "{} {} {} {} {}",
        summary.requests,
        time.as_micros(),
        tenth.held,
        end.held,
        end.peak
    ))
}
