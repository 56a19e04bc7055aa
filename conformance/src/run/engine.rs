//! The engine: sends requests, emits events, and notices when the server is gone.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tally_spec::Contract;
use tally_spec::contract::{Operation, OperationKey, Response, StatusPattern};
use tally_spec::schema::pointer::unescape;
use tokio::sync::mpsc::UnboundedSender;

use super::budget::Share;
use super::creator::Creator;
use super::fresh_values::FreshNumbers;
use super::known_ids::KnownIds;
use super::reachability::{Reachability, Suspicion, over_tls};
use super::wrong_base_url::AnswerCounts;
use super::{Run, Settings, Target};
use crate::case::{Case, PlannedRequest};
use crate::compose::{self, NotSendable};
use crate::event::Event;
use crate::exchange::{Exchange, FailureKind, Outcome, SentRequest, is_acceptance};
use crate::note::Note;
use crate::plan::Plan;
use crate::redact::Redactor;
use crate::request;
use crate::servers::{self, Bases};
use crate::transport::{Connection, PacedTransport, SendOptions, TransportError, is_stream};

/// Who used a value: an operation, on the resource of this number.
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

/// Sends requests and emits events. Requests go out at the same time: all of them share it.
pub(super) struct Engine<'a> {
    pub(super) contract: &'a Contract,
    pub(super) plan: &'a Plan,
    pub(super) target: &'a Target,
    pub(super) settings: Settings,
    /// What the operation at hand may cost.
    pub(super) share: Share,
    /// What the run's own values are made of.
    pub(super) run_id: u64,
    /// What fresh values are made of.
    pub(super) fresh: FreshNumbers,
    transport: PacedTransport,
    redactor: Redactor,
    events: UnboundedSender<Event>,
    /// Where the operations are.
    bases: Bases,
    /// What was not read of the document.
    unread: Option<Note>,
    progress: Mutex<Progress>,
    /// The ids of resources that answers told.
    ids: Mutex<KnownIds>,
    /// How resources are made, by the operation that makes them.
    creators: Mutex<HashMap<OperationKey, Creator>>,
}

/// What the requests of a run add up to, so far.
#[derive(Debug, Default)]
struct Progress {
    requests: u64,
    /// Whether any request was answered, wholly or in part.
    answered: bool,
    /// Values of members of accepted requests, with who used them.
    taken: HashMap<(String, String), Vec<User>>,
    /// The operations of which an answer without a body was looked at, byte by byte.
    watched: HashSet<OperationKey>,
    /// The last request that was answered, with its number.
    last_answered: Option<(u64, Exchange)>,
    /// The last one to which the connection was closed instead.
    last_closed: Option<(u64, Exchange)>,
    counts: AnswerCounts,
    reachability: Reachability,
}

impl Progress {
    /// Takes in what came of a request.
    fn add(&mut self, operation: &Operation, exchange: &Exchange) {
        self.requests += 1;
        self.counts
            .add(operation, &exchange.case, &exchange.outcome);
        match &exchange.outcome {
            Outcome::Answered(_) => {
                self.answered = true;
                self.last_answered = Some((self.requests, exchange.clone()));
            }
            Outcome::Failed(failure) => {
                self.answered |= failure.partial.is_some();
                if is_closed(exchange) {
                    self.last_closed = Some((self.requests, exchange.clone()));
                }
            }
        }
    }
}

impl<'a> Engine<'a> {
    pub(super) fn new(
        run: &'a Run,
        events: UnboundedSender<Event>,
    ) -> Result<Self, TransportError> {
        let (contract, target) = (&*run.contract, &*run.target);
        let planned = |it: &&Operation| run.plan.operations.iter().any(|plan| plan.key == it.key);
        let operations = contract.operations.iter().filter(planned);
        let run_id = run.settings.run_id.unwrap_or_else(|| {
            u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default()
        });
        Ok(Self {
            unread: Note::unread(contract, operations.clone()),
            bases: Bases::new(contract, operations, &target.url),
            contract,
            plan: &run.plan,
            target,
            settings: Settings {
                jobs: run.settings.jobs.max(1),
                ..run.settings
            },
            share: Share::of(run.settings.budget),
            run_id,
            fresh: FreshNumbers::from(run_id),
            transport: PacedTransport::new(run.transport()?, run.settings.interval),
            redactor: Redactor::new(&target.secrets).map_err(TransportError::Credentials)?,
            events,
            progress: Mutex::default(),
            ids: Mutex::new(KnownIds::new(contract)),
            creators: Mutex::default(),
        })
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks what is known of ids.
    pub(super) fn ids<T>(&self, ask: impl FnOnce(&KnownIds) -> T) -> T {
        ask(&self.ids.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes what is known of ids.
    pub(super) fn change_ids<T>(&self, change: impl FnOnce(&mut KnownIds) -> T) -> T {
        change(&mut self.ids.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes in the ids that an accepted request tells.
    pub(super) fn learn(&self, exchange: &Exchange) {
        self.change_ids(|ids| ids.learn(exchange));
    }

    /// How an operation makes resources, if a request of it was accepted.
    pub(super) fn creator(&self, operation: &OperationKey) -> Option<Creator> {
        let creators = self.creators.lock().unwrap_or_else(PoisonError::into_inner);
        creators.get(operation).cloned()
    }

    /// Remembers how an operation makes resources.
    pub(super) fn keep_creator(&self, operation: &OperationKey, creator: Creator) {
        let mut creators = self.creators.lock().unwrap_or_else(PoisonError::into_inner);
        creators.insert(operation.clone(), creator);
    }

    /// An operation of the document.
    pub(super) fn operation(&self, key: &OperationKey) -> Option<&'a Operation> {
        self.contract.operations.iter().find(|it| it.key == *key)
    }

    /// Emits an event, without any credential in it.
    pub(super) fn emit(&self, mut event: Event) {
        self.redactor.event(&mut event);
        // Nobody listens any more only when the run itself is dropped.
        let _ = self.events.send(event);
    }

    pub(super) fn requests(&self) -> u64 {
        self.progress().requests
    }

    /// Whether requests were sent, and none of them was answered.
    pub(super) fn is_unanswered(&self) -> bool {
        let progress = self.progress();
        progress.requests > 0 && !progress.answered
    }

    /// Says what the user should know before anything is sent.
    pub(super) fn notes(&self) {
        let unread = self.unread.clone().into_iter();
        for note in unread.chain(self.bases.notes().iter().cloned()) {
            self.emit(Event::Noted(note));
        }
    }

    /// Says that nothing was where the run looked for the API, if that is so.
    pub(super) fn note_nothing_there(&self) {
        if self.progress().counts.is_nothing_there() {
            self.emit(Event::Noted(Note::NothingThere {
                url: self.shown_url(),
                bases: servers::alternatives(self.contract, &self.target.url),
            }));
        }
    }

    /// Why nothing of what was seen says anything of the API, if so.
    pub(super) fn lost(&self) -> Option<&'static str> {
        let lost = self.progress().counts.is_lost();
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
        let reached = self.transport.wait(patience).await;
        reached.map_err(Halt::Unreachable)
    }

    /// Whether to look for bodies behind answers that have none: as long as no such answer of the
    /// operation was looked at.
    fn watches(&self, operation: &Operation) -> bool {
        let is_bodiless =
            |response: &Response| matches!(response.status, StatusPattern::Code(204 | 205));
        operation.responses.iter().any(is_bodiless)
            && !self.progress().watched.contains(&operation.key)
    }

    fn notice_watched(&self, operation: &Operation, watches: bool, outcome: &Outcome) {
        if watches
            && let Outcome::Answered(answer) = outcome
            && matches!(answer.status, 204 | 205)
        {
            self.progress().watched.insert(operation.key.clone());
        }
    }

    /// Takes in the values of an accepted request: the server may take each only once.
    pub(super) fn take_values(&self, exchange: &Exchange, operation: &OperationKey) {
        let Some(Value::Object(members)) = request::json(&exchange.bound.body) else {
            return;
        };
        let taken = &mut self.progress().taken;
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
        let taken = &self.progress().taken;
        let of_value = taken.get(&(unescape(name).into_owned(), value.to_string()));
        of_value.is_some_and(|users| users.iter().any(|it| it != by))
    }

    /// The request after which the server was gone: of those that were sent at the same time one to
    /// which the connection was closed, else the last one that was answered.
    pub(super) fn last(&self) -> Option<Exchange> {
        let progress = self.progress();
        let earliest = progress.requests.saturating_sub(self.settings.jobs as u64);
        let closed = progress.last_closed.as_ref();
        let closed = closed.filter(|(number, _)| *number >= earliest);
        let last = closed.or(progress.last_answered.as_ref());
        last.map(|(_, exchange)| exchange.clone())
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
        let streams = |status: u16| {
            let response = operation.response(status);
            let mut media = response.iter().flat_map(|response| &response.content);
            media.any(|media| is_stream(&media.name))
        };
        let watches = self.watches(operation);
        let options = SendOptions {
            streams: &streams,
            connection: match watches {
                true => Connection::Watched,
                false => Connection::Any,
            },
        };
        let (mut outcome, mut took) = self.transport.send(&request, options).await;
        if is_refused(&outcome) {
            // A server that starts again, or whose queue is full: once more, then it is gone.
            let patience = Duration::from_secs(1);
            self.transport.wait(patience).await.map_err(Halt::Gone)?;
            (outcome, took) = self.transport.send(&request, options).await;
        }
        if let Some(why) = self.why_unreachable(&outcome).await {
            return Err(Halt::Unreachable(why));
        }
        self.notice_watched(operation, watches, &outcome);
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
        self.progress().add(operation, &exchange);
        Ok(exchange)
    }

    /// Why no request will ever reach the server, if what came of one shows it. The server is asked
    /// once at most.
    async fn why_unreachable(&self, outcome: &Outcome) -> Option<String> {
        let url = &self.target.url;
        let suspicion = self.progress().reachability.suspicion(url, outcome);
        match suspicion {
            Suspicion::None => None,
            Suspicion::Unreachable(why) => Some(why),
            Suspicion::SpeaksTls => self.transport.speaks_tls().await.then(|| over_tls(url)),
        }
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

fn is_refused(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed(failure) if failure.kind == FailureKind::Refused)
}
