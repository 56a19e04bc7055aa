//! `cargo xtask corpus generate FOLDER`: generates Rust from every document that the folder's
//! `INDEX.tsv` names, and says what was left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use tally_generator::{Config, Emit, Output};

use crate::index::{Documents, Row};

/// Generate Rust from every document of a folder.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    documents: Documents,
    /// Print everything that is not supported, with its place.
    #[arg(long)]
    unsupported: bool,
    /// Write the output into this folder, one folder for each document.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Default)]
struct Totals {
    generated: usize,
    unusable: usize,
    wrong: usize,
    features: BTreeMap<String, usize>,
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Some(rows) = arguments.documents.rows() else {
        return ExitCode::FAILURE;
    };
    println!(
        "{:48} files    lines  unsupported  milliseconds",
        "document"
    );
    let mut totals = Totals::default();
    for row in &rows {
        match document(&arguments.documents.path(row), row, arguments, &mut totals) {
            Ok(line) => println!("{line}"),
            Err(problem) => {
                totals.wrong += 1;
                println!("{:48} WRONG {problem}", row.file);
            }
        }
    }
    for (feature, count) in &totals.features {
        println!("{count:8} {feature}");
    }
    println!(
        "{} generated, {} cannot be used, {} wrong",
        totals.generated, totals.unusable, totals.wrong
    );
    if totals.wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Generates twice, reads what came out, and gives the line to print.
#[expect(clippy::print_stdout, reason = "a development command talks")]
fn document(
    path: &Path,
    row: &Row,
    arguments: &Arguments,
    totals: &mut Totals,
) -> Result<String, String> {
    let loaded = tally_spec::load(path, &[]).map_err(|error| error.to_string())?;
    let Some(contract) = &loaded.contract else {
        totals.unusable += 1;
        let reason = loaded
            .diagnostics
            .first()
            .map(ToString::to_string)
            .unwrap_or_default();
        return Ok(format!("{:48} cannot be used: {reason}", row.file));
    };
    let config = Config {
        emit: Emit {
            strategies: true,
            ..Emit::default()
        },
        ..Config::default()
    };
    let started = Instant::now();
    let generate = || tally_generator::generate(contract, &config);
    let output = generate().map_err(|error| format!("{error:?}"))?;
    let milliseconds = started.elapsed().as_millis();
    if generate().map_err(|error| format!("{error:?}"))? != output {
        return Err("generating twice gives different files".to_owned());
    }
    check(&output)?;
    for unsupported in &output.unsupported {
        *totals
            .features
            .entry(
                format!("{:?}", unsupported.feature)
                    .split(['(', '{'])
                    .next()
                    .unwrap_or("")
                    .to_owned(),
            )
            .or_default() += 1;
        if arguments.unsupported {
            println!("    {unsupported}");
        }
        if unsupported.place.is_none() {
            return Err(format!("no place: {unsupported}"));
        }
    }
    if let Some(out) = &arguments.out {
        write(&output, &out.join(row.file.replace(['/', '.'], "_")))
            .map_err(|error| error.to_string())?;
    }
    totals.generated += 1;
    let lines: usize = output
        .files
        .iter()
        .map(|file| file.contents.lines().count())
        .sum();
    Ok(format!(
        "{:48} {:5} {lines:8} {:12} {milliseconds:13}",
        row.file,
        output.files.len(),
        output.unsupported.len()
    ))
}

/// Every file is Rust, and has a path of its own.
fn check(output: &Output) -> Result<(), String> {
    let mut paths: Vec<String> = Vec::with_capacity(output.files.len());
    for file in &output.files {
        syn::parse_file(&file.contents).map_err(|error| format!("{}: {error}", file.path))?;
        // Not every file system tells upper from lower case.
        let path = file.path.to_lowercase();
        if paths.contains(&path) {
            return Err(format!("two files are called {}", file.path));
        }
        paths.push(path);
    }
    Ok(())
}

fn write(output: &Output, folder: &Path) -> std::io::Result<()> {
    for file in &output.files {
        let path = folder.join("generated").join(&file.path);
        fs::create_dir_all(folder.join("generated"))?;
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, &file.contents)?;
    }
    Ok(())
}
