//! `cargo xtask compile-generated`: compiles generated code outside of the workspace, in a crate
//! that has the documented dependencies and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use tally_generator::{Config, Emit, Output};

use crate::generated::{self, Error, at};

/// What is compiled of each document: every part alone, and all of them.
const SELECTIONS: [Emit; 5] = [
    selection(false, false, false),
    selection(true, false, false),
    selection(false, true, false),
    selection(false, false, true),
    selection(true, true, true),
];

const fn selection(server: bool, client: bool, strategies: bool) -> Emit {
    Emit {
        server,
        client,
        strategies,
    }
}

/// Compile generated code outside of the workspace, with the documented dependencies only.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The document; those of this repository if there is none.
    #[arg(long)]
    document: Vec<PathBuf>,
    /// The folder in which the crates are made and kept.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Run clippy with its pedantic lints too.
    #[arg(long)]
    pedantic: bool,
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development command talks"
)]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let folder = arguments
        .folder
        .clone()
        .unwrap_or_else(|| generated::root().join("target/outside"));
    let documents = match documents(arguments) {
        Ok(documents) => documents,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut failed = 0;
    for (document, overlays) in documents {
        for emit in SELECTIONS {
            let what = format!("{} {emit:?}", document.display());
            match compile(&document, &overlays, &folder, emit, arguments.pedantic) {
                Ok(true) => println!("{what}: compiles"),
                Ok(false) => {
                    failed += 1;
                    println!("{what}: does NOT compile");
                }
                Err(error) => {
                    failed += 1;
                    println!("{what}: {error}");
                }
            }
        }
    }
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

type Document = (PathBuf, Vec<PathBuf>);

fn documents(arguments: &Arguments) -> Result<Vec<Document>, Error> {
    if arguments.document.is_empty() {
        let all = generated::all()?.into_iter();
        let mut documents: Vec<Document> = all.map(|one| (one.document, one.overlays)).collect();
        documents.dedup();
        return Ok(documents);
    }
    Ok(arguments
        .document
        .iter()
        .map(|document| (document.clone(), Vec::new()))
        .collect())
}

/// Whether the output of a document compiles, warnings denied.
fn compile(
    document: &Path,
    overlays: &[PathBuf],
    folder: &Path,
    emit: Emit,
    pedantic: bool,
) -> Result<bool, Error> {
    let config = Config {
        emit,
        ..Config::default()
    };
    let output = generated::output(document, overlays, &config)?;
    let name = document
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .replace('.', "_");
    let folder = folder.join(name);
    write(&output, &folder)?;
    let command = if pedantic { "clippy" } else { "check" };
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(&folder)
        .args([command, "--offline", "--quiet"]);
    // The lock file of the workspace names versions that are there without a network.
    cargo
        .env("CARGO_TARGET_DIR", folder.join("../target"))
        .env_remove("RUSTFLAGS");
    if pedantic {
        cargo.args(["--", "-D", "warnings", "-W", "clippy::pedantic"]);
    }
    let status = cargo.status().map_err(at(&folder))?;
    Ok(status.success())
}

fn write(output: &Output, folder: &Path) -> Result<(), Error> {
    let source = folder.join("src");
    if source.exists() {
        fs::remove_dir_all(&source).map_err(at(&source))?;
    }
    let file = |path: &Path, contents: &str| {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        fs::write(path, contents).map_err(at(path))
    };
    let dependencies: Vec<String> = output
        .dependencies
        .iter()
        .map(ToString::to_string)
        .collect();
    let features = if dependencies.iter().any(|line| line.contains("optional")) {
        "\n[features]\ndefault = [\"proptest\"]\n"
    } else {
        ""
    };
    let manifest = format!(
        "[package]\nname = \"outside\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\n{}\n{features}",
        dependencies.join("\n")
    );
    file(&folder.join("Cargo.toml"), &manifest)?;
    let stub = if output.files.iter().any(|file| file.write_once) {
        "pub mod stub;\n"
    } else {
        ""
    };
    let root = format!(
        "//! Generated code outside of the workspace.\n#![deny(warnings, missing_docs)]\n\n\
         pub mod generated;\n{stub}"
    );
    file(&source.join("lib.rs"), &root)?;
    fs::create_dir_all(source.join("generated")).map_err(at(&source))?;
    for one in &output.files {
        file(&source.join("generated").join(&one.path), &one.contents)?;
    }
    let lock = generated::root().join("Cargo.lock");
    fs::copy(&lock, folder.join("Cargo.lock")).map_err(at(&lock))?;
    Ok(())
}
