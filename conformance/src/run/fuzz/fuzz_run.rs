//! One resource, deeper than the plan.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Depth;
use super::model::Model;
use crate::case::Case;
use crate::exchange::Exchange;
use crate::finding::Fingerprint;
use crate::fuzz::GeneratedRequest;
use crate::judge::{Assessment, Assessments, ClauseViolation};
use crate::rule_id::FoundBy;
use crate::run::engine::Halt;
use crate::run::operation_run::OperationRun;
use crate::run::read_state::{Reader, StateRead};
use crate::run::resource::Resource;
use crate::run::resource_run::ResourceRun;
use crate::run::restore;
use crate::verdict::Verdict;

/// What is not reported again.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Findings.
    fingerprints: HashSet<Fingerprint>,
    /// Rules, with the status that was seen now and then: whatever a request was, it may be that.
    flaky: Vec<(FoundBy, String)>,
}

impl Known {
    /// What was found so far.
    pub(super) fn so_far(run: &OperationRun<'_>) -> Arc<Self> {
        let mut known = Self::default();
        run.collect(|it| {
            for (fingerprint, violation) in it.violations() {
                known.fingerprints.insert(fingerprint.clone());
                if violation.observed.is_now_and_then() {
                    let seen = violation.observed.what().to_owned();
                    known.flaky.push((violation.rule, seen));
                }
            }
        });
        Arc::new(known)
    }

    fn has(&self, violation: &ClauseViolation) -> bool {
        let flaky = |(rule, seen): &(FoundBy, String)| {
            *rule == violation.rule && seen == violation.observed.what()
        };
        self.fingerprints.contains(&violation.fingerprint()) || self.flaky.iter().any(flaky)
    }
}

/// How many failures of a resource are looked into: the rest is most likely the same.
const MOST_FAILURES: u32 = 24;

/// How many failures that look the same are looked into.
const MOST_ALIKE: u32 = 4;

/// What is drawn for one resource, and what is known of its resource.
pub(super) struct FuzzRun<'a> {
    pub(super) depth: Depth<'a>,
    pub(super) resource: &'a mut Resource,
    pub(super) reader: Option<&'a Reader<'a>>,
    pub(super) model: Model,
    /// Members that reads have shown.
    pub(super) visible: HashSet<String>,
    known: Arc<Known>,
    /// What was reported since.
    pub(super) reported: HashSet<Fingerprint>,
    failures: u32,
    alike: HashMap<Fingerprint, u32>,
}

impl<'a> FuzzRun<'a> {
    pub(super) fn new(
        depth: Depth<'a>,
        resource_run: &'a mut ResourceRun<'_>,
        known: Arc<Known>,
    ) -> Self {
        Self {
            depth,
            resource: resource_run.resource,
            reader: resource_run.reader,
            model: Model::default(),
            visible: HashSet::new(),
            known,
            reported: HashSet::new(),
            failures: 0,
            alike: HashMap::new(),
        }
    }

    /// Reads the state anew.
    pub(super) async fn read(&mut self) -> Result<StateRead, Halt> {
        let Some(reader) = self.reader else {
            return Ok(StateRead::default());
        };
        let read = reader.read(self.depth.run, self.resource).await?;
        let names = read.state.iter().flat_map(|state| state.members.keys());
        for name in names {
            if !self.visible.contains(name) {
                self.visible.insert(name.clone());
            }
        }
        self.model = Model::read(read.state.clone());
        Ok(read)
    }

    /// Brings the resource back to a former state, as far as requests can, and reads it.
    pub(super) async fn back_to(&mut self, former: &Model) -> Result<StateRead, Halt> {
        let is = self.read().await?;
        let (Some(reader), Some(was)) = (self.reader, &former.state) else {
            return Ok(is);
        };
        let differs = is.state.as_ref().is_none_or(|is| {
            let members = &self.depth.run.members;
            !was.differences(is, members).is_empty()
        });
        if !differs {
            return Ok(is);
        }
        restore::towards(
            self.depth.run,
            self.resource,
            reader,
            was,
            is.state.as_ref(),
        )
        .await?;
        self.read().await
    }

    /// Whether a violation is not yet reported.
    pub(super) fn is_fresh(&self, violation: &ClauseViolation) -> bool {
        // A null that was ignored takes two states to be distinguished from a default.
        !violation.observed.is_value_before()
            && !self.known.has(violation)
            && !self.reported.contains(&violation.fingerprint())
    }

    /// Whether nothing more can be learned of the resource.
    pub(super) fn gives_up(&self) -> bool {
        self.depth.run.is_given_up() || self.resource.lost().is_some()
    }

    /// Whether a failure is to be looked into. Counts those that are; of what is too much to be, the
    /// clause is left undecided, with that reason.
    pub(super) fn is_worth_it(&mut self, violation: &ClauseViolation) -> bool {
        if !self.is_fresh(violation) || self.gives_up() {
            return false;
        }
        if self.failures >= MOST_FAILURES {
            let (expected, observed) = (&violation.expected, &violation.observed);
            let why = format!("{expected} → {observed} was seen, after more than was looked into");
            let verdict = Verdict::Inconclusive { why };
            let run = self.depth.run;
            run.collect(|it| it.verdict(violation.clause.clone(), verdict));
            return false;
        }
        let alike = self.alike.entry(violation.fingerprint()).or_default();
        if *alike >= MOST_ALIKE {
            return false;
        }
        *alike += 1;
        self.failures += 1;
        true
    }

    /// Takes out of assessments the violations that are not yet known. What a drawn request leaves
    /// undecided is left out: the plan says what it has to say about it.
    pub(super) fn sort_out(&self, assessments: Assessments) -> (Assessments, Vec<ClauseViolation>) {
        let mut settled = Assessments::default();
        let mut fresh = Vec::new();
        for assessment in assessments.0 {
            match assessment {
                Assessment::Violated(violation) if self.is_fresh(&violation) => {
                    fresh.push(*violation)
                }
                Assessment::Violated(_) | Assessment::Undecided { .. } => {}
                upheld @ Assessment::Upheld(_) => settled.0.push(upheld),
            }
        }
        (settled, fresh)
    }

    /// The requests of one resource, to look into a single one.
    pub(super) fn resource_run(&mut self) -> ResourceRun<'_> {
        ResourceRun::new(
            self.depth.run,
            self.resource,
            self.reader,
            self.depth.members,
        )
    }

    /// The case of a drawn request.
    pub(super) fn case(&self, drawn: &GeneratedRequest, id: String) -> Arc<Case> {
        Arc::new(self.depth.source.case(drawn, id))
    }
}

/// Whether a law saw it.
pub(super) fn is_of_law(violation: &ClauseViolation) -> bool {
    matches!(violation.rule, FoundBy::Law(_))
}

/// The exchanges of reads and requests, in order.
pub(super) fn shown(read: StateRead, exchanges: Vec<Exchange>) -> Vec<Exchange> {
    read.exchange.into_iter().chain(exchanges).collect()
}
