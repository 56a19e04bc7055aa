//! From a file name to a contract.

use std::io;
use std::path::{Path, PathBuf};

use crate::contract::Contract;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::files::{self, Files, ReadFile};
use crate::source::Sources;
use crate::tree::Tree;
use crate::{Place, layout, overlay, read, resolve, version};

/// A document that was read, whether or not it can be used.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The texts, for excerpts.
    pub sources: Sources,
    /// What is wrong with the document, in the order of its files and lines.
    pub diagnostics: Vec<Diagnostic>,
    /// What the document promises. None: it cannot be used, and a diagnostic of severity
    /// [`Severity::Fatal`] says why.
    pub contract: Option<Contract>,
}

/// A file could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}", path.display())]
pub struct LoadError {
    /// The file.
    pub path: PathBuf,
    /// Why not.
    pub source: io::Error,
}

/// Reads a document with the files that it refers to, and applies overlays in their order.
///
/// # Errors
///
/// If the document or an overlay cannot be read from the file system. Everything that is wrong
/// with their contents, a file that a reference names and that cannot be read among it, is a
/// diagnostic.
pub fn load(document: &Path, overlays: &[PathBuf]) -> Result<Loaded, LoadError> {
    load_with(document, overlays, &|path| std::fs::read(path))
}

/// Reads a document of one file that is held in memory; `name` is what places call it.
///
/// # Example
///
/// ```
/// let loaded = tally_spec::read_text("api.json", r#"{"openapi": "2.5"}"#);
/// assert!(loaded.contract.is_none());
/// assert_eq!(loaded.diagnostics[0].place.to_string(), "api.json:1:2");
/// ```
#[must_use]
pub fn read_text(name: &str, text: &str) -> Loaded {
    let entry = Path::new(name);
    let read = |_: &Path| Err(io::ErrorKind::NotFound.into());
    match Files::new(entry, &read) {
        Ok(files) => load_bytes(name, text.as_bytes().to_vec(), &[], &files),
        Err(_) => Loaded {
            sources: Sources::default(),
            diagnostics: Vec::new(),
            contract: None,
        },
    }
}

/// Reads a document as [`load`] does, from files that `read` gives.
///
/// # Errors
///
/// If `read` fails for the document or an overlay.
pub fn load_with(
    document: &Path,
    overlays: &[PathBuf],
    read: &ReadFile<'_>,
) -> Result<Loaded, LoadError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| LoadError { path, source }
    };
    let bytes = read(document).map_err(failed(document))?;
    let files = Files::new(document, read).map_err(failed(document))?;
    let mut texts = Vec::new();
    for overlay in overlays {
        let bytes = read(overlay).map_err(failed(overlay))?;
        texts.push((overlay.display().to_string(), bytes));
    }
    Ok(load_bytes(
        &document.display().to_string(),
        bytes,
        &texts,
        &files,
    ))
}

fn load_bytes(
    name: &str,
    bytes: Vec<u8>,
    overlays: &[(String, Vec<u8>)],
    files: &Files<'_>,
) -> Loaded {
    let mut tree = Tree::default();
    let mut diagnostics = Vec::new();
    let entry = read_entry(name, bytes, &mut tree, &mut diagnostics);
    if let Some(root) = entry {
        for (name, bytes) in overlays {
            let overlay = read_entry(name, bytes.clone(), &mut tree, &mut diagnostics);
            if let Some(overlay) = overlay {
                overlay::apply(&mut tree, root, overlay, &mut diagnostics);
            }
        }
    }
    let fatal = diagnostics
        .iter()
        .any(|one| one.severity == Severity::Fatal);
    let contract =
        entry
            .filter(|_| !fatal)
            .and_then(|root| match version::version(tree.view(root)) {
                Ok(version) => {
                    let tree = std::mem::take(&mut tree);
                    let document = resolve::resolve(tree, root, version, files, &mut diagnostics);
                    Some(layout::lay_out(document, &mut diagnostics))
                }
                Err(fatal) => {
                    diagnostics.push(*fatal);
                    None
                }
            });
    let sources = match &contract {
        Some(contract) => contract.sources().clone(),
        None => tree.sources().clone(),
    };
    diagnostic::sort(&mut diagnostics, &sources);
    Loaded {
        sources,
        diagnostics,
        contract,
    }
}

/// Reads the entry file or an overlay; what makes it unreadable is fatal.
fn read_entry(
    name: &str,
    bytes: Vec<u8>,
    tree: &mut Tree,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<crate::tree::NodeId> {
    match files::add(name, bytes, tree) {
        Ok(file) => {
            let root = read::read(tree, file, diagnostics);
            if root.is_none()
                && let Some(diagnostic) = diagnostics.last_mut()
            {
                diagnostic.severity = Severity::Fatal;
            }
            root
        }
        Err(message) => {
            diagnostics.push(Diagnostic {
                severity: Severity::Fatal,
                code: "encoding".into(),
                message,
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
    }
}
