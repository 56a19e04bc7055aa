//! The one way from JSON to a type.
//!
//! `Deserialize` of every type and the server both call [`Decode::decode`], so a value that one of
//! them accepts or refuses is accepted or refused by the other, with the same issues.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::field::Field;
use super::issue::{At, Issue, IssueKind, IssueSink, Issues, Part};
use super::json_type::JsonType;

/// A type that is decoded from a JSON value, with every issue reported.
pub trait Decode: Sized {
    /// Decodes a value that stands at a place of a request.
    ///
    /// Returns `None` if, and only if, it has added to `sink` what is wrong.
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self>;

    /// Decodes a value that stands alone.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the value, in the order of the schema.
    fn from_value(value: Value) -> Result<Self, Issues> {
        let mut sink = IssueSink::default();
        let decoded = Self::decode(value, At::Root(Part::Body), &mut sink);
        sink.conclude(decoded)
    }
}

/// The body of every `Deserialize` implementation.
///
/// # Errors
///
/// Those of the deserializer, and everything that is wrong with the value, as one message.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    T::from_value(value).map_err(D::Error::custom)
}

/// Writes a value as JSON.
///
/// # Errors
///
/// If its `Serialize` fails, which that of a generated type never does.
pub fn encode<T: Serialize>(value: &T) -> Result<Value, Issues> {
    serde_json::to_value(value).map_err(|_| {
        let (part, path) = (Part::Body, Vec::new());
        let kind = IssueKind::Refused {
            reason: "cannot be written as JSON",
        };
        Issue { part, path, kind }.into()
    })
}

/// Adds that a value has none of the expected types.
pub fn wrong_type<T>(
    value: &Value,
    expected: &'static [JsonType],
    at: At<'_>,
    sink: &mut IssueSink,
) -> Option<T> {
    let found = JsonType::of(value);
    sink.add(at, IssueKind::WrongType { expected, found });
    None
}

/// Decodes a string that must be one of those that are written as `write` writes `known`.
pub fn one_of<T: Copy>(
    value: Value,
    at: At<'_>,
    sink: &mut IssueSink,
    known: &[T],
    write: impl Fn(T) -> &'static str,
) -> Option<T> {
    let text = String::decode(value, at, sink)?;
    let found = known.iter().copied().find(|known| write(*known) == text);
    if found.is_none() {
        let expected = known.iter().copied().map(write).collect();
        sink.add(at, IssueKind::UnknownValue { expected });
    }
    found
}

/// What decoding gives: `None` if an issue was added.
pub type Decoded<T> = Option<T>;

/// The members of an object while they are taken out of it, one by one.
#[derive(Debug)]
pub struct Object<'a> {
    at: At<'a>,
    members: Map<String, Value>,
}

impl<'a> Object<'a> {
    /// Opens a value that must be an object.
    pub fn open(value: Value, at: At<'a>, sink: &mut IssueSink) -> Option<Self> {
        let members = Map::decode(value, at, sink)?;
        Some(Self { at, members })
    }

    /// Takes a member that must be there.
    pub fn required<T: Decode>(&mut self, name: &str, sink: &mut IssueSink) -> Decoded<T> {
        let at = At::Member(&self.at, name);
        if let Some(value) = self.members.remove(name) {
            T::decode(value, at, sink)
        } else {
            sink.add(at, IssueKind::Missing);
            None
        }
    }

    /// Takes a member that may be absent, but not null unless `T` is.
    pub fn optional<T: Decode>(&mut self, name: &str, sink: &mut IssueSink) -> Decoded<Option<T>> {
        match self.members.remove(name) {
            None => Some(None),
            Some(value) => T::decode(value, At::Member(&self.at, name), sink).map(Some),
        }
    }

    /// Takes a member that may be absent, null or a value.
    pub fn field<T: Decode>(&mut self, name: &str, sink: &mut IssueSink) -> Decoded<Field<T>> {
        match self.members.remove(name) {
            None => Some(Field::Absent),
            Some(Value::Null) => Some(Field::Null),
            Some(value) => T::decode(value, At::Member(&self.at, name), sink).map(Field::Value),
        }
    }

    /// The members that were not taken.
    #[must_use]
    pub fn rest(self) -> Map<String, Value> {
        self.members
    }

    /// The members that were not taken, each of the same type.
    pub fn rest_of<T: Decode>(self, sink: &mut IssueSink) -> Decoded<BTreeMap<String, T>> {
        Decode::decode(Value::Object(self.members), self.at, sink)
    }

    /// Refuses the members that were not taken, in the order of their names.
    pub fn close(self, sink: &mut IssueSink) -> Decoded<()> {
        let mut names: Vec<&String> = self.members.keys().collect();
        names.sort();
        for name in &names {
            sink.add(At::Member(&self.at, name), IssueKind::Unexpected);
        }
        names.is_empty().then_some(())
    }
}

impl Decode for Value {
    fn decode(value: Value, _: At<'_>, _: &mut IssueSink) -> Option<Self> {
        Some(value)
    }
}

impl Decode for Map<String, Value> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        match value {
            Value::Object(members) => Some(members),
            other => wrong_type(&other, &[JsonType::Object], at, sink),
        }
    }
}

impl Decode for String {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            other => wrong_type(&other, &[JsonType::String], at, sink),
        }
    }
}

impl Decode for bool {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(value),
            other => wrong_type(&other, &[JsonType::Boolean], at, sink),
        }
    }
}

/// Null.
impl Decode for () {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        match value {
            Value::Null => Some(()),
            other => wrong_type(&other, &[JsonType::Null], at, sink),
        }
    }
}

/// Null is `None`.
impl<T: Decode> Decode for Option<T> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::decode(value, at, sink).map(Some),
        }
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        T::decode(value, at, sink).map(Box::new)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let Value::Array(values) = value else {
            return wrong_type(&value, &[JsonType::Array], at, sink);
        };
        let mut items = Vec::with_capacity(values.len());
        let mut complete = true;
        for (index, value) in values.into_iter().enumerate() {
            match T::decode(value, At::Index(&at, index), sink) {
                Some(item) => items.push(item),
                None => complete = false,
            }
        }
        complete.then_some(items)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut members = Self::new();
        let mut complete = true;
        for (name, value) in Map::decode(value, at, sink)? {
            match T::decode(value, At::Member(&at, &name), sink) {
                Some(member) => drop(members.insert(name, member)),
                None => complete = false,
            }
        }
        complete.then_some(members)
    }
}
