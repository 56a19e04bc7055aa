//! A member that the object does not have in this version of OpenAPI.
//!
//! "This object MAY be extended with Specification Extensions", whose names begin with `x-`;
//! nothing else may be added (OpenAPI 3.1 section 4.9). Fires at the member: as a warning where no
//! version knows it, as an error where it belongs to a later version than the document declares. Silent for schemas, which may have members of any name since 3.1.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::tree::Kind;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, role) in &document.roles {
        if document.misread.contains(&(node, role)) {
            continue;
        }
        let view = document.view(node);
        let refers = view.get("$ref").is_some() && role.is_followed(document.version);
        if view.kind() != Kind::Object || role == Role::Schema || role.others().is_some() {
            continue;
        }
        for (name, member) in view.members() {
            let known = role.member(name);
            // What stands beside a reference is another lint's.
            if name.starts_with("x-")
                || (refers && role != Role::PathItem)
                || (refers && name == "$ref")
            {
                continue;
            }
            let (severity, message) = match known {
                None => (
                    Severity::Warning,
                    format!("{} has no member `{name}`; it is ignored", role.phrase()),
                ),
                Some(known) if known.since > document.version => {
                    let message = format!(
                        "`{name}` of {} requires OpenAPI {}; it is accepted here",
                        role.phrase(),
                        known.since.number()
                    );
                    (Severity::Error, message)
                }
                Some(_) => continue,
            };
            findings.add(severity, member, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "unknown-member";

    #[test]
    fn a_name_that_is_not_listed_fires() {
        check(
            NAME,
            "paths: {/a: {fetch: {}}}",
            &["a path item has no member `fetch`; it is ignored"],
        );
    }

    #[test]
    fn a_member_of_a_later_version_fires() {
        let text = "paths: {/a: {query: {}}}";
        let message = "`query` of a path item requires OpenAPI 3.2; it is accepted here";
        check_version("3.1.0", NAME, text, &[message]);
        check_version("3.2.0", NAME, text, &[]);
    }

    #[test]
    fn extensions_and_schemas_are_silent() {
        silent(
            NAME,
            "x-a: 1\ncomponents: {schemas: {A: {anything: 1}}}\npaths: {x-a: 1}",
        );
    }
}
