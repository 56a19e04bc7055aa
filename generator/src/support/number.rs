//! Numbers as JSON has them: integers are not limited to 64 bits, and `1.0` is one.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::decode::{Decode, deserialize, wrong_type};
use super::issue::{At, IssueKind, IssueSink};
use super::json_type::JsonType;

/// A number of any size; two are equal if they are the same number, however they are written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Number(serde_json::Number);

impl Number {
    /// The number as an `f64`, rounded if that cannot hold it exactly.
    ///
    /// Infinite beyond the range of an `f64`, which only the `arbitrary_precision` feature of
    /// `serde_json` can read.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.as_f64().unwrap_or(f64::INFINITY)
    }

    /// The number as an `i64`, if it is an integer in that range.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// The number as a `u64`, if it is an integer in that range.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }
}

/// A number without a fractional part, of any size.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Integer(Number);

impl Integer {
    /// The integer as an `i64`, if it is in that range.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.0.to_i64()
    }

    /// The integer as a `u64`, if it is in that range.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.0.to_u64()
    }

    /// The integer as an `f64`, rounded if that cannot hold it exactly.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64()
    }
}

impl Integer {
    /// Whether it is at least as great as another.
    #[must_use]
    pub fn is_at_least(&self, least: i128) -> bool {
        self.exact()
            .map_or(self.to_f64() > 0.0, |exact| exact >= least)
    }

    /// Whether it is no greater than another.
    #[must_use]
    pub fn is_at_most(&self, greatest: i128) -> bool {
        self.exact()
            .map_or(self.to_f64() < 0.0, |exact| exact <= greatest)
    }

    /// The integer, unless it is too large in either direction for any bound to matter.
    fn exact(&self) -> Option<i128> {
        let small = self
            .to_i64()
            .map(i128::from)
            .or_else(|| self.to_u64().map(i128::from));
        small.or_else(|| format!("{:.0}", self.to_f64()).parse().ok())
    }
}

/// Writes an integer as an integer (`1`, not `1.0`), so that equal numbers are equal.
impl From<serde_json::Number> for Number {
    fn from(number: serde_json::Number) -> Self {
        if number.is_i64() || number.is_u64() {
            return Self(number);
        }
        let Some(float) = number.as_f64().filter(|float| float.fract() == 0.0) else {
            return Self(number);
        };
        // The digits that JSON has for it, not those of its binary fraction.
        let digits = float.to_string();
        if let Ok(integer) = digits.parse::<i64>() {
            Self(integer.into())
        } else if let Ok(integer) = digits.parse::<u64>() {
            Self(integer.into())
        } else {
            Self(number)
        }
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.into())
    }
}

impl From<Integer> for Number {
    fn from(integer: Integer) -> Self {
        integer.0
    }
}

/// `None` for what JSON cannot write: NaN and the infinities.
impl TryFrom<f64> for Number {
    type Error = NotFinite;

    fn try_from(number: f64) -> Result<Self, NotFinite> {
        serde_json::Number::from_f64(number)
            .map(Self::from)
            .ok_or(NotFinite)
    }
}

impl From<i32> for Integer {
    fn from(integer: i32) -> Self {
        Self(i64::from(integer).into())
    }
}

impl From<i64> for Integer {
    fn from(integer: i64) -> Self {
        Self(integer.into())
    }
}

impl From<u64> for Integer {
    fn from(integer: u64) -> Self {
        Self(Number(integer.into()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Decode for Number {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        if let Value::Number(number) = value {
            Some(number.into())
        } else {
            wrong_type(&value, &[JsonType::Number], at, sink)
        }
    }
}

impl Decode for Integer {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        if JsonType::of(&value) == JsonType::Integer {
            Number::decode(value, at, sink).map(Self)
        } else {
            wrong_type(&value, &[JsonType::Integer], at, sink)
        }
    }
}

/// `format: int64`.
impl Decode for i64 {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let integer = Integer::decode(value, at, sink)?.to_i64();
        if integer.is_none() {
            let (min, max) = (Some(i64::MIN.into()), Some(i64::MAX.into()));
            sink.add(at, IssueKind::OutOfRange { min, max });
        }
        integer
    }
}

/// `format: int32`.
impl Decode for i32 {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let integer = Integer::decode(value, at, sink)?.to_i64();
        let integer = integer.and_then(|integer| i32::try_from(integer).ok());
        if integer.is_none() {
            let (min, max) = (Some(i32::MIN.into()), Some(i32::MAX.into()));
            sink.add(at, IssueKind::OutOfRange { min, max });
        }
        integer
    }
}

/// `format: double` and `format: float`.
impl Decode for f64 {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        Number::decode(value, at, sink).map(|number| number.to_f64())
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// A floating-point number that JSON cannot write: NaN or infinite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFinite;

impl fmt::Display for NotFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NaN and infinite numbers cannot be written in JSON")
    }
}

impl std::error::Error for NotFinite {}
