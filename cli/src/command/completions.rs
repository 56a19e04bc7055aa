//! `tally completions`: what a shell completes.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Args;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// Prints the completions of a shell.
///
/// # Errors
///
/// When standard output cannot be written.
pub(crate) fn run(shell: Shell) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "tally", &mut text);
    render::printed(io::stdout().lock().write_all(&text))?;
    Ok(Exit::Clean)
}
