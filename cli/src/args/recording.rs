//! The arguments of the commands that send nothing and read no document.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{AcceptanceArgs, DocumentArgs, ReportTarget, ServerArgs, ViewArgs};
use crate::exit_code;

/// The arguments of `report`.
#[derive(Debug, Args)]
#[command(after_help = exit_code::HELP)]
pub(crate) struct RecordingArgs {
    /// The recorded run, as check --report jsonl=FILE wrote it
    pub(crate) recording: PathBuf,
    /// Write a report, FORMAT=PATH; formats: junit, json, jsonl, replay; may repeat
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(crate) report: Vec<ReportTarget>,
    #[command(flatten)]
    pub(crate) acceptance: AcceptanceArgs,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

/// The arguments of `replay`.
#[derive(Debug, Args)]
#[command(after_help = exit_code::HELP)]
pub(crate) struct ReplayArgs {
    /// The findings: a file of check --report replay=FILE, json=FILE or jsonl=FILE
    pub(crate) recording: PathBuf,
    #[command(flatten)]
    pub(crate) document: DocumentArgs,
    #[command(flatten)]
    pub(crate) server: ServerArgs,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A rule or law (invalid_accepted, echo) or the code of a diagnostic (covered-branch)
    pub(crate) name: Option<String>,
}

/// The arguments of `schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// What it describes
    pub(crate) name: SchemaName,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaName {
    /// tally.toml
    Configuration,
    /// The file of --accept
    Accepted,
    /// The report of --report json=PATH
    Verdict,
}
