//! `pattern`: regular expressions.

use std::sync::OnceLock;

use regex::Regex;
use serde_json::Value;

use super::issue::IssueKind;

/// A regular expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    rust: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern as the schema writes it, and the same in Rust's syntax.
    #[must_use]
    pub const fn new(source: &'static str, rust: &'static str) -> Self {
        Self {
            source,
            rust,
            compiled: OnceLock::new(),
        }
    }

    /// What a string breaks: the pattern must match somewhere in it. Other values pass.
    pub fn broken(&self, value: &Value) -> Option<IssueKind> {
        let text = value.as_str()?;
        let compiled = self.compiled.get_or_init(|| Regex::new(self.rust).ok());
        let matches = compiled.as_ref()?.is_match(text);
        let pattern = self.source;
        (!matches).then_some(IssueKind::NotOfPattern { pattern })
    }
}
