//! `SCHEME=VALUE`: a credential of a security scheme.

use std::fmt;
use std::str::FromStr;

/// A credential for a security scheme of the document. `Debug` does not show the value.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SchemeValue {
    /// The scheme's name under `components/securitySchemes`.
    pub(crate) scheme: String,
    /// The credential.
    pub(crate) value: String,
}

impl fmt::Debug for SchemeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SchemeValue")
            .field("scheme", &self.scheme)
            .finish_non_exhaustive()
    }
}

impl FromStr for SchemeValue {
    type Err = String;

    /// Neither message repeats the value: it may be a credential.
    fn from_str(text: &str) -> Result<Self, String> {
        let (scheme, value) = text
            .split_once('=')
            .filter(|(scheme, _)| !scheme.is_empty())
            .ok_or("has no `=`; write SCHEME=env:NAME, or SCHEME=VALUE")?;
        let value = match value.strip_prefix("env:") {
            Some(name) => std::env::var(name)
                .map_err(|_| format!("the environment variable {name} is not set"))?,
            None => value.to_owned(),
        };
        if value.is_empty() {
            return Err(format!("the credential of `{scheme}` is empty"));
        }
        Ok(Self {
            scheme: scheme.to_owned(),
            value,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_the_value() {
        let credential: SchemeValue = "key=s3cret".parse().unwrap();
        assert_eq!(credential.value, "s3cret");
        assert!(!format!("{credential:?}").contains("s3cret"));
    }

    #[test]
    fn messages_do_not_repeat_the_value() {
        let message = "s3cret".parse::<SchemeValue>().unwrap_err();
        assert!(!message.contains("s3cret"), "{message}");
    }

    #[test]
    fn an_unset_variable_is_named() {
        let message = "key=env:TALLY_TEST_UNSET"
            .parse::<SchemeValue>()
            .unwrap_err();
        assert!(message.contains("TALLY_TEST_UNSET"), "{message}");
    }
}
