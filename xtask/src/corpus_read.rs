//! `cargo xtask corpus read FOLDER`: reads every document that the folder's `INDEX.tsv` names.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tally_spec::{Loaded, Severity};

/// Read every document of a folder.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder with an `INDEX.tsv`, whose first columns are file, version, bytes and operations.
    folder: PathBuf,
    /// Print every diagnostic.
    #[arg(long)]
    diagnostics: bool,
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development command talks"
)]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let index = match std::fs::read_to_string(arguments.folder.join("INDEX.tsv")) {
        Ok(index) => index,
        Err(error) => {
            eprintln!(
                "cannot read INDEX.tsv in {}: {error}",
                arguments.folder.display()
            );
            return ExitCode::FAILURE;
        }
    };
    let mut wrong = 0;
    for row in index.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [file, version, _, operations, ..] = columns[..] else {
            continue;
        };
        match tally_spec::load(&arguments.folder.join(file), &[]) {
            Ok(loaded) => {
                let verdict = judge(&loaded, version, operations);
                wrong += usize::from(verdict.is_err());
                println!(
                    "{file:60} {version:6} {}",
                    verdict.unwrap_or_else(|why| why)
                );
                if arguments.diagnostics {
                    print_diagnostics(&loaded, &arguments.folder);
                }
            }
            Err(error) => {
                wrong += 1;
                println!("{file:60} {version:6} {error}");
            }
        }
    }
    println!("{wrong} wrong");
    if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
fn print_diagnostics(loaded: &Loaded, folder: &Path) {
    for diagnostic in &loaded.diagnostics {
        let text = diagnostic.to_string();
        let text = text.replace(&format!("{}/", folder.display()), "");
        println!("    {:?} {text}", diagnostic.severity);
    }
}

fn judge(loaded: &Loaded, version: &str, operations: &str) -> Result<String, String> {
    let fatal = loaded
        .diagnostics
        .iter()
        .find(|one| one.severity == Severity::Fatal);
    match (&loaded.contract, fatal) {
        (Some(contract), None) => {
            let ours = contract.operations.len();
            if version.starts_with('3') && operations == ours.to_string() {
                Ok(format!("{ours} operations"))
            } else {
                Err(format!("{ours} operations instead of {operations}"))
            }
        }
        (None, Some(fatal)) if version.starts_with('2') => Ok(format!("refused: {fatal}")),
        (None, Some(fatal)) => Err(format!("refused: {fatal}")),
        _ => Err("a contract and a fatal diagnostic exclude each other".into()),
    }
}
