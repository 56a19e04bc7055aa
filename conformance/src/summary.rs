//! The summary of a run: what decides its exit code.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tally_spec::clause::ClauseId;
use tally_spec::contract::OperationKey;

use crate::event::{Event, Purpose, RunAborted};
use crate::finding::Fingerprint;
use crate::record::AnswerRecord;
use crate::verdict::Verdict;

/// Counts of a run, consumed from its events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Findings, accepted ones too.
    pub findings: u64,
    /// Findings that the project accepts for now.
    pub accepted: u64,
    /// Clauses by verdict.
    pub clauses: Clauses,
    /// Operations, and whether any request of each was accepted.
    pub operations: Vec<(OperationKey, bool)>,
    /// Why the run ended before its plan did.
    pub aborted: Option<RunAborted>,
    /// Requests that were sent.
    pub requests: u64,
    /// Milliseconds from start to end.
    pub milliseconds: u64,
    /// Requests of the plan that were sent.
    #[serde(default)]
    pub cases: u64,
    /// How many of them the server had too much to do for (429, or 503 with `Retry-After`), also after
    /// it was left alone for a while: they say nothing.
    #[serde(default)]
    pub limited: u64,
    /// The clauses of each finding that is not accepted.
    #[serde(skip)]
    open: BTreeMap<Fingerprint, Vec<ClauseId>>,
    /// The clauses of findings that are.
    #[serde(skip)]
    excused: BTreeSet<ClauseId>,
}

/// Numbers of clauses by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clauses {
    /// Upheld.
    pub upheld: u64,
    /// Violated.
    pub violated: u64,
    /// Violated, but by accepted findings only.
    pub accepted: u64,
    /// Inconclusive.
    pub inconclusive: u64,
    /// Not exercised.
    pub not_exercised: u64,
}

/// The one word for a run, most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// A clause was violated.
    Violated,
    /// The server was not reached, or not to the end.
    Unreachable,
    /// The user stopped it; what was seen is clean.
    Stopped,
    /// Nothing was violated, but the server had too much to do for most of the plan.
    RateLimited,
    /// Nothing was violated, but an operation never accepted a request.
    NeverAccepted,
    /// Nothing was violated.
    Clean,
}

impl Summary {
    /// Takes the next event in.
    pub fn consume(&mut self, event: &Event) {
        match event {
            Event::Found(finding) => {
                self.findings += 1;
                let clauses = finding.also.iter().chain([&finding.clause.id]);
                let open = self.open.entry(finding.fingerprint.clone());
                open.or_default().extend(clauses.cloned());
            }
            Event::Accepted(accepted) => {
                if let Some(clauses) = self.open.remove(&accepted.fingerprint) {
                    self.accepted += 1;
                    self.excused.extend(clauses);
                }
            }
            Event::OperationJudged(judged) => {
                self.operations
                    .push((judged.operation.clone(), judged.accepted));
                for clause in &judged.verdicts {
                    let excused = self.excuses(&clause.clause);
                    let count = match clause.verdict {
                        Verdict::Upheld { .. } => &mut self.clauses.upheld,
                        Verdict::Violated if excused => &mut self.clauses.accepted,
                        Verdict::Violated => &mut self.clauses.violated,
                        Verdict::Inconclusive { .. } => &mut self.clauses.inconclusive,
                        Verdict::NotExercised { .. } => &mut self.clauses.not_exercised,
                    };
                    *count += 1;
                }
            }
            Event::RunAborted(reason) => self.aborted = Some(reason.clone()),
            Event::RunFinished(finished) => {
                self.requests = finished.requests;
                self.milliseconds = finished.milliseconds;
            }
            Event::ExchangeDone(done) => {
                if matches!(done.purpose, Purpose::Case | Purpose::Bind) {
                    self.cases += 1;
                    let answer = done.record.answer.as_ref();
                    self.limited += u64::from(answer.is_some_and(AnswerRecord::is_busy));
                }
            }
            Event::RunStarted(_)
            | Event::Noted(_)
            | Event::OperationBound(_)
            | Event::CaseDropped(_)
            | Event::AcceptanceVoid(_)
            | Event::LawJudged(_)
            | Event::NotRestored(_)
            | Event::CleanedUp(_) => {}
        }
    }

    /// Whether a clause was seen broken by accepted findings only.
    #[must_use]
    pub fn excuses(&self, clause: &ClauseId) -> bool {
        let is_open = || self.open.values().any(|clauses| clauses.contains(clause));
        self.excused.contains(clause) && !is_open()
    }

    /// The one word for the run.
    #[must_use]
    pub fn conclusion(&self) -> Conclusion {
        if self.findings > self.accepted || self.clauses.violated > 0 {
            return Conclusion::Violated;
        }
        match self.aborted {
            Some(RunAborted::Unreachable { .. } | RunAborted::ServerGone { .. }) => {
                Conclusion::Unreachable
            }
            Some(RunAborted::Stopped) => Conclusion::Stopped,
            None if self.limited * 2 > self.cases => Conclusion::RateLimited,
            None if self.never_accepted().next().is_some() => Conclusion::NeverAccepted,
            None => Conclusion::Clean,
        }
    }

    /// The operations that never accepted a request.
    pub fn never_accepted(&self) -> impl Iterator<Item = &OperationKey> {
        let refused = self.operations.iter().filter(|(_, accepted)| !accepted);
        refused.map(|(operation, _)| operation)
    }
}
