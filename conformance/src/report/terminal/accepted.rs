//! Accepted findings for people: one line each, and what is wrong with the entries.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Style;
use crate::event::{AcceptanceVoid, Accepted, Event, Void};
use crate::finding::{Finding, Fingerprint};

/// The accepted findings of a run.
#[derive(Default)]
pub(super) struct Acceptances {
    accepted: BTreeMap<Fingerprint, Accepted>,
    void: Vec<AcceptanceVoid>,
}

impl Acceptances {
    /// Takes the next event in.
    pub(super) fn event(&mut self, event: &Event) {
        match event {
            Event::Accepted(accepted) => {
                let fingerprint = accepted.fingerprint.clone();
                self.accepted.insert(fingerprint, accepted.clone());
            }
            Event::AcceptanceVoid(void) => self.void.push(void.clone()),
            _ => {}
        }
    }

    /// The accepted findings and the others.
    pub(super) fn divide(&self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
        findings
            .into_iter()
            .partition(|finding| self.accepted.contains_key(&finding.fingerprint))
    }

    pub(super) fn write(
        &self,
        out: &mut impl Write,
        style: Style,
        known: &[Finding],
    ) -> io::Result<()> {
        if !known.is_empty() {
            writeln!(out, "\n{}", style.bold("accepted"))?;
        }
        for finding in known {
            writeln!(
                out,
                "   {}: {} ({} → {})  {}",
                finding.rule.in_words(),
                finding.clause.promise,
                finding.expected,
                finding.observed,
                style.dim(&finding.fingerprint.0)
            )?;
            if let Some(accepted) = self.accepted.get(&finding.fingerprint) {
                let text = format!("until {}: {}", accepted.until, accepted.reason);
                writeln!(out, "      {}", style.dim(&text))?;
            }
        }
        for void in &self.void {
            let (origin, fingerprint) = (&void.origin, &void.fingerprint);
            let text = match void.why {
                Void::Expired => format!(
                    "{origin}: {fingerprint} was accepted until {} only; it fails again",
                    void.until
                ),
                Void::Unmatched => {
                    format!("{origin}: {fingerprint} was not found; its entry can be deleted")
                }
            };
            writeln!(out, "{}", style.yellow(&text))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::acceptance::{Acceptance, Entry};
    use crate::report::{Report as _, Terminal, sample};

    fn check(entries: Vec<Entry>, parts: &[&str]) {
        let mut acceptance = Acceptance::new(entries, Date::constant(2026, 11, 23));
        let mut out = Vec::new();
        let mut report = Terminal::new(&mut out, Style { color: false }, |_| None);
        for event in sample::events() {
            acceptance.pass(event, |event| report.event(&event).unwrap());
        }
        drop(report);
        let text = String::from_utf8(out).unwrap();
        for part in parts {
            assert!(text.contains(part), "{part} in\n{text}");
        }
    }

    fn entry(fingerprint: &str, until: Date) -> Entry {
        Entry {
            fingerprint: Fingerprint(fingerprint.to_owned()),
            reason: "ticket 12".to_owned(),
            until,
            clause: None,
            origin: "known.toml:4:1".to_owned(),
        }
    }

    #[test]
    fn an_accepted_finding_is_one_line_with_its_reason() {
        let findings = sample::findings();
        let known = entry(&findings[0].fingerprint.0, Date::constant(2027, 1, 31));
        check(
            vec![known],
            &[
                "invalid accepted: `title` is a string (400 → accepted)",
                "until 2027-01-31: ticket 12",
                "2. undocumented status",
                "violated: 2 findings (1 accepted); 1 of 5 clauses upheld",
            ],
        );
    }

    #[test]
    fn entries_that_accept_nothing_are_named_with_their_place() {
        let findings = sample::findings();
        check(
            vec![
                entry(&findings[0].fingerprint.0, Date::constant(2026, 1, 31)),
                entry("0000000000000000", Date::constant(2027, 1, 31)),
            ],
            &[
                "was accepted until 2026-01-31 only; it fails again",
                "known.toml:4:1: 0000000000000000 was not found",
            ],
        );
    }
}
