//! A link to an operation or parameter that does not exist.
//!
//! `operationId` is "the name of an existing, resolvable OAS operation", `operationRef` a reference to
//! one, and the keys of `parameters` are parameters of that operation, optionally qualified by their
//! location as in `path.id` (OpenAPI 3.1, Link Object). Reported at the id or reference, and as a
//! warning at the parameter. Silent for references to other documents.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, Operation, ParameterLocation};
use crate::resolve::grammar::Role;
use crate::tree::{NodeId, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let nodes = document.roles.iter();
    let operations: HashSet<NodeId> = nodes
        .filter(|(_, role)| *role == Role::Operation)
        .map(|(node, _)| *node)
        .collect();
    let id = |node: &NodeId| document.view(*node).get("operationId")?.str();
    let ids: HashSet<&str> = operations.iter().filter_map(id).collect();
    for (link, _) in texts::objects(contract).filter(|(_, role)| *role == Role::Link) {
        if let Some(view) = link.get("operationId")
            && let Some(id) = view.str()
        {
            match ids.contains(id) {
                true => parameters(contract, id, link, findings),
                false => {
                    let message = format!("no operation has the id `{id}`");
                    findings.add(Severity::Error, view, message, None);
                }
            }
        }
        if let Some(view) = link.get("operationRef")
            && let Some(fragment) = view.str().and_then(|text| text.strip_prefix('#'))
        {
            let pointer = percent_decode_str(fragment).decode_utf8_lossy();
            let root = document.tree.root_of(link.id());
            let found = document.tree.pointer(root, &pointer);
            if !found.is_some_and(|node| operations.contains(&node)) {
                let message = format!("`#{fragment}` does not point to an operation");
                let help = "write `~1` for each `/` of the path";
                findings.add(Severity::Error, view, message, Some(help));
            }
        }
    }
}

fn parameters(contract: &Contract, id: &str, link: View<'_>, findings: &mut Findings) {
    let is_it = |operation: &&Operation| operation.id.as_deref() == Some(id);
    let Some(operation) = contract.operations.iter().find(is_it) else {
        return;
    };
    for (key, value) in link.get("parameters").into_iter().flat_map(View::members) {
        let known = operation.parameters.iter().any(|parameter| {
            let location = match parameter.location {
                ParameterLocation::Path => "path",
                ParameterLocation::Query => "query",
                ParameterLocation::QueryString => "querystring",
                ParameterLocation::Header => "header",
                ParameterLocation::Cookie => "cookie",
            };
            let qualified = key
                .split_once('.')
                .filter(|(before, _)| *before == location);
            parameter.name == key || qualified.is_some_and(|(_, name)| name == parameter.name)
        });
        if !known {
            let message = format!("operation `{id}` has no parameter `{key}`");
            findings.add(Severity::Warning, value, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "unknown-link-target";
    const PATHS: &str = "paths: {'/a/{b}': {get: {operationId: c, parameters: [{name: b, in: path, required: true, schema: {}}]}}}";

    #[test]
    fn operations_and_parameters_that_there_are_not_fire() {
        check(
            NAME,
            &format!(
                "{PATHS}\ncomponents: {{links: {{A: {{operationId: d}}, B: {{operationRef: '#/paths/~1a/get'}}, C: {{operationRef: '#/components/links/A'}}, D: {{operationId: c, parameters: {{e: 1, query.b: 2}}}}}}}}"
            ),
            &[
                "no operation has the id `d`",
                "`#/paths/~1a/get` does not point to an operation",
                "`#/components/links/A` does not point to an operation",
                "operation `c` has no parameter `e`",
                "operation `c` has no parameter `query.b`",
            ],
        );
    }

    #[test]
    fn operations_that_there_are_and_other_documents_are_silent() {
        silent(
            NAME,
            &format!(
                "{PATHS}\ncomponents: {{links: {{A: {{operationId: c, parameters: {{b: 1, path.b: 2}}}}, B: {{operationRef: '#/paths/~1a~1%7Bb%7D/get'}}, C: {{operationRef: 'https://a/b#/paths'}}}}}}"
            ),
        );
    }
}
