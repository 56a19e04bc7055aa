//! What was generated.

use std::collections::BTreeMap;
use std::fmt;

use similar::TextDiff;

use crate::unsupported::Unsupported;

/// What was generated: a pure function of contract, configuration and version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The files, in the order of their paths.
    pub files: Vec<OutputFile>,
    /// The crates that the files need, in the order of their names.
    pub dependencies: Vec<Dependency>,
    /// What the document says and the files do not.
    pub unsupported: Vec<Unsupported>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Where it belongs, relative to the folder of the output, with `/` between its parts.
    pub path: String,
    /// What is in it.
    pub contents: String,
    /// Whether it is written only if there is none: its owner continues by hand.
    pub write_once: bool,
}

/// A crate that generated code needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name.
    pub name: &'static str,
    /// What stands behind its name in `Cargo.toml`.
    pub requirement: &'static str,
    /// What else its owner decides.
    pub note: Option<&'static str>,
}

impl fmt::Display for Dependency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.name, self.requirement)?;
        match self.note {
            Some(note) => write!(f, " # {note}"),
            None => Ok(()),
        }
    }
}

/// A file that is not as it would be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleFile {
    /// Where it is, relative to the folder of the output.
    pub path: String,
    /// What is wrong with it.
    pub kind: Stale,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// It is not there.
    Missing,
    /// Nothing generates it (any more).
    Superfluous,
    /// It has other contents: what would change, as a unified diff.
    Changed {
        /// The diff.
        diff: String,
    },
}

impl Output {
    /// Compares the output with the files that are there, by their paths. Those that are written
    /// once may be missing or have any contents.
    #[must_use]
    pub fn check(&self, existing: &BTreeMap<String, String>) -> Vec<StaleFile> {
        let mut stale = Vec::new();
        for file in self.files.iter().filter(|file| !file.write_once) {
            let kind = match existing.get(&file.path) {
                None => Stale::Missing,
                Some(contents) if *contents == file.contents => continue,
                Some(contents) => {
                    let diff = TextDiff::from_lines(contents.as_str(), &file.contents);
                    let diff = diff.unified_diff().context_radius(2).to_string();
                    Stale::Changed { diff }
                }
            };
            stale.push(StaleFile {
                path: file.path.clone(),
                kind,
            });
        }
        for path in existing.keys() {
            if !self.files.iter().any(|file| file.path == *path) {
                stale.push(StaleFile {
                    path: path.clone(),
                    kind: Stale::Superfluous,
                });
            }
        }
        stale
    }
}
