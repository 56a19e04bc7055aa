//! Parameters that cannot go together in one request.
//!
//! "The list MUST NOT include duplicated parameters", which are told apart by `name` and `in`
//! (OpenAPI 3.1 section 4.8.10), names of headers without regard to case; and since 3.2 there is
//! at most one parameter in `querystring`, and none in `query` beside it. Fires at the parameter
//! that comes later. What the operations under `paths` and `webhooks` list twice is reported when
//! the document is read; here are the lists of callbacks and components.

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
        if met.iter().any(same) && !contract.told.contains(&view.id()) {
            let message = format!("the parameter `{name}` in `{location}` is listed twice");
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
        let message =
            format!("`{name}` stands in `query`, and another parameter is the whole query");
        findings.add(Severity::Error, view, message, None);
    }
    for (view, name, _) in all()
        .filter(|(_, _, location)| *location == "querystring")
        .skip(1)
    {
        let message = format!("`{name}` is the whole query, and so is another parameter");
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
                "the parameter `A` in `header` is listed twice",
                "the parameter `c` in `query` is listed twice",
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
                "`b` stands in `query`, and another parameter is the whole query",
                "`c` is the whole query, and so is another parameter",
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
