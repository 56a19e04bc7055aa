use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::super::support::decode::{Object, deserialize, one_of};
use super::super::support::issue::{At, IssueSink};
use super::super::support::{Decode, UnknownValue};
use super::Task;

/// `#/components/schemas/TasksResponse`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TasksResponse {
    /// Status of the request
    pub status: TasksResponseStatus,
    /// Array of task objects
    pub tasks: Vec<Task>,
    /// Error message (only present if status is error)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl TasksResponse {
    /// With the members that are required, and none of the others.
    #[must_use]
    pub fn new(status: TasksResponseStatus, tasks: Vec<Task>) -> Self {
        Self {
            status,
            tasks,
            error: None,
            additional: Map::new(),
        }
    }
}

impl Decode for TasksResponse {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let status = object.required("status", sink);
        let tasks = object.required("tasks", sink);
        let error = object.optional("error", sink);
        Some(Self {
            status: status?,
            tasks: tasks?,
            error: error?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for TasksResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Status of the request
///
/// `#/components/schemas/TasksResponse/properties/status`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TasksResponseStatus {
    /// `success`.
    Success,
    /// `error`.
    Error,
}

impl TasksResponseStatus {
    /// Every value, in the order of the document.
    pub const ALL: [Self; 2] = [Self::Success, Self::Error];

    /// The value as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Error => "error",
        }
    }
}

impl FromStr for TasksResponseStatus {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(UnknownValue)
    }
}

impl fmt::Display for TasksResponseStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for TasksResponseStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Decode for TasksResponseStatus {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        one_of(value, at, sink, &Self::ALL, Self::as_str)
    }
}

impl<'de> Deserialize<'de> for TasksResponseStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
