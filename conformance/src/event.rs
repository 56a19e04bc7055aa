//! Events: the facts that a run states, in the order in which it learns them.
//!
//! Every report and the [`Summary`](crate::summary::Summary) are consumers of events; a recorded
//! stream gives the same report as the run itself. Events carry no policy of display.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tally_spec::clause::{Clause, ClauseId};
use tally_spec::contract::OperationKey;

use crate::case::CaseId;
use crate::finding::{Finding, Fingerprint};
use crate::note::Note;
use crate::record::Record;
use crate::rule_id::FoundBy;
use crate::verdict::ClauseVerdict;

/// The version of the events: raised when a reader of the former one would misread them.
pub const VERSION: u32 = 4;

/// One fact about a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum Event {
    /// The run starts: nothing was sent yet.
    RunStarted(RunStarted),
    /// Something that the user should know of the run.
    Noted(Note),
    /// The operation accepted a candidate, or none of them.
    OperationBound(OperationBound),
    /// A case was not sent: what is known of the server would make another request of it.
    CaseDropped(CaseDropped),
    /// A request was sent and answered, or not.
    ExchangeDone(Box<ExchangeDone>),
    /// A clause was seen broken.
    Found(Box<Finding>),
    /// A finding is one that the project has accepted. Follows its [`Event::Found`].
    Accepted(Accepted),
    /// An entry of the accepted findings accepts nothing.
    AcceptanceVoid(AcceptanceVoid),
    /// A law held for a case, or a breach of it was not seen again.
    LawJudged(LawJudged),
    /// What was changed on the server and not changed back.
    NotRestored(NotRestored),
    /// What the run made was deleted, as far as that went.
    CleanedUp(CleanedUp),
    /// What the run says about the clauses of an operation.
    OperationJudged(OperationJudged),
    /// The run ended before its plan did.
    RunAborted(RunAborted),
    /// The run is over. Always the last event.
    RunFinished(RunFinished),
}

/// The run starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunStarted {
    /// [`VERSION`].
    pub version: u32,
    /// The base URL of the server, without credentials.
    pub url: String,
    /// What will be sent, per operation.
    pub operations: Vec<Planned>,
    /// Requests at the same time.
    pub jobs: usize,
    /// What requests are drawn from after the plan.
    #[serde(default)]
    pub seed: u64,
    /// What values are made of that the server takes only once.
    #[serde(default)]
    pub run_id: u64,
}

/// What will be sent to one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The operation.
    pub operation: OperationKey,
    /// Its base URL, if it is not that of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Requests of the plan, without those that find out what the server accepts or read its
    /// state.
    pub requests: usize,
    /// How many of them the server may answer by changing something.
    pub writes: usize,
    /// About how many requests are drawn after the plan.
    #[serde(default)]
    pub drawn: usize,
    /// Its clauses.
    pub clauses: Vec<Clause>,
}

/// What the stage that looks for an accepted request found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationBound {
    /// The operation.
    pub operation: OperationKey,
    /// The accepted candidate of each resource; empty: none was accepted.
    pub accepted: Vec<CaseId>,
    /// Where the state of the resource is read, in words; none: it cannot be.
    pub state: Option<String>,
    /// Why none was accepted: each candidate and what came back.
    pub refused: Vec<Record>,
    /// What a user could give so that one is accepted, a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// A case was not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDropped {
    /// The operation.
    pub operation: OperationKey,
    /// The case.
    pub case: CaseId,
    /// Why.
    pub why: String,
}

/// A request was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeDone {
    /// Why it was sent.
    pub purpose: Purpose,
    /// What was sent and what came back.
    pub record: Record,
    /// The clauses that it was seen to break.
    pub broke: Vec<ClauseId>,
}

/// Why a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To learn what the server accepts.
    Bind,
    /// It is a case of the plan.
    Case,
    /// To read the state. Derived: no case of the plan.
    Read,
    /// To see something a second time, or to find which request did it. Derived.
    Confirm,
    /// To change back what was changed. Derived.
    Restore,
    /// It was drawn, to go deeper than the plan.
    Fuzz,
    /// To make a drawn request that showed something smaller. Derived.
    Shrink,
    /// To make a resource that other requests need. Derived.
    Create,
    /// To delete what the run made. Derived.
    Delete,
}

/// A finding that the project knows of and accepts for now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The finding.
    pub fingerprint: Fingerprint,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it is.
    pub until: Date,
}

/// An entry of the accepted findings that accepts nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptanceVoid {
    /// The finding that it names.
    pub fingerprint: Fingerprint,
    /// Where the entry stands, for people: `FILE:LINE:COLUMN`.
    pub origin: String,
    /// The last day on which it accepts.
    pub until: Date,
    /// Why it accepts nothing.
    pub why: Void,
}

/// Why an entry accepts nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Void {
    /// Its last day is over, and the finding is still there: it fails.
    Expired,
    /// No finding of the run has its fingerprint.
    Unmatched,
}

/// What a law said about a sequence of requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawJudged {
    /// The law.
    pub law: FoundBy,
    /// Its clause.
    pub clause: ClauseId,
    /// The case that the sequence is built around.
    pub case: CaseId,
    /// Whether a breach was seen again when the sequence was repeated.
    pub confirmed: bool,
    /// What was seen.
    pub what: String,
}

/// What could not be changed back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRestored {
    /// The operation that changed it.
    pub operation: OperationKey,
    /// The bound resource, counted from 0.
    pub resource: usize,
    /// The members that differ from what was there before the run.
    pub members: Vec<String>,
    /// Why.
    pub why: String,
}

/// What became of the resources that the run made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanedUp {
    /// How many were deleted in the end, after those that the plan had deleted.
    pub deleted: usize,
    /// How many were not found any more when they were to be deleted.
    pub missing: usize,
    /// How many more were made than a run remembers: nobody knows what became of them.
    pub forgotten: usize,
    /// What is still there.
    pub left: Vec<LeftResource>,
}

/// A resource that the run made and that is still there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftResource {
    /// Its path, ids filled in: `/orders/17`.
    pub path: String,
    /// Why it was not deleted.
    pub why: String,
}

/// The verdicts of an operation's clauses, in the order of its ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationJudged {
    /// The operation.
    pub operation: OperationKey,
    /// Whether any request of it was accepted.
    pub accepted: bool,
    /// One verdict per clause.
    pub verdicts: Vec<ClauseVerdict>,
}

/// The run ended before its plan did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum RunAborted {
    /// The server was never reached.
    Unreachable {
        /// What happened instead.
        detail: String,
    },
    /// The server was reached, and then no longer.
    ServerGone {
        /// What happened instead.
        detail: String,
    },
    /// The user stopped it.
    Stopped,
}

/// The run is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFinished {
    /// Requests that were sent, of every purpose.
    pub requests: u64,
    /// Milliseconds from start to end.
    pub milliseconds: u64,
}
