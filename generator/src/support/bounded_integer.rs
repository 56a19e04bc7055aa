//! Integers with bounds.

use std::error::Error;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::decode::{Decode, deserialize};
use super::issue::{At, IssueKind, IssueSink};
use super::number::Integer;

/// An integer from `MIN` to `MAX`, both of which 64 bits can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct RangedInteger<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> RangedInteger<MIN, MAX> {
    /// Takes an integer within the bounds.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] if it is not.
    pub fn new(integer: i64) -> Result<Self, OutOfRange> {
        if (MIN..=MAX).contains(&integer) {
            Ok(Self(integer))
        } else {
            Err(OutOfRange)
        }
    }

    /// The integer.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> TryFrom<i64> for RangedInteger<MIN, MAX> {
    type Error = OutOfRange;

    fn try_from(integer: i64) -> Result<Self, OutOfRange> {
        Self::new(integer)
    }
}

impl<const MIN: i64, const MAX: i64> From<RangedInteger<MIN, MAX>> for i64 {
    fn from(integer: RangedInteger<MIN, MAX>) -> Self {
        integer.0
    }
}

impl<const MIN: i64, const MAX: i64> fmt::Display for RangedInteger<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MIN: i64, const MAX: i64> Decode for RangedInteger<MIN, MAX> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let integer = Integer::decode(value, at, sink)?.to_i64();
        let ranged = integer.and_then(|integer| Self::new(integer).ok());
        if ranged.is_none() {
            let (min, max) = (Some(MIN.into()), Some(MAX.into()));
            sink.add(at, IssueKind::OutOfRange { min, max });
        }
        ranged
    }
}

impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for RangedInteger<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// An integer of any size, from `MIN` to `MAX`; the bounds of an `i128` stand for none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct BoundedInteger<const MIN: i128, const MAX: i128 = { i128::MAX }>(Integer);

impl<const MIN: i128, const MAX: i128> BoundedInteger<MIN, MAX> {
    /// Takes an integer within the bounds.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] if it is not.
    pub fn new(integer: impl Into<Integer>) -> Result<Self, OutOfRange> {
        let integer = integer.into();
        let within = (MIN == i128::MIN || integer.is_at_least(MIN))
            && (MAX == i128::MAX || integer.is_at_most(MAX));
        if within {
            Ok(Self(integer))
        } else {
            Err(OutOfRange)
        }
    }

    /// The integer.
    #[must_use]
    pub fn get(&self) -> &Integer {
        &self.0
    }

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
}

impl<const MIN: i128, const MAX: i128> TryFrom<i64> for BoundedInteger<MIN, MAX> {
    type Error = OutOfRange;

    fn try_from(integer: i64) -> Result<Self, OutOfRange> {
        Self::new(integer)
    }
}

impl<const MIN: i128, const MAX: i128> From<BoundedInteger<MIN, MAX>> for Integer {
    fn from(integer: BoundedInteger<MIN, MAX>) -> Self {
        integer.0
    }
}

impl<const MIN: i128, const MAX: i128> fmt::Display for BoundedInteger<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MIN: i128, const MAX: i128> Decode for BoundedInteger<MIN, MAX> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let integer = Integer::decode(value, at, sink)?;
        let bounded = Self::new(integer).ok();
        if bounded.is_none() {
            let min = (MIN != i128::MIN).then_some(MIN);
            let max = (MAX != i128::MAX).then_some(MAX);
            sink.add(at, IssueKind::OutOfRange { min, max });
        }
        bounded
    }
}

impl<'de, const MIN: i128, const MAX: i128> Deserialize<'de> for BoundedInteger<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// An integer is outside its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange;

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the integer is outside its bounds")
    }
}

impl Error for OutOfRange {}
