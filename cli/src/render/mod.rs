//! What people see: the one place where diagnostics and errors become text.

mod diagnostic;
mod progress;
mod terminal;

pub(crate) use diagnostic::diagnostics;
pub(crate) use progress::Progress;
pub(crate) use terminal::{Stream, color};

use crate::failure::Failure;

/// Standard output that was closed early (`tally lint … | head`) is nobody's failure.
///
/// # Errors
///
/// When standard output could not be written for another reason.
pub(crate) fn printed(written: std::io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::Write {
            path: "standard output".into(),
            source: error,
        }),
        _ => Ok(()),
    }
}

/// An error with the reasons behind it, `: ` between them.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

/// A number of things, with the noun in its number.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
