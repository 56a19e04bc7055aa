//! The requests of a run, as a server gets them.

use std::sync::{Mutex, PoisonError};

use tally_conformance::fuzz::Fuzzing;
use tally_conformance::run::Settings;
use tally_reference::layers::{Answer, Asked, Inbound, Layer, World};
use tally_reference::{Options, Server, Variant};

use super::tasks::TASKS;
use crate::stand::{self, Stand};

/// Keeps what comes, and changes nothing.
static RECORDER: Variant = Variant {
    name: "recorder",
    description: "Every request is kept.",
    layer: Layer::Before(keep),
};

static KEPT: Mutex<Vec<Asked>> = Mutex::new(Vec::new());

fn keep(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push(inbound.asked.clone());
    None
}

/// Runs once, and gives what was sent, in the order in which it came.
pub(super) fn record(stand: &Stand, requests: usize) -> Result<Vec<Asked>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let options = Options {
            configuration: stand::with_tasks(TASKS).0,
            variants: vec![&RECORDER],
            ..Options::default()
        };
        let server = Server::start(options)
            .await
            .map_err(|error| error.to_string())?;
        let settings = Settings {
            jobs: 16,
            fuzzing: Fuzzing {
                requests,
                ..Fuzzing::default()
            },
            ..Settings::default()
        };
        let run = stand.run(&server.url(), settings)?;
        let never = std::future::pending();
        run.start(never, drop)
            .await
            .map_err(|error| error.to_string())?;
        Ok::<(), String>(())
    })?;
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut *kept))
}
