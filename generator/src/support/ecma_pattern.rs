//! `pattern`: regular expressions of ECMA-262 that Rust's cannot express, such as look-around.

use std::sync::OnceLock;

use regress::Regex;
use serde_json::Value;

use super::issue::IssueKind;

/// A regular expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct EcmaPattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl EcmaPattern {
    /// A pattern as the schema writes it.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        let compiled = OnceLock::new();
        Self { source, compiled }
    }

    /// What a string breaks: the pattern must match somewhere in it. Other values pass.
    pub fn broken(&self, value: &Value) -> Option<IssueKind> {
        let text = value.as_str()?;
        let compiled = self.compiled.get_or_init(|| {
            let unicode = Regex::with_flags(self.source, "u");
            unicode.or_else(|_| Regex::new(self.source)).ok()
        });
        let matches = compiled.as_ref()?.find(text).is_some();
        let pattern = self.source;
        (!matches).then_some(IssueKind::NotOfPattern { pattern })
    }
}
