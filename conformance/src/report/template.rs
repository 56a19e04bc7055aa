//! The findings of a run as a file of accepted findings, each with a reason that is to be filled.

use std::io::{self, Write};

use jiff::civil::Date;
use serde_json::Value;

use super::Report;
use super::result::RunResult;
use crate::event::Event;
use crate::finding::Finding;

/// Writes a file of accepted findings, at the end of the run: what is accepted keeps its reason
/// and its last day, what is not gets an empty reason, which nobody accepts.
#[derive(Debug)]
pub struct Template<W> {
    out: W,
    until: Date,
    gathered: RunResult,
}

impl<W: Write> Template<W> {
    /// Writes to `out`; `until` is the last day that new entries propose.
    pub fn new(out: W, until: Date) -> Self {
        Self {
            out,
            until,
            gathered: RunResult::default(),
        }
    }
}

impl<W: Write> Report for Template<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        let Some(run) = self.gathered.event(event) else {
            return Ok(());
        };
        writeln!(
            self.out,
            "# Findings that are accepted for now (tally check --accept FILE).\n\
             # Give every entry a reason; after its last day (UTC) the finding fails again."
        )?;
        for finding in &run.findings {
            let (reason, until) = match run.accepted.get(&finding.fingerprint) {
                Some(accepted) => (accepted.reason.as_str(), accepted.until),
                None => ("", self.until),
            };
            self.entry(finding, reason, until)?;
        }
        self.out.flush()
    }
}

impl<W: Write> Template<W> {
    fn entry(&mut self, finding: &Finding, reason: &str, until: Date) -> io::Result<()> {
        let rule = finding.rule.in_words();
        writeln!(self.out, "\n# {rule}: {}", line(&finding.clause.promise))?;
        let sight = format!("{} → {}", finding.expected, finding.observed);
        writeln!(self.out, "# {}", line(&sight))?;
        writeln!(self.out, "[[finding]]")?;
        writeln!(self.out, "fingerprint = {}", quoted(&finding.fingerprint.0))?;
        writeln!(self.out, "clause = {}", quoted(&finding.clause.id.0))?;
        writeln!(self.out, "reason = {}", quoted(reason))?;
        writeln!(self.out, "until = {until}")
    }
}

/// A TOML basic string: JSON's escapes are among those of TOML, which also wants DEL escaped.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// A text as a comment: on one line, without control characters.
fn line(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn every_finding_is_an_entry_without_a_reason() {
        let mut out = Vec::new();
        let mut report = Template::new(&mut out, Date::constant(2027, 1, 31));
        for event in sample::events() {
            report.event(&event).unwrap();
        }
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("[[finding]]").count(), 2, "{text}");
        assert_eq!(text.matches("reason = \"\"\n").count(), 2, "{text}");
        assert_eq!(text.matches("until = 2027-01-31\n").count(), 2, "{text}");
        let fingerprint = &sample::findings()[0].fingerprint.0;
        assert!(text.contains(fingerprint), "{text}");
        assert!(text.contains("# invalid accepted: "), "{text}");
    }

    #[test]
    fn texts_are_quoted_so_that_toml_reads_them_back() {
        assert_eq!(quoted("a\"b\\c\n\u{7f}"), "\"a\\\"b\\\\c\\n\\u007f\"");
    }
}
