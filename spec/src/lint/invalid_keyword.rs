//! A keyword of a schema that holds something that it cannot.
//!
//! JSON Schema 2020-12 says of every keyword what its value must be; a pattern must be a regular
//! expression of ECMA-262. Fires at the keyword, which is left out. Silent where 3.0 had another
//! form that is understood: boolean `exclusiveMinimum`, `items` beside arrays of schemas.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::schema::Keyword;
use crate::schema::keyword::Holds;
use crate::tree::{Kind, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let schema = document.view(node);
        if !matches!(schema.kind(), Kind::Object | Kind::Bool) {
            let message = format!(
                "a schema is an object or a boolean; this is {}",
                schema.kind().phrase()
            );
            let help = (schema.kind() == Kind::Array)
                .then_some("for an array of schemas, use `prefixItems`");
            findings.add(Severity::Error, schema, message, help);
            continue;
        }
        for (name, value) in schema.members() {
            // Where schemas are placed and named, others look.
            let Some(holds) = Keyword::named(name)
                .filter(|keyword| !keyword.is_structural())
                .map(Keyword::holds)
            else {
                continue;
            };
            if holds == Holds::Number && value.kind() == Kind::Bool && name.starts_with("exclusive")
            {
                continue;
            }
            if holds == Holds::Schema {
                // What stands there instead of a schema is reported as one.
                continue;
            }
            let Some(problem) = holds.problem(value) else {
                continue;
            };
            findings.add(
                Severity::Error,
                value,
                format!("`{name}` {problem}"),
                help(name, value),
            );
        }
        if let Some(nullable) = schema
            .get("nullable")
            .filter(|nullable| nullable.bool().is_none())
        {
            let message = format!(
                "`nullable` is `true` or `false`; this is {}",
                nullable.kind().phrase()
            );
            findings.add(Severity::Error, nullable, message, None);
        }
    }
}

fn help(name: &str, value: View<'_>) -> Option<&'static str> {
    match (name, value.kind()) {
        ("required", Kind::Bool) => Some("list the name in `required` of the object around it"),
        ("type", _) if value.str() == Some("file") => {
            Some("use `type: string` with `format: binary`")
        }
        ("type", _) if value.str() == Some("any") => Some("leave `type` out"),
        ("examples", Kind::Object) => Some("in a schema, `examples` is an array of values"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "invalid-keyword";

    fn schema(text: &str) -> String {
        format!("components: {{schemas: {{A: {text}}}}}")
    }

    #[test]
    fn what_a_keyword_cannot_hold_fires() {
        for (text, message) in [
            ("{type: file}", "`type` does not know `file`"),
            ("{type: [string, string]}", "`type` names `string` twice"),
            (
                "{minLength: -1}",
                "`minLength` holds a whole number that is not negative; this is `-1`",
            ),
            (
                "{multipleOf: 0}",
                "`multipleOf` holds a number greater than zero; this is `0`",
            ),
            (
                "{required: true}",
                "`required` holds an array of member names; this is `true`",
            ),
            ("{anyOf: []}", "`anyOf` is empty"),
            (
                "{items: [{}]}",
                "a schema is an object or a boolean; this is an array",
            ),
            (
                "{properties: {a: 1}}",
                "a schema is an object or a boolean; this is a number",
            ),
            (
                "{nullable: 'yes'}",
                "`nullable` is `true` or `false`; this is a string",
            ),
            (
                "{maximum: '3'}",
                "`maximum` holds a number; this is a string",
            ),
        ] {
            check(NAME, &schema(text), &[message]);
        }
    }

    #[test]
    fn a_pattern_that_is_none_fires() {
        let text = schema("{pattern: '(a'}");
        let found = super::super::tests::messages(NAME, "3.1.0", &text);
        assert!(
            found[0].starts_with("`pattern` is not a regular expression"),
            "{found:?}"
        );
        silent(NAME, &schema("{pattern: '^\\p{L}(?=a)\\-$'}"));
    }

    #[test]
    fn what_fits_and_what_is_no_keyword_is_silent() {
        silent(
            NAME,
            &schema(
                "{type: [string, 'null'], minLength: 1.0, anything: [], items: false, exclusiveMinimum: true}",
            ),
        );
    }
}
