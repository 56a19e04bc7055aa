//! A parameter or header that does not say how its value is described.
//!
//! "A parameter MUST contain either a `schema` property, or a `content` property" (OpenAPI 3.1
//! section 4.8.12.2), and `content` "MUST only contain one entry". Fires at the parameter; of
//! several entries the first one counts. Both `schema` and `content` are another lint's.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let described = |role| matches!(role, Role::Parameter | Role::Header);
    for (view, role) in texts::objects(contract).filter(|(_, role)| described(*role)) {
        // Without a name or a location, it was left out and reported.
        if role == Role::Parameter && (view.get("name").is_none() || view.get("in").is_none()) {
            continue;
        }
        let entries = view.get("content").map(|content| content.members().len());
        let message = match (view.get("schema"), entries) {
            (None, None | Some(0)) => {
                "has neither `schema` nor `content`: nothing says what it holds"
            }
            (_, Some(2..)) => "has several entries in `content`; only the first one counts",
            _ => continue,
        };
        findings.add(
            Severity::Error,
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
    fn neither_and_several_fire() {
        check(
            NAME,
            &parameter(""),
            &["a parameter has neither `schema` nor `content`: nothing says what it holds"],
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
