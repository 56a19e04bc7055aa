//! `cargo xtask bench read FOLDER`: how long the largest documents take to load, and how much
//! memory.
//!
//! Each load happens in a process of its own, which tells its own peak (`VmHWM` of Linux).

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::index::{self, Row};
use crate::memory;

/// Measure how the largest JSON and the largest YAML document of a folder load.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder with an `INDEX.tsv`.
    folder: PathBuf,
    /// How often each document is loaded; the median counts.
    #[arg(long, default_value_t = 9)]
    runs: usize,
}

/// Load one document and print microseconds and peak kilobytes.
#[derive(clap::Args)]
pub(crate) struct OneArguments {
    file: PathBuf,
}

const SLOWEST: Duration = Duration::from_secs(1);
const LARGEST: f64 = 10.0;

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development command talks"
)]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let rows = match index::read(&arguments.folder) {
        Ok(rows) => rows,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let is_json = |row: &&Row| row.file.ends_with(".json");
    let largest_json = rows.iter().filter(is_json).max_by_key(|row| row.bytes);
    let largest_yaml = rows
        .iter()
        .filter(|row| !is_json(row))
        .max_by_key(|row| row.bytes);
    let mut sound = true;
    for row in [largest_json, largest_yaml].into_iter().flatten() {
        match measure(&arguments.folder.join(&row.file), arguments.runs) {
            Some((time, kilobytes)) => {
                let multiple = index::ratio(kilobytes * 1024, row.bytes);
                println!(
                    "{:40} {:>9} bytes  median {:>4} ms  peak {:>6} KiB = {multiple:.2} times its size",
                    row.file,
                    row.bytes,
                    time.as_millis(),
                    kilobytes,
                );
                sound &= time < SLOWEST && multiple < LARGEST;
            }
            None => {
                eprintln!("{}: the measuring process failed", row.file);
                sound = false;
            }
        }
    }
    if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The median time and the median peak, in KiB, of loading a file.
fn measure(file: &Path, runs: usize) -> Option<(Duration, u64)> {
    let mut times = Vec::new();
    let mut peaks = Vec::new();
    for _ in 0..runs.max(1) {
        let program = std::env::current_exe().ok()?;
        let output = Command::new(program)
            .args(["bench", "read-one"])
            .arg(file)
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout)
            .ok()
            .filter(|_| output.status.success())?;
        let mut numbers = text.split_whitespace().map(str::parse::<u64>);
        times.push(numbers.next()?.ok()?);
        peaks.push(numbers.next()?.ok()?);
    }
    times.sort_unstable();
    peaks.sort_unstable();
    let middle = times.len() / 2;
    Some((Duration::from_micros(times[middle]), peaks[middle]))
}

#[expect(clippy::print_stdout, reason = "its parent reads it")]
pub(crate) fn run_one(arguments: &OneArguments) -> ExitCode {
    let Some(before) = memory::of_this_process() else {
        return ExitCode::FAILURE;
    };
    let start = Instant::now();
    let loaded = tally_spec::load(&arguments.file, &[]);
    let time = start.elapsed();
    match (loaded, memory::of_this_process()) {
        (Ok(loaded), Some(after)) if loaded.contract.is_some() => {
            println!(
                "{} {}",
                time.as_micros(),
                after.peak.saturating_sub(before.peak)
            );
            ExitCode::SUCCESS
        }
        _ => ExitCode::FAILURE,
    }
}
