//! Arrays whose length is bounded.

use std::error::Error;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::decode::{Decode, deserialize};
use super::issue::{At, IssueKind, IssueSink};

/// An array of `MIN` to `MAX` items: it can neither be built nor deserialised with more or fewer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct BoundedVec<T, const MIN: usize, const MAX: usize = { usize::MAX }>(Vec<T>);

impl<T, const MIN: usize, const MAX: usize> BoundedVec<T, MIN, MAX> {
    /// Takes the right number of items.
    ///
    /// # Errors
    ///
    /// [`CountError`] if there are fewer than `MIN` or more than `MAX`.
    pub fn new(items: Vec<T>) -> Result<Self, CountError> {
        let found = items.len();
        if found < MIN {
            Err(CountError::TooFew { min: MIN, found })
        } else if found > MAX {
            Err(CountError::TooMany { max: MAX, found })
        } else {
            Ok(Self(items))
        }
    }

    /// The items.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T, const MIN: usize, const MAX: usize> Deref for BoundedVec<T, MIN, MAX> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MIN: usize, const MAX: usize> From<BoundedVec<T, MIN, MAX>> for Vec<T> {
    fn from(items: BoundedVec<T, MIN, MAX>) -> Self {
        items.0
    }
}

impl<T, const MIN: usize, const MAX: usize> TryFrom<Vec<T>> for BoundedVec<T, MIN, MAX> {
    type Error = CountError;

    fn try_from(items: Vec<T>) -> Result<Self, CountError> {
        Self::new(items)
    }
}

impl<T, const MIN: usize, const MAX: usize> IntoIterator for BoundedVec<T, MIN, MAX> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The number of items is judged before the items are.
impl<T: Decode, const MIN: usize, const MAX: usize> Decode for BoundedVec<T, MIN, MAX> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let found = value.as_array().map_or(MIN, Vec::len);
        if found < MIN {
            sink.add(at, IssueKind::TooFewItems { min: MIN, found });
        } else if found > MAX {
            sink.add(at, IssueKind::TooManyItems { max: MAX, found });
        }
        let items = Vec::decode(value, at, sink)?;
        Self::new(items).ok()
    }
}

impl<'de, T: Decode, const MIN: usize, const MAX: usize> Deserialize<'de>
    for BoundedVec<T, MIN, MAX>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// An array has too many or too few items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountError {
    /// Too few.
    TooFew {
        /// The least number.
        min: usize,
        /// The number that there is.
        found: usize,
    },
    /// Too many.
    TooMany {
        /// The greatest number.
        max: usize,
        /// The number that there is.
        found: usize,
    },
}

impl fmt::Display for CountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match *self {
            Self::TooFew { min, found } => IssueKind::TooFewItems { min, found },
            Self::TooMany { max, found } => IssueKind::TooManyItems { max, found },
        };
        write!(f, "the array {kind}")
    }
}

impl Error for CountError {}
