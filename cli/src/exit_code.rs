//! What the process says by its exit code.

use std::process::ExitCode;

/// The exit codes of `tally`. When several apply, the first of 3, 1, 4, 2 wins.
///
/// `plan` exits 0, or 3 when the document cannot be used; so does `lint`, but 1 when the document has
/// errors and can be used all the same. `generate --check` exits 1 when the directory is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing was found violated.
    Clean = 0,
    /// A clause or a law was violated; for `generate --check`: a file is stale; for `lint`: the
    /// document has errors.
    Violated = 1,
    /// Nothing was violated, but an operation was never accepted, so most of it says nothing.
    NeverAccepted = 2,
    /// A flag, a configuration or a document cannot be used, or a file cannot be read or written.
    Usage = 3,
    /// The server could not be reached, or was gone before the run was over.
    Unreachable = 4,
}

/// What `--help` says about exit codes.
pub(crate) const HELP: &str = "\
Exit codes:
  0  no violations
  1  violations (generate --check: stale; lint: errors)
  2  no violations, but an operation was never exercised
  3  usage, configuration or document
  4  the server could not be reached, or was gone before the end
When several apply, the first of 3, 1, 4, 2 wins.";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
