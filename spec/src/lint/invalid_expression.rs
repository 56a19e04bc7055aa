//! An invalid runtime expression.
//!
//! The key of a callback is a URL with runtime expressions in braces, and the values of a link may be
//! such expressions (OpenAPI 3.1, Callback Object and Link Object): `$url`, `$method`, `$statusCode`,
//! or `$request.` or `$response.` followed by `header.NAME`, `query.NAME`, `path.NAME`, `body` or
//! `body#POINTER`. Reported at the key, and as a warning at the value of a link that begins with `$`,
//! since it may be meant literally.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, RuntimeExpression};
use crate::resolve::grammar::Role;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-expression", |it| {
        let wrong = match it.text.starts_with('$') {
            true => Some(it.text).filter(|text| !is_expression(text)),
            false => embedded(it.text).find(|text| !is_expression(text)),
        };
        if let Some(wrong) = wrong {
            let message = format!("`{wrong}` is not a runtime expression");
            let help = "write for example `{$request.body#/url}`";
            findings.add(Severity::Error, it.view, message, Some(help));
        }
    });
    let links = texts::objects(contract).filter(|(_, role)| *role == Role::Link);
    for (link, _) in links {
        let parameters = link.get("parameters").into_iter();
        let values = parameters.flat_map(|it| it.members().map(|(_, value)| value));
        for value in values.chain(link.get("requestBody")) {
            let Some(text) = value.str() else { continue };
            let whole = text.starts_with('$') && !is_expression(text);
            let within = || embedded(text).any(|it| it.starts_with('$') && !is_expression(it));
            if whole || within() {
                let message = format!("`{text}` looks like a runtime expression but is not one");
                findings.add(Severity::Warning, value, message, None);
            }
        }
    }
}

/// What stands in braces.
fn embedded(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('{').skip(1);
    parts.map(|part| part.split_once('}').map_or(part, |(inner, _)| inner))
}

fn is_expression(text: &str) -> bool {
    RuntimeExpression::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "invalid-expression";

    #[test]
    fn keys_and_values_that_are_no_expressions_fire() {
        check(
            NAME,
            "components: {callbacks: {A: {'{$request.body.url}': {}, '{url}/b': {}}}, links: {B: {operationId: c, parameters: {d: $response.id}, requestBody: $request.path.}}}",
            &[
                "`$request.body.url` is not a runtime expression",
                "`url` is not a runtime expression",
                "`$response.id` looks like a runtime expression but is not one",
                "`$request.path.` looks like a runtime expression but is not one",
            ],
        );
    }

    #[test]
    fn expressions_and_constants_are_silent() {
        silent(
            NAME,
            "components: {callbacks: {A: {'https://a/{$request.query.b}?c={$request.body#/d/0}': {}, $url: {}, /e: {}}}, links: {B: {operationId: c, parameters: {d: $response.header.X-Id, e: 1, f: '5 $'}, requestBody: $response.body}}}",
        );
    }
}
