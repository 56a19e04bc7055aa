//! The command line: what it accepts, parsed into plain data.

mod simple;

pub(crate) use simple::{DocumentArgs, LintArgs, PlanArgs, ServeArgs};

use clap::{Parser, Subcommand};

use crate::exit_code;

/// Makes code and servers agree with an OpenAPI document.
#[derive(Debug, Parser)]
#[command(name = "tally", version, after_help = exit_code::HELP, max_term_width = 100)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what is wrong with a document, with its source lines
    Lint(LintArgs),
    /// Show the clauses of a document and the requests that would be sent, and send nothing
    Plan(PlanArgs),
    /// Serve the reference server of the Recoup contract on loopback
    Serve(ServeArgs),
}
