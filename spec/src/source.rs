//! The texts that a document was read from.
//!
//! What belongs here: file names, texts, and where a byte offset stands in lines and columns.
//! What never does: what the texts mean.

use std::fmt;
use std::sync::{Arc, OnceLock};

/// Names a file among [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(crate) u16);

/// The files of a document, its overlays among them, in the order in which they were read.
///
/// Cheap to clone.
#[derive(Clone, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

/// One file: its name and its text.
pub struct SourceFile {
    name: Arc<str>,
    text: String,
    /// Byte offset of the start of every line, made when first asked for.
    lines: OnceLock<Vec<u32>>,
}

/// The largest text that is read, in bytes: offsets are 32 bits wide.
pub(crate) const LARGEST_TEXT: usize = u32::MAX as usize;

impl Sources {
    /// Adds a file; the text must not be longer than [`LARGEST_TEXT`].
    pub(crate) fn add(&mut self, name: &str, text: String) -> Option<FileId> {
        let id = FileId(u16::try_from(self.files.len()).ok()?);
        if text.len() > LARGEST_TEXT {
            return None;
        }
        self.files.push(Arc::new(SourceFile {
            name: name.into(),
            text,
            lines: OnceLock::new(),
        }));
        Some(id)
    }

    /// The file of that identity.
    pub(crate) fn file(&self, id: FileId) -> &SourceFile {
        &self.files[usize::from(id.0)]
    }

    /// All files, in the order in which they were read.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(AsRef::as_ref)
    }

    /// The text of one line of a file, without its line break.
    ///
    /// `file` is the name that a [`Place`](crate::Place) bears; lines are counted from 1.
    /// None if there is no such file or line.
    #[must_use]
    pub fn line(&self, file: &str, line: u32) -> Option<&str> {
        self.files()
            .find(|source| &*source.name == file)?
            .line(line)
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.files().map(SourceFile::name))
            .finish()
    }
}

impl SourceFile {
    /// The name of the file, as it was given on the command line or by the `$ref` that led to it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn shared_name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// The whole text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| line_starts(&self.text))
    }

    /// The text of a line, counted from 1, without its line break.
    #[must_use]
    pub fn line(&self, line: u32) -> Option<&str> {
        let lines = self.lines();
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = *lines.get(index)? as usize;
        let end = lines
            .get(index + 1)
            .map_or(self.text.len(), |&next| next as usize);
        Some(self.text[start..end].trim_end_matches(['\n', '\r']))
    }

    /// Line and column, both counted from 1, of a byte offset; columns count Unicode scalar
    /// values. An offset beyond the text is taken as its end.
    #[must_use]
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let lines = self.lines();
        let index = lines
            .partition_point(|&start| start as usize <= offset)
            .max(1)
            - 1;
        let start = lines[index] as usize;
        let column = self.text[start..offset].chars().count() + 1;
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        (clamp(index + 1), clamp(column))
    }
}

/// The byte offset of the start of every line; a line ends with LF, CR LF or CR.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (index, &byte) in bytes.iter().enumerate() {
        let ends = byte == b'\n' || (byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
        if ends && let Ok(start) = u32::try_from(index + 1) {
            starts.push(start);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add("a.json", text.to_owned()).unwrap();
        sources
    }

    #[test]
    fn lines_end_with_any_of_the_three_breaks() {
        let sources = source("a\nb\r\nc\rd");
        let lines: Vec<_> = (1..=5).map(|line| sources.line("a.json", line)).collect();
        assert_eq!(lines, [Some("a"), Some("b"), Some("c"), Some("d"), None]);
        assert_eq!(sources.line("a.json", 0), None);
        assert_eq!(sources.line("b.json", 1), None);
    }

    #[test]
    fn columns_count_characters() {
        let sources = source("é𝄞x\ny");
        let file = sources.file(FileId(0));
        assert_eq!(file.position(6), (1, 3));
        assert_eq!(file.position(8), (2, 1));
        assert_eq!(file.position(99), (2, 2));
        assert_eq!(
            file.position(1),
            (1, 1),
            "an offset inside a character is its start"
        );
    }
}
