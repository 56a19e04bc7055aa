//! A path template and its parameters that do not fit each other.
//!
//! "Each template expression in the path MUST correspond to a path parameter that is included in
//! the Path Item itself and/or in each of the Path Item's Operations" (OpenAPI 3.1 section 4.4); a
//! path parameter's name "MUST correspond to a template expression" (4.8.12.2).
//! Fires at the operation for an expression without a parameter, at the parameter for one that no
//! expression names. Silent for webhooks, whose names are no templates, and where a parameter could
//! not be read, for it may be the missing one.

use super::Findings;
use crate::Severity;
use crate::contract::{Contract, Operation, ParameterLocation};
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for operation in &contract.operations {
        let names = expressions(&operation.key.path);
        let declared: Vec<_> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == ParameterLocation::Path)
            .collect();
        for name in &names {
            let known = declared.iter().any(|parameter| parameter.name == *name);
            if !known && !has_unread(contract, operation) {
                findings.at(
                    Severity::Error,
                    &operation.place,
                    format!(
                        "the path names `{{{name}}}`, but no path parameter `{name}` is declared"
                    ),
                    Some("add a parameter with `in: path`"),
                );
            }
        }
        for parameter in declared {
            if !names.contains(&parameter.name.as_str()) {
                let message = format!(
                    "the path parameter `{}` does not stand in `{}`",
                    parameter.name, operation.key.path
                );
                findings.at(Severity::Error, &parameter.place, message, None);
            }
        }
    }
}

/// The names in braces.
fn expressions(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// Whether a parameter of the operation or of its path item leads nowhere.
fn has_unread(contract: &Contract, operation: &Operation) -> bool {
    let document = &contract.document;
    let listed = |view: Option<View<'_>>| {
        view.and_then(|view| view.get("parameters"))
            .is_some_and(|parameters| {
                parameters
                    .items()
                    .any(|parameter| document.follow(parameter).is_none())
            })
    };
    let root = contract.root();
    let paths = root.get("paths");
    let item = paths.and_then(|paths| paths.get(&operation.key.path));
    let behind = item.and_then(|item| document.follow(item));
    let member = operation.key.method.as_str().to_ascii_lowercase();
    [item, behind]
        .into_iter()
        .any(|item| listed(item) || listed(item.and_then(|item| item.get(&member))))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "path-parameter-mismatch";

    fn document(path: &str, parameters: &str) -> String {
        format!(
            "{{{path}: {{get: {{parameters: [{parameters}], responses: {{default: {{description: a}}}}}}}}}}"
        )
    }

    #[test]
    fn an_expression_without_a_parameter_fires() {
        let paths = document("'/a/{b}'", "");
        check(
            NAME,
            &format!("paths: {paths}"),
            &["the path names `{b}`, but no path parameter `b` is declared"],
        );
    }

    #[test]
    fn a_parameter_without_an_expression_fires() {
        let paths = document("/a", "{name: b, in: path, required: true, schema: {}}");
        check(
            NAME,
            &format!("paths: {paths}"),
            &["the path parameter `b` does not stand in `/a`"],
        );
    }

    #[test]
    fn what_fits_is_silent() {
        let paths = document(
            "'/a/{b}-{c}'",
            "{name: b, in: path, required: true, schema: {}}, {name: c, in: path, required: true, schema: {}}",
        );
        silent(NAME, &format!("paths: {paths}"));
    }

    #[test]
    fn a_parameter_that_could_not_be_read_may_be_the_one() {
        let paths = document("'/a/{b}'", "{$ref: 'https://example.com/b.yaml'}");
        silent(NAME, &format!("paths: {paths}"));
    }
}
