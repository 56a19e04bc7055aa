//! Assessments: what one rule or law thinks of one clause after one exchange.

use tally_spec::clause::ClauseId;

use crate::finding::Fingerprint;
use crate::observed::Observed;
use crate::rule_id::FoundBy;

/// What a rule or law thinks of one clause after one exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assessment {
    /// It was honoured.
    Upheld(ClauseId),
    /// It was broken.
    Violated(Box<ClauseViolation>),
    /// What came back does not decide.
    Undecided {
        /// The clause.
        clause: ClauseId,
        /// Why.
        why: String,
    },
}

impl Assessment {
    /// The clause that it is about.
    #[must_use]
    pub fn clause(&self) -> &ClauseId {
        match self {
            Self::Upheld(clause) | Self::Undecided { clause, .. } => clause,
            Self::Violated(violation) => &violation.clause,
        }
    }
}

/// A clause seen broken, before it is a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseViolation {
    /// The rule or law that saw it.
    pub rule: FoundBy,
    /// The clause.
    pub clause: ClauseId,
    /// Other clauses that are broken by the same defect and get no finding of their own.
    pub also: Vec<ClauseId>,
    /// What is promised, without values of this run: part of the fingerprint.
    pub expected: String,
    /// What was observed, without values of this run: part of the fingerprint.
    pub observed: Observed,
    /// Why it is expected, one sentence without a full stop.
    pub why: String,
    /// What exactly is wrong with this exchange.
    pub detail: Option<String>,
}

impl ClauseViolation {
    /// Whether it says that a request which should be accepted was refused or made the server fail:
    /// that may be due to any value of it.
    #[must_use]
    pub fn blames_values(&self) -> bool {
        self.rule.blames_values()
    }

    /// What identifies the finding that it becomes.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::new(&self.clause, &self.expected, &self.observed)
    }
}

/// The assessments on one exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessments(pub Vec<Assessment>);

impl Assessments {
    /// The clause was honoured.
    pub fn uphold(&mut self, clause: impl Into<Option<ClauseId>>) {
        self.0.extend(clause.into().map(Assessment::Upheld));
    }

    /// The clause was broken.
    pub fn violate(&mut self, violation: ClauseViolation) {
        self.0.push(Assessment::Violated(Box::new(violation)));
    }

    /// What came back does not decide.
    pub fn undecided(&mut self, clause: impl Into<Option<ClauseId>>, why: impl Into<String>) {
        let why = why.into();
        self.0.extend(
            clause
                .into()
                .map(|clause| Assessment::Undecided { clause, why }),
        );
    }

    /// The violations among them.
    pub fn violations(&self) -> impl Iterator<Item = &ClauseViolation> {
        self.0.iter().filter_map(|assessment| match assessment {
            Assessment::Violated(violation) => Some(violation.as_ref()),
            Assessment::Upheld(_) | Assessment::Undecided { .. } => None,
        })
    }
}
