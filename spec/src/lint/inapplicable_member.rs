//! A member that has no effect where it is.
//!
//! Some members apply only under a condition: those of a security scheme depend on its `type`,
//! `allowEmptyValue` belongs to query parameters, `style`, `explode` and `allowReserved` need `schema`,
//! `contentType` of an encoding is ignored next to a style, `encoding` applies to forms and multipart
//! bodies. Reported as a warning, since the member is ignored. `name` and `in` of a header are errors:
//! a header "MUST NOT" have them (OpenAPI 3.1, Header Object).

use super::{Findings, texts};
use crate::contract::{Contract, Version};
use crate::resolve::grammar::{Condition, Role};
use crate::tree::View;
use crate::{MediaType, Severity};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for (view, role) in texts::objects(contract) {
        for (name, member) in view.members() {
            let Some(known) = role.member(name) else {
                continue;
            };
            // Where the word that decides is not known, nothing is.
            if let Condition::With(sibling, _) = known.applies
                && view
                    .get(sibling)
                    .is_some_and(|it| contract.reported.contains(&it.id()))
            {
                continue;
            }
            let Some(why) = known.misplaced(view) else {
                continue;
            };
            let (severity, message) = match known.applies {
                Condition::Nowhere(why) => (
                    Severity::Error,
                    format!("{} must not have `{name}`: {why}", role.phrase()),
                ),
                _ => (
                    Severity::Warning,
                    format!("`{name}` of {} has no effect {why}", role.phrase()),
                ),
            };
            findings.add(severity, member, message, None);
        }
        if matches!(role, Role::RequestBody | Role::Response) {
            encodings(view, contract.version, findings);
        }
    }
}

/// `encoding` of media types that are no forms.
fn encodings(body: View<'_>, version: Version, findings: &mut Findings) {
    for (name, media) in body.get("content").into_iter().flat_map(View::members) {
        let kind = MediaType::of(name);
        let form = kind.essence() == "application/x-www-form-urlencoded"
            || matches!(kind.top_level(), "multipart" | "*");
        if let Some(encoding) = media
            .get("encoding")
            .filter(|_| !form && version < Version::V3_2)
        {
            let message = format!(
                "`encoding` has no effect for `{name}`: it applies to forms and multipart bodies"
            );
            findings.add(Severity::Warning, encoding, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "inapplicable-member";

    #[test]
    fn members_of_other_kinds_fire() {
        check(
            NAME,
            "components: {securitySchemes: {A: {type: http, scheme: basic, in: header, openIdConnectUrl: /a}}, parameters: {B: {name: b, in: header, allowEmptyValue: true, style: simple, content: {a/b: {}}}}, requestBodies: {C: {content: {application/json: {encoding: {}}, multipart/form-data: {encoding: {d: {style: form, contentType: a/b}}}}}}}",
            &[
                "`in` of a security scheme has no effect when `type` is `http`",
                "`openIdConnectUrl` of a security scheme has no effect when `type` is `http`",
                "`allowEmptyValue` of a parameter has no effect when `in` is `header`",
                "`style` of a parameter has no effect without `schema`",
                "`encoding` has no effect for `application/json`: it applies to forms and multipart bodies",
                "`contentType` of an encoding has no effect next to `style`",
            ],
        );
    }

    #[test]
    fn a_header_says_neither_its_name_nor_its_place() {
        check(
            NAME,
            "components: {headers: {A: {name: A, in: header, schema: {}}}}",
            &[
                "a header must not have `name`: its name is the key",
                "a header must not have `in`: its location is always the header",
            ],
        );
    }

    #[test]
    fn members_that_mean_something_are_silent() {
        silent(
            NAME,
            "components: {securitySchemes: {A: {type: apiKey, name: a, in: header}}, parameters: {B: {name: b, in: query, allowEmptyValue: true, style: form, schema: {}}}, requestBodies: {C: {content: {multipart/form-data: {encoding: {}}}}}}",
        );
    }
}
