//! The arguments that name a document.

use std::path::PathBuf;

use clap::Args;

/// The document that a command reads.
#[derive(Debug, Args)]
pub(crate) struct DocumentArgs {
    /// The OpenAPI document: a file, JSON or YAML, 3.0, 3.1 or 3.2; the configuration can name it
    pub(crate) document: Option<PathBuf>,
    /// Apply an OpenAPI Overlay (1.0, 1.1) before anything else; may repeat, applied in order
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Vec<PathBuf>,
    /// The configuration; without it tally.toml of the current directory, if there is one; flags
    /// win over it
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Do not look for a configuration
    #[arg(long)]
    pub(crate) no_config: bool,
}
