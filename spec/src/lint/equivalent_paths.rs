//! Two path templates that match the same paths.
//!
//! "Templated paths with the same hierarchy but different templated names MUST NOT exist as they
//! are identical" (OpenAPI 3.1 section 4.8.8). Fires at the second one.

use std::collections::HashMap;

use super::Findings;
use crate::Severity;
use crate::contract::Contract;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let mut met: HashMap<String, &str> = HashMap::new();
    let root = contract.root();
    for (path, item) in root
        .get("paths")
        .into_iter()
        .flat_map(|paths| paths.members())
    {
        if path.starts_with("x-") {
            continue;
        }
        if let Some(first) = met.insert(anonymous(path), path) {
            let message = format!("this matches the same paths as `{first}`");
            findings.add(
                Severity::Error,
                item,
                message,
                Some("describe them in one path item"),
            );
        }
    }
}

/// The path without the names in its braces.
fn anonymous(path: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for letter in path.chars() {
        inside &= letter != '}';
        if !inside {
            kept.push(letter);
        }
        inside |= letter == '{';
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    #[test]
    fn templates_that_differ_in_names_only_fire() {
        check(
            "equivalent-paths",
            "paths: {'/a/{b}': {}, '/a/{c}': {}}",
            &["this matches the same paths as `/a/{b}`"],
        );
    }

    #[test]
    fn other_templates_are_silent() {
        silent(
            "equivalent-paths",
            "paths: {'/a/{b}': {}, '/a/b': {}, '/a/{b}/c': {}, '/a/{b}c': {}}",
        );
    }
}
