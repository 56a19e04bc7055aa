//! The engine: sends requests, tells events, and notices when the server is gone.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tally_spec::Contract;
use tally_spec::contract::{Operation, OperationKey, Response, StatusPattern};
use tally_spec::schema::pointer::unescape;
use tokio::sync::mpsc::UnboundedSender;

use super::reachability::Reach;
use super::wrong_base_url::Heard;
use super::{Settings, Target};
use crate::case::{Case, PlannedRequest};
use crate::compose::{self, NotSendable};
use crate::event::Event;
use crate::exchange::{Exchange, FailureKind, Outcome, SentRequest, is_acceptance};
use crate::note::Note;
use crate::plan::Plan;
use crate::redact::Redactor;
use crate::request;
use crate::servers::{self, Bases};
use crate::summary::Summary;
use crate::transport::{self, Transport, TransportError, is_stream};

/// Who used a value: an operation, on the resource of this resource.
pub(super) type User = (OperationKey, usize);

/// How many values are remembered.
const MOST_TAKEN: usize = 20_000;

/// Why a run ends before its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// The server was never reached.
    Unreachable(String),
    /// It was reached, and then no longer.
    Gone(String),
    /// The user stopped it.
    Stopped,
}

/// Sends requests and tells events.
pub(super) struct Engine<'a> {
    pub(super) contract: &'a Contract,
    pub(super) target: &'a Target,
    pub(super) settings: Settings,
    transport: Transport,
    redactor: Redactor,
    events: UnboundedSender<Event>,
    summary: RefCell<Summary>,
    requests: Cell<u64>,
    /// Whether any request was answered, wholly or in part.
    answered: Cell<bool>,
    /// Values of members of accepted requests, with who used them.
    taken: RefCell<HashMap<(String, String), Vec<User>>>,
    /// The operations of which an answer without a body was looked at, byte by byte.
    watched: RefCell<HashSet<OperationKey>>,
    /// The last request that was answered, with its number.
    last_answered: RefCell<Option<(u64, Exchange)>>,
    /// The last one to which the connection was closed instead.
    last_closed: RefCell<Option<(u64, Exchange)>>,
    /// What the next fresh value is made of.
    pub(super) next: Rc<Cell<u64>>,
    /// Where the operations are.
    bases: Bases,
    heard: Heard,
    reach: Reach,
    /// What was not read of the document.
    unread: Option<Note>,
}

impl<'a> Engine<'a> {
    pub(super) fn new(
        contract: &'a Contract,
        plan: &Plan,
        target: &'a Target,
        settings: Settings,
        events: UnboundedSender<Event>,
    ) -> Result<Self, TransportError> {
        let planned = |it: &&Operation| plan.operations.iter().any(|plan| plan.key == it.key);
        let operations = contract.operations.iter().filter(planned);
        Ok(Self {
            unread: Note::unread(contract, operations.clone()),
            bases: Bases::new(contract, operations, &target.url),
            heard: Heard::default(),
            reach: Reach::default(),
            contract,
            target,
            settings: Settings {
                jobs: settings.jobs.max(1),
                ..settings
            },
            transport: Transport::new(settings.limits, &target.roots, settings.interval)?,
            redactor: Redactor::new(&target.secrets).map_err(TransportError::Credentials)?,
            events,
            summary: RefCell::default(),
            requests: Cell::new(0),
            answered: Cell::new(false),
            taken: RefCell::default(),
            watched: RefCell::default(),
            last_answered: RefCell::default(),
            last_closed: RefCell::default(),
            next: Rc::new(Cell::new(first_fresh())),
        })
    }

    /// Tells an event, without any credential in it.
    pub(super) fn emit(&self, mut event: Event) {
        self.redactor.event(&mut event);
        self.summary.borrow_mut().consume(&event);
        // Nobody listens any more only when the run itself is dropped.
        let _ = self.events.send(event);
    }

    pub(super) fn summary(&self) -> Summary {
        self.summary.borrow().clone()
    }

    pub(super) fn requests(&self) -> u64 {
        self.requests.get()
    }

    /// Whether requests were sent, and none of them was answered.
    pub(super) fn is_unanswered(&self) -> bool {
        self.requests.get() > 0 && !self.answered.get()
    }

    /// Tells what the user should know before anything is sent.
    pub(super) fn notes(&self) {
        let unread = self.unread.clone().into_iter();
        for note in unread.chain(self.bases.notes().iter().cloned()) {
            self.emit(Event::Noted(note));
        }
    }

    /// Tells that nothing was where the run looked for the API, if that is so.
    pub(super) fn note_nothing_there(&self) {
        if self.heard.is_nothing_there() {
            self.emit(Event::Noted(Note::NothingThere {
                url: self.shown_url(),
                bases: servers::alternatives(self.contract, &self.target.url),
            }));
        }
    }

    /// Why nothing of what was seen says anything of the API, if so.
    pub(super) fn lost(&self) -> Option<&'static str> {
        let lost = self.heard.is_lost();
        lost.then_some("every answer was as if nothing was there; check --url")
    }

    /// The base URL of an operation that is not under that of the run.
    pub(super) fn own_url(&self, operation: &OperationKey) -> Option<String> {
        let base = self.bases.of(operation).ok();
        let base = base.filter(|it| **it != self.target.url);
        base.map(ToString::to_string)
    }

    /// The base URL without credentials.
    pub(super) fn shown_url(&self) -> String {
        let mut url = self.target.url.clone();
        if !url.username().is_empty() || url.password().is_some() {
            // They cannot be set only where there are none.
            let _ = url.set_username("");
            let _ = url.set_password(None);
        }
        url.to_string()
    }

    /// Waits until the server accepts connections.
    pub(super) async fn reach(&self, patience: Duration) -> Result<(), Halt> {
        let reached = transport::wait(&self.target.url, patience).await;
        reached.map_err(Halt::Unreachable)
    }

    /// Whether to look for bodies behind answers that have none: as long as no such answer of the
    /// operation was looked at.
    fn watches(&self, operation: &Operation) -> bool {
        let is_bodiless =
            |response: &Response| matches!(response.status, StatusPattern::Code(204 | 205));
        operation.responses.iter().any(is_bodiless)
            && !self.watched.borrow().contains(&operation.key)
    }

    fn notice_watched(&self, operation: &Operation, watches: bool, outcome: &Outcome) {
        if watches
            && let Outcome::Answered(answer) = outcome
            && matches!(answer.status, 204 | 205)
        {
            self.watched.borrow_mut().insert(operation.key.clone());
        }
    }

    /// Takes in the values of an accepted request: the server may take each only once.
    pub(super) fn take_values(&self, exchange: &Exchange, operation: &OperationKey) {
        let Some(Value::Object(members)) = request::json(&exchange.bound.body) else {
            return;
        };
        let mut taken = self.taken.borrow_mut();
        if taken.len() > MOST_TAKEN {
            return;
        }
        let by = (operation.clone(), exchange.resource);
        for (name, value) in members {
            if matches!(value, Value::String(_) | Value::Number(_)) {
                let of_value = taken.entry((name.clone(), value.to_string())).or_default();
                if !of_value.contains(&by) {
                    of_value.push(by.clone());
                }
            }
        }
    }

    /// Whether another operation, or this one for another resource, has used a value of a member of
    /// this name.
    pub(super) fn was_taken(&self, pointer: &str, value: &Value, by: &User) -> bool {
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let taken = self.taken.borrow();
        let of_value = taken.get(&(unescape(name).into_owned(), value.to_string()));
        of_value.is_some_and(|users| users.iter().any(|it| it != by))
    }

    /// Remembers the request after which the server may be gone.
    fn remember(&self, exchange: &Exchange) {
        let last = match &exchange.outcome {
            Outcome::Answered(_) => &self.last_answered,
            Outcome::Failed(_) if is_closed(exchange) => &self.last_closed,
            Outcome::Failed(_) => return,
        };
        last.replace(Some((self.requests.get(), exchange.clone())));
    }

    /// The request after which the server was gone: of those that were sent at the same time one to
    /// which the connection was closed, else the last one that was answered.
    pub(super) fn last(&self) -> Option<Exchange> {
        let earliest = self
            .requests
            .get()
            .saturating_sub(self.settings.jobs as u64);
        let closed = self.last_closed.borrow().clone();
        let closed = closed.filter(|(number, _)| *number >= earliest);
        let last = closed.or_else(|| self.last_answered.borrow().clone());
        last.map(|(_, exchange)| exchange)
    }

    /// Composes a bound request.
    ///
    /// # Errors
    ///
    /// When it cannot be sent at all.
    pub(super) fn compose(
        &self,
        operation: &Operation,
        bound: &PlannedRequest,
    ) -> Result<SentRequest, NotSendable> {
        let secrets = &self.target.secrets;
        let base = self.bases.of(&operation.key).map_err(|servers| {
            let servers = servers.join(", ");
            NotSendable::Elsewhere { servers }
        })?;
        compose::compose(base, self.contract, operation, bound, secrets)
    }

    /// Sends a request that was composed of a bound case.
    ///
    /// # Errors
    ///
    /// When the server is gone.
    pub(super) async fn send(
        &self,
        operation: &Operation,
        case: &Arc<Case>,
        resource: usize,
        bound: Arc<PlannedRequest>,
        request: SentRequest,
    ) -> Result<Exchange, Halt> {
        let url = &self.target.url;
        let endless = |status: u16| {
            let response = operation.response(status);
            let mut media = response.iter().flat_map(|response| &response.content);
            media.any(|media| is_stream(&media.name))
        };
        let watches = self.watches(operation);
        let (mut outcome, mut took) = self.transport.send(&request, endless, watches).await;
        if is_refused(&outcome) {
            // A server that starts again, or whose queue is full: once more, then it is gone.
            let patience = Duration::from_secs(1);
            transport::wait(url, patience).await.map_err(Halt::Gone)?;
            (outcome, took) = self.transport.send(&request, endless, watches).await;
        }
        if let Some(why) = self.reach.why_not(url, &outcome).await {
            return Err(Halt::Unreachable(why));
        }
        self.requests.set(self.requests.get() + 1);
        self.notice_watched(operation, watches, &outcome);
        let answered = match &outcome {
            Outcome::Answered(_) => true,
            Outcome::Failed(failure) => failure.partial.is_some(),
        };
        self.answered.set(self.answered.get() || answered);
        self.heard.note(operation, case, &outcome);
        let accepted = match &outcome {
            Outcome::Answered(answer) => is_acceptance(operation, case, answer.status),
            Outcome::Failed(_) => false,
        };
        let exchange = Exchange {
            accepted,
            case: Arc::clone(case),
            resource,
            request,
            bound,
            outcome,
            took,
        };
        self.remember(&exchange);
        Ok(exchange)
    }
}

/// Whether the connection was closed instead of an answer.
fn is_closed(exchange: &Exchange) -> bool {
    matches!(
        &exchange.outcome,
        Outcome::Failed(failure)
            if matches!(failure.kind, FailureKind::ClosedEarly | FailureKind::Truncated)
    )
}

/// What the first fresh value of a run is made of: another number than in any run before.
fn first_fresh() -> u64 {
    u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default()
}

fn is_refused(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed(failure) if failure.kind == FailureKind::Refused)
}
