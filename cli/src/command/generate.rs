//! `tally generate`: Rust from a document.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tally_generator::{Config, Output, Stale, StaleFile, generate};

use super::document::{self, Document};
use super::project;
use crate::args::GenerateArgs;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// Writes what a document gives, or says in how far a directory differs from it.
///
/// # Errors
///
/// When the document cannot be used, or a file cannot be read or written.
pub(crate) fn run(args: &GenerateArgs) -> Result<Exit, Failure> {
    let (paths, emit) = project::generated(args)?;
    let document = document::read(&paths)?;
    let module = args.module.clone();
    let config = Config { emit, module };
    let output = output(&document, &config)?;
    let existing = existing(&args.out)?;
    let stale = output.check(&existing);
    if args.check {
        render::printed(report(&args.out, &stale))?;
        return Ok(match stale.is_empty() {
            true => Exit::Clean,
            false => Exit::Violated,
        });
    }
    let written = write(&args.out, &output, &existing)?;
    render::printed(summary(&args.out, &output, written, &stale))?;
    Ok(Exit::Clean)
}

/// What a document gives.
///
/// # Errors
///
/// When what was generated is not Rust, which is a defect of tally.
pub(crate) fn output(document: &Document, config: &Config) -> Result<Output, Failure> {
    generate(&document.contract, config).map_err(|error| Failure::Generate(render::chain(&error)))
}

/// The Rust files of a directory, by their path in it; none when there is no such directory.
fn existing(directory: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut found = BTreeMap::new();
    if directory.exists() {
        collect(directory, "", &mut found)?;
    }
    Ok(found)
}

fn collect(
    directory: &Path,
    prefix: &str,
    found: &mut BTreeMap<String, String>,
) -> Result<(), Failure> {
    let unreadable = |source| Failure::Read {
        path: directory.to_owned(),
        source,
    };
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).map_err(|source| Failure::Read {
                path: path.clone(),
                source,
            })?;
            found.insert(name, text);
        }
    }
    Ok(())
}

/// Writes the files that differ; gives how many were written.
fn write(
    directory: &Path,
    output: &Output,
    existing: &BTreeMap<String, String>,
) -> Result<usize, Failure> {
    let mut written = 0;
    for file in &output.files {
        match existing.get(&file.path) {
            Some(_) if file.write_once => continue,
            Some(contents) if *contents == file.contents => continue,
            _ => {}
        }
        let path = directory.join(&file.path);
        let unwritable = |source| Failure::Write {
            path: path.clone(),
            source,
        };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(unwritable)?;
        }
        fs::write(&path, &file.contents).map_err(unwritable)?;
        written += 1;
    }
    Ok(written)
}

/// Says which files are stale, and how.
fn report(directory: &Path, stale: &[StaleFile]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for file in stale {
        let path = directory.join(&file.path);
        match &file.kind {
            Stale::Missing => writeln!(out, "{}: missing", path.display())?,
            Stale::Superfluous => writeln!(out, "{}: nothing generates it", path.display())?,
            Stale::Changed { diff } => writeln!(out, "{}: stale\n{diff}", path.display())?,
        }
    }
    match stale.len() {
        0 => writeln!(out, "{} is fresh", directory.display()),
        files => writeln!(
            out,
            "{}: {files} stale; run the same command without --check",
            directory.display()
        ),
    }
}

/// Says what was written, what it needs, and what of the document it does not hold.
fn summary(
    directory: &Path,
    output: &Output,
    written: usize,
    stale: &[StaleFile],
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{}: {} files, {written} written",
        directory.display(),
        output.files.len()
    )?;
    for file in stale.iter().filter(|file| file.kind == Stale::Superfluous) {
        writeln!(
            out,
            "{}: nothing generates it; delete it if you do not need it",
            directory.join(&file.path).display()
        )?;
    }
    if !output.unsupported.is_empty() {
        writeln!(out, "\nNot all that the document says is in the types:")?;
        for unsupported in &output.unsupported {
            writeln!(out, "  {unsupported}")?;
        }
    }
    writeln!(out, "\nThe code needs, in Cargo.toml:")?;
    for dependency in &output.dependencies {
        writeln!(out, "  {dependency}")?;
    }
    Ok(())
}
