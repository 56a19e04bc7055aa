//! The accepted findings of a run: the file that is read, and the one that is written.

use std::fs::OpenOptions;
use std::io::BufWriter;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};
use tally_conformance::acceptance::Acceptance;
use tally_conformance::report::Template;

use super::run::OpenReport;
use crate::args::AcceptanceArgs;
use crate::configuration;
use crate::failure::Failure;

/// How many days new entries propose.
const DAYS: i64 = 30;

/// Reads the file of accepted findings, as of today.
///
/// # Errors
///
/// When it cannot be read or used.
pub(crate) fn read(path: Option<&Path>) -> Result<Option<Acceptance>, Failure> {
    path.map(|path| Ok(Acceptance::new(configuration::accepted(path)?, today())))
        .transpose()
}

/// Opens the file that the findings are written to, before anything is sent.
///
/// # Errors
///
/// When it exists, or cannot be written.
pub(crate) fn template(args: &AcceptanceArgs) -> Result<Option<OpenReport>, Failure> {
    let Some(path) = &args.write_accept else {
        return Ok(None);
    };
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let file = opened.map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::flag(
            "--write-accept",
            format!(
                "{} exists, and is not overwritten: its reasons are yours; name a new file (what \
                 --accept accepts is taken over)",
                path.display()
            ),
        ),
        _ => Failure::Write {
            path: path.clone(),
            source,
        },
    })?;
    let until = today().saturating_add(DAYS.days());
    Ok(Some(OpenReport {
        path: path.clone(),
        report: Box::new(Template::new(BufWriter::new(file), until)),
    }))
}

/// The day in UTC.
fn today() -> Date {
    Offset::UTC.to_datetime(Timestamp::now()).date()
}
