//! The files of a document: how they are named, found and read.

use std::io;
use std::path::{Component, Path, PathBuf};

use url::Url;

use crate::diagnostic::Diagnostic;
use crate::read;
use crate::source::FileId;
use crate::tree::{NodeId, Tree};

/// Gives the bytes of a file: the file system, or what a test holds in memory.
pub type ReadFile<'f> = dyn Fn(&Path) -> io::Result<Vec<u8>> + 'f;

/// Where the files of one document come from.
pub(crate) struct Files<'f> {
    read: &'f ReadFile<'f>,
    /// The directory of the entry file, absolute.
    directory: PathBuf,
    /// The same directory as it was named.
    shown: PathBuf,
    entry: Url,
}

impl<'f> Files<'f> {
    /// Prepares to read a document and what lies around it.
    pub(crate) fn new(entry: &Path, read: &'f ReadFile<'f>) -> io::Result<Self> {
        let absolute = lexical(&std::path::absolute(entry)?);
        let invalid = || io::Error::new(io::ErrorKind::InvalidInput, "the path names no file");
        let url = Url::from_file_path(&absolute).map_err(|()| invalid())?;
        let directory = absolute.parent().ok_or_else(invalid)?.to_owned();
        let shown = entry.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self {
            read,
            directory,
            shown,
            entry: url,
        })
    }

    /// The URL of the entry file.
    pub(crate) fn entry(&self) -> &Url {
        &self.entry
    }

    /// Reads a file that a reference names into the tree.
    pub(crate) fn read(
        &self,
        url: &Url,
        tree: &mut Tree,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<NodeId, String> {
        let path = url
            .to_file_path()
            .map_err(|()| "it names no file of this machine".to_owned())?;
        let shown = self.show(&path);
        // A device or a pipe, which a document may name, has no end.
        if path.exists() && !path.is_file() {
            return Err(format!("`{shown}` is no file"));
        }
        let bytes = (self.read)(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("there is no file `{shown}`"),
            _ => format!("the file `{shown}` cannot be read: {error}"),
        })?;
        let file = add(&shown, bytes, tree)?;
        read::read(tree, file, diagnostics)
            .ok_or_else(|| format!("the file `{shown}` is not well-formed"))
    }

    /// The name of a file relative to the entry file as that was named.
    fn show(&self, path: &Path) -> String {
        let mut up = PathBuf::new();
        for directory in self.directory.ancestors() {
            if let Ok(rest) = path.strip_prefix(directory) {
                let relative = self.shown.join(up).join(rest);
                return lexical(&relative).display().to_string();
            }
            up.push("..");
        }
        path.display().to_string()
    }
}

/// Adds the text of a file to the sources.
pub(crate) fn add(name: &str, bytes: Vec<u8>, tree: &mut Tree) -> Result<FileId, String> {
    let text = read::decode(bytes).map_err(|reason| format!("the file `{name}` {reason}"))?;
    tree.sources_mut()
        .add(name, text)
        .ok_or_else(|| format!("the file `{name}` is too large"))
}

/// A path without `.` and, where something stands before it, without `..`.
fn lexical(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.iter().collect()
}
