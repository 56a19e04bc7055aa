//! The arguments of the commands that have few.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::{DocumentArgs, FuzzingArgs, SelectionArgs};
use crate::exit_code;

/// The arguments of `lint`.
#[derive(Debug, Args)]
#[command(after_help = exit_code::HELP)]
pub(crate) struct LintArgs {
    #[command(flatten)]
    pub(crate) document: DocumentArgs,
}

/// The arguments of `plan`.
#[derive(Debug, Args)]
#[command(after_help = exit_code::HELP)]
pub(crate) struct PlanArgs {
    #[command(flatten)]
    pub(crate) document: DocumentArgs,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// Print the plan as JSON: one object for each operation, each on a line of its own
    #[arg(long)]
    pub(crate) json: bool,
    /// Show which operations return the ids of resources and which need them, and why that is
    /// believed, instead of the plan; with --json as one object
    #[arg(long, conflicts_with_all = ["include", "exclude", "read_only"])]
    pub(crate) resources: bool,
}

/// The arguments of `serve`.
#[derive(Debug, Args)]
#[command(after_help = exit_code::HELP)]
pub(crate) struct ServeArgs {
    /// The loopback address to listen on; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Accounts, credentials and tasks, a JSON file; without it those of the demo
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Keep the tasks in this SQLite file; without it they are kept in memory
    #[arg(long, value_name = "FILE")]
    pub(crate) store: Option<PathBuf>,
    /// Put this fault into the server; may repeat
    #[arg(long, value_name = "NAME")]
    pub(crate) fault: Vec<String>,
    /// Let the server make this lawful choice; may repeat
    #[arg(long, value_name = "NAME")]
    pub(crate) variant: Vec<String>,
    /// List the faults and stop
    #[arg(long)]
    pub(crate) list_faults: bool,
    /// List the lawful variants and stop
    #[arg(long)]
    pub(crate) list_variants: bool,
}

/// The arguments of `demo`.
#[derive(Debug, Args)]
#[command(after_help = exit_code::HELP)]
pub(crate) struct DemoArgs {
    /// Put this fault into the server; may repeat; `tally serve --list-faults` lists them
    #[arg(long, value_name = "NAME")]
    pub(crate) fault: Vec<String>,
    /// Let the server make this lawful choice; may repeat
    #[arg(long, value_name = "NAME")]
    pub(crate) variant: Vec<String>,
    #[command(flatten)]
    pub(crate) fuzzing: FuzzingArgs,
    /// Print the findings and the summary only
    #[arg(long)]
    pub(crate) quiet: bool,
}
