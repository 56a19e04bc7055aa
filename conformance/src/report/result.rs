//! The events of a run, collected until its end: for reports that are one document.

use std::collections::BTreeMap;

use crate::event::{
    AcceptanceVoid, Accepted, Event, LeftResource, NotRestored, OperationBound, OperationJudged,
    RunStarted,
};
use crate::finding::{Finding, Fingerprint};
use crate::note::Note;
use crate::summary::Summary;

/// The result of a run.
#[derive(Debug, Default)]
pub(super) struct RunResult {
    pub(super) started: Option<RunStarted>,
    pub(super) bound: Vec<OperationBound>,
    pub(super) findings: Vec<Finding>,
    pub(super) accepted: BTreeMap<Fingerprint, Accepted>,
    pub(super) void: Vec<AcceptanceVoid>,
    pub(super) judged: Vec<OperationJudged>,
    pub(super) not_restored: Vec<NotRestored>,
    /// What the run made and did not delete.
    pub(super) left: Vec<LeftResource>,
    pub(super) notes: Vec<Note>,
    pub(super) summary: Summary,
}

impl RunResult {
    /// Takes the next event in; gives everything when the run is over.
    pub(super) fn event(&mut self, event: &Event) -> Option<Self> {
        self.summary.consume(event);
        match event {
            Event::RunStarted(started) => self.started = Some(started.clone()),
            Event::Noted(note) => self.notes.push(note.clone()),
            Event::OperationBound(bound) => self.bound.push(bound.clone()),
            Event::Found(finding) => self.findings.push((**finding).clone()),
            Event::Accepted(accepted) => {
                let fingerprint = accepted.fingerprint.clone();
                self.accepted.insert(fingerprint, accepted.clone());
            }
            Event::AcceptanceVoid(void) => self.void.push(void.clone()),
            Event::OperationJudged(judged) => self.judged.push(judged.clone()),
            Event::NotRestored(left) => self.not_restored.push(left.clone()),
            Event::CleanedUp(cleaned) => self.left.extend(cleaned.left.iter().cloned()),
            Event::RunFinished(_) => return Some(std::mem::take(self)),
            Event::CaseDropped(_)
            | Event::ExchangeDone(_)
            | Event::LawJudged(_)
            | Event::RunAborted(_) => {}
        }
        None
    }
}
