//! Credentials of a run: held, never shown.

use std::fmt;

use indexmap::IndexMap;
use serde::{Serialize, Serializer};

/// A value that must not be shown: its `Debug` and its serialisation are `[redacted]`.
///
/// # Example
///
/// ```
/// use tally_conformance::secret::Secret;
///
/// let secret = Secret::new("s3cr3t");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "s3cr3t");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// What a run knows to authenticate with.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Credentials by scheme. For `basic`: `user:password`.
    pub given: IndexMap<String, Secret>,
    /// Credentials by scheme that the user says are refused.
    pub rejected: IndexMap<String, Secret>,
    /// Header lines that every request gets, beside credentials.
    pub headers: Vec<(String, Secret)>,
    /// Schemes whose credential every request gets, whether its operation asks for it or not: those
    /// whose credential was given as a header line.
    pub everywhere: Vec<String>,
}

impl Secret {
    /// Wraps a value.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself: for the wire only.
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

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("[redacted]")
    }
}

impl Secrets {
    /// The name of the environment variable that stands for a scheme's credential in what is
    /// shown: `TALLY_` and the scheme's name in upper snake case.
    ///
    /// # Example
    ///
    /// ```
    /// use tally_conformance::secret::Secrets;
    ///
    /// assert_eq!(Secrets::variable("apiKeyAuth"), "TALLY_API_KEY_AUTH");
    /// ```
    #[must_use]
    pub fn variable(scheme: &str) -> String {
        let mut name = "TALLY_".to_owned();
        let mut lower = false;
        for c in scheme.chars() {
            if c.is_ascii_uppercase() && lower {
                name.push('_');
            }
            lower = c.is_ascii_lowercase() || c.is_ascii_digit();
            name.push(if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            });
        }
        name
    }

    /// The name of the environment variable that stands for a scheme's refused credential.
    #[must_use]
    pub fn rejected_variable(scheme: &str) -> String {
        format!("{}_REJECTED", Self::variable(scheme))
    }

    /// The name of the environment variable that stands for the value of a header.
    #[must_use]
    pub fn header_variable(name: &str) -> String {
        Self::variable(&format!("header-{name}"))
    }
}
