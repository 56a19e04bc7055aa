use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::super::support::decode::{Object, deserialize, one_of, wrong_type};
use super::super::support::issue::{At, IssueSink, JsonType};
use super::super::support::{Decode, Integer, UnknownValue};

/// `#/components/schemas/UpdateTaskValidationErrorResponse`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UpdateTaskValidationErrorResponse {
    /// Always `error` when validation fails
    pub status: UpdateTaskValidationErrorResponseStatus,
    /// JSON path segments to the first field that failed validation (from Zod), e.g. `["id"]` or
    /// `["schedule"]`
    pub missing_fields: Vec<UpdateTaskValidationErrorResponseMissingFieldsItem>,
    /// Validation message for the first failing field
    pub error: String,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for UpdateTaskValidationErrorResponse {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let status = object.required("status", sink);
        let missing_fields = object.required("missing_fields", sink);
        let error = object.required("error", sink);
        Some(Self {
            status: status?,
            missing_fields: missing_fields?,
            error: error?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for UpdateTaskValidationErrorResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Always `error` when validation fails
///
/// `#/components/schemas/UpdateTaskValidationErrorResponse/properties/status`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UpdateTaskValidationErrorResponseStatus {
    /// `error`.
    #[default]
    Error,
}

impl UpdateTaskValidationErrorResponseStatus {
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

impl FromStr for UpdateTaskValidationErrorResponseStatus {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(UnknownValue)
    }
}

impl fmt::Display for UpdateTaskValidationErrorResponseStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for UpdateTaskValidationErrorResponseStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Decode for UpdateTaskValidationErrorResponseStatus {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        one_of(value, at, sink, &Self::ALL, Self::as_str)
    }
}

impl<'de> Deserialize<'de> for UpdateTaskValidationErrorResponseStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// `#/components/schemas/UpdateTaskValidationErrorResponse/properties/missing_fields/items`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum UpdateTaskValidationErrorResponseMissingFieldsItem {
    /// A string.
    String(String),
    /// An integer.
    Integer(Integer),
}

impl From<String> for UpdateTaskValidationErrorResponseMissingFieldsItem {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<Integer> for UpdateTaskValidationErrorResponseMissingFieldsItem {
    fn from(value: Integer) -> Self {
        Self::Integer(value)
    }
}

impl Decode for UpdateTaskValidationErrorResponseMissingFieldsItem {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        match JsonType::of(&value) {
            JsonType::String => String::decode(value, at, sink).map(Self::String),
            JsonType::Integer => Integer::decode(value, at, sink).map(Self::Integer),
            _ => wrong_type(&value, &[JsonType::String, JsonType::Integer], at, sink),
        }
    }
}

impl<'de> Deserialize<'de> for UpdateTaskValidationErrorResponseMissingFieldsItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
