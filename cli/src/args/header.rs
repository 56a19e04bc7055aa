//! `name: value`: a header for every request.

use std::fmt;
use std::str::FromStr;

/// A header line. `Debug` does not show the value, which may be a credential.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct HeaderLine {
    /// The name as written.
    pub(crate) name: String,
    /// The value without the white space around it.
    pub(crate) value: String,
}

impl fmt::Debug for HeaderLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeaderLine")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl FromStr for HeaderLine {
    type Err = String;

    /// Checks the name and the value by RFC 9110, section 5. No message repeats the value.
    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text
            .split_once(':')
            .ok_or("has no `:`; write 'name: value'")?;
        let name = name.trim();
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(is_token) {
            return Err(format!("`{name}` is not the name of a header"));
        }
        let value = value.trim();
        if value.chars().any(|c| c.is_control() && c != '\t') {
            return Err(format!("the value of `{name}` has a control character"));
        }
        Ok(Self {
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_taken_apart() {
        let header: HeaderLine = "X-Tenant:  a:b ".parse().unwrap();
        assert_eq!(
            (header.name.as_str(), header.value.as_str()),
            ("X-Tenant", "a:b")
        );
    }

    #[test]
    fn what_is_no_header_is_refused() {
        for text in ["x-tenant", "x tenant: 1", ": 1", "x: a\nb"] {
            assert!(text.parse::<HeaderLine>().is_err(), "{text}");
        }
    }
}
