//! Why a command could not do its work: environment, flags, configuration.

use std::path::PathBuf;

use crate::exit_code::Exit;

/// Why a command could not do its work. What a document or a server does wrong is never one of
/// these: that is a diagnostic or a finding.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// The document cannot be used; its diagnostics have been printed.
    #[error("{} cannot be used as an OpenAPI document", path.display())]
    Document { path: PathBuf },
    /// A flag's value cannot be used.
    #[error("{flag}: {message}")]
    Flag { flag: String, message: String },
    /// A file of the project cannot be used: everything that is wrong with it, each line with its
    /// place.
    #[error("{}", .0.join("\nerror: "))]
    Configuration(Vec<String>),
    /// The runtime could not be started.
    #[error("cannot start: {0}")]
    Start(#[source] std::io::Error),
    /// The HTTP client could not be set up.
    #[error("{0}")]
    Client(String),
    /// What was generated is not Rust: a defect of tally.
    #[error("cannot generate: {0}")]
    Generate(String),
    /// A server of ours could not be started.
    #[error("cannot serve: {0}")]
    Serve(String),
}

impl Failure {
    /// A flag whose value cannot be used.
    pub(crate) fn flag(flag: &str, message: impl Into<String>) -> Self {
        Self::Flag {
            flag: flag.to_owned(),
            message: message.into(),
        }
    }

    /// The exit code that says so.
    pub(crate) fn exit(&self) -> Exit {
        Exit::Usage
    }
}
