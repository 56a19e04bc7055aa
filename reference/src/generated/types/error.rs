use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::super::support::Decode;
use super::super::support::decode::{Object, deserialize};
use super::super::support::issue::{At, IssueSink};

/// `#/components/schemas/Error`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Error {
    /// `error`.
    pub error: i32,
    /// `message`.
    pub message: String,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for Error {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let error = object.required("error", sink);
        let message = object.required("message", sink);
        Some(Self {
            error: error?,
            message: message?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for Error {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
