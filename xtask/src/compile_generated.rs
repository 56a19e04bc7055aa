//! `cargo xtask compile-generated`: compiles generated code outside of the workspace, in a crate
//! that has the documented dependencies and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use tally_generator::{Config, Emit, Output};

use crate::generated::{self, Error, at};
use crate::index;

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
    pub(crate) document: Vec<PathBuf>,
    /// A folder with an `INDEX.tsv`, whose documents are taken.
    #[arg(long, conflicts_with = "document")]
    pub(crate) documents: Option<PathBuf>,
    /// Only documents of the folder whose name starts with one of these.
    #[arg(long, num_args = 1.., requires = "documents")]
    pub(crate) only: Vec<String>,
    /// Compile all parts together, and none of them alone.
    #[arg(long)]
    pub(crate) together: bool,
    /// The folder in which the crates are made and kept.
    #[arg(long)]
    pub(crate) folder: Option<PathBuf>,
    /// Run clippy with its pedantic lints too.
    #[arg(long)]
    pub(crate) pedantic: bool,
    /// Run the tests that come with the strategies, where those are emitted.
    #[arg(long)]
    pub(crate) test: bool,
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development command talks"
)]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let documents = match documents(arguments) {
        Ok(documents) => documents,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let selections = if arguments.together {
        &SELECTIONS[SELECTIONS.len() - 1..]
    } else {
        &SELECTIONS[..]
    };
    let mut failed = 0;
    for (document, overlays) in documents {
        for emit in selections {
            let started = Instant::now();
            let result = compile(&document, &overlays, arguments, *emit);
            let seconds = started.elapsed().as_secs_f64();
            let what = format!("{} {}", document.display(), parts(*emit));
            match result {
                Ok(Outcome { failed: None, made }) => println!("{what}: {made}, {seconds:.0} s"),
                Ok(Outcome {
                    failed: Some(step),
                    made,
                }) => {
                    failed += 1;
                    println!("{what}: {made}, {step} FAILED");
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

/// What came of one selection.
struct Outcome {
    /// What was generated, and what was tried of it.
    made: String,
    /// What failed.
    failed: Option<&'static str>,
}

fn parts(emit: Emit) -> String {
    let parts = [
        ("types", true),
        ("server", emit.server),
        ("client", emit.client),
        ("strategies", emit.strategies),
    ];
    let wanted = parts.into_iter().filter(|(_, wanted)| *wanted);
    wanted.map(|(part, _)| part).collect::<Vec<_>>().join(",")
}

fn documents(arguments: &Arguments) -> Result<Vec<Document>, String> {
    if let Some(folder) = &arguments.documents {
        let wanted = |row: &index::Row| {
            let mut only = arguments.only.iter();
            arguments.only.is_empty() || only.any(|name| row.file.starts_with(name.as_str()))
        };
        let rows = index::read(folder)?.into_iter().filter(wanted);
        return Ok(rows
            .map(|row| (folder.join(row.file), Vec::new()))
            .collect());
    }
    if arguments.document.is_empty() {
        let all = generated::all().map_err(|error| error.to_string())?;
        let all = all.into_iter();
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

/// Compiles the output of a document, warnings denied, and runs its tests.
fn compile(
    document: &Path,
    overlays: &[PathBuf],
    arguments: &Arguments,
    emit: Emit,
) -> Result<Outcome, Error> {
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
    let outside = arguments.folder.clone();
    let outside = outside.unwrap_or_else(|| generated::root().join("target/outside"));
    let folder = outside.join(name);
    write(&output, &folder)?;
    let lines: usize = output
        .files
        .iter()
        .map(|file| file.contents.lines().count())
        .sum();
    let mut made = format!(
        "{} files, {lines} lines, {} not supported",
        output.files.len(),
        output.unsupported.len()
    );
    let cargo = |command: &str, more: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        // The lock file of the workspace names versions that are there without a network.
        cargo
            .current_dir(&folder)
            .args([command, "--offline", "--quiet"])
            .args(more)
            .env("CARGO_TARGET_DIR", folder.join("../target"))
            .env_remove("RUSTFLAGS");
        cargo.status().map_err(at(&folder))
    };
    let compiled = if arguments.pedantic {
        cargo(
            "clippy",
            &["--", "-D", "warnings", "-W", "clippy::pedantic"],
        )?
    } else {
        cargo("check", &[])?
    };
    let mut failed = (!compiled.success()).then_some("compiling");
    if failed.is_none() {
        made.push_str(", compiles");
        let tests = output
            .files
            .iter()
            .any(|file| file.path == "strategies/mod.rs");
        if arguments.test && tests {
            let passed = cargo("test", &["--lib"])?.success();
            failed = (!passed).then_some("its test");
            made.push_str(if passed { ", tests pass" } else { "" });
        }
    }
    Ok(Outcome { made, failed })
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
