//! `cargo xtask soak check`: what is drawn from many seeds, on the faithful server and on every
//! lawful variant of it. All of them must be silent.

#[cfg(feature = "reference")]
mod soak;

use std::process::ExitCode;

/// Draw from many seeds on every lawful server; each must be silent.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many seeds.
    #[arg(long, default_value_t = 100)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 1)]
    first: u64,
    /// About how many requests are drawn from each.
    #[arg(long, default_value_t = 100)]
    requests: usize,
    /// Only this lawful variant, or `faithful`; may repeat.
    #[arg(long, value_name = "NAME")]
    variant: Vec<String>,
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
    match soak::soak(arguments, |line| println!("{line}")) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
