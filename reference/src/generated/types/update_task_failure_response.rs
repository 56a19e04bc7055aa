use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::super::support::decode::{Object, deserialize, one_of};
use super::super::support::issue::{At, IssueSink};
use super::super::support::{Decode, UnknownValue};

/// `#/components/schemas/UpdateTaskFailureResponse`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UpdateTaskFailureResponse {
    /// Always `error` for this response shape
    pub status: UpdateTaskFailureResponseStatus,
    /// Human-readable error message (for example `Task not found` on 404)
    pub error: String,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for UpdateTaskFailureResponse {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let status = object.required("status", sink);
        let error = object.required("error", sink);
        Some(Self {
            status: status?,
            error: error?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for UpdateTaskFailureResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Always `error` for this response shape
///
/// `#/components/schemas/UpdateTaskFailureResponse/properties/status`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UpdateTaskFailureResponseStatus {
    /// `error`.
    #[default]
    Error,
}

impl UpdateTaskFailureResponseStatus {
    /// Every value, in the order of the document.
    pub const ALL: [Self; 1] = [Self::Error];

    /// The value as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
        }
    }
}

impl FromStr for UpdateTaskFailureResponseStatus {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(UnknownValue)
    }
}

impl fmt::Display for UpdateTaskFailureResponseStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for UpdateTaskFailureResponseStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Decode for UpdateTaskFailureResponseStatus {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        one_of(value, at, sink, &Self::ALL, Self::as_str)
    }
}

impl<'de> Deserialize<'de> for UpdateTaskFailureResponseStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
