//! Commands that stand on generated code.
//!
//! What writes generated code must not need it to compile, so these commands are behind features,
//! and build this program again with theirs, in release.

use std::process::{Command, ExitCode};

/// Runs this program with the same arguments, built with a feature.
#[expect(clippy::print_stderr, reason = "a development command talks")]
pub(crate) fn with(feature: &str) -> ExitCode {
    let cargo = Command::new(env!("CARGO"))
        .args(["run", "--release", "--quiet", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .args(["--features", feature, "--"])
        .args(std::env::args_os().skip(1))
        .status();
    match cargo {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
