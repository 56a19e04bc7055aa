//! `FORMAT=PATH`: a report to write.

use std::path::PathBuf;
use std::str::FromStr;

/// The formats that a report can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    /// Every event of the run, one JSON object a line.
    Jsonl,
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
        let (format, path) = text
            .split_once('=')
            .ok_or_else(|| format!("`{text}` has no `=`; write jsonl=PATH"))?;
        let format = match format {
            "jsonl" => ReportFormat::Jsonl,
            _ => {
                return Err(format!(
                    "`{format}` is not a report format; there is: jsonl"
                ));
            }
        };
        if path.is_empty() {
            return Err("the path of the report is empty".to_owned());
        }
        Ok(Self {
            format,
            path: path.into(),
        })
    }
}
