//! A reference server and everything that a run against it has to know.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;
use tally_conformance::plan::{self, NamedValue, Plan};
use tally_conformance::run::{Run, Settings, Target};
use tally_conformance::secret::{Secret, Secrets};
use tally_conformance::transport::Roots;
use tally_reference::{Configuration, Demo};
use tally_spec::Contract;
use uuid::Uuid;

/// The contract of the reference server, its plan, and what is known of the server.
pub(crate) struct Stand {
    pub(crate) contract: Arc<Contract>,
    pub(crate) plan: Arc<Plan>,
    known: Vec<NamedValue>,
}

impl Stand {
    /// For these tasks of the built-in configuration.
    ///
    /// # Errors
    ///
    /// When the document of the repository cannot be used.
    pub(crate) fn new(ids: &[Uuid]) -> Result<Self, String> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let overlay = folder.join("releases.overlay.yaml");
        let loaded = tally_spec::load(&folder.join("releases.json"), &[overlay])
            .map_err(|error| error.to_string())?;
        let contract = loaded.contract.ok_or("spec/releases.json cannot be used")?;
        let demo = tally_reference::demo();
        let known: Vec<NamedValue> = ids
            .iter()
            .map(|id| ("/body/id".to_owned(), json!(id)).into())
            .collect();
        let options = plan::Options {
            known: known.clone(),
            foreign: vec![
                ("/body/id".to_owned(), json!(demo.foreign_task_id)).into(),
                (
                    "/body/account_id".to_owned(),
                    json!(demo.foreign_account_id),
                )
                    .into(),
            ],
            missing: vec![("/body/id".to_owned(), json!(demo.missing_id)).into()],
            ..plan::Options::default()
        };
        let plan = plan::plan(&contract, &options);
        Ok(Self {
            contract: Arc::new(contract),
            plan: Arc::new(plan),
            known,
        })
    }

    /// A run of the plan against the server at a URL.
    ///
    /// # Errors
    ///
    /// When it is no URL.
    pub(crate) fn run(&self, url: &str, settings: Settings) -> Result<Run, String> {
        let (contract, plan) = (Arc::clone(&self.contract), Arc::clone(&self.plan));
        Ok(Run::new(contract, plan, self.target(url)?, settings))
    }

    /// The server at a URL.
    ///
    /// # Errors
    ///
    /// When it is no URL.
    fn target(&self, url: &str) -> Result<Target, String> {
        let given = tally_reference::demo()
            .credentials
            .iter()
            .map(|(scheme, secret)| ((*scheme).to_owned(), Secret::new(secret.reveal())))
            .collect();
        Ok(Target {
            url: url.parse().map_err(|error| format!("{url}: {error}"))?,
            secrets: Secrets {
                given,
                ..Secrets::default()
            },
            known: self.known.clone(),
            roots: Roots::default(),
        })
    }
}

/// The built-in configuration with so many tasks that a tester may write, and their ids.
pub(crate) fn with_tasks(count: usize) -> (Configuration, Vec<Uuid>) {
    let Demo { known_ids, .. } = tally_reference::demo();
    let mut configuration = tally_reference::demo::configuration();
    let mut ids = known_ids;
    let first = configuration
        .tasks
        .iter()
        .find(|task| Some(&task.id) == ids.first())
        .cloned();
    for number in ids.len()..count {
        let Some(mut task) = first.clone() else { break };
        task.id = Uuid::from_u128(0x5e7f_0000_0000_4000_8000_0000_0000_0000 + number as u128);
        ids.push(task.id);
        configuration.tasks.push(task);
    }
    ids.truncate(count);
    (configuration, ids)
}
