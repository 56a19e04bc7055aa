//! A parameter or header that does not say how its value is described.
//!
//! "A parameter MUST contain either a `schema` property, or a `content` property, but not both"
//! (OpenAPI 3.1 section 4.8.12.2), and `content` "MUST only contain one entry". Fires at the
//! parameter; with both, `content` counts, with several entries the first one.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::tree::Kind;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let described = |role| matches!(role, Role::Parameter | Role::Header);
    for &(node, role) in document.roles.iter().filter(|(_, role)| described(*role)) {
        let view = document.view(node);
        if view.kind() != Kind::Object || view.get("$ref").is_some() {
            continue;
        }
        // Without a name or a location, it was left out and reported.
        if role == Role::Parameter && (view.get("name").is_none() || view.get("in").is_none()) {
            continue;
        }
        let entries = view.get("content").map(|content| content.members().len());
        let message = match (view.get("schema"), entries) {
            (None, None | Some(0)) => {
                "has neither `schema` nor `content`: nothing says what it holds"
            }
            (Some(_), Some(1..)) => "has both `schema` and `content`; only `content` counts",
            (_, Some(2..)) => "has several entries in `content`; only the first one counts",
            _ => continue,
        };
        findings.add(
            Severity::Warning,
            view,
            format!("{} {message}", role.phrase()),
            None,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "undescribed-parameter";

    fn parameter(text: &str) -> String {
        format!("components: {{parameters: {{A: {{name: a, in: query{text}}}}}}}")
    }

    #[test]
    fn neither_both_and_several_fire() {
        check(
            NAME,
            &parameter(""),
            &["a parameter has neither `schema` nor `content`: nothing says what it holds"],
        );
        check(
            NAME,
            &parameter(", schema: {}, content: {text/plain: {}}"),
            &["a parameter has both `schema` and `content`; only `content` counts"],
        );
        check(
            NAME,
            &parameter(", content: {text/plain: {}, text/html: {}}"),
            &["a parameter has several entries in `content`; only the first one counts"],
        );
    }

    #[test]
    fn one_is_silent() {
        silent(NAME, &parameter(", schema: {}"));
        silent(NAME, &parameter(", content: {text/plain: {}}"));
    }
}
