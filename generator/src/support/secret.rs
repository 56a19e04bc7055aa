//! Values that must not show up in logs.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::hint::black_box;

/// A credential's value. `Debug` does not show it, and nothing serialises it.
///
/// Two secrets are compared in a time that depends on their lengths alone: how long it takes to
/// refuse a wrong one does not tell how much of it was right.
#[derive(Clone)]
pub struct Secret(String);

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (self.0.as_bytes(), other.0.as_bytes());
        if one.len() != other.len() {
            return false;
        }
        let mut difference = 0;
        for (one, other) in one.iter().zip(other) {
            difference = black_box(difference | (one ^ other));
        }
        difference == 0
    }
}

impl Eq for Secret {}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Secret {
    /// Hides a value.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself, for checking it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
