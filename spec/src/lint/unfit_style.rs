//! A `style` that does not fit the location or the type.
//!
//! "Style Values" of the specification (OpenAPI 3.1, Parameter Object) lists where each style may be
//! used and for which types: `matrix`, `label` and `simple` in a path, `simple` in a header, `form` in
//! query and cookie, `spaceDelimited` and `pipeDelimited` for arrays and objects in a query,
//! `deepObject` for objects in a query. An error if the location is wrong or no value of the schema can
//! be serialized. A warning if only some values can, if the serialization is undefined (`explode: true`
//! with a delimiter, `explode: false` with `deepObject`), and if a cookie joins values with `&`.

use super::schema_summary::Glance;
use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::schema::JsonTypes;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for (view, role) in texts::objects(contract) {
        let location = match role {
            Role::Parameter => view.get("in").and_then(View::str),
            Role::Header => Some("header"),
            // Parts of a form are written as parameters of a query are.
            Role::Encoding => Some("query"),
            _ => None,
        };
        let Some(location) = location else { continue };
        match view.get("style").and_then(|it| Some((it, it.str()?))) {
            Some((place, style)) => {
                if let Some((severity, message)) = problem(contract, view, location, style) {
                    findings.add(severity, place, message, None);
                }
            }
            None if location == "cookie" => {
                if let Some(message) = joined(contract, view) {
                    findings.add(Severity::Warning, view, message, Some(EXPLODE));
                }
            }
            None => {}
        }
    }
}

const EXPLODE: &str = "set `explode: false`";

/// The places where a style may stand, and the types that it writes. None: no known style.
fn table(style: &str) -> Option<(&'static [&'static str], JsonTypes)> {
    let lists = JsonTypes::ARRAY.with(JsonTypes::OBJECT);
    Some(match style {
        "matrix" | "label" => (&["path"], JsonTypes::ALL),
        "simple" => (&["path", "header"], JsonTypes::ALL),
        "form" => (&["query", "cookie"], JsonTypes::ALL),
        "spaceDelimited" | "pipeDelimited" => (&["query"], lists),
        "deepObject" => (&["query"], JsonTypes::OBJECT),
        "cookie" => (&["cookie"], JsonTypes::ALL),
        _ => return None,
    })
}

fn problem(
    contract: &Contract,
    view: View<'_>,
    location: &str,
    style: &str,
) -> Option<(Severity, String)> {
    let (places, written) = table(style)?;
    if !places.contains(&location) {
        let places: Vec<_> = places.iter().map(|it| format!("`{it}`")).collect();
        let message = format!(
            "style `{style}` is not allowed in `{location}`, only in {}",
            places.join(" and ")
        );
        return Some((Severity::Error, message));
    }
    let explode = view.get("explode").and_then(View::bool);
    if let Some(schema) = view.get("schema") {
        let null = JsonTypes::NULL;
        let types = Glance::new(&contract.document).types(schema).without(null);
        let unfit = types.without(written);
        if !types.is_empty() && types == unfit {
            let message = format!("style `{style}` cannot serialize values of type {}", types);
            return Some((Severity::Error, message));
        }
        if !unfit.is_empty() && types != JsonTypes::ALL.without(null) {
            let message = format!(
                "style `{style}` cannot serialize values of type {}, which the schema allows",
                unfit
            );
            return Some((Severity::Warning, message));
        }
    }
    let open = match style {
        "spaceDelimited" | "pipeDelimited" => explode == Some(true),
        "deepObject" => explode == Some(false),
        _ => false,
    };
    if open {
        let explode = explode.unwrap_or_default();
        let message = format!("OpenAPI does not define style `{style}` with `explode: {explode}`");
        return Some((Severity::Warning, message));
    }
    (location == "cookie" && style == "form")
        .then(|| joined(contract, view))
        .flatten()
        .map(|message| (Severity::Warning, message))
}

/// What is wrong with a parameter of a cookie whose values are joined by `&`.
fn joined(contract: &Contract, view: View<'_>) -> Option<String> {
    let schema = view.get("schema")?;
    if view.get("explode").and_then(View::bool) == Some(false) {
        return None;
    }
    let lists = JsonTypes::ARRAY.with(JsonTypes::OBJECT);
    let types = Glance::new(&contract.document).types(schema);
    let certain = types != JsonTypes::ALL;
    let message = "values are joined with `&`, which does not separate cookies";
    (certain && !types.and(lists).is_empty()).then(|| message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "unfit-style";

    fn parameter(text: &str) -> String {
        format!("components: {{parameters: {{A: {{name: a, {text}}}}}}}")
    }

    #[test]
    fn another_place_fires() {
        check(
            NAME,
            &parameter("in: header, style: form, schema: {}"),
            &["style `form` is not allowed in `header`, only in `query` and `cookie`"],
        );
        check(
            NAME,
            "components: {headers: {A: {style: label, schema: {}}}, requestBodies: {B: {content: {multipart/form-data: {encoding: {c: {style: simple}}}}}}}",
            &[
                "style `label` is not allowed in `header`, only in `path`",
                "style `simple` is not allowed in `query`, only in `path` and `header`",
            ],
        );
    }

    #[test]
    fn another_type_fires_through_references_and_branches() {
        check(
            NAME,
            &parameter("in: query, style: deepObject, schema: {type: array}"),
            &["style `deepObject` cannot serialize values of type `array`"],
        );
        check(
            NAME,
            &parameter(
                "in: query, style: pipeDelimited, schema: {oneOf: [{type: integer}, {anyOf: [{type: object}]}]}",
            ),
            &[
                "style `pipeDelimited` cannot serialize values of type `integer`, which the schema allows",
            ],
        );
    }

    #[test]
    fn forms_that_are_left_open_fire() {
        check(
            NAME,
            &parameter("in: query, style: pipeDelimited, explode: true, schema: {type: array}"),
            &["OpenAPI does not define style `pipeDelimited` with `explode: true`"],
        );
        check(
            NAME,
            &parameter("in: cookie, schema: {type: array}"),
            &["values are joined with `&`, which does not separate cookies"],
        );
    }

    #[test]
    fn what_fits_and_what_is_not_certain_is_silent() {
        silent(
            NAME,
            &parameter(
                "in: query, style: deepObject, explode: true, schema: {type: [object, 'null']}",
            ),
        );
        silent(
            NAME,
            &parameter("in: query, style: deepObject, schema: {properties: {}}"),
        );
        silent(
            NAME,
            &parameter("in: path, style: label, required: true, schema: {type: array}"),
        );
        silent(NAME, &parameter("in: cookie, schema: {type: string}"));
        silent(
            NAME,
            &parameter("in: cookie, explode: false, schema: {type: array}"),
        );
    }
}
