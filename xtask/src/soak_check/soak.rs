//! The runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tally_conformance::case::Family;
use tally_conformance::event::Event;
use tally_conformance::fuzz::Fuzzing;
use tally_conformance::plan::Plan;
use tally_conformance::run::Settings;
use tally_reference::{Options, Server, Variant, variants};

use super::Arguments;
use crate::stand::{self, Stand};

/// How late the variant answers that answers late: as lawful as later, and sooner done.
const LATE: Duration = Duration::from_millis(2);

/// Whether every server was silent for every seed.
///
/// # Errors
///
/// When a variant is none, or a server does not start.
pub(super) fn soak(arguments: &Arguments, mut say: impl FnMut(String)) -> Result<bool, String> {
    let mut servers: Vec<Option<&'static Variant>> = vec![None];
    servers.extend(variants::ALL.iter().copied().map(Some));
    let name = |server: &Option<&'static Variant>| server.map_or("faithful", |it| it.name);
    if let Some(unknown) = arguments
        .variant
        .iter()
        .find(|wanted| servers.iter().all(|server| name(server) != **wanted))
    {
        return Err(format!("there is no lawful variant `{unknown}`"));
    }
    if !arguments.variant.is_empty() {
        servers.retain(|server| arguments.variant.iter().any(|it| it == name(server)));
    }
    let mut stand = Stand::new(&stand::with_tasks(2).1)?;
    keep_what_breaks(Arc::make_mut(&mut stand.plan));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let mut silent = true;
    let (start, mut all) = (Instant::now(), 0);
    for server in servers {
        let mut requests = 0;
        let mut noises = Vec::new();
        for seed in arguments.first..arguments.first + arguments.seeds {
            let (sent, noise) = runtime.block_on(one(&stand, server, arguments.requests, seed))?;
            requests += sent;
            noises.extend(noise.into_iter().map(|it| format!("    seed {seed}: {it}")));
        }
        silent &= noises.is_empty();
        all += requests;
        let word = if noises.is_empty() {
            "silent"
        } else {
            "NOT SILENT"
        };
        say(format!("{}: {word}, {requests} requests", name(&server)));
        noises.into_iter().for_each(&mut say);
    }
    say(format!(
        "{} seeds: {all} requests in {:.0} s",
        arguments.seeds,
        start.elapsed().as_secs_f64()
    ));
    Ok(silent)
}

/// Leaves of the plan what drawn requests are broken by: all else is tried by every run.
fn keep_what_breaks(plan: &mut Plan) {
    for operation in &mut plan.operations {
        operation.cases.retain(|case| case.family == Family::Broken);
    }
}

/// The requests of one run, and what it said that a lawful server must not hear.
async fn one(
    stand: &Stand,
    variant: Option<&'static Variant>,
    requests: usize,
    seed: u64,
) -> Result<(u64, Vec<String>), String> {
    let server = Server::start(Options {
        variants: variant.into_iter().collect(),
        delay: LATE,
        ..Options::default()
    });
    let server = server.await.map_err(|error| error.to_string())?;
    let settings = Settings {
        fuzzing: Fuzzing { requests, seed },
        ..Settings::default()
    };
    let mut noises = Vec::new();
    let never = std::future::pending();
    let run = stand.run(&server.url(), settings)?;
    let run = run.start(never, |event| match event {
        Event::Found(finding) => noises.push(format!(
            "{} {}: {} → {}",
            finding.rule, finding.clause.id, finding.expected, finding.observed
        )),
        Event::LawJudged(judged) => noises.push(format!("suspected: {}", judged.what)),
        Event::RunAborted(aborted) => noises.push(format!("{aborted:?}")),
        Event::OperationJudged(judged) if !judged.accepted => {
            noises.push("never accepted".to_owned());
        }
        _ => {}
    });
    let summary = run.await.map_err(|error| error.to_string())?;
    Ok((summary.requests, noises))
}
