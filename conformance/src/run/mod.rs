//! Runs a plan against a server: binds it, sends its cases in an order that a correct server cannot
//! fail by, judges what comes back, and emits what it finds out as events.

mod binding;
mod blame;
mod budget;
mod conditional_headers;
mod creator;
mod engine;
mod flaky;
mod fresh_values;
mod fuzz;
mod known_ids;
mod neighbours;
mod not_reached;
mod operation_run;
mod order;
mod overwrite_rounds;
mod own_resources;
mod phases;
mod reachability;
mod read_state;
mod refused_requests;
mod relocate;
mod replay;
mod request_schemas;
mod resource;
mod resource_run;
mod restore;
mod send;
mod shown_state;
mod smallest;
mod suspect;
mod undeclared_limits;
mod unique_values;
mod wrong_base_url;

pub use budget::Budget;
pub use replay::Replayed;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tally_spec::Contract;
use tokio::sync::mpsc;
use url::Url;

use crate::event::{Event, Planned, RunAborted, RunFinished, RunStarted, VERSION};
use crate::fuzz::Fuzzing;
use crate::plan::{NamedValue, Plan};
use crate::secret::Secrets;
use crate::summary::Summary;
use crate::transport::{HttpTransport, Limits, Roots, Transport, TransportError};
use engine::{Engine, Halt};
use operation_run::OperationRun;

/// The server, and what is known of it.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its base URL; paths of the document are appended to its path.
    pub url: Url,
    /// What to authenticate with.
    pub secrets: Secrets,
    /// Values that it is known to accept. Several of one pointer name several resources.
    pub known: Vec<NamedValue>,
    /// Whose certificates are trusted beside those that the system trusts.
    pub roots: Roots,
}

impl Target {
    /// A server about which only its URL is known.
    #[must_use]
    pub fn at(url: Url) -> Self {
        Self {
            url,
            secrets: Secrets::default(),
            known: Vec::new(),
            roots: Roots::default(),
        }
    }
}

/// How to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Requests at the same time, at least 1.
    pub jobs: usize,
    /// Limits on every answer.
    pub limits: Limits,
    /// How long to wait for a server that is still starting.
    pub wait: Duration,
    /// The least time between the starts of two requests; zero: none.
    pub interval: Duration,
    /// How deep to go after the plan.
    pub fuzzing: Fuzzing,
    /// What values are made of that the server takes only once: with the same number a run sends the
    /// same requests. None: the milliseconds since 1970, so that no two runs have the same.
    pub run_id: Option<u64>,
    /// How much the run may cost, before what it made is deleted; none: the whole plan is run.
    pub budget: Option<Budget>,
}

impl Default for Settings {
    /// Eight requests at the same time, the default limits, no waiting, as fast as it goes, the
    /// default fuzzing.
    fn default() -> Self {
        Self {
            jobs: 8,
            limits: Limits::default(),
            wait: Duration::ZERO,
            interval: Duration::ZERO,
            fuzzing: Fuzzing::default(),
            run_id: None,
            budget: None,
        }
    }
}

/// A run: a plan, the document that it is of, and the server that it is sent to.
///
/// # Example
///
/// A run is spawned like any other task; here nothing leaves the process:
///
/// ```
/// use std::sync::Arc;
///
/// use tally_conformance::exchange::{Answer, Outcome};
/// use tally_conformance::plan::{Options, plan};
/// use tally_conformance::run::{Run, Settings, Target};
/// use tally_conformance::transport::ScriptedTransport;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let document = "
/// openapi: 3.1.0
/// info: {title: pets, version: '1'}
/// paths:
///   /pets: {get: {responses: {'204': {description: no pets}}}}
/// ";
/// let contract = tally_spec::read_text("pets.yaml", document).contract.ok_or("a bad document")?;
/// let plan = plan(&contract, &Options::default());
/// let target = Target::at("http://pets.example".parse()?);
/// let transport = ScriptedTransport::new(|request| {
///     let status = if request.method == "GET" { 204 } else { 405 };
///     Outcome::Answered(Answer::new(status, Vec::new(), ""))
/// });
/// let run = Run::new(contract, plan, target, Settings::default()).over(Arc::new(transport));
/// let never = std::future::pending();
/// let summary = tokio::spawn(run.start(never, |event| drop(event))).await??;
/// assert_eq!(summary.findings, 0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Run {
    contract: Arc<Contract>,
    plan: Arc<Plan>,
    target: Arc<Target>,
    settings: Settings,
    /// None: HTTP to the URL of the target.
    transport: Option<Arc<dyn Transport>>,
}

impl Run {
    /// A run over HTTP, to the URL of the target. `plan` is that of the document.
    #[must_use]
    pub fn new(
        contract: impl Into<Arc<Contract>>,
        plan: impl Into<Arc<Plan>>,
        target: impl Into<Arc<Target>>,
        settings: Settings,
    ) -> Self {
        Self {
            contract: contract.into(),
            plan: plan.into(),
            target: target.into(),
            settings,
            transport: None,
        }
    }

    /// The same run over another transport.
    #[must_use]
    pub fn over(self, transport: Arc<dyn Transport>) -> Self {
        Self {
            transport: Some(transport),
            ..self
        }
    }

    fn transport(&self) -> Result<Arc<dyn Transport>, TransportError> {
        let (target, limits) = (&self.target, self.settings.limits);
        Ok(match &self.transport {
            Some(transport) => Arc::clone(transport),
            None => Arc::new(HttpTransport::new(&target.url, limits, &target.roots)?),
        })
    }

    /// Runs the plan against the server.
    ///
    /// The run ends when the plan does, when the server is gone, or when `stop` is ready: what was
    /// found until then is reported in every case. The last event is [`Event::RunFinished`].
    ///
    /// The future is `Send` and `'static` when `stop` and `on_event` are: it can be spawned.
    ///
    /// # Errors
    ///
    /// When no HTTP client can be set up. Whatever the server does is an event, not an error.
    pub async fn start(
        self,
        stop: impl Future<Output = ()>,
        mut on_event: impl FnMut(Event),
    ) -> Result<Summary, TransportError> {
        let start = Instant::now();
        let (sender, mut events) = mpsc::unbounded_channel();
        let engine = Engine::new(&self, sender)?;
        let mut summary = Summary::default();
        let mut consume = |event: Event| {
            summary.consume(&event);
            on_event(event);
        };
        engine.emit(Event::RunStarted(started(&self.plan, &engine)));
        engine.notes();
        let operations: Vec<OperationRun<'_>> = self
            .plan
            .operations
            .iter()
            .filter_map(|plan| OperationRun::new(&engine, plan))
            .collect();
        let work = async {
            engine.reach(self.settings.wait).await?;
            let graph = engine.ids(|ids| ids.graph.clone());
            let ordered = order::in_order(&operations, &graph);
            let count = ordered.len();
            for (number, run) in ordered.into_iter().enumerate() {
                if engine.share.is_all_used_up(engine.requests()) {
                    run.undecided("the budget of the run was used up before it");
                    continue;
                }
                engine.share.allot(count - number, engine.requests());
                // A server that never answered will not: a document may have hundreds of operations.
                if engine.is_unanswered() {
                    let requests = engine.requests();
                    return Err(Halt::Gone(format!(
                        "of {requests} requests none was answered"
                    )));
                }
                phases::run(run).await?;
            }
            Ok(())
        };
        let mut work = pin!(work);
        let mut stop = pin!(stop);
        let halted = loop {
            tokio::select! {
                biased;
                Some(event) = events.recv() => consume(event),
                done = &mut work => break done.err(),
                () = &mut stop => break Some(Halt::Stopped),
            }
        };
        if let (Some(Halt::Gone(detail)), Some(last)) = (&halted, engine.last()) {
            let key = &last.case.operation;
            if let Some(run) = operations.iter().find(|run| run.operation.key == *key) {
                run.was_ended_by(&last, detail);
            }
        }
        let is_there = matches!(halted, None | Some(Halt::Stopped));
        engine.clean_up(is_there).await;
        let lost = engine.lost().filter(|_| halted.is_none());
        for run in &operations {
            match lost {
                Some(why) => not_reached::conclude(run, why),
                None => run.conclude(halted.as_ref()),
            }
        }
        if halted.is_none() {
            engine.note_nothing_there();
        }
        if let Some(halt) = halted {
            engine.emit(Event::RunAborted(match halt {
                Halt::Unreachable(detail) => RunAborted::Unreachable { detail },
                Halt::Gone(detail) => RunAborted::ServerGone { detail },
                Halt::Stopped => RunAborted::Stopped,
            }));
        }
        engine.emit(Event::RunFinished(RunFinished {
            requests: engine.requests(),
            milliseconds: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
        }));
        while let Ok(event) = events.try_recv() {
            consume(event);
        }
        Ok(summary)
    }
}

fn started(plan: &Plan, engine: &Engine<'_>) -> RunStarted {
    let operations = plan.operations.iter().map(|plan| {
        let all = || plan.candidates.iter().chain(&plan.cases);
        let writes = all().filter(|case| {
            let method = case
                .request
                .method
                .as_deref()
                .unwrap_or(plan.key.method.as_str());
            !operation_run::is_safe(method)
        });
        Planned {
            operation: plan.key.clone(),
            url: engine.own_url(&plan.key),
            requests: all().map(|case| case.times as usize).sum(),
            writes: writes.map(|case| case.times as usize).sum(),
            drawn: engine.settings.fuzzing.requests,
            clauses: plan.clauses.clone(),
        }
    });
    RunStarted {
        version: VERSION,
        url: engine.shown_url(),
        operations: operations.collect(),
        jobs: engine.settings.jobs,
        seed: engine.settings.fuzzing.seed,
        run_id: engine.run_id,
    }
}
