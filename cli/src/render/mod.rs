//! What people see: the one place where diagnostics and errors become text.

mod diagnostic;
mod terminal;

pub(crate) use diagnostic::diagnostics;
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
