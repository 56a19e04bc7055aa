//! One text as a tree of its own, whatever it is about.

use super::{NodeId, Tree};
use crate::diagnostic::{Diagnostic, Severity};
use crate::{Place, read};

/// A text that was read, whether or not it is well-formed.
#[derive(Clone, Debug)]
pub struct Text {
    /// The tree.
    pub tree: Tree,
    /// Its root. None: the text is not well-formed, and a diagnostic says why.
    pub root: Option<NodeId>,
    /// What is wrong with the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a text as JSON or YAML, by its name and by how it begins. No reference is followed.
///
/// # Example
///
/// ```
/// let text = tally_spec::tree::read_text("a.yaml", "answer: 42");
/// let root = text.tree.view(text.root.expect("it is well-formed"));
/// assert_eq!(root.get("answer").and_then(|answer| answer.number()), Some("42"));
/// assert!(tally_spec::tree::read_text("a.json", "{").root.is_none());
/// ```
#[must_use]
pub fn read_text(name: &str, text: &str) -> Text {
    let mut tree = Tree::default();
    let mut diagnostics = Vec::new();
    let root = match tree.sources_mut().add(name, text.to_owned()) {
        Some(file) => read::read(&mut tree, file, &mut diagnostics),
        None => {
            diagnostics.push(Diagnostic {
                severity: Severity::Error,
                code: "too-large".into(),
                message: "the text is too large".into(),
                help: None,
                place: Place {
                    file: name.into(),
                    pointer: String::new(),
                    line: 1,
                    column: 1,
                },
            });
            None
        }
    };
    Text {
        tree,
        root,
        diagnostics,
    }
}
