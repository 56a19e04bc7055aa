//! The command line: what it accepts, parsed into plain data.

mod check;
mod credential;
mod header;
mod pointer_value;
mod recording;
mod report;
mod simple;
mod unread;

pub(crate) use check::{AcceptanceArgs, CheckArgs};
pub(crate) use credential::SchemeValue;
pub(crate) use header::HeaderLine;
pub(crate) use pointer_value::PointerValue;
pub(crate) use recording::{ExplainArgs, RecordingArgs, SchemaArgs, SchemaName};
pub(crate) use report::{ReportFormat, ReportTarget};
pub(crate) use simple::{DemoArgs, DocumentArgs, GenerateArgs, LintArgs, PlanArgs, ServeArgs};
pub(crate) use unread::Unread;

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
    /// Fire generated valid and invalid requests at a server and judge every clause of the document
    Check(Box<CheckArgs>),
    /// Emit Rust: types, server, stub
    Generate(GenerateArgs),
    /// Say what is wrong with a document, with its source lines
    Lint(LintArgs),
    /// Show the clauses of a document and the requests that would be sent, and send nothing
    Plan(PlanArgs),
    /// Replay a recorded run (check --report jsonl=FILE) through every report
    Report(RecordingArgs),
    /// Explain a rule, a law or a diagnostic; without a name list them all
    Explain(ExplainArgs),
    /// Print a JSON Schema: of the configuration, of the accepted findings, of the verdict
    Schema(SchemaArgs),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Serve the reference server of the Recoup contract on loopback
    Serve(ServeArgs),
    /// The whole story on loopback: read, generate, serve, check
    Demo(DemoArgs),
}
