//! Reads text into the located tree.
//!
//! What belongs here: the syntax of JSON (RFC 8259) and of YAML 1.2. What never does: what the
//! members mean.

mod json;
mod scalar;
mod spaced;
mod yaml;

use crate::Place;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, SourceFile};
use crate::tree::{Builder, NodeId, Tree};

/// How deeply containers may nest.
pub(crate) const DEPTH_LIMIT: usize = 256;

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) message: String,
    /// Byte offset.
    pub(crate) at: u32,
}

/// Something that is wrong with a text that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// Byte offset.
    pub(crate) at: u32,
}

/// The text of a file: UTF-8, without a byte order mark. The error says what it is instead.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
        return Err("is encoded in UTF-16; only UTF-8 is read".into());
    }
    let mut text = String::from_utf8(bytes)
        .map_err(|error| format!("is not UTF-8: {}", error.utf8_error()))?;
    if text.starts_with('\u{FEFF}') {
        text.remove(0);
    }
    Ok(text)
}

/// Reads a file that is among the sources of the tree. None if it is not well-formed: a diagnostic
/// of severity `Error` says why.
pub(crate) fn read(
    tree: &mut Tree,
    file: FileId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<NodeId> {
    let sources = tree.sources().clone();
    let source = sources.file(file);
    let place = |at: u32| {
        let (line, column) = source.position(at);
        Place {
            file: source.shared_name(),
            pointer: String::new(),
            line,
            column,
        }
    };
    let mut problems = Vec::new();
    let mut builder = Builder::new(tree, file);
    if let Err(error) = text(source, &mut builder, &mut problems) {
        diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code: "syntax".into(),
            message: error.message,
            help: None,
            place: place(error.at),
        });
        return None;
    }
    for problem in problems {
        diagnostics.push(Diagnostic {
            severity: problem.severity,
            code: problem.code.into(),
            message: problem.message,
            help: None,
            place: place(problem.at),
        });
    }
    let root = builder.root();
    let duplicates = std::mem::take(&mut builder.duplicates);
    for duplicate in duplicates {
        let (line, _) = source.position(duplicate.first);
        diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code: "duplicate-key".into(),
            message: format!(
                "the member `{}` stands twice in the same object, first in line {line}; the last one counts",
                tree.key(duplicate.key),
            ),
            help: Some("remove or rename one of them".into()),
            place: place(duplicate.again),
        });
    }
    root
}

/// Reads as JSON what is named so or begins so, and everything else as YAML.
fn text(
    source: &SourceFile,
    builder: &mut Builder<'_>,
    problems: &mut Vec<Problem>,
) -> Result<(), SyntaxError> {
    let named_json = source.name().to_ascii_lowercase().ends_with(".json");
    let begins_json = source.text().trim_start().starts_with(['{', '[']);
    if named_json {
        return json::read(source.text(), builder);
    }
    // YAML in flow style begins in the same way.
    if begins_json && json::read(source.text(), builder).is_ok() {
        return Ok(());
    }
    builder.start_again();
    yaml::read(source.text(), builder, problems)
}

fn offset(at: usize) -> u32 {
    // Longer texts are refused before they are read.
    u32::try_from(at).unwrap_or(u32::MAX)
}
