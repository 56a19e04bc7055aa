//! The arguments of `generate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tally_generator::Emit;

use super::DocumentArgs;
use crate::exit_code;

/// The arguments of `generate`.
#[derive(Debug, Args)]
#[command(after_help = exit_code::HELP)]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    pub(crate) document: DocumentArgs,
    /// The directory to write; files that are written once (stubs) are never overwritten
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// What to emit, with commas between [default: server,client]
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    pub(crate) emit: Vec<EmitPart>,
    /// Where the directory is in the crate: the stub imports from there
    #[arg(long, value_name = "PATH", default_value = "crate::generated")]
    pub(crate) module: String,
    /// Write nothing; exit 1 with a diff when the directory is stale
    #[arg(long)]
    pub(crate) check: bool,
}

/// A part of what is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EmitPart {
    /// The types alone; they are part of everything else
    Types,
    /// A server: a trait, its router for axum, the stub of an implementation
    Server,
    /// A client on reqwest
    Client,
    /// Values of every type and request for proptest, and near misses
    Strategies,
}

impl EmitPart {
    /// Every part by its name.
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("types", Self::Types),
        ("server", Self::Server),
        ("client", Self::Client),
        ("strategies", Self::Strategies),
    ];

    /// What these parts are together; without any the default.
    pub(crate) fn together(parts: &[Self]) -> Emit {
        if parts.is_empty() {
            return Emit::default();
        }
        Emit {
            server: parts.contains(&Self::Server),
            client: parts.contains(&Self::Client),
            strategies: parts.contains(&Self::Strategies),
        }
    }
}
