//! What is wrong with a document: collected, never thrown.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Place, Sources};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document cannot be used.
    Fatal,
    /// A part of the document is what the specification forbids, or was left out; the rest is used.
    Error,
    /// The document says something that it cannot mean, or that has no effect.
    Warning,
    /// Worth knowing: how the document was understood.
    Note,
}

/// Something wrong with a document, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of thing is wrong: kebab-case, stable, for example `dangling-reference`.
    pub code: String,
    /// What is wrong here, one sentence without a full stop.
    pub message: String,
    /// What to do about it, if that can be said.
    pub help: Option<String>,
    /// Where it is.
    pub place: Place,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.place, self.message, self.code)
    }
}

/// Sorts by file, as they were read, and place; says nothing twice.
pub(crate) fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    let order = |diagnostic: &Diagnostic| {
        let place = &diagnostic.place;
        let file = sources.files().position(|file| *file.name() == *place.file);
        (file, place.line, place.column)
    };
    diagnostics.sort_by_key(order);
    diagnostics.dedup();
}
