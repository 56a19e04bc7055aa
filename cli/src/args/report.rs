//! `FORMAT=PATH`: a report to write.

use std::path::PathBuf;
use std::str::FromStr;

/// The formats that a report can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    /// Every event of the run, one JSON object a line.
    Jsonl,
    /// The verdict as one JSON document.
    Json,
    /// The verdict as JUnit XML.
    Junit,
    /// What `tally replay` sends again.
    Replay,
}

impl ReportFormat {
    /// Every format with its name.
    pub(crate) const ALL: [(&str, Self); 4] = [
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("junit", Self::Junit),
        ("replay", Self::Replay),
    ];
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(name, _)| *name == text);
        known.map(|&(_, format)| format).ok_or_else(|| {
            let names = Self::ALL.map(|(name, _)| name).join(", ");
            format!("`{text}` is not a report format; there are: {names}")
        })
    }
}

/// A report to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportTarget {
    /// How.
    pub(crate) format: ReportFormat,
    /// Where.
    pub(crate) path: PathBuf,
}

impl FromStr for ReportTarget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) = text.split_once('=').ok_or_else(|| {
            format!("`{text}` has no `=`; write FORMAT=PATH, for example junit=report.xml")
        })?;
        let format = format.parse()?;
        if path.is_empty() {
            return Err("the path of the report is empty".to_owned());
        }
        Ok(Self {
            format,
            path: path.into(),
        })
    }
}
