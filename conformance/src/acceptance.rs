//! Findings that a project knows of and accepts for now.
//!
//! Stands between the run and the reports: an accepted finding is followed by the event that says
//! so. What day it is is given by the caller; nothing here looks at a clock.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tally_spec::clause::ClauseId;

use crate::event::{AcceptanceVoid, Accepted, Event, Void};
use crate::finding::Fingerprint;

/// One accepted finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The finding.
    pub fingerprint: Fingerprint,
    /// Why it is accepted, in the words of the project.
    pub reason: String,
    /// The last day on which it is accepted.
    pub until: Date,
    /// Its clause, if the entry says so. A run that did not judge the clause says nothing about
    /// the entry.
    pub clause: Option<ClauseId>,
    /// Where the entry stands, for people: `FILE:LINE:COLUMN`.
    pub origin: String,
}

/// Puts in, behind each finding that an entry accepts, the event that says so.
#[derive(Clone, Debug)]
pub struct Acceptance {
    entries: BTreeMap<Fingerprint, Entry>,
    today: Date,
    /// The fingerprints that the run found.
    found: Vec<Fingerprint>,
    /// The clauses that the run judged.
    judged: Vec<ClauseId>,
    aborted: bool,
}

impl Acceptance {
    /// Accepts these findings, as of this day.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = Entry>, today: Date) -> Self {
        let entries = entries.into_iter();
        Self {
            entries: entries.map(|it| (it.fingerprint.clone(), it)).collect(),
            today,
            found: Vec::new(),
            judged: Vec::new(),
            aborted: false,
        }
    }

    /// Passes an event on, with what it means for the accepted findings. What an earlier pass put
    /// into a recorded stream is left out.
    pub fn pass(&mut self, event: Event, mut on_event: impl FnMut(Event)) {
        match &event {
            Event::Accepted(_) | Event::AcceptanceVoid(_) => return,
            Event::OperationJudged(judged) => {
                let clauses = judged.verdicts.iter().map(|it| it.clause.clone());
                self.judged.extend(clauses);
            }
            Event::RunAborted(_) => self.aborted = true,
            Event::RunFinished(_) => self.unmatched().for_each(&mut on_event),
            _ => {}
        }
        let more = match &event {
            Event::Found(finding) => self.judge(&finding.fingerprint),
            _ => None,
        };
        on_event(event);
        more.into_iter().for_each(on_event);
    }

    fn judge(&mut self, fingerprint: &Fingerprint) -> Option<Event> {
        self.found.push(fingerprint.clone());
        let entry = self.entries.get(fingerprint)?;
        Some(match self.today <= entry.until {
            true => Event::Accepted(Accepted {
                fingerprint: fingerprint.clone(),
                reason: entry.reason.clone(),
                until: entry.until,
            }),
            false => void(entry, Void::Expired),
        })
    }

    /// The entries whose clause was judged, but that no finding matched. A run that did not reach
    /// its end says nothing about what it did not find.
    fn unmatched(&self) -> impl Iterator<Item = Event> {
        let judged = |entry: &&Entry| match &entry.clause {
            Some(clause) => self.judged.contains(clause),
            None => true,
        };
        let entries = self.entries.values().filter(|_| !self.aborted);
        entries
            .filter(|entry| !self.found.contains(&entry.fingerprint))
            .filter(judged)
            .map(|entry| void(entry, Void::Unmatched))
    }
}

fn void(entry: &Entry, why: Void) -> Event {
    Event::AcceptanceVoid(AcceptanceVoid {
        fingerprint: entry.fingerprint.clone(),
        origin: entry.origin.clone(),
        until: entry.until,
        why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::summary::{Conclusion, Summary};

    const TODAY: Date = Date::constant(2026, 11, 23);

    /// An entry for a finding of the sample, written into a stream of its own.
    fn entry(fingerprint: &Fingerprint, until: Date, clause: Option<&str>) -> Entry {
        Entry {
            fingerprint: fingerprint.clone(),
            reason: "known".to_owned(),
            until,
            clause: clause.map(|it| ClauseId(it.into())),
            origin: "accepted.toml:1:1".to_owned(),
        }
    }

    /// What the entries make of the sample: the events that they add, and the conclusion.
    fn check(entries: Vec<Entry>, expected: &[&str], conclusion: Conclusion) {
        let mut acceptance = Acceptance::new(entries, TODAY);
        let (mut summary, mut reported) = (Summary::default(), Vec::new());
        for event in sample::events() {
            acceptance.pass(event, |event| {
                summary.consume(&event);
                match event {
                    Event::Accepted(it) => reported.push(format!("accepted until {}", it.until)),
                    Event::AcceptanceVoid(it) => reported.push(format!("{:?}", it.why)),
                    _ => {}
                }
            });
        }
        assert_eq!(reported, expected);
        assert_eq!(summary.conclusion(), conclusion);
    }

    fn all(until: Date) -> Vec<Entry> {
        let findings = sample::findings();
        findings
            .iter()
            .map(|it| entry(&it.fingerprint, until, Some(&it.clause.id.0)))
            .collect()
    }

    #[test]
    fn a_run_of_accepted_findings_only_is_clean() {
        let expected = ["accepted until 2026-11-23", "accepted until 2026-11-23"];
        check(all(TODAY), &expected, Conclusion::Clean);
    }

    #[test]
    fn one_finding_more_fails() {
        let mut one = all(TODAY);
        one.truncate(1);
        check(one, &["accepted until 2026-11-23"], Conclusion::Violated);
    }

    #[test]
    fn the_day_after_the_last_it_fails() {
        let yesterday = Date::constant(2026, 11, 22);
        check(
            all(yesterday),
            &["Expired", "Expired"],
            Conclusion::Violated,
        );
    }

    #[test]
    fn a_finding_of_another_clause_is_new() {
        let other = Fingerprint("0000000000000000".to_owned());
        check(
            vec![entry(&other, TODAY, None)],
            &["Unmatched"],
            Conclusion::Violated,
        );
    }

    #[test]
    fn an_entry_for_what_was_not_judged_is_not_called_stale() {
        let other = Fingerprint("0000000000000000".to_owned());
        let elsewhere = entry(&other, TODAY, Some("GET /elsewhere responses#/status"));
        check(vec![elsewhere], &[], Conclusion::Violated);
    }
}
