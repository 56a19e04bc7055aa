//! A reference server and everything that is needed to run against it.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use serde_json::json;
use tally_conformance::case::Family;
use tally_conformance::event::Event;
use tally_conformance::finding::Finding;
use tally_conformance::fuzz::Fuzzing;
use tally_conformance::plan::{self, NamedValue, Options, Plan};
use tally_conformance::report::{Report, Style, Terminal};
use tally_conformance::run::{Run, Settings, Target};
use tally_conformance::secret::{Secret, Secrets};
use tally_conformance::summary::Summary;
use tally_conformance::transport::{Limits, Roots};
use tally_reference::configuration::Scheme;
use tally_reference::{Configuration, Fault, Running, Server, Variant};
use tally_spec::Contract;

/// A server and what is known of it.
pub(crate) struct Stand {
    #[expect(dead_code, reason = "the server runs as long as this is held")]
    server: Running,
    pub(crate) contract: Arc<Contract>,
    pub(crate) plan: Arc<Plan>,
    pub(crate) target: Target,
    pub(crate) limits: Limits,
}

/// What a run told.
pub(crate) struct Told {
    pub(crate) events: Vec<Event>,
    pub(crate) summary: Summary,
}

/// The document of every reference server.
static CONTRACT: LazyLock<Arc<Contract>> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let overlay = folder.join("releases.overlay.yaml");
    let loaded = tally_spec::load(&folder.join("releases.json"), &[overlay]).unwrap();
    Arc::new(loaded.contract.unwrap())
});

/// The values of `demo()` that every reference server knows.
static KNOWN: LazyLock<Vec<NamedValue>> = LazyLock::new(|| {
    let ids = tally_reference::demo().known_ids.into_iter();
    ids.map(|id| named("/body/id", id)).collect()
});

/// What every reference server is asked.
static PLAN: LazyLock<Arc<Plan>> = LazyLock::new(|| {
    let demo = tally_reference::demo();
    let options = Options {
        known: KNOWN.clone(),
        foreign: vec![
            named("/body/id", demo.foreign_task_id),
            named("/body/account_id", demo.foreign_account_id),
        ],
        missing: vec![named("/body/id", demo.missing_id)],
        ..Options::default()
    };
    Arc::new(plan::plan(&CONTRACT, &options))
});

/// Of what every reference server is asked, what drawn requests are broken by.
static BROKEN: LazyLock<Arc<Plan>> = LazyLock::new(|| {
    let mut plan = Plan::clone(&PLAN);
    for operation in &mut plan.operations {
        operation.cases.retain(|case| case.family == Family::Broken);
    }
    Arc::new(plan)
});

fn named(pointer: &str, id: uuid::Uuid) -> NamedValue {
    (pointer.to_owned(), json!(id.to_string())).into()
}

impl Stand {
    pub(crate) async fn faithful() -> Self {
        Self::new(&[], &[]).await
    }

    pub(crate) async fn new(faults: &[&'static Fault], variants: &[&'static Variant]) -> Self {
        let configuration = tally_reference::demo::configuration();
        Self::of(configuration, faults, variants).await
    }

    /// With other credentials than those of the demo.
    pub(crate) async fn of(
        configuration: Configuration,
        faults: &[&'static Fault],
        variants: &[&'static Variant],
    ) -> Self {
        let secret = |scheme: &str| {
            let scheme = match scheme {
                "bearerAuth" => Scheme::Bearer,
                _ => Scheme::ApiKey,
            };
            let mut all = configuration.credentials.iter();
            let found = all.find(|it| it.scheme == scheme).unwrap();
            Secret::new(found.secret.reveal())
        };
        let demo = tally_reference::demo();
        let schemes = demo.credentials.iter().map(|(scheme, _)| *scheme);
        let given = schemes.map(|scheme| (scheme.to_owned(), secret(scheme)));
        let secrets = Secrets {
            given: given.collect(),
            ..Secrets::default()
        };
        let server = Server::start(tally_reference::Options {
            configuration,
            faults: faults.to_vec(),
            variants: variants.to_vec(),
            ..tally_reference::Options::default()
        });
        let server = server.await.unwrap();
        Self {
            target: Target {
                url: server.url().parse().unwrap(),
                secrets,
                known: KNOWN.clone(),
                roots: Roots::default(),
            },
            server,
            contract: Arc::clone(&CONTRACT),
            plan: Arc::clone(&PLAN),
            limits: Limits {
                time: Duration::from_secs(3),
                body: 1024 * 1024,
            },
        }
    }

    /// What the plan alone shows.
    pub(crate) async fn run(&self, jobs: usize) -> Told {
        self.fuzzed(jobs, Fuzzing::OFF).await
    }

    /// What the plan and drawn requests show.
    pub(crate) async fn fuzzed(&self, jobs: usize, fuzzing: Fuzzing) -> Told {
        self.told(&self.plan, jobs, fuzzing).await
    }

    /// What drawn requests show: of the plan only what they are broken by is sent.
    pub(crate) async fn drawn(&self, jobs: usize, fuzzing: Fuzzing) -> Told {
        self.told(&BROKEN, jobs, fuzzing).await
    }

    async fn told(&self, plan: &Arc<Plan>, jobs: usize, fuzzing: Fuzzing) -> Told {
        let settings = Settings {
            jobs,
            limits: self.limits,
            fuzzing,
            ..Settings::default()
        };
        let mut events = Vec::new();
        let never = std::future::pending();
        let contract = Arc::clone(&self.contract);
        let run = Run::new(contract, Arc::clone(plan), self.target.clone(), settings);
        let run = run.start(never, |event| events.push(event));
        let summary = run.await.unwrap();
        Told { events, summary }
    }
}

impl Told {
    pub(crate) fn all_findings(&self) -> Vec<&Finding> {
        let events = self.events.iter();
        events
            .filter_map(|event| match event {
                Event::Found(finding) => Some(&**finding),
                _ => None,
            })
            .collect()
    }

    /// Rule and clause of each finding.
    pub(crate) fn findings(&self) -> Vec<String> {
        let findings = self.all_findings().into_iter();
        findings
            .map(|it| format!("{} {}", it.rule, clause(&it.clause.id.0)))
            .collect()
    }

    /// The report for people.
    pub(crate) fn report(&self) -> String {
        let mut out = Vec::new();
        let mut report = Terminal::new(&mut out, Style { color: false }, |_| None);
        for event in &self.events {
            report.event(event).unwrap();
        }
        drop(report);
        String::from_utf8(out).unwrap()
    }
}

/// A clause's identity without its operation.
pub(crate) fn clause(id: &str) -> &str {
    id.strip_prefix("PATCH /api/tasks ").unwrap_or(id)
}

/// Runs a future to its end on a runtime of its own.
pub(crate) fn alone<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(future)
}

/// Does something with each item, several at a time, and gives the results in order.
pub(crate) fn each<I: Send, T: Send>(
    items: impl Iterator<Item = I>,
    work: impl Fn(I) -> T + Sync,
) -> Vec<T> {
    let items: Mutex<Vec<(usize, I)>> = Mutex::new(items.enumerate().collect());
    let results = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some((index, item)) = items.lock().unwrap().pop() else {
                        return;
                    };
                    let result = work(item);
                    results.lock().unwrap().push((index, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
