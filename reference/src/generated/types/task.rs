use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::super::support::decode::{Object, deserialize};
use super::super::support::issue::{At, IssueSink};
use super::super::support::{DateTime, Decode, Field, NonEmptyString};
use super::TaskRunResponse;

/// `#/components/schemas/Task`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Unique identifier for the task
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Descriptive title or name of the task
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Detailed instruction or prompt for task execution
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// Cron expression defining when the task should execute (e.g., '0 10 * * *')
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// Unique identifier for the associated account
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Uuid>,
    /// Unique identifier for the associated artist account
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist_account_id: Option<Uuid>,
    /// Whether the task is enabled. Defaults to true.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub enabled: Field<bool>,
    /// Identifier for the trigger schedule associated with this task
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub trigger_schedule_id: Field<String>,
    /// Last 5 runs for this task, sourced from the Trigger.dev API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recent_runs: Option<Vec<TaskRunResponse>>,
    /// Next scheduled run times, sourced from the latest Trigger.dev run payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upcoming: Option<Vec<DateTime>>,
    /// Primary email address for the task owner account when one exists.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub owner_email: Field<String>,
    /// AI model identifier used when the task runs. When present as a string, must be non-empty;
    /// otherwise `null` if unset.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub model: Field<NonEmptyString>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for Task {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let id = object.optional("id", sink);
        let title = object.optional("title", sink);
        let prompt = object.optional("prompt", sink);
        let schedule = object.optional("schedule", sink);
        let account_id = object.optional("account_id", sink);
        let artist_account_id = object.optional("artist_account_id", sink);
        let enabled = object.field("enabled", sink);
        let trigger_schedule_id = object.field("trigger_schedule_id", sink);
        let recent_runs = object.optional("recent_runs", sink);
        let upcoming = object.optional("upcoming", sink);
        let owner_email = object.field("owner_email", sink);
        let model = object.field("model", sink);
        Some(Self {
            id: id?,
            title: title?,
            prompt: prompt?,
            schedule: schedule?,
            account_id: account_id?,
            artist_account_id: artist_account_id?,
            enabled: enabled?,
            trigger_schedule_id: trigger_schedule_id?,
            recent_runs: recent_runs?,
            upcoming: upcoming?,
            owner_email: owner_email?,
            model: model?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for Task {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
