//! The plan: which requests are sent, and what the document then promises.
//!
//! A pure function of contract and options, the same bytes on every run. What belongs here: which
//! clauses are probed, by which requests, and what is expected of each; one file for each family of
//! cases. What never does: values of schemas (that is [`crate::values`]), credentials, sockets.

mod body;
mod boundary_cases;
mod each;
mod examples;
mod foreign_and_missing;
mod input;
mod methods;
mod negative_cases;
mod new_case;
mod numbers;
mod operation;
mod pairwise;
mod parameters;
mod places;
mod protocol;
mod read_only;
mod repeats;
mod security;
mod selection;
mod server_names;
mod substitutions;
mod unread;
mod unusual;
mod user_values;

pub use each::plan_each;
pub(crate) use input::{Input, inputs, is_conditional, location, others};
pub use operation::plan_operation;
pub(crate) use parameters::is_sendable;
pub use places::Places;
pub use selection::{Selection, selects};
pub(crate) use server_names::{names, names_within};
pub(crate) use unread::references;
pub(crate) use user_values::concerning;
pub use user_values::{NamedValue, OperationOptions};

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use tally_spec::Contract;
use tally_spec::clause::{Clause, ClauseId};
use tally_spec::contract::{Operation, OperationKey};

use crate::case::Case;
use crate::verdict::Verdict;

/// What a plan is made for, beside the document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// Values that the server is known to accept; a pointer may come several times.
    pub known: Vec<NamedValue>,
    /// Values that the credentials may not touch.
    pub foreign: Vec<NamedValue>,
    /// Values that the server does not have.
    pub missing: Vec<NamedValue>,
    /// Names of the security schemes for which there is a credential that must be refused.
    pub rejected: Vec<String>,
    /// Which operations are planned.
    pub operations: Selection,
}

impl Options {
    /// Whether an operation is planned.
    #[must_use]
    pub fn includes(&self, operation: &Operation) -> bool {
        self.operations.includes(operation)
    }
}

/// All that is planned for a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// By operation, in the order of the document.
    pub operations: Vec<OperationPlan>,
}

/// What is planned for one operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperationPlan {
    /// The operation.
    pub key: OperationKey,
    /// Its ledger: every clause, of the request and of the answers.
    pub clauses: Vec<Clause>,
    /// Requests that should be accepted, the most promising first: what binds the plan to the
    /// server.
    pub candidates: Vec<Case>,
    /// The place of the smallest one among them, which all other cases are made of; none: there is no
    /// valid request.
    #[serde(default)]
    pub smallest: Option<usize>,
    /// All other cases, in a fixed order.
    pub cases: Vec<Case>,
    /// The clauses of the request that no case breaks, and why.
    pub gaps: Vec<Gap>,
}

/// A clause of the request that no case breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The clause.
    pub clause: ClauseId,
    /// Whether something is missing, or nothing could be there.
    pub kind: GapKind,
    /// Why, a phrase.
    pub reason: String,
}

/// What a gap means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// No value breaks the clause: nothing is missing.
    Implied,
    /// No value was found, and there may be one.
    Undecided,
    /// A value that breaks it cannot be written where it is sent.
    NotExpressible,
    /// What it stands in refers to something that was not read: which values break it, and which do
    /// not, nobody can say.
    Unread,
}

impl Gap {
    /// The verdict of the clause if no answer spoke of it.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let why = match self.kind {
            GapKind::Implied => format!("no value breaks it: {}", self.reason),
            GapKind::Undecided | GapKind::NotExpressible | GapKind::Unread => self.reason.clone(),
        };
        match self.kind {
            GapKind::Unread => Verdict::Inconclusive { why },
            _ => Verdict::NotExercised { why },
        }
    }
}

/// Plans every operation that the options include.
#[must_use]
pub fn plan(contract: &Contract, options: &Options) -> Plan {
    let mut operations = Vec::new();
    let Ok(()) = plan_each(contract, options, |plan| {
        operations.push(plan);
        Ok::<(), Infallible>(())
    });
    Plan { operations }
}
