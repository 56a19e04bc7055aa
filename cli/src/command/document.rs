//! Reading the document of a command.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tally_spec::contract::Server;
use tally_spec::{Contract, Diagnostic, Loaded, Severity, Sources};

use url::Url;

use crate::failure::Failure;
use crate::render::{self, Stream, counted};

/// The files of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paths {
    /// The document.
    pub(crate) document: PathBuf,
    /// Its overlays, in the order in which they are applied.
    pub(crate) overlays: Vec<PathBuf>,
}

/// A document that can be used.
pub(crate) struct Document {
    /// Its text, for excerpts.
    pub(crate) sources: Sources,
    /// What it promises.
    pub(crate) contract: Contract,
    /// What is wrong with it all the same.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the document of a command.
///
/// # Errors
///
/// When a file cannot be read, or the document cannot be used: then its diagnostics of severity
/// fatal and error have been printed to standard error.
pub(crate) fn read(paths: &Paths) -> Result<Document, Failure> {
    let loaded =
        tally_spec::load(&paths.document, &paths.overlays).map_err(|error| Failure::Read {
            path: error.path,
            source: error.source,
        })?;
    usable(loaded, &paths.document)
}

/// Takes a document that was read, if it can be used.
///
/// # Errors
///
/// When it cannot: then its diagnostics of severity fatal and error have been printed to standard
/// error.
pub(crate) fn usable(loaded: Loaded, path: &Path) -> Result<Document, Failure> {
    if let Some(contract) = loaded.contract {
        return Ok(Document {
            sources: loaded.sources,
            contract,
            diagnostics: loaded.diagnostics,
        });
    }
    let fatal: Vec<_> = loaded
        .diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.severity <= Severity::Error)
        .collect();
    let mut err = io::stderr().lock();
    // Nothing can be done when the message itself cannot be printed.
    let _ = render::diagnostics(
        &mut err,
        &loaded.sources,
        &fatal,
        render::color(Stream::Err),
    );
    Err(Failure::Document {
        path: path.to_owned(),
    })
}

/// Says that the paths of the document may stand under another one, if its servers say so and the
/// URL does not.
pub(crate) fn mention_base(to: &mut dyn Write, contract: &Contract, url: &Url) -> io::Result<()> {
    let servers = contract.operations.iter().flat_map(|it| &it.servers);
    let base = |server: &Server| {
        let path = match Url::parse(&server.url) {
            Ok(url) => url.path().to_owned(),
            Err(_) => server.url.clone(),
        };
        let path = path.trim_end_matches('/').to_owned();
        (path.starts_with('/') && !path.contains('{')).then_some(path)
    };
    let bases: BTreeSet<Option<String>> = servers.map(base).collect();
    match (bases.into_iter().collect::<Vec<_>>().as_slice(), url.path()) {
        ([Some(base)], "/") => writeln!(
            to,
            "note: the servers of the document have the base path {base}, the URL has none; \
             perhaps --url {}{base}",
            url.as_str().trim_end_matches('/')
        ),
        _ => Ok(()),
    }
}

/// Says in one line that a document has diagnostics, if it has any that matter.
pub(crate) fn mention(to: &mut dyn Write, document: &Document, paths: &Paths) -> io::Result<()> {
    let count = |severity| {
        document
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 0 {
        writeln!(
            to,
            "note: {} has {} and {}; `tally lint` shows them",
            paths.document.display(),
            counted(errors, "error"),
            counted(warnings, "warning"),
        )?;
    }
    Ok(())
}
