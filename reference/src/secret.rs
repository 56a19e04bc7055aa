//! Secrets of the configuration: compared and handed on, never printed.

use std::fmt;

use serde::Deserialize;

/// The value of a credential. `Debug` does not show it, and there is no `Display`.
///
/// # Example
///
/// ```
/// use tally_reference::Secret;
///
/// let secret = Secret::new("open sesame");
/// assert!(secret.matches("open sesame"));
/// assert!(!secret.matches("Open sesame"));
/// assert!(!format!("{secret:?}").contains("sesame"));
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Keeps a value secret.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// Whether what was presented is this value, byte for byte.
    #[must_use]
    pub fn matches(&self, presented: &str) -> bool {
        let (own, presented) = (self.0.as_bytes(), presented.as_bytes());
        // Every byte is looked at, so that the time taken does not tell how many were right.
        own.len() == presented.len()
            && own
                .iter()
                .zip(presented)
                .fold(0, |differences, (a, b)| differences | (a ^ b))
                == 0
    }

    /// The value itself, for whoever has to send it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
