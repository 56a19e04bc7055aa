//! The engine: sends requests, tells events, and notices when the server is gone.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

use tally_spec::Contract;
use tally_spec::contract::{Operation, OperationKey};
use tokio::sync::mpsc::UnboundedSender;

use super::heard::Heard;
use super::reach::Reach;
use super::{Settings, Target};
use crate::case::Case;
use crate::compose::{self, NotSendable, Values};
use crate::event::Event;
use crate::exchange::{Exchange, FailureKind, Outcome};
use crate::note::Note;
use crate::plan::Plan;
use crate::redact::Redactor;
use crate::servers::{self, Bases};
use crate::summary::Summary;
use crate::transport::{self, Transport, TransportError};

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

    /// Sends a case, bound to these values.
    ///
    /// # Errors
    ///
    /// Of the inner result: the case cannot be sent at all. Of the outer one: the server is gone.
    pub(super) async fn send(
        &self,
        operation: &Operation,
        case: &Arc<Case>,
        lane: usize,
        values: &Values,
    ) -> Result<Result<Exchange, NotSendable>, Halt> {
        let secrets = &self.target.secrets;
        let url = &self.target.url;
        let bound = values.bind(&case.request);
        let base = match self.bases.of(&operation.key) {
            Ok(base) => base,
            Err(servers) => {
                return Ok(Err(NotSendable::Elsewhere {
                    servers: servers.join(", "),
                }));
            }
        };
        let composed = compose::compose(base, self.contract, operation, &bound, secrets);
        let request = match composed {
            Ok(request) => request,
            Err(error) => return Ok(Err(error)),
        };
        let (mut outcome, mut took) = self.transport.send(&request).await;
        if is_refused(&outcome) {
            // A server that starts again, or whose queue is full: once more, then it is gone.
            let patience = Duration::from_secs(1);
            transport::wait(url, patience).await.map_err(Halt::Gone)?;
            (outcome, took) = self.transport.send(&request).await;
        }
        if let Some(why) = self.reach.why_not(url, &outcome).await {
            return Err(Halt::Unreachable(why));
        }
        self.requests.set(self.requests.get() + 1);
        let answered = match &outcome {
            Outcome::Answered(_) => true,
            Outcome::Failed(failure) => failure.partial.is_some(),
        };
        self.answered.set(self.answered.get() || answered);
        self.heard.note(operation, case, &outcome);
        Ok(Ok(Exchange {
            case: Arc::clone(case),
            lane,
            request,
            bound: Arc::new(bound),
            outcome,
            took,
        }))
    }
}

fn is_refused(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed(failure) if failure.kind == FailureKind::Refused)
}
