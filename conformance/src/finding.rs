//! Findings: clauses that were seen broken.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tally_spec::clause::{Clause, ClauseId};

use crate::case::{CaseId, Difference};
use crate::observed::Observed;
use crate::record::Record;
use crate::replay::Replay;
use crate::rule_id::FoundBy;

/// How many exchanges a finding keeps as evidence.
pub const MOST_EVIDENCE: usize = 3;

/// A clause that was seen broken, with evidence and a reproduction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What identifies it: the same on every run.
    pub fingerprint: Fingerprint,
    /// The rule or law that found it.
    pub rule: FoundBy,
    /// The clause.
    pub clause: Clause,
    /// Other clauses that the same defect breaks.
    pub also: Vec<ClauseId>,
    /// What the document promises for these cases, without values of this run.
    pub expected: String,
    /// What was observed instead, without values of this run.
    #[serde(flatten)]
    pub observed: Observed,
    /// Why it is expected, one sentence without a full stop.
    pub why: String,
    /// What exactly is wrong with the first exchange of the evidence.
    pub detail: Option<String>,
    /// The one member in which the first request differs from an accepted one.
    pub difference: Option<Difference>,
    /// The finding whose cause is most likely the cause of this one as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained_by: Option<Fingerprint>,
    /// The cases that showed it, in the order of the plan.
    pub cases: Vec<CaseId>,
    /// The first exchanges that showed it; for a law the sequence that did.
    pub evidence: Vec<Record>,
    /// TriedValues of one member that were accepted and refused, when that is the story.
    pub values: Option<TriedValues>,
    /// What is sent to see it again; none: that takes more than one resource.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replay: Option<Replay>,
}

/// TriedValues of one member that the document permits, and what the server made of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TriedValues {
    /// Pointer into the request.
    pub pointer: String,
    /// TriedValues that were accepted, shortest first.
    pub accepted: Vec<Value>,
    /// TriedValues that were refused, shortest first.
    pub refused: Vec<Value>,
    /// What an overlay would say to declare it.
    pub overlay: Option<String>,
}

/// What identifies a finding over runs: the clause, and what was expected and observed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(pub String);

impl Fingerprint {
    /// The first 16 hexadecimal digits of the SHA-256 of the clause's identity and
    /// `expected → observed`.
    ///
    /// # Example
    ///
    /// ```
    /// use tally_conformance::finding::Fingerprint;
    /// use tally_spec::clause::ClauseId;
    ///
    /// let clause = ClauseId("GET / responses#/status".into());
    /// let fingerprint = Fingerprint::new(&clause, "200", &"418".into());
    /// assert_eq!(fingerprint.0.len(), 16);
    /// assert_ne!(fingerprint, Fingerprint::new(&clause, "200", &"500".into()));
    /// ```
    #[must_use]
    pub fn new(clause: &ClauseId, expected: &str, observed: &Observed) -> Self {
        let digest = Sha256::digest(format!("{clause}\n{expected} → {observed}"));
        Self(
            digest
                .iter()
                .take(8)
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
