//! `cargo xtask regenerate`: writes what is generated and stands in this repository anew: code, and
//! the manual of rules, laws and diagnostics.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::generated::{self, Error, Generated, at};

/// Write the generated code of this repository anew.
#[derive(clap::Args)]
pub(crate) struct Arguments {}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development command talks"
)]
pub(crate) fn run(_: &Arguments) -> ExitCode {
    let all = match generated::all() {
        Ok(all) => all,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    for generated in all {
        match write(&generated) {
            Ok(changed) => println!("{}: {changed} files changed", generated.folder.display()),
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
    }
    match manual() {
        Ok(path) => println!("{}: written", path.display()),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Writes the page of the documentation that the sources carry.
fn manual() -> Result<PathBuf, Error> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    fs::write(&path, tally_conformance::manual::markdown()).map_err(at(&path))?;
    Ok(path)
}

/// Writes what is stale, removes what is superfluous, and gives the number of those files.
fn write(generated: &Generated) -> Result<usize, Error> {
    let output = generated.wanted()?;
    let stale = output.check(&generated.existing()?);
    for one in &stale {
        let path = generated.folder.join(&one.path);
        match output.files.iter().find(|file| file.path == one.path) {
            Some(file) => {
                if let Some(folder) = path.parent() {
                    // `..` of a folder that is not there yet leads nowhere.
                    fs::create_dir_all(&generated.folder).map_err(at(&generated.folder))?;
                    fs::create_dir_all(folder).map_err(at(folder))?;
                }
                fs::write(&path, &file.contents).map_err(at(&path))?;
            }
            None => fs::remove_file(&path).map_err(at(&path))?,
        }
    }
    Ok(stale.len())
}
