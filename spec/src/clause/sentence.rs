//! What a keyword promises, as a sentence.

use serde_json::{Number, Value};

use super::occurrence::Occurrence;
use crate::schema::{Keyword, SchemaView, pointer};

/// How many values of an `enum` or names of members a sentence lists.
const LISTED: usize = 8;

/// How many characters of a pattern or of a value a sentence shows.
const SHOWN: usize = 80;

/// The sentence of one clause, without a full stop.
///
/// `whole` names the value that the schema describes ("the body"), `schema` is the one that has the
/// keyword.
pub(super) fn sentence(whole: &str, occurrence: &Occurrence, schema: SchemaView<'_>) -> String {
    let instance = &occurrence.instance;
    let subject = subject(whole, instance);
    let member = |name: &String| self::subject(whole, &pointer::join(instance, name));
    match (occurrence.keyword, occurrence.tail().as_slice()) {
        (None, _) => format!("{subject} is absent"),
        (Some(Keyword::Required), [name, ..]) => format!("{} is present", member(name)),
        (Some(Keyword::DependentRequired), [trigger, name, ..]) => {
            format!("{} is present when {} is", member(name), member(trigger))
        }
        (Some(Keyword::DependentSchemas), [trigger, ..]) => {
            format!(
                "{subject} is as `dependentSchemas` says when {} is present",
                member(trigger)
            )
        }
        (Some(Keyword::AdditionalProperties), _) => {
            let known: Vec<_> = schema.properties().map(|it| it.0).collect();
            let names = known.iter().map(|name| format!("`{name}`"));
            match known.is_empty() {
                false => format!("{subject} has no members but {}", list(names, "and")),
                true => format!("{subject} has no members that are not described"),
            }
        }
        (Some(keyword), _) => format!("{subject} {}", predicate(keyword, schema)),
    }
}

fn predicate(keyword: Keyword, schema: SchemaView<'_>) -> String {
    let value = schema.get(keyword).unwrap_or(&Value::Null);
    let branches = || alternatives(schema.branches(keyword));
    match keyword {
        Keyword::Type => format!("is {}", types(value)),
        Keyword::Const => format!("is {}", shown(value)),
        Keyword::Enum => match value.as_array().map(Vec::as_slice) {
            Some([only]) => format!("is {}", shown(only)),
            Some(values) => format!("is one of {}", list(values.iter().map(shown), "or")),
            None => "is one of the listed values".to_owned(),
        },
        Keyword::MultipleOf => format!("is a multiple of {value}"),
        Keyword::Maximum => format!("is at most {value}"),
        Keyword::ExclusiveMaximum => format!("is less than {value}"),
        Keyword::Minimum => format!("is at least {value}"),
        Keyword::ExclusiveMinimum => format!("is greater than {value}"),
        Keyword::MaxLength => format!("has at most {}", count(value, "character")),
        Keyword::MinLength => format!("has at least {}", count(value, "character")),
        Keyword::Pattern => format!("matches `{}`", cut(value.as_str().unwrap_or_default())),
        Keyword::Format => format!("is a valid `{}`", value.as_str().unwrap_or_default()),
        Keyword::MaxItems => format!("has at most {}", count(value, "item")),
        Keyword::MinItems => format!("has at least {}", count(value, "item")),
        Keyword::UniqueItems => "has no two equal items".to_owned(),
        Keyword::Contains => contains(schema),
        Keyword::MaxProperties => format!("has at most {}", count(value, "member")),
        Keyword::MinProperties => format!("has at least {}", count(value, "member")),
        Keyword::PropertyNames => "has only member names that `propertyNames` allows".to_owned(),
        Keyword::UnevaluatedProperties => "has no members that no schema describes".to_owned(),
        Keyword::UnevaluatedItems => "has no items that no schema describes".to_owned(),
        Keyword::Not => "is nothing that `not` describes".to_owned(),
        Keyword::AnyOf => format!("is at least one of {}", branches()),
        Keyword::OneOf => format!("is exactly one of {}", branches()),
        Keyword::Then => "is as `then` says when it is as `if` says".to_owned(),
        Keyword::Else => "is as `else` says when it is not as `if` says".to_owned(),
        other => format!("is as `{}` says", other.name()),
    }
}

fn contains(schema: SchemaView<'_>) -> String {
    let count_of = |keyword| schema.number(keyword).and_then(Number::as_f64);
    let least = count_of(Keyword::MinContains).unwrap_or(1.0);
    match count_of(Keyword::MaxContains) {
        Some(most) => format!("has {least} to {most} items that `contains` describes"),
        None => format!(
            "has at least {} that `contains` describes",
            count(&least.into(), "item")
        ),
    }
}

fn alternatives<'s>(branches: impl Iterator<Item = SchemaView<'s>>) -> String {
    let names = branches.map(|branch| {
        let name = branch.reference_name();
        match (name, branch.title(), branch.get(Keyword::Type)) {
            (Some(name), ..) => format!("`{name}`"),
            (None, Some(title), _) => format!("`{title}`"),
            (None, None, Some(kind)) => types(kind),
            (None, None, None) => "an alternative without a name".to_owned(),
        }
    });
    let names: Vec<String> = names.collect();
    list(names.into_iter(), "or")
}

/// The value that a clause concerns: "`tasks[].id`", or what stands for the whole.
fn subject(whole: &str, instance: &str) -> String {
    let mut name = String::new();
    for token in pointer::tokens(instance) {
        match token.as_str() {
            "*" => name.push_str("[]"),
            token if token.bytes().all(|byte| byte.is_ascii_digit()) && !token.is_empty() => {
                name.push_str(&format!("[{token}]"));
            }
            token => {
                if !name.is_empty() {
                    name.push('.');
                }
                name.push_str(token);
            }
        }
    }
    match (name.is_empty(), whole.starts_with('`')) {
        (true, _) => whole.to_owned(),
        // A parameter: its name stands before.
        (false, true) => {
            let dot = if name.starts_with('[') { "" } else { "." };
            format!("{}{dot}{name}`", whole.trim_end_matches('`'))
        }
        (false, false) => format!("`{name}`"),
    }
}

fn types(value: &Value) -> String {
    let one = |name: &str| match name {
        "integer" | "array" | "object" => format!("an {name}"),
        "null" => "null".to_owned(),
        name => format!("a {name}"),
    };
    match value {
        Value::String(name) => one(name),
        Value::Array(names) => {
            let mut names: Vec<_> = names.iter().filter_map(Value::as_str).map(one).collect();
            match names.pop() {
                Some(last) if names.is_empty() => last,
                Some(last) => format!("{} or {last}", names.join(", ")),
                None => "nothing".to_owned(),
            }
        }
        _ => "of its type".to_owned(),
    }
}

fn count(value: &Value, noun: &str) -> String {
    let plural = if value.as_f64() == Some(1.0) { "" } else { "s" };
    match value.as_f64() {
        Some(number) => format!("{number} {noun}{plural}"),
        None => format!("{value} {noun}{plural}"),
    }
}

fn list(names: impl ExactSizeIterator<Item = String>, and: &str) -> String {
    let all = names.len();
    let mut names: Vec<String> = names.take(LISTED).collect();
    if all > LISTED {
        return format!("{} {and} {} more", names.join(", "), all - LISTED);
    }
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} {and} {last}", names.join(", ")),
        None => "nothing".to_owned(),
    }
}

fn shown(value: &Value) -> String {
    cut(&value.to_string())
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(instance: &str, keyword: &str, tail: &[&str], schema: &Value, expected: &str) {
        let occurrence = Occurrence {
            path: pointer::of(&[&[keyword], tail].concat()),
            keyword: Keyword::named(keyword),
            instance: instance.to_owned(),
            location: String::new(),
        };
        let schema = SchemaView::of(schema);
        assert_eq!(sentence("the body", &occurrence, schema), expected);
    }

    #[test]
    fn sentences_name_the_value_and_the_bound() {
        let schema = json!({ "minLength": 1 });
        check(
            "/title",
            "minLength",
            &[],
            &schema,
            "`title` has at least 1 character",
        );
        let schema = json!({ "type": ["string", "null"] });
        check(
            "/tasks/*/id",
            "type",
            &[],
            &schema,
            "`tasks[].id` is a string or null",
        );
        check(
            "",
            "type",
            &[],
            &json!({ "type": "object" }),
            "the body is an object",
        );
        let schema = json!({ "enum": ["a", 1] });
        check("/s", "enum", &[], &schema, "`s` is one of \"a\" or 1");
        let schema = json!({ "oneOf": [{ "$ref": "#/$defs/Cat" }, { "type": "null" }] });
        check(
            "/pet",
            "oneOf",
            &[],
            &schema,
            "`pet` is exactly one of `Cat` or null",
        );
    }

    #[test]
    fn sentences_about_members_name_the_member() {
        let schema = json!({ "required": ["id"] });
        check("", "required", &["id"], &schema, "`id` is present");
        check(
            "/items/*",
            "required",
            &["id"],
            &schema,
            "`items[].id` is present",
        );
        let schema = json!({ "dependentRequired": { "a": ["b"] } });
        check(
            "",
            "dependentRequired",
            &["a", "b"],
            &schema,
            "`b` is present when `a` is",
        );
        let schema = json!({ "additionalProperties": false, "properties": { "a": {}, "b": {} } });
        let expected = "`o` has no members but `a` and `b`";
        check("/o", "additionalProperties", &[], &schema, expected);
    }
}
