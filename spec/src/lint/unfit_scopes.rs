//! Scopes that the security scheme does not have.
//!
//! In 3.0 the list of a scheme that is not `oauth2` or `openIdConnect` "MUST be empty" (Security
//! Requirement Object); since 3.1 it "MAY contain a list of role names". A scope of an `oauth2` scheme
//! should be declared in one of its flows. Reported at the list (an error), and at the undeclared scope
//! (a warning).

use super::Findings;
use crate::Severity;
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Role;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let components = contract.root().get("components");
    let components = components.and_then(|it| document.follow(it));
    let Some(declared) = components.and_then(|it| it.get("securitySchemes")) else {
        return;
    };
    for &(node, role) in &document.roles {
        if role != Role::SecurityRequirement {
            continue;
        }
        for (name, scopes) in document.view(node).members() {
            let scheme = declared.get(name).and_then(|it| document.follow(it));
            let Some(scheme) = scheme else { continue };
            match scheme.get("type").and_then(View::str) {
                Some("oauth2") => unlisted(scheme, name, scopes, findings),
                Some(kind @ ("apiKey" | "http"))
                    if contract.version == Version::V3_0 && scopes.items().len() > 0 =>
                {
                    let message =
                        format!("`{name}` has type `{kind}`, which has no scopes in OpenAPI 3.0");
                    findings.add(Severity::Error, scopes, message, Some("write `[]`"));
                }
                _ => {}
            }
        }
    }
}

fn unlisted(scheme: View<'_>, name: &str, scopes: View<'_>, findings: &mut Findings) {
    let flows = scheme.get("flows");
    let listed = |scope: &str| {
        let mut flows = flows.into_iter().flat_map(View::members);
        flows.any(|(_, flow)| flow.get("scopes").is_some_and(|it| it.get(scope).is_some()))
    };
    for scope in scopes.items() {
        let Some(text) = scope.str() else { continue };
        if !listed(text) {
            let message = format!("scope `{text}` is not declared in any flow of `{name}`");
            findings.add(Severity::Warning, scope, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_version;

    const NAME: &str = "unfit-scopes";
    const TEXT: &str = "paths: {}\nsecurity: [{A: [a], B: [b, c], C: []}]\ncomponents: {securitySchemes: {A: {type: http, scheme: basic}, B: {type: oauth2, flows: {implicit: {authorizationUrl: /a, scopes: {b: ''}}}}, C: {type: apiKey, name: c, in: query}}}";

    #[test]
    fn scopes_that_the_scheme_does_not_have_fire() {
        let unlisted = "scope `c` is not declared in any flow of `B`";
        let none = "`A` has type `http`, which has no scopes in OpenAPI 3.0";
        check_version("3.0.3", NAME, TEXT, &[none, unlisted]);
        check_version("3.1.0", NAME, TEXT, &[unlisted]);
    }
}
