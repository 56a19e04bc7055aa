//! Why no branch of a union matched, or which of them matched together: in one sentence.

use std::fmt::Write;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use super::keyword::Keyword;
use super::view::SchemaView;
use crate::pointer;

/// The longest value that is shown, in characters.
const LONGEST_VALUE: usize = 80;

/// What an error says, in English: of a union with the branch that came nearest and why, or with
/// those that matched.
pub(super) fn message(schema: &Value, error: &ValidationError<'_>) -> String {
    let (keyword, context) = match error.kind() {
        Kind::AnyOf { context } => ("anyOf", context),
        Kind::OneOfNotValid { context } => ("oneOf", context),
        Kind::OneOfMultipleValid { context } => {
            return several(schema, error, context);
        }
        _ => return error.to_string(),
    };
    let value = shown(error);
    let mut message =
        format!("{value} is not valid under any of the schemas listed in the '{keyword}' keyword");
    let at = error.instance_path().to_string();
    let nearest = chosen(schema, error)
        .or_else(|| (0..context.len()).min_by_key(|&branch| distance(context, branch, &at)));
    if let Some(branch) = nearest
        && let Some(failures) = context.get(branch)
        && let Some(first) = failures.first()
    {
        let name = branch_name(schema, error, branch);
        let _ = write!(message, "; {name} comes nearest: ");
        let inner = first.instance_path().to_string();
        if inner != at {
            let _ = write!(message, "at `{inner}` ");
        }
        message.push_str(&self::message(schema, first));
        match failures.len() {
            1 => {}
            2 => message.push_str(", and one more failure"),
            count => {
                let _ = write!(message, ", and {} more failures", count - 1);
            }
        }
    }
    message
}

fn several(
    schema: &Value,
    error: &ValidationError<'_>,
    context: &[Vec<ValidationError<'static>>],
) -> String {
    let matched = context.iter().enumerate().filter(|(_, it)| it.is_empty());
    let names: Vec<_> = matched
        .map(|(branch, _)| branch_name(schema, error, branch))
        .collect();
    let value = shown(error);
    format!(
        "{value} is valid under more than one of the schemas listed in the 'oneOf' keyword: {}",
        names.join(" and ")
    )
}

/// The branch that the value itself names, by the `discriminator` beside the union.
fn chosen(schema: &Value, error: &ValidationError<'_>) -> Option<usize> {
    let location = error.schema_path().to_string();
    let (holder, keyword) = pointer::split_last(&location)?;
    let union = SchemaView::at(schema, holder)?;
    let discriminator = union.discriminator()?;
    let name = error.instance().get(discriminator.property())?.as_str()?;
    let mut branches = union.branches(Keyword::named(&keyword)?);
    branches.position(|branch| {
        let reference = branch.reference();
        reference.is_some_and(|it| discriminator.chooses(name, it))
    })
}

/// How far a value is from a branch: another type is farther than another value of the member that
/// tells the branches apart, and that is farther than anything else; then the number of failures.
fn distance(
    context: &[Vec<ValidationError<'static>>],
    branch: usize,
    at: &str,
) -> (u8, usize, usize) {
    let errors = &context[branch];
    let other_type = |error: &ValidationError<'_>| {
        matches!(error.kind(), Kind::Type { .. } | Kind::FalseSchema)
            && error.instance_path().to_string() == at
    };
    let chosen = |error: &ValidationError<'_>| -> Option<String> {
        let path = error.instance_path().to_string();
        let listed = matches!(error.kind(), Kind::Constant { .. } | Kind::Enum { .. });
        let member = pointer::split_last(&path).is_some_and(|(parent, _)| parent == at);
        (listed && (member || path == at)).then_some(path)
    };
    // A value that another branch takes tells that this one is not meant.
    let other_choice = |error: &ValidationError<'_>| {
        chosen(error).is_some_and(|path| {
            let mut others = context.iter().enumerate().filter(|(it, _)| *it != branch);
            others.any(|(_, errors)| {
                let fails = |it: &ValidationError<'_>| it.instance_path().to_string() == path;
                !errors.iter().any(|it| fails(it) || other_type(it))
            })
        })
    };
    let kind = if errors.iter().any(other_type) {
        2
    } else {
        u8::from(errors.iter().any(other_choice))
    };
    (kind, errors.len(), branch)
}

/// A branch as a message calls it: by its place, counted from 1, and its name.
fn branch_name(schema: &Value, error: &ValidationError<'_>, branch: usize) -> String {
    let location = error.schema_path().to_string();
    let found = SchemaView::at(schema, &format!("{location}/{branch}"));
    let named = found.and_then(SchemaView::reference_name);
    let title = || found.and_then(SchemaView::title).map(str::to_owned);
    match named.or_else(title) {
        Some(name) => format!("branch {} (`{name}`)", branch + 1),
        None => format!("branch {}", branch + 1),
    }
}

fn shown(error: &ValidationError<'_>) -> String {
    let mut text = error.instance().to_string();
    if let Some((end, _)) = text.char_indices().nth(LONGEST_VALUE) {
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::schema::Validator;

    fn check(schema: &Value, value: &Value, expected: &str) {
        let violations = Validator::new(schema).unwrap().violations(value);
        assert_eq!(violations.len(), 1, "{violations:?}");
        assert_eq!(violations[0].message, expected);
    }

    fn pets() -> Value {
        json!({
            "oneOf": [{ "$ref": "#/$defs/Cat" }, { "$ref": "#/$defs/Dog" }, { "type": "null" }],
            "$defs": {
                "Cat": {
                    "type": "object",
                    "required": ["kind", "lives"],
                    "properties": { "kind": { "const": "cat" }, "lives": { "type": "integer" } },
                },
                "Dog": {
                    "type": "object",
                    "required": ["kind", "name", "age"],
                    "properties": { "kind": { "const": "dog" }, "name": { "type": "string" } },
                },
            },
        })
    }

    #[test]
    fn the_branch_that_is_meant_comes_nearest() {
        check(
            &pets(),
            &json!({ "kind": "dog" }),
            "{\"kind\":\"dog\"} is not valid under any of the schemas listed in the 'oneOf' keyword; \
             branch 2 (`Dog`) comes nearest: \"name\" is a required property, and one more failure",
        );
        check(
            &pets(),
            &json!({ "kind": "cat", "lives": "9" }),
            "{\"kind\":\"cat\",\"lives\":\"9\"} is not valid under any of the schemas listed in the \
             'oneOf' keyword; branch 1 (`Cat`) comes nearest: at `/lives` \"9\" is not of type \"integer\"",
        );
    }

    #[test]
    fn a_discriminator_chooses_the_branch() {
        let plain = |required: &[&str]| json!({ "type": "object", "required": required });
        let mut schema = json!({
            "oneOf": [{ "$ref": "#/$defs/Cat" }, { "$ref": "#/$defs/Dog" }],
            "discriminator": { "propertyName": "kind", "mapping": { "hound": "#/$defs/Dog" } },
            "$defs": { "Cat": plain(&["lives"]), "Dog": plain(&["name", "age"]) },
        });
        for kind in ["hound", "Dog"] {
            let violations = Validator::new(&schema)
                .unwrap()
                .violations(&json!({ "kind": kind }));
            let message = &violations[0].message;
            assert!(
                message.contains("branch 2 (`Dog`) comes nearest"),
                "{message}"
            );
        }
        schema["discriminator"]["mapping"]["hound"] = json!("#/$defs/None");
        let violations = Validator::new(&schema)
            .unwrap()
            .violations(&json!({ "kind": "hound" }));
        assert!(
            violations[0]
                .message
                .contains("branch 1 (`Cat`) comes nearest")
        );
    }

    #[test]
    fn unions_within_branches_say_their_own() {
        let schema = json!({ "anyOf": [{ "type": "string" }, {
            "properties": { "a": { "oneOf": [{ "type": "integer" }, { "type": "null" }] } },
        }] });
        check(
            &schema,
            &json!({ "a": true }),
            "{\"a\":true} is not valid under any of the schemas listed in the 'anyOf' keyword; \
             branch 2 comes nearest: at `/a` true is not valid under any of the schemas listed in \
             the 'oneOf' keyword; branch 1 comes nearest: true is not of type \"integer\"",
        );
    }

    #[test]
    fn branches_that_match_together_are_named() {
        let schema = json!({ "oneOf": [{ "title": "Short" }, false, { "maxLength": 3 }] });
        check(
            &schema,
            &json!("a"),
            "\"a\" is valid under more than one of the schemas listed in the 'oneOf' keyword: \
             branch 1 (`Short`) and branch 3",
        );
    }

    #[test]
    fn a_long_value_does_not_hide_the_reason() {
        let value = json!({ "kind": "dog", "more": "x".repeat(10_000) });
        let violations = Validator::new(&pets()).unwrap().violations(&value);
        assert!(
            violations[0]
                .message
                .contains("branch 2 (`Dog`) comes nearest")
        );
    }
}
