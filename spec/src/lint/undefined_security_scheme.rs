//! A security requirement that names a scheme that is not declared.
//!
//! "Each name MUST correspond to a security scheme which is declared in the Security Schemes under
//! the Components Object" (OpenAPI 3.1 section 4.8.30.1). Fires at the name. In 3.2 a name may also
//! be the URI of a scheme: what looks like one is not judged.

use super::Findings;
use crate::Severity;
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Role;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let root = contract.root();
    let declared = root
        .get("components")
        .and_then(|components| components.get("securitySchemes"));
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::SecurityRequirement)
    {
        for (name, scopes) in document.view(node).members() {
            let known = declared.is_some_and(|declared| declared.get(name).is_some());
            let uri = document.version >= Version::V3_2 && name.contains(['/', '#', ':']);
            if !known && !uri {
                let message = format!("no security scheme `{name}` is declared");
                findings.add(
                    Severity::Error,
                    scopes,
                    message,
                    Some("declare it under `components/securitySchemes`"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "undefined-security-scheme";

    #[test]
    fn a_name_that_is_not_declared_fires() {
        check(
            NAME,
            "security: [{a: []}]",
            &["no security scheme `a` is declared"],
        );
    }

    #[test]
    fn declared_names_are_silent() {
        silent(
            NAME,
            "security: [{a: []}, {}]\ncomponents: {securitySchemes: {a: {type: http, scheme: basic}}}",
        );
    }
}
