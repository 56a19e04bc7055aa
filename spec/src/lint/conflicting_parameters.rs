//! Parameters that cannot appear in the same request.
//!
//! "The list MUST NOT include duplicated parameters" (OpenAPI 3.1, Operation Object); a parameter is
//! identified by `name` and `in`, and header names are case-insensitive. Since 3.2 an operation has at
//! most one `querystring` parameter, and no `query` parameter next to it. Reported at the later
//! parameter. Duplicates in operations under `paths` and `webhooks` are reported as
//! `duplicate-parameter` when the document is read; this lint covers callbacks and components.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for (view, role) in texts::objects(contract) {
        match role {
            Role::PathItem => {
                repeated(contract, view, findings);
                for (_, operation) in view.members() {
                    let operation = contract.document.follow(operation);
                    if let Some(operation) = operation {
                        whole_query(contract, &[view, operation], findings);
                    }
                }
            }
            Role::Operation => repeated(contract, view, findings),
            _ => {}
        }
    }
}

/// The parameters of an object: where each is listed, and what it is.
fn listed<'c>(
    contract: &'c Contract,
    holder: View<'c>,
) -> impl Iterator<Item = (View<'c>, &'c str, &'c str)> {
    let parameters = holder.get("parameters").into_iter().flat_map(View::items);
    parameters.filter_map(|listed| {
        let parameter = contract.document.follow(listed)?;
        let name = parameter.get("name")?.str()?;
        Some((listed, name, parameter.get("in")?.str()?))
    })
}

fn repeated(contract: &Contract, holder: View<'_>, findings: &mut Findings) {
    let mut met: Vec<(&str, &str)> = Vec::new();
    for (view, name, location) in listed(contract, holder) {
        let same = |(other, place): &(&str, &str)| {
            *place == location
                && match location {
                    "header" => other.eq_ignore_ascii_case(name),
                    _ => *other == name,
                }
        };
        if met.iter().any(same) && !contract.reported.contains(&view.id()) {
            let message = format!("duplicate parameter `{name}` in `{location}`");
            findings.add(Severity::Error, view, message, None);
        }
        met.push((name, location));
    }
}

fn whole_query(contract: &Contract, holders: &[View<'_>], findings: &mut Findings) {
    let all = || holders.iter().flat_map(|holder| listed(contract, *holder));
    if !all().any(|(_, _, location)| location == "querystring") {
        return;
    }
    for (view, name, _) in all().filter(|(_, _, location)| *location == "query") {
        let message = format!(
            "`{name}` is in `query`, but a `querystring` parameter describes the whole query"
        );
        findings.add(Severity::Error, view, message, None);
    }
    for (view, name, _) in all()
        .filter(|(_, _, location)| *location == "querystring")
        .skip(1)
    {
        let message = format!("`{name}` is a second `querystring` parameter");
        findings.add(Severity::Error, view, message, None);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "conflicting-parameters";

    #[test]
    fn parameters_of_callbacks_and_components_fire() {
        check(
            NAME,
            "components: {callbacks: {A: {'{$url}': {post: {parameters: [{name: a, in: header, schema: {}}, {$ref: '#/components/parameters/B'}]}}}}, parameters: {B: {name: A, in: header, schema: {}}}, pathItems: {C: {parameters: [{name: c, in: query, schema: {}}, {name: c, in: query, schema: {}}]}}}",
            &[
                "duplicate parameter `A` in `header`",
                "duplicate parameter `c` in `query`",
            ],
        );
    }

    #[test]
    fn a_whole_query_stands_alone() {
        check_version(
            "3.2.0",
            NAME,
            "paths: {/a: {parameters: [{name: a, in: querystring, content: {a/b: {}}}], get: {parameters: [{name: b, in: query, schema: {}}, {name: c, in: querystring, content: {a/b: {}}}]}}}",
            &[
                "`b` is in `query`, but a `querystring` parameter describes the whole query",
                "`c` is a second `querystring` parameter",
            ],
        );
    }

    #[test]
    fn other_names_places_and_what_reading_said_are_silent() {
        silent(
            NAME,
            "paths: {/a: {parameters: [{name: a, in: query, schema: {}}], get: {parameters: [{name: a, in: query, schema: {}}, {name: A, in: query, schema: {}}, {name: a, in: header, schema: {}}, {name: a, in: query, schema: {}}]}}}",
        );
    }
}
