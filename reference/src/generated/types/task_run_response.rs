use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::super::support::decode::{Object, deserialize, one_of};
use super::super::support::issue::{At, IssueSink};
use super::super::support::union::{accepts, any_of, encode};
use super::super::support::{DateTime, Decode, Field, Integer, Issues, Number, UnknownValue};
use super::CreateContentRunOutput;

/// Raw Trigger.dev SDK run object. The API passes through the SDK response without field mapping.
/// See <https://trigger.dev/docs/management/runs/retrieve> for the full reference. When listing
/// runs, `output`, `error`, `payload`, and `attempts` are not included.
///
/// `#/components/schemas/TaskRunResponse`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRunResponse {
    /// The unique run identifier, prefixed with `run_`
    pub id: String,
    /// Current run status
    pub status: TaskRunResponseStatus,
    /// The task type identifier (e.g. 'setup-sandbox', 'run-sandbox-command')
    pub task_identifier: String,
    /// Idempotency key used to deduplicate trigger requests
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub idempotency_key: Field<String>,
    /// The worker version that executed the run
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whether this is a test run
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_test: Option<bool>,
    /// When the run was created (ISO 8601)
    pub created_at: DateTime,
    /// When the run was last updated (ISO 8601)
    pub updated_at: DateTime,
    /// When execution started (null if not yet started)
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub started_at: Field<DateTime>,
    /// When the run finished (null if still running)
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub finished_at: Field<DateTime>,
    /// If delayed, when the run becomes eligible to execute
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub delayed_until: Field<DateTime>,
    /// Time-to-live. If the run is not started within this duration, it expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<Value>,
    /// When the run expired (null if not expired)
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub expired_at: Field<DateTime>,
    /// Tags associated with this run (max 10)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// JSON metadata attached to the run
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub metadata: Field<Map<String, Value>>,
    /// Compute cost of the run in cents
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_in_cents: Option<Number>,
    /// Base invocation cost in cents
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_cost_in_cents: Option<Number>,
    /// Compute duration in milliseconds
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<Number>,
    /// Environment the run executed in
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<TaskRunResponseEnv>,
    /// Nesting depth for child runs
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth: Option<Integer>,
    /// Batch ID if triggered as part of a batch
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub batch_id: Field<String>,
    /// The function used to trigger this run
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger_function: Option<TaskRunResponseTriggerFunction>,
    /// Input payload for the task. Only present when retrieving by `runId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<Value>,
    /// Task output data. Only present when retrieving by `runId`, and only populated when `status`
    /// is `COMPLETED`. Shape varies by `taskIdentifier`. The `create-content` task returns the
    /// schema below; other tasks return their own.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub output: Field<TaskRunResponseOutput>,
    /// Error details if the run failed. Only present when retrieving by `runId`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub error: Field<TaskRunResponseError>,
    /// Attempt history. Only present when retrieving by `runId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<Vec<TaskRunResponseAttemptsItem>>,
    /// Schedule information if triggered by a schedule. Only present when retrieving by `runId`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub schedule: Field<Map<String, Value>>,
    /// Related run references (root, parent, children). Only present when retrieving by `runId`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub related_runs: Field<Map<String, Value>>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl TaskRunResponse {
    /// With the members that are required, and none of the others.
    #[must_use]
    pub fn new(
        id: String,
        status: TaskRunResponseStatus,
        task_identifier: String,
        created_at: DateTime,
        updated_at: DateTime,
    ) -> Self {
        Self {
            id,
            status,
            task_identifier,
            idempotency_key: Field::Absent,
            version: None,
            is_test: None,
            created_at,
            updated_at,
            started_at: Field::Absent,
            finished_at: Field::Absent,
            delayed_until: Field::Absent,
            ttl: None,
            expired_at: Field::Absent,
            tags: None,
            metadata: Field::Absent,
            cost_in_cents: None,
            base_cost_in_cents: None,
            duration_ms: None,
            env: None,
            depth: None,
            batch_id: Field::Absent,
            trigger_function: None,
            payload: None,
            output: Field::Absent,
            error: Field::Absent,
            attempts: None,
            schedule: Field::Absent,
            related_runs: Field::Absent,
            additional: Map::new(),
        }
    }
}

impl Decode for TaskRunResponse {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let id = object.required("id", sink);
        let status = object.required("status", sink);
        let task_identifier = object.required("taskIdentifier", sink);
        let idempotency_key = object.field("idempotencyKey", sink);
        let version = object.optional("version", sink);
        let is_test = object.optional("isTest", sink);
        let created_at = object.required("createdAt", sink);
        let updated_at = object.required("updatedAt", sink);
        let started_at = object.field("startedAt", sink);
        let finished_at = object.field("finishedAt", sink);
        let delayed_until = object.field("delayedUntil", sink);
        let ttl = object.optional("ttl", sink);
        let expired_at = object.field("expiredAt", sink);
        let tags = object.optional("tags", sink);
        let metadata = object.field("metadata", sink);
        let cost_in_cents = object.optional("costInCents", sink);
        let base_cost_in_cents = object.optional("baseCostInCents", sink);
        let duration_ms = object.optional("durationMs", sink);
        let env = object.optional("env", sink);
        let depth = object.optional("depth", sink);
        let batch_id = object.field("batchId", sink);
        let trigger_function = object.optional("triggerFunction", sink);
        let payload = object.optional("payload", sink);
        let output = object.field("output", sink);
        let error = object.field("error", sink);
        let attempts = object.optional("attempts", sink);
        let schedule = object.field("schedule", sink);
        let related_runs = object.field("relatedRuns", sink);
        Some(Self {
            id: id?,
            status: status?,
            task_identifier: task_identifier?,
            idempotency_key: idempotency_key?,
            version: version?,
            is_test: is_test?,
            created_at: created_at?,
            updated_at: updated_at?,
            started_at: started_at?,
            finished_at: finished_at?,
            delayed_until: delayed_until?,
            ttl: ttl?,
            expired_at: expired_at?,
            tags: tags?,
            metadata: metadata?,
            cost_in_cents: cost_in_cents?,
            base_cost_in_cents: base_cost_in_cents?,
            duration_ms: duration_ms?,
            env: env?,
            depth: depth?,
            batch_id: batch_id?,
            trigger_function: trigger_function?,
            payload: payload?,
            output: output?,
            error: error?,
            attempts: attempts?,
            schedule: schedule?,
            related_runs: related_runs?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for TaskRunResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Current run status
///
/// `#/components/schemas/TaskRunResponse/properties/status`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskRunResponseStatus {
    /// `PENDING_VERSION`.
    PendingVersion,
    /// `DELAYED`.
    Delayed,
    /// `QUEUED`.
    Queued,
    /// `EXECUTING`.
    Executing,
    /// `REATTEMPTING`.
    Reattempting,
    /// `FROZEN`.
    Frozen,
    /// `COMPLETED`.
    Completed,
    /// `CANCELED`.
    Canceled,
    /// `FAILED`.
    Failed,
    /// `CRASHED`.
    Crashed,
    /// `INTERRUPTED`.
    Interrupted,
    /// `SYSTEM_FAILURE`.
    SystemFailure,
}

impl TaskRunResponseStatus {
    /// Every value, in the order of the document.
    pub const ALL: [Self; 12] = [
        Self::PendingVersion,
        Self::Delayed,
        Self::Queued,
        Self::Executing,
        Self::Reattempting,
        Self::Frozen,
        Self::Completed,
        Self::Canceled,
        Self::Failed,
        Self::Crashed,
        Self::Interrupted,
        Self::SystemFailure,
    ];

    /// The value as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PendingVersion => "PENDING_VERSION",
            Self::Delayed => "DELAYED",
            Self::Queued => "QUEUED",
            Self::Executing => "EXECUTING",
            Self::Reattempting => "REATTEMPTING",
            Self::Frozen => "FROZEN",
            Self::Completed => "COMPLETED",
            Self::Canceled => "CANCELED",
            Self::Failed => "FAILED",
            Self::Crashed => "CRASHED",
            Self::Interrupted => "INTERRUPTED",
            Self::SystemFailure => "SYSTEM_FAILURE",
        }
    }
}

impl FromStr for TaskRunResponseStatus {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(UnknownValue)
    }
}

impl fmt::Display for TaskRunResponseStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for TaskRunResponseStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Decode for TaskRunResponseStatus {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        one_of(value, at, sink, &Self::ALL, Self::as_str)
    }
}

impl<'de> Deserialize<'de> for TaskRunResponseStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Environment the run executed in
///
/// `#/components/schemas/TaskRunResponse/properties/env`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TaskRunResponseEnv {
    /// `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `user`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub user: Field<String>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for TaskRunResponseEnv {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let id = object.optional("id", sink);
        let name = object.optional("name", sink);
        let user = object.field("user", sink);
        Some(Self {
            id: id?,
            name: name?,
            user: user?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for TaskRunResponseEnv {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// The function used to trigger this run
///
/// `#/components/schemas/TaskRunResponse/properties/triggerFunction`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskRunResponseTriggerFunction {
    /// `trigger`.
    Trigger,
    /// `triggerAndWait`.
    TriggerAndWait,
    /// `batchTrigger`.
    BatchTrigger,
    /// `batchTriggerAndWait`.
    BatchTriggerAndWait,
}

impl TaskRunResponseTriggerFunction {
    /// Every value, in the order of the document.
    pub const ALL: [Self; 4] = [
        Self::Trigger,
        Self::TriggerAndWait,
        Self::BatchTrigger,
        Self::BatchTriggerAndWait,
    ];

    /// The value as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::TriggerAndWait => "triggerAndWait",
            Self::BatchTrigger => "batchTrigger",
            Self::BatchTriggerAndWait => "batchTriggerAndWait",
        }
    }
}

impl FromStr for TaskRunResponseTriggerFunction {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(UnknownValue)
    }
}

impl fmt::Display for TaskRunResponseTriggerFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for TaskRunResponseTriggerFunction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Decode for TaskRunResponseTriggerFunction {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        one_of(value, at, sink, &Self::ALL, Self::as_str)
    }
}

impl<'de> Deserialize<'de> for TaskRunResponseTriggerFunction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Task output data. Only present when retrieving by `runId`, and only populated when `status` is
/// `COMPLETED`. Shape varies by `taskIdentifier`. The `create-content` task returns the schema
/// below; other tasks return their own.
///
/// The alternatives cannot be told apart, so this is the value itself, with a view for each of
/// them. At least one of them accepts it.
///
/// `#/components/schemas/TaskRunResponse/properties/output`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TaskRunResponseOutput(Value);

impl TaskRunResponseOutput {
    /// The value as a [`CreateContentRunOutput`].
    ///
    /// # Errors
    ///
    /// What keeps it from being one.
    pub fn as_create_content_run_output(&self) -> Result<CreateContentRunOutput, Issues> {
        Decode::from_value(self.0.clone())
    }

    /// The value as a free-form object: Generic task output (for tasks not yet schema'd)
    ///
    /// # Errors
    ///
    /// What keeps it from being one.
    pub fn as_object(&self) -> Result<Map<String, Value>, Issues> {
        Decode::from_value(self.0.clone())
    }

    /// The value.
    #[must_use]
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// The value.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.0
    }
}

impl TryFrom<CreateContentRunOutput> for TaskRunResponseOutput {
    type Error = Issues;

    fn try_from(value: CreateContentRunOutput) -> Result<Self, Issues> {
        Self::from_value(encode(&value)?)
    }
}

impl From<Map<String, Value>> for TaskRunResponseOutput {
    fn from(value: Map<String, Value>) -> Self {
        Self(Value::Object(value))
    }
}

impl Decode for TaskRunResponseOutput {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let accepted = [
            accepts::<CreateContentRunOutput>(&value),
            accepts::<Map<String, Value>>(&value),
        ];
        any_of(value, &accepted, at, sink).map(Self)
    }
}

impl<'de> Deserialize<'de> for TaskRunResponseOutput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Error details if the run failed. Only present when retrieving by `runId`.
///
/// `#/components/schemas/TaskRunResponse/properties/error`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRunResponseError {
    /// Human-readable error message
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Error name or type
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Stack trace
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack_trace: Option<String>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for TaskRunResponseError {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let message = object.optional("message", sink);
        let name = object.optional("name", sink);
        let stack_trace = object.optional("stackTrace", sink);
        Some(Self {
            message: message?,
            name: name?,
            stack_trace: stack_trace?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for TaskRunResponseError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// `#/components/schemas/TaskRunResponse/properties/attempts/items`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRunResponseAttemptsItem {
    /// Attempt ID, prefixed with `attempt_`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TaskRunResponseAttemptsItemStatus>,
    /// `createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateTime>,
    /// `updatedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateTime>,
    /// `startedAt`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub started_at: Field<DateTime>,
    /// `completedAt`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub completed_at: Field<DateTime>,
    /// `error`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub error: Field<TaskRunResponseAttemptsItemError>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for TaskRunResponseAttemptsItem {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let id = object.optional("id", sink);
        let status = object.optional("status", sink);
        let created_at = object.optional("createdAt", sink);
        let updated_at = object.optional("updatedAt", sink);
        let started_at = object.field("startedAt", sink);
        let completed_at = object.field("completedAt", sink);
        let error = object.field("error", sink);
        Some(Self {
            id: id?,
            status: status?,
            created_at: created_at?,
            updated_at: updated_at?,
            started_at: started_at?,
            completed_at: completed_at?,
            error: error?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for TaskRunResponseAttemptsItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// `#/components/schemas/TaskRunResponse/properties/attempts/items/properties/status`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskRunResponseAttemptsItemStatus {
    /// `PENDING`.
    Pending,
    /// `EXECUTING`.
    Executing,
    /// `PAUSED`.
    Paused,
    /// `COMPLETED`.
    Completed,
    /// `FAILED`.
    Failed,
    /// `CANCELED`.
    Canceled,
}

impl TaskRunResponseAttemptsItemStatus {
    /// Every value, in the order of the document.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Executing,
        Self::Paused,
        Self::Completed,
        Self::Failed,
        Self::Canceled,
    ];

    /// The value as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Executing => "EXECUTING",
            Self::Paused => "PAUSED",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
            Self::Canceled => "CANCELED",
        }
    }
}

impl FromStr for TaskRunResponseAttemptsItemStatus {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(UnknownValue)
    }
}

impl fmt::Display for TaskRunResponseAttemptsItemStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for TaskRunResponseAttemptsItemStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Decode for TaskRunResponseAttemptsItemStatus {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        one_of(value, at, sink, &Self::ALL, Self::as_str)
    }
}

impl<'de> Deserialize<'de> for TaskRunResponseAttemptsItemStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// `#/components/schemas/TaskRunResponse/properties/attempts/items/properties/error`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRunResponseAttemptsItemError {
    /// `message`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `stackTrace`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack_trace: Option<String>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for TaskRunResponseAttemptsItemError {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let message = object.optional("message", sink);
        let name = object.optional("name", sink);
        let stack_trace = object.optional("stackTrace", sink);
        Some(Self {
            message: message?,
            name: name?,
            stack_trace: stack_trace?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for TaskRunResponseAttemptsItemError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
