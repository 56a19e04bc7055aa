//! The task as the server keeps it, and what an update does to it.

use std::sync::Arc;

use serde::Deserialize;
use uuid::Uuid;

use crate::generated::types::TaskRunResponse;

/// A scheduled task, as it is stored and as a configuration seeds it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredTask {
    /// Its id.
    pub id: Uuid,
    /// The account to which it belongs.
    pub account_id: Uuid,
    /// The artist account with which it is associated.
    pub artist_account_id: Uuid,
    /// Its title.
    pub title: String,
    /// The instruction that it executes.
    pub prompt: String,
    /// When it is due: a cron expression in UTC.
    pub schedule: String,
    /// The explicit override of whether it is due at all; none when there is no override.
    #[serde(default)]
    pub enabled: Option<bool>,
    /// The AI model that it uses; none for the default model.
    #[serde(default)]
    pub model: Option<String>,
    /// Its schedule at the trigger service.
    #[serde(default)]
    pub trigger_schedule_id: Option<String>,
    /// Its last runs, newest first, as the trigger service reports them: at most five. No update
    /// writes them.
    #[serde(default)]
    pub recent_runs: Arc<[TaskRunResponse]>,
}

/// What an update writes: `None` keeps a member as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// A new title.
    pub title: Option<String>,
    /// A new prompt.
    pub prompt: Option<String>,
    /// A new schedule.
    pub schedule: Option<String>,
    /// Another account.
    pub account_id: Option<Uuid>,
    /// Another artist account.
    pub artist_account_id: Option<Uuid>,
    /// Another override; `Some(None)` clears it.
    pub enabled: Option<Option<bool>>,
    /// Another model; `Some(None)` goes back to the default model.
    pub model: Option<Option<String>>,
}

impl Changes {
    /// Writes them onto a task.
    pub fn apply(self, task: &mut StoredTask) {
        fn set<T>(kept: &mut T, new: Option<T>) {
            if let Some(new) = new {
                *kept = new;
            }
        }
        set(&mut task.title, self.title);
        set(&mut task.prompt, self.prompt);
        set(&mut task.schedule, self.schedule);
        set(&mut task.account_id, self.account_id);
        set(&mut task.artist_account_id, self.artist_account_id);
        set(&mut task.enabled, self.enabled);
        set(&mut task.model, self.model);
    }

    /// Takes over what `other` writes, which wins.
    pub fn merge(&mut self, other: Self) {
        fn set<T>(kept: &mut Option<T>, new: Option<T>) {
            if new.is_some() {
                *kept = new;
            }
        }
        set(&mut self.title, other.title);
        set(&mut self.prompt, other.prompt);
        set(&mut self.schedule, other.schedule);
        set(&mut self.account_id, other.account_id);
        set(&mut self.artist_account_id, other.artist_account_id);
        set(&mut self.enabled, other.enabled);
        set(&mut self.model, other.model);
    }
}
