//! The index of a folder of documents.

use std::path::{Path, PathBuf};

/// Which documents of a folder a command is about.
#[derive(clap::Args)]
pub(crate) struct Documents {
    /// A folder with an `INDEX.tsv`.
    pub(crate) folder: PathBuf,
    /// Only documents whose name contains this.
    #[arg(long)]
    only: Option<String>,
}

impl Documents {
    /// Those that are meant, in the order of the index; what is wrong with it is printed.
    #[expect(clippy::print_stderr, reason = "a development command talks")]
    pub(crate) fn rows(&self) -> Option<Vec<Row>> {
        let mut rows = read(&self.folder)
            .map_err(|error| eprintln!("{error}"))
            .ok()?;
        let only = self.only.as_deref().unwrap_or_default();
        rows.retain(|row| row.file.contains(only));
        Some(rows)
    }

    /// The entry file of a document.
    pub(crate) fn path(&self, row: &Row) -> PathBuf {
        self.folder.join(&row.file)
    }
}

/// One document of the folder.
pub(crate) struct Row {
    /// The entry file, relative to the folder.
    pub(crate) file: String,
    /// The version of OpenAPI that it declares.
    pub(crate) version: String,
    /// The size of the entry file and those that it refers to.
    pub(crate) bytes: u64,
    /// How many operations it has under `paths`.
    pub(crate) operations: usize,
    /// How many schemas it has under `components/schemas`, or `definitions` in 2.0.
    pub(crate) schemas: usize,
}

/// Reads `INDEX.tsv`: a line of headings, then one line a document.
pub(crate) fn read(folder: &Path) -> Result<Vec<Row>, String> {
    let path = folder.join("INDEX.tsv");
    let index = std::fs::read_to_string(&path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    index
        .lines()
        .skip(1)
        .map(|line| row(line).ok_or_else(|| format!("cannot understand the line `{line}`")))
        .collect()
}

fn row(line: &str) -> Option<Row> {
    let mut columns = line.split('\t');
    Some(Row {
        file: columns.next()?.to_owned(),
        version: columns.next()?.to_owned(),
        bytes: columns.next()?.parse().ok()?,
        operations: columns.next()?.parse().ok()?,
        schemas: columns.next()?.parse().ok()?,
    })
}

/// How many times one number is in another.
#[expect(clippy::cast_precision_loss, reason = "it is rounded for people")]
pub(crate) fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
