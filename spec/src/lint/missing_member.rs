//! A member that the specification requires and that is not there.
//!
//! The fixed fields that the specification marks "REQUIRED", and: a response has a `description`
//! until 3.1; an operation has `responses` in 3.0; a document has `paths` in 3.0 and one of
//! `paths`, `components` and `webhooks` later; a security scheme and an OAuth flow have what their
//! kind needs; `responses` has at least one response; a path parameter says `required: true`.
//! Fires at the object that lacks the member. Silent where reading the document has already said
//! so, because it left the object out.

use super::Findings;
use crate::Severity;
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Role;
use crate::tree::{Kind, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, role) in &document.roles {
        if document.misread.contains(&(node, role)) {
            continue;
        }
        let view = document.view(node);
        if view.kind() != Kind::Object
            || (view.get("$ref").is_some() && role.is_followed(document.version))
        {
            continue;
        }
        let kind = view.get("type").map(View::id);
        let reported = |id| contract.reported.contains(&id);
        let listed = role.members().iter();
        let listed = listed.filter(|member| member.is_required(view, document.version));
        let names = listed
            .map(|member| member.name)
            .chain(any(view, role, document.version));
        for name in names.filter(|name| view.get(name).is_none()) {
            if reported(view.id()) || (role == Role::SecurityScheme && kind.is_some_and(reported)) {
                continue;
            }
            let message = format!("{} requires `{name}`", role.phrase());
            findings.add(Severity::Error, view, message, None);
        }
        if role == Role::Responses && view.members().all(|(name, _)| name.starts_with("x-")) {
            let message = "at least one response is required".to_owned();
            findings.add(Severity::Error, view, message, None);
        }
        if role == Role::Parameter
            && view.text("in").as_deref() == Some("path")
            && !view.flag("required")
        {
            let message = "a path parameter must have `required: true`".to_owned();
            findings.add(Severity::Error, view, message, None);
        }
    }
}

/// Since 3.1 a document has one of three members.
fn any(view: View<'_>, role: Role, version: Version) -> Option<&'static str> {
    let members = ["paths", "components", "webhooks"];
    let asked = role == Role::OpenApi && version >= Version::V3_1;
    let found = members.iter().any(|name| view.get(name).is_some());
    (asked && !found).then_some("paths")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "missing-member";

    #[test]
    fn what_is_required_fires() {
        check(
            NAME,
            "paths: {/a: {get: {responses: {'200': {}}}}}",
            &["a response requires `description`"],
        );
        check(
            NAME,
            "paths: {/a: {get: {responses: {x-a: 1}}}}",
            &["at least one response is required"],
        );
        check(
            NAME,
            "paths: {'/{a}': {parameters: [{name: a, in: path, schema: {}}]}}",
            &["a path parameter must have `required: true`"],
        );
        check(
            NAME,
            "tags: [{}]",
            &["the document requires `paths`", "a tag requires `name`"],
        );
    }

    #[test]
    fn security_schemes_and_flows_have_what_their_kind_needs() {
        check(
            NAME,
            "components: {securitySchemes: {A: {type: oauth2}, B: {type: openIdConnect}, C: {type: oauth2, flows: {implicit: {}, password: {scopes: {}}}}, D: {type: mutualTLS}, E: {}}}",
            &[
                "a security scheme requires `flows`",
                "a security scheme requires `openIdConnectUrl`",
                "an implicit flow requires `authorizationUrl`",
                "an implicit flow requires `scopes`",
                "a password flow requires `tokenUrl`",
            ],
        );
    }

    #[test]
    fn each_version_requires_its_own() {
        check_version(
            "3.0.3",
            NAME,
            "paths: {/a: {get: {}}}",
            &["an operation requires `responses`"],
        );
        check_version("3.1.0", NAME, "paths: {/a: {get: {}}}", &[]);
        check_version(
            "3.2.0",
            NAME,
            "paths: {/a: {get: {responses: {'200': {}}}}}",
            &[],
        );
    }

    #[test]
    fn a_reference_has_nothing_else() {
        silent(
            NAME,
            "components: {responses: {A: {$ref: '#/components/responses/B'}, B: {description: b}}}",
        );
    }
}
