//! `tally schema`: the JSON Schemas of what tally reads and writes.

use std::io::{self, Write as _};

use tally_conformance::report::VERDICT_SCHEMA;

use crate::args::{SchemaArgs, SchemaName};
use crate::configuration;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// Prints a schema.
///
/// # Errors
///
/// When standard output cannot be written.
pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    let text = match args.name {
        SchemaName::Configuration => format!("{:#}\n", configuration::schema()),
        SchemaName::Accepted => configuration::ACCEPTED_SCHEMA.to_owned(),
        SchemaName::Verdict => VERDICT_SCHEMA.to_owned(),
    };
    render::printed(io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}
