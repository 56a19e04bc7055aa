//! Values that a schema holds to more than a type can say.

use std::error::Error;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::decode::{Decode, deserialize};
use super::issue::{At, IssueKind, IssueSink};
use super::rule::{Rule, judge};

/// A value that a rule accepts: it can neither be built nor deserialised otherwise.
pub struct Constrained<T, R>(T, PhantomData<fn() -> R>);

impl<T: Serialize, R: Rule> Constrained<T, R> {
    /// Takes a value that the rule accepts.
    ///
    /// # Errors
    ///
    /// [`NotPermitted`] says why the rule refuses it.
    pub fn new(value: T) -> Result<Self, NotPermitted> {
        let json = serde_json::to_value(&value).unwrap_or_default();
        match R::broken(&json).into_iter().next() {
            None => Ok(Self(value, PhantomData)),
            Some(kind) => Err(NotPermitted(kind)),
        }
    }
}

impl<T, R> Constrained<T, R> {
    /// The value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T, R> Deref for Constrained<T, R> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<R> AsRef<str> for Constrained<String, R> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<R: Rule> TryFrom<&str> for Constrained<String, R> {
    type Error = NotPermitted;

    fn try_from(text: &str) -> Result<Self, NotPermitted> {
        Self::new(text.to_owned())
    }
}

impl<R: Rule> FromStr for Constrained<String, R> {
    type Err = NotPermitted;

    fn from_str(text: &str) -> Result<Self, NotPermitted> {
        Self::new(text.to_owned())
    }
}

impl<T: Clone, R> Clone for Constrained<T, R> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T: fmt::Debug, R> fmt::Debug for Constrained<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: fmt::Display, R> fmt::Display for Constrained<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: PartialEq, R> PartialEq for Constrained<T, R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Eq, R> Eq for Constrained<T, R> {}

impl<T: Hash, R> Hash for Constrained<T, R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T: Serialize, R> Serialize for Constrained<T, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The value as a whole is judged before what is in it.
impl<T: Decode, R: Rule> Decode for Constrained<T, R> {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let permitted = judge(R::broken(&value), at, sink);
        let value = T::decode(value, at, sink)?;
        permitted.map(|()| Self(value, PhantomData))
    }
}

impl<'de, T: Decode, R: Rule> Deserialize<'de> for Constrained<T, R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// A value that a rule refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPermitted(
    /// Why.
    pub IssueKind,
);

impl fmt::Display for NotPermitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value {}", self.0)
    }
}

impl Error for NotPermitted {}
