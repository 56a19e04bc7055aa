//! `tally lint`: what is wrong with a document.

use std::io::{self, Write as _};

use crate::args::LintArgs;
use crate::command::{document, project};
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render::{self, Stream, counted};

/// Prints the diagnostics of a document, each with its source line. The exit code tells whether any
/// is an error.
///
/// # Errors
///
/// When a file cannot be read or the document cannot be used.
pub(crate) fn run(args: &LintArgs) -> Result<Exit, Failure> {
    let paths = project::paths(&args.document)?;
    let document = document::read(&paths)?;
    let mut diagnostics = document.diagnostics;
    diagnostics.extend(document.contract.lint());
    diagnostics.sort_by(|a, b| {
        (&a.place.file, a.place.line, a.place.column).cmp(&(
            &b.place.file,
            b.place.line,
            b.place.column,
        ))
    });
    let mut out = io::stdout().lock();
    let mut errors = 0;
    let shown = render::diagnostics(
        &mut out,
        &document.sources,
        &diagnostics,
        render::color(Stream::Out),
    )
    .and_then(|tally| {
        errors = tally.errors;
        writeln!(
            out,
            "{}: {}; {}, {}, {}",
            paths.document.display(),
            counted(document.contract.operations.len(), "operation"),
            counted(tally.errors, "error"),
            counted(tally.warnings, "warning"),
            counted(tally.notes, "note"),
        )
    });
    render::printed(shown)?;
    Ok(match errors {
        0 => Exit::Clean,
        _ => Exit::Violated,
    })
}
