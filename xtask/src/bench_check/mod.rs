//! `cargo xtask bench check`: how fast a run is, measured beside a client that looks at nothing.
//!
//! A run is recorded once at a server that keeps what it gets. Then the same requests go to another
//! server, in a process of its own: fired by a run that judges every answer, and by a bare loop
//! over reqwest, in turn, with the same number of requests at the same time. What counts is the
//! ratio of both rates, the median of all turns.

#[cfg(feature = "reference")]
mod bare;
#[cfg(feature = "reference")]
mod checked;
#[cfg(feature = "reference")]
mod rates;
#[cfg(feature = "reference")]
mod recorded;
#[cfg(feature = "reference")]
mod served;
#[cfg(feature = "reference")]
mod tasks;

use std::process::ExitCode;

#[cfg(feature = "reference")]
pub(crate) use {
    checked::Arguments as OneArguments, checked::run as run_one, served::run as serve,
};

/// Measure requests per second of a long run with every rule on, and of a loop that looks at
/// nothing.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many requests are drawn beyond the plan.
    #[arg(long, default_value_t = 20_000)]
    requests: usize,
    /// How often each is measured.
    #[arg(long, default_value_t = 5)]
    turns: usize,
    /// Only run, with this many requests, and tell the memory: at a tenth of them, and the peak.
    #[arg(long)]
    memory: Option<usize>,
}

#[cfg(not(feature = "reference"))]
pub(crate) fn run(_: &Arguments) -> ExitCode {
    crate::rebuilt::with("reference")
}

#[cfg(feature = "reference")]
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development command talks"
)]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let measured = match arguments.memory {
        Some(requests) => rates::memory(requests),
        None => rates::rates(arguments),
    };
    match measured {
        Ok((lines, sound)) => {
            for line in lines {
                println!("{line}");
            }
            if sound {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
