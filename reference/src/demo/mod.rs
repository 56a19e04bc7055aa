//! The built-in configuration of the demonstration, and what a tester has to know of it.

mod runs;

use std::sync::Arc;

use uuid::{Uuid, uuid};

use crate::configuration::{Account, Configuration, Credential, Scheme};
use crate::secret::Secret;
use crate::task::StoredTask;

/// What a tester has to know to test a server with the built-in configuration.
#[derive(Clone, Debug)]
pub struct Demo {
    /// A credential for each security scheme, by the name that the document gives it.
    pub credentials: Vec<(&'static str, Secret)>,
    /// Tasks that the credentials may update; the first is the one of the document's examples.
    pub known_ids: Vec<Uuid>,
    /// The account for which the credentials may act.
    pub account_id: Uuid,
    /// An account for which they may not act.
    pub foreign_account_id: Uuid,
    /// A task of that account.
    pub foreign_task_id: Uuid,
    /// An id that no task has.
    pub missing_id: Uuid,
    /// An artist account.
    pub artist_account_id: Uuid,
}

/// The values of [`configuration`] that a tester has to know.
#[must_use]
pub fn demo() -> Demo {
    Demo {
        credentials: vec![
            ("apiKeyAuth", Secret::new(API_KEY)),
            ("bearerAuth", Secret::new(BEARER_TOKEN)),
        ],
        known_ids: KNOWN.to_vec(),
        account_id: ACCOUNT,
        foreign_account_id: FOREIGN_ACCOUNT,
        foreign_task_id: FOREIGN_TASK,
        missing_id: uuid!("00000000-dead-4bad-8bad-00000000beef"),
        artist_account_id: ARTIST,
    }
}

/// The built-in configuration: two accounts, two credentials for the first, five tasks of which
/// one belongs to the other account.
#[must_use]
pub fn configuration() -> Configuration {
    let account = |id, owner_email: &str| Account {
        id,
        owner_email: Some(owner_email.to_owned()),
    };
    let credential = |scheme, secret| Credential {
        scheme,
        secret: Secret::new(secret),
        accounts: [ACCOUNT].into(),
    };
    Configuration {
        accounts: vec![
            account(ACCOUNT, "label@example.com"),
            Account {
                id: FOREIGN_ACCOUNT,
                owner_email: None,
            },
        ],
        credentials: vec![
            credential(Scheme::ApiKey, API_KEY),
            credential(Scheme::Bearer, BEARER_TOKEN),
        ],
        tasks: tasks(),
    }
}

const API_KEY: &str = "Demo-Key-for-loopback-only-7Q4m";
const BEARER_TOKEN: &str = "Demo-Token-for-loopback-only-x93K";
const ACCOUNT: Uuid = uuid!("848cd58d-700f-4b38-ab4c-d9f52a1b2c3d");
const FOREIGN_ACCOUNT: Uuid = uuid!("5f0c1d2e-9a8b-4c7d-8e6f-0a1b2c3d4e5f");
const ARTIST: Uuid = uuid!("1873859c-dd37-4e9a-9bac-80d35a1b2c3d");
const OTHER_ARTIST: Uuid = uuid!("9e2b7f60-3c1d-4a5e-b8f7-6d5c4b3a2918");
const KNOWN: [Uuid; 4] = [
    uuid!("aade2bce-55c7-468e-a606-c4e76fb2ea2a"),
    uuid!("3d6f0a1b-2c4e-4f8a-9b7d-1e5c3a9f7b20"),
    uuid!("c81e728d-9d4c-4f63-af06-7f89cc14862c"),
    uuid!("e4da3b7f-bbce-4345-9777-2b0674a318d5"),
];
const FOREIGN_TASK: Uuid = uuid!("70efdf2e-c9b0-4607-9795-c442636b55fb");

fn tasks() -> Vec<StoredTask> {
    let runs = runs::of_every_kind();
    let pulse_check = StoredTask {
        id: KNOWN[0],
        account_id: ACCOUNT,
        artist_account_id: ARTIST,
        title: "Weekly Genre Pulse Check".to_owned(),
        prompt: "Execute this weekly genre analysis workflow and email a summary to the team."
            .to_owned(),
        schedule: "0 10 * * 4".to_owned(),
        enabled: Some(true),
        model: Some("claude-sonnet-4-20250514".to_owned()),
        trigger_schedule_id: Some("sched_5kq0pulse".to_owned()),
        recent_runs: runs.as_slice().into(),
    };
    vec![
        pulse_check.clone(),
        StoredTask {
            id: KNOWN[1],
            artist_account_id: OTHER_ARTIST,
            title: "Playlist pitches".to_owned(),
            prompt: "Draft pitches for “Nachtlicht” — three, in English and 日本語.".to_owned(),
            schedule: "30 7 * * MON-FRI".to_owned(),
            enabled: None,
            model: None,
            trigger_schedule_id: None,
            recent_runs: Arc::default(),
            ..pulse_check.clone()
        },
        StoredTask {
            id: KNOWN[2],
            title: "Monthly royalties digest".to_owned(),
            prompt: "Summarise last month's statements & flag what's missing.".to_owned(),
            schedule: "0 6 1 * *".to_owned(),
            enabled: Some(false),
            trigger_schedule_id: Some("sched_8zroyalt".to_owned()),
            recent_runs: runs[3..].into(),
            ..pulse_check.clone()
        },
        StoredTask {
            id: KNOWN[3],
            title: "Tour date watcher 🎸".to_owned(),
            prompt: "Look for new dates near the fans.\nReport only changes.".to_owned(),
            schedule: "*/15 * * * *".to_owned(),
            recent_runs: runs[1..].into(),
            ..pulse_check.clone()
        },
        StoredTask {
            id: FOREIGN_TASK,
            account_id: FOREIGN_ACCOUNT,
            title: "Somebody else's task".to_owned(),
            recent_runs: Arc::default(),
            ..pulse_check
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_configuration_is_consistent() {
        configuration().check().unwrap();
    }

    #[test]
    fn what_the_tester_is_told_is_so() {
        let (demo, configuration) = (demo(), configuration());
        let account_of = |id| {
            let task = configuration.tasks.iter().find(|task| task.id == id);
            task.map(|task| task.account_id)
        };
        for id in &demo.known_ids {
            assert_eq!(account_of(*id), Some(demo.account_id));
        }
        assert_eq!(
            account_of(demo.foreign_task_id),
            Some(demo.foreign_account_id)
        );
        assert_eq!(account_of(demo.missing_id), None);
        for (scheme, secret) in [Scheme::ApiKey, Scheme::Bearer]
            .into_iter()
            .zip(&demo.credentials)
        {
            let scope = configuration.scope(scheme, secret.1.reveal()).unwrap();
            assert!(scope.contains(&demo.account_id));
            assert!(!scope.contains(&demo.foreign_account_id));
        }
    }

    #[test]
    fn no_secret_is_in_debug_output() {
        let shown = format!("{:?} {:?}", demo(), configuration());
        assert!(!shown.contains(API_KEY));
        assert!(!shown.contains(BEARER_TOKEN));
    }
}
