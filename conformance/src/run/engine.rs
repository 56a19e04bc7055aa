//! The engine: sends requests, tells events, and notices when the server is gone.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tally_spec::Contract;
use tally_spec::contract::{Operation, OperationKey, Response, StatusPattern};
use tokio::sync::mpsc::UnboundedSender;

use super::{Settings, Target};
use crate::case::{Case, PlannedRequest};
use crate::compose::{self, NotSendable};
use crate::event::Event;
use crate::exchange::{Exchange, FailureKind, Outcome, SentRequest, is_acceptance};
use crate::redact::Redactor;
use crate::summary::Summary;
use crate::transport::{self, Transport, TransportError, is_stream};

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
    /// The operations of which an answer without a body was looked at, byte by byte.
    watched: RefCell<HashSet<OperationKey>>,
    /// The last request that was answered, with its number.
    last_answered: RefCell<Option<(u64, Exchange)>>,
    /// The last one to which the connection was closed instead.
    last_closed: RefCell<Option<(u64, Exchange)>>,
    /// What the next fresh value is made of.
    pub(super) next: Rc<Cell<u64>>,
}

impl<'a> Engine<'a> {
    pub(super) fn new(
        contract: &'a Contract,
        target: &'a Target,
        settings: Settings,
        events: UnboundedSender<Event>,
    ) -> Result<Self, TransportError> {
        Ok(Self {
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
        compose::compose(&self.target.url, self.contract, operation, bound, secrets)
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
        lane: usize,
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
        self.requests.set(self.requests.get() + 1);
        self.notice_watched(operation, watches, &outcome);
        let answered = match &outcome {
            Outcome::Answered(_) => true,
            Outcome::Failed(failure) => failure.partial.is_some(),
        };
        self.answered.set(self.answered.get() || answered);
        let accepted = match &outcome {
            Outcome::Answered(answer) => is_acceptance(operation, case, answer.status),
            Outcome::Failed(_) => false,
        };
        let exchange = Exchange {
            accepted,
            case: Arc::clone(case),
            lane,
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
