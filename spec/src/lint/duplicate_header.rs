//! A header that is declared twice.
//!
//! "Field names are case-insensitive" (RFC 9110 section 5.1): `ETag` and `etag` are the same header.
//! Reported at the second declaration.

use std::collections::HashMap;

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Format;
use crate::tree::NodeId;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let mut met: HashMap<(NodeId, String), &str> = HashMap::new();
    // The names that are looked at are the keys of `headers` and `name` of parameters.
    texts::each(contract, "invalid-header-name", |it| {
        if it.format != Format::HeaderName {
            return;
        }
        let key = (it.holder.id(), it.text.to_ascii_lowercase());
        if let Some(first) = met.insert(key, it.text) {
            let message = format!(
                "duplicate header: names are case-insensitive, and `{first}` is already declared"
            );
            findings.add(Severity::Warning, it.view, message, None);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "duplicate-header";

    #[test]
    fn names_that_differ_in_case_only_fire() {
        check(
            NAME,
            "components: {responses: {A: {description: a, headers: {X-A: {schema: {}}, x-a: {schema: {}}}}}}",
            &["duplicate header: names are case-insensitive, and `X-A` is already declared"],
        );
    }

    #[test]
    fn other_names_and_other_responses_are_silent() {
        silent(
            NAME,
            "components: {responses: {A: {description: a, headers: {X-A: {schema: {}}, X-B: {schema: {}}}}, B: {description: b, headers: {x-a: {schema: {}}}}}}",
        );
    }
}
