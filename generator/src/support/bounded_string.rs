//! Strings whose length is bounded.

use std::error::Error;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::decode::{Decode, deserialize};
use super::issue::{At, IssueKind, IssueSink};

/// A string that is not empty.
pub type NonEmptyString = BoundedString<1>;

/// A string of `MIN` to `MAX` characters (Unicode scalar values): it can neither be built nor
/// deserialised with more or fewer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct BoundedString<const MIN: usize, const MAX: usize = { usize::MAX }>(String);

impl<const MIN: usize, const MAX: usize> BoundedString<MIN, MAX> {
    /// Takes a string of the right length.
    ///
    /// # Errors
    ///
    /// [`LengthError`] if it has fewer than `MIN` or more than `MAX` characters.
    pub fn new(text: impl Into<String>) -> Result<Self, LengthError> {
        let text = text.into();
        let found = text.chars().count();
        if found < MIN {
            Err(LengthError::TooShort { min: MIN, found })
        } else if found > MAX {
            Err(LengthError::TooLong { max: MAX, found })
        } else {
            Ok(Self(text))
        }
    }

    /// The string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The string.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MIN: usize, const MAX: usize> Deref for BoundedString<MIN, MAX> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> AsRef<str> for BoundedString<MIN, MAX> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> fmt::Display for BoundedString<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<const MIN: usize, const MAX: usize> From<BoundedString<MIN, MAX>> for String {
    fn from(text: BoundedString<MIN, MAX>) -> Self {
        text.0
    }
}

/// One character is not empty.
impl From<char> for NonEmptyString {
    fn from(character: char) -> Self {
        Self(character.into())
    }
}

impl<const MIN: usize, const MAX: usize> TryFrom<String> for BoundedString<MIN, MAX> {
    type Error = LengthError;

    fn try_from(text: String) -> Result<Self, LengthError> {
        Self::new(text)
    }
}

impl<const MIN: usize, const MAX: usize> TryFrom<&str> for BoundedString<MIN, MAX> {
    type Error = LengthError;

    fn try_from(text: &str) -> Result<Self, LengthError> {
        Self::new(text)
    }
}

impl<const MIN: usize, const MAX: usize> FromStr for BoundedString<MIN, MAX> {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Self, LengthError> {
        Self::new(text)
    }
}

impl<const MIN: usize, const MAX: usize> Decode for BoundedString<MIN, MAX> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let text = String::decode(value, at, sink)?;
        match Self::new(text) {
            Ok(text) => Some(text),
            Err(error) => {
                sink.add(at, error.into());
                None
            }
        }
    }
}

impl<'de, const MIN: usize, const MAX: usize> Deserialize<'de> for BoundedString<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// A string has too many or too few characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthError {
    /// Too few.
    TooShort {
        /// The least number.
        min: usize,
        /// The number that there is.
        found: usize,
    },
    /// Too many.
    TooLong {
        /// The greatest number.
        max: usize,
        /// The number that there is.
        found: usize,
    },
}

impl From<LengthError> for IssueKind {
    fn from(error: LengthError) -> Self {
        match error {
            LengthError::TooShort { min, found } => Self::TooShort { min, found },
            LengthError::TooLong { max, found } => Self::TooLong { max, found },
        }
    }
}

impl fmt::Display for LengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the string {}", IssueKind::from(*self))
    }
}

impl Error for LengthError {}
