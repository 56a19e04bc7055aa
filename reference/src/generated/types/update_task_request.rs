use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::super::support::decode::{Object, deserialize};
use super::super::support::issue::{At, IssueSink};
use super::super::support::{Decode, Field, NonEmptyString};

/// `#/components/schemas/UpdateTaskRequest`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UpdateTaskRequest {
    /// UUID of the task to update
    pub id: Uuid,
    /// New descriptive title. If sent, must be a non-empty string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<NonEmptyString>,
    /// New instruction/prompt executed by the task. If sent, must be a non-empty string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<NonEmptyString>,
    /// New cron expression. If sent, must be non-empty and valid for your environment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<NonEmptyString>,
    /// UUID of the account to update the task for. Only applicable when the authenticated account
    /// has access to multiple accounts via organization membership. If not provided, the task is
    /// updated for the API key's own account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Uuid>,
    /// UUID of the artist account to associate with the task after update
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist_account_id: Option<Uuid>,
    /// Whether the task is enabled (`true` / `false`), or `null` to clear an explicit override
    /// depending on server rules.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub enabled: Field<bool>,
    /// AI model identifier to use when the task runs. If sent, must be a non-empty string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<NonEmptyString>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl UpdateTaskRequest {
    /// With the members that are required, and none of the others.
    #[must_use]
    pub fn new(id: Uuid) -> Self {
        Self {
            id,
            title: None,
            prompt: None,
            schedule: None,
            account_id: None,
            artist_account_id: None,
            enabled: Field::Absent,
            model: None,
            additional: Map::new(),
        }
    }
}

impl Decode for UpdateTaskRequest {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let id = object.required("id", sink);
        let title = object.optional("title", sink);
        let prompt = object.optional("prompt", sink);
        let schedule = object.optional("schedule", sink);
        let account_id = object.optional("account_id", sink);
        let artist_account_id = object.optional("artist_account_id", sink);
        let enabled = object.field("enabled", sink);
        let model = object.optional("model", sink);
        Some(Self {
            id: id?,
            title: title?,
            prompt: prompt?,
            schedule: schedule?,
            account_id: account_id?,
            artist_account_id: artist_account_id?,
            enabled: enabled?,
            model: model?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for UpdateTaskRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
