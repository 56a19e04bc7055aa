//! One operation under test: what is known of it, and what its exchanges add up to.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::{Map, Value};
use tally_spec::clause::{ClauseId, Part};
use tally_spec::contract::{Operation, StatusPattern};
use tally_spec::promise::{Promise, is_json};
use tally_spec::schema::{Validator, for_request, pointer};

use super::engine::{Engine, Halt};
use super::request_schemas::RequestSchemas;
use crate::case::{Body, Case, Expectation, Family, Malformed};
use crate::compose::Values;
use crate::event::{Event, ExchangeDone, NotRestored, OperationJudged, Purpose};
use crate::exchange::{Exchange, FailureKind, Outcome, SentRequest};
use crate::judge::{
    Assessment, Assessments, CheckContext, ClauseViolation, Collector, Ledger, Position,
    ResponseSchemas,
};
use crate::plan::{self, OperationPlan};
use crate::record::Record;
use crate::request::{at, is_around};
use crate::rule_id::RuleId;
use crate::rules;
use crate::state::{Locator, Members, equal};
use crate::verdict::Verdict;

/// Time-outs in a row after which the rest of an operation is given up.
const PATIENCE: u32 = 3;

/// One operation under test. Its requests go out at the same time: all of them share it.
pub(super) struct OperationRun<'a> {
    pub(super) engine: &'a Engine<'a>,
    pub(super) operation: &'a Operation,
    pub(super) plan: &'a OperationPlan,
    /// Values that the server is known to accept, by pointer into its requests.
    pub(super) known: Vec<(String, Value)>,
    pub(super) ledger: Arc<Ledger>,
    pub(super) response_schemas: ResponseSchemas,
    /// The members of its JSON request body.
    pub(super) members: Members,
    /// What its JSON request body must be.
    pub(super) request: Option<Validator>,
    /// Compiled when the first request is about to leave.
    schemas: OnceLock<RequestSchemas>,
    pub(super) locators: HashMap<StatusPattern, Option<Locator>>,
    progress: Mutex<Progress>,
}

/// What the requests of an operation add up to, so far.
struct Progress {
    collector: Collector,
    /// The numbers of resources that were changed and not yet changed back.
    open: BTreeSet<usize>,
    /// Why a case could not be sent, the last one that could not.
    unsendable: Option<String>,
    /// Time-outs since the last answer.
    timeouts: u32,
    /// Whether any request was accepted.
    accepted: bool,
    /// Hashes of the requests that were accepted.
    accepted_requests: HashSet<u64>,
    /// The verdict of clauses that nothing was said about.
    unsaid: Verdict,
}

/// How an exchange came to be judged.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    /// The place of its case in the plan.
    pub(super) position: Position,
    pub(super) purpose: Purpose,
    /// The values that it was bound to.
    pub(super) values: &'a Values,
}

impl<'a> OperationRun<'a> {
    /// None when the contract has no such operation.
    pub(super) fn new(engine: &'a Engine<'a>, plan: &'a OperationPlan) -> Option<Self> {
        let contract = engine.contract;
        let operation = contract.operations.iter().find(|it| it.key == plan.key)?;
        let ledger = Arc::new(Ledger::new(operation, plan.clauses.iter().cloned()));
        let response_schemas = ResponseSchemas::new(contract, operation);
        let body = operation.request_body.iter().flat_map(|body| &body.content);
        let schema = body
            .filter(|it| is_json(&it.name))
            .find_map(|media| media.schema);
        let schema = schema.map(|id| for_request(&contract.schema(id).value));
        let members = schema.as_ref().map(Members::of).unwrap_or_default();
        let mut locators = HashMap::new();
        for response in &operation.responses {
            let media = response.content.iter().find(|media| is_json(&media.name));
            let schema = media
                .and_then(|it| it.schema)
                .and_then(|id| response_schemas.schema(id));
            locators.insert(response.status, Locator::new(response, schema, &members));
        }
        Some(Self {
            engine,
            operation,
            plan,
            known: plan::concerning(contract, operation, &engine.target.known),
            progress: Mutex::new(Progress {
                collector: Collector::new(Arc::clone(&ledger)),
                open: BTreeSet::new(),
                unsendable: None,
                timeouts: 0,
                accepted: false,
                accepted_requests: HashSet::new(),
                unsaid: Verdict::NotExercised {
                    why: "no planned request covers it".to_owned(),
                },
            }),
            ledger,
            response_schemas,
            members,
            request: schema.map(|schema| Validator::usable(&schema).0),
            schemas: OnceLock::new(),
            locators,
        })
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works on what the exchanges of the operation add up to.
    pub(super) fn collect<T>(&self, work: impl FnOnce(&mut Collector) -> T) -> T {
        work(&mut self.progress().collector)
    }

    /// What the parts of a request must be.
    pub(super) fn schemas(&self) -> &RequestSchemas {
        let of = || RequestSchemas::of(self.engine.contract, self.operation);
        self.schemas.get_or_init(of)
    }

    /// Whether it is a PATCH of a JSON object, for which there are laws.
    pub(super) fn has_laws(&self) -> bool {
        self.operation.key.method.as_str() == "PATCH" && self.members.all().next().is_some()
    }

    /// Whether the JSON body of a case is valid.
    pub(super) fn is_valid(&self, case: &Case) -> bool {
        match (&case.request.body, &self.request) {
            (Body::Json { value, .. }, Some(validator)) => validator.is_valid(value),
            _ => false,
        }
    }

    /// Whether it only reads.
    pub(super) fn is_safe(&self) -> bool {
        is_safe(self.operation.key.method.as_str())
    }

    /// The clauses that a case is sent for.
    pub(super) fn clauses_of(&self, case: &Case) -> Vec<ClauseId> {
        let probed = self.ledger.probed(case).or_else(|| case.clause.clone());
        probed.into_iter().collect()
    }

    pub(super) fn notice(&self, exchange: &Exchange) {
        if exchange.accepted() {
            self.engine.learn(exchange);
            if !self.is_safe() {
                self.engine.take_values(exchange, &self.operation.key);
            }
        }
        let mut progress = self.progress();
        match &exchange.outcome {
            Outcome::Failed(failure)
                if matches!(failure.kind, FailureKind::TimedOut | FailureKind::Dripped) =>
            {
                progress.timeouts += 1;
            }
            _ => progress.timeouts = 0,
        }
        if exchange.accepted() {
            progress.accepted = true;
            // However many are drawn, what is kept of them does not grow.
            if exchange.case.family != Family::Drawn {
                let request = digest(&exchange.request);
                progress.accepted_requests.insert(request);
            }
        }
    }

    /// Whether the very same request was accepted before.
    pub(super) fn was_accepted(&self, request: &SentRequest) -> bool {
        let request = digest(request);
        self.progress().accepted_requests.contains(&request)
    }

    /// Whether the rest of the operation is given up: the server has stalled, or the budget is used
    /// up.
    pub(super) fn is_given_up(&self) -> bool {
        if self.has_stalled() {
            return true;
        }
        let engine = self.engine;
        let is_used_up = engine.share.is_used_up(engine.requests());
        if is_used_up {
            self.undecided("the budget of the run allowed no more");
        }
        is_used_up
    }

    /// Whether the server answers nothing any more.
    pub(super) fn has_stalled(&self) -> bool {
        let has_stalled = self.progress().timeouts >= PATIENCE;
        if has_stalled {
            self.undecided(format!("given up after {PATIENCE} time-outs in a row"));
        }
        has_stalled
    }

    /// Says why clauses without a verdict cannot have one.
    pub(super) fn undecided(&self, why: impl Into<String>) {
        self.progress().unsaid = Verdict::Inconclusive { why: why.into() };
    }

    /// A case cannot be sent, for this reason: its clauses are not exercised by it.
    pub(super) fn cannot(&self, case: &Case, reason: &str) {
        let clauses = self.clauses_of(case);
        let mut progress = self.progress();
        progress.unsendable = Some(reason.to_owned());
        for clause in clauses {
            let why = reason.to_owned();
            let verdict = Verdict::NotExercised { why };
            progress.collector.verdict(clause, verdict);
        }
    }

    /// Why a case could not be sent, the last one that could not.
    pub(super) fn unsendable(&self) -> Option<String> {
        self.progress().unsendable.clone()
    }

    /// The run is about to change a resource.
    pub(super) fn opened(&self, resource: usize) {
        self.progress().open.insert(resource);
    }

    /// The run has changed a resource back, as far as that can be done.
    pub(super) fn closed(&self, resource: usize) {
        self.progress().open.remove(&resource);
    }

    /// What the rules think of an exchange.
    pub(super) fn assessments(&self, exchange: &Exchange, values: &Values) -> Assessments {
        let open = self.open_names(exchange, values);
        let context = CheckContext::new(
            self.operation,
            &self.ledger,
            &self.response_schemas,
            exchange,
            &open,
        );
        let mut assessments = rules::judge(&context);
        if !exchange.accepted() && self.engine.ids(|ids| ids.names_deleted(exchange)) {
            // It was refused because the run has deleted what it names.
            let is_of_refusal = |it: &Assessment| matches!(it, Assessment::Violated(it) if it.rule.is_of_refusals());
            assessments.0.retain(|it| !is_of_refusal(it));
        }
        assessments
    }

    /// Whether it deletes what the run has made: then a request that was accepted cannot be again.
    pub(super) fn deletes_own(&self) -> bool {
        let key = &self.operation.key;
        key.method.as_str() == "DELETE" && self.engine.ids(|ids| ids.has_own(key))
    }

    /// Judges an exchange by the rules, and emits it.
    pub(super) fn judge(&self, exchange: &Exchange, judged: Judged<'_>) {
        let assessments = self.assessments(exchange, judged.values);
        self.take(exchange, judged, assessments);
    }

    /// Takes in the assessments on an exchange, and emits it.
    pub(super) fn take(&self, exchange: &Exchange, judged: Judged<'_>, assessments: Assessments) {
        let broke = self.collect(|it| it.exchange(judged.position, exchange, assessments));
        self.emit_exchange(exchange, judged.purpose, broke);
    }

    /// Emits an exchange and the clauses that it was seen to break.
    pub(super) fn emit_exchange(
        &self,
        exchange: &Exchange,
        purpose: Purpose,
        broke: Vec<ClauseId>,
    ) {
        self.engine.emit(Event::ExchangeDone(Box::new(ExchangeDone {
            purpose,
            record: match purpose {
                Purpose::Fuzz | Purpose::Read if broke.is_empty() => Record::brief(exchange),
                _ => Record::new(exchange),
            },
            broke,
        })));
    }

    /// Pointers to values of a request that may name what the server does not have: those that the
    /// plan says, or that are named so, but for values that the server is known to accept.
    fn open_names(&self, exchange: &Exchange, values: &Values) -> Vec<String> {
        let names = match &exchange.case.expectation {
            Expectation::Accepted { names } => Cow::Borrowed(names),
            // What is broken names nothing.
            Expectation::Refused { .. } => Cow::Owned(
                plan::names(&exchange.bound)
                    .into_iter()
                    .filter(|name| !exchange.case.special().any(|at| is_around(at, name)))
                    .collect(),
            ),
            _ => return Vec::new(),
        };
        let method = self.operation.key.method.as_str();
        if matches!(method, "POST" | "DELETE") {
            // What a former request made or took away is there, or gone.
            return vec!["what former requests left".to_owned()];
        }
        let is_open = |pointer: &&String| {
            let sent = at(&exchange.bound, pointer);
            let member = pointer
                .strip_prefix("/body/")
                .and_then(|name| self.members.get(name));
            let format = member.and_then(|member| member.format.as_deref());
            let known = |(at, value): (&String, &Value)| {
                at == *pointer && sent.is_some_and(|sent| equal(value, sent, format))
            };
            // Of what the run was told or made, other credentials need not see anything.
            let is_security = exchange.case.family == Family::Security;
            (is_security || !values.by_pointer.iter().any(known))
                && !self.known.iter().any(|(at, value)| known((at, value)))
        };
        names.iter().filter(is_open).cloned().collect()
    }

    /// Names of the members that a request need not have.
    pub(super) fn optional(&self) -> Vec<String> {
        let optional = self.members.all().filter(|member| !member.required);
        optional.map(|it| it.name.clone()).collect()
    }

    /// Says which members of a resource are not as they were before the run.
    pub(super) fn not_restored(&self, resource: usize, members: Vec<String>, why: &str) {
        if !members.is_empty() {
            self.engine.emit(Event::NotRestored(NotRestored {
                operation: self.operation.key.clone(),
                resource,
                members,
                why: why.to_owned(),
            }));
        }
    }

    /// Reports that the server was gone after a request.
    pub(super) fn was_ended_by(&self, exchange: &Exchange, detail: &str) {
        let clause = self.ledger.promise(Promise::Answered, &Part::Http);
        let Some(clause) = clause else { return };
        let mut assessments = Assessments::default();
        assessments.violate(ClauseViolation {
            rule: RuleId::NoAnswer.into(),
            clause,
            also: Vec::new(),
            expected: "a server that goes on".to_owned(),
            observed: "the server was gone".into(),
            why: "no request may end the server".to_owned(),
            detail: Some(format!(
                "no connection could be made after this request ({}): {detail}",
                exchange.case.about
            )),
        });
        self.collect(|it| it.exchange(Position::DERIVED, exchange, assessments));
    }

    /// Emits the verdicts and findings of the operation.
    pub(super) fn conclude(&self, halted: Option<&Halt>) {
        if let Some(halt) = halted {
            let why = match halt {
                Halt::Unreachable(_) => "the server was not reached",
                Halt::Gone(_) => "the server was gone",
                Halt::Stopped => "the run was stopped",
            };
            self.progress().unsaid = Verdict::NotExercised {
                why: why.to_owned(),
            };
        }
        let open = std::mem::take(&mut self.progress().open);
        for resource in open {
            let why = match halted {
                Some(_) => "the run ended before it could be changed back",
                None => "the operation was given up",
            };
            self.not_restored(resource, self.optional(), why);
        }
        let progress = self.progress();
        for finding in progress.collector.findings() {
            self.engine.emit(Event::Found(Box::new(finding)));
        }
        let gap = |id: &ClauseId| self.plan.gaps.iter().find(|gap| gap.clause == *id);
        let verdicts = progress.collector.verdicts(|id| match gap(id) {
            Some(gap) => gap.verdict(),
            None => progress.unsaid.clone(),
        });
        self.engine.emit(Event::OperationJudged(OperationJudged {
            operation: self.operation.key.clone(),
            accepted: progress.accepted,
            verdicts,
        }));
    }
}

fn digest(request: &SentRequest) -> u64 {
    let mut hasher = DefaultHasher::new();
    request.hash(&mut hasher);
    hasher.finish()
}

/// The members of the JSON object that an exchange sent, but for one whose text was replaced.
pub(super) fn body_of(exchange: &Exchange) -> Cow<'_, Map<String, Value>> {
    match &exchange.bound.body {
        Body::Json {
            value: Value::Object(members),
            ..
        } => Cow::Borrowed(members),
        Body::Malformed {
            value: Value::Object(members),
            how,
            ..
        } => {
            let mut members = Cow::Borrowed(members);
            if let Malformed::Text { at, .. } = how
                && let Some(name) = pointer::tokens(at).first()
            {
                members.to_mut().shift_remove(name);
            }
            members
        }
        _ => Cow::Owned(Map::new()),
    }
}

/// Whether a method only reads (RFC 9110 §9.2.1; `QUERY` of its own document).
pub(super) fn is_safe(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY")
}
