//! A member that the specification requires and that is not there.
//!
//! The fixed fields that the specification marks "REQUIRED", and: a response has a `description`
//! until 3.1; an operation has `responses` in 3.0; a document has `paths` in 3.0 and one of
//! `paths`, `components` and `webhooks` later; `responses` has at least one response; a path
//! parameter says `required: true`. Fires at the object that lacks the member, as a warning: what
//! is meant can still be read. Parameters without `name` or `in` are left out, and reported so.

use super::Findings;
use crate::Severity;
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Role;
use crate::tree::{Kind, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, role) in &document.roles {
        let view = document.view(node);
        if view.kind() != Kind::Object
            || (view.get("$ref").is_some() && role.is_followed(document.version))
        {
            continue;
        }
        let listed = role
            .members()
            .iter()
            .filter(|member| member.required && role != Role::Parameter);
        let names =
            listed
                .map(|member| member.name)
                .chain(of_version(view, role, document.version));
        for name in names.filter(|name| view.get(name).is_none()) {
            let message = format!("{} has a member `{name}`; this has none", role.phrase());
            findings.add(Severity::Warning, view, message, None);
        }
        if role == Role::Responses && view.members().all(|(name, _)| name.starts_with("x-")) {
            let message = "at least one response is described; here is none".to_owned();
            findings.add(Severity::Warning, view, message, None);
        }
        if role == Role::Parameter
            && view.text("in").as_deref() == Some("path")
            && !view.flag("required")
        {
            let message =
                "a path parameter is always required and says `required: true`".to_owned();
            findings.add(Severity::Warning, view, message, None);
        }
    }
}

/// What an object must have in some versions only.
fn of_version(view: View<'_>, role: Role, version: Version) -> Option<&'static str> {
    let old = version == Version::V3_0;
    match role {
        Role::OpenApi if old => Some("paths"),
        Role::OpenApi => {
            let any = ["paths", "components", "webhooks"]
                .iter()
                .any(|name| view.get(name).is_some());
            (!any).then_some("paths")
        }
        Role::Operation if old => Some("responses"),
        Role::Response if version < Version::V3_2 => Some("description"),
        _ => None,
    }
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
            &["a response has a member `description`; this has none"],
        );
        check(
            NAME,
            "paths: {/a: {get: {responses: {x-a: 1}}}}",
            &["at least one response is described; here is none"],
        );
        check(
            NAME,
            "paths: {'/{a}': {parameters: [{name: a, in: path, schema: {}}]}}",
            &["a path parameter is always required and says `required: true`"],
        );
        check(
            NAME,
            "tags: [{}]",
            &[
                "the document has a member `paths`; this has none",
                "a tag has a member `name`; this has none",
            ],
        );
    }

    #[test]
    fn each_version_requires_its_own() {
        check_version(
            "3.0.3",
            NAME,
            "paths: {/a: {get: {}}}",
            &["an operation has a member `responses`; this has none"],
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
