//! Values that break one keyword: look-alikes first, then what the enumerator makes.

use serde_json::{Map, Value, json};
use tally_spec::format::StringFormat;
use tally_spec::schema::{JsonTypes, Keyword, SchemaView};

use crate::values::PathStep;

/// One change of the value at a location, and what is special about it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// What becomes of the value.
    pub(crate) to: To,
    /// What is special, after the name of the value: "is the empty string".
    pub(crate) about: String,
}

/// What becomes of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum To {
    /// It is another one.
    Be(Value),
    /// It loses a member.
    Lose(String),
    /// It gets a member.
    Get(String, Value),
}

impl Change {
    pub(crate) fn be(value: Value, about: impl Into<String>) -> Self {
        Self {
            to: To::Be(value),
            about: about.into(),
        }
    }

    /// The value, changed.
    pub(crate) fn apply(&self, value: &mut Value) {
        match (&self.to, value) {
            (To::Be(other), value) => *value = other.clone(),
            (To::Lose(name), Value::Object(members)) => drop(members.shift_remove(name)),
            (To::Get(name, member), Value::Object(members)) => {
                members.insert(name.clone(), member.clone());
            }
            (To::Lose(_) | To::Get(..), _) => {}
        }
    }
}

/// Changes that are likely to break a keyword, with the least difference to the current value.
pub(crate) fn changes(
    schema: SchemaView<'_>,
    keyword: Keyword,
    tail: &[String],
    current: Option<&Value>,
) -> Vec<Change> {
    let value = schema.get(keyword).unwrap_or(&Value::Null);
    match (keyword, current) {
        (Keyword::Type, _) => of_other_types(value, current),
        (Keyword::Enum | Keyword::Const, _) => unlisted(value, keyword == Keyword::Enum),
        (Keyword::Format, _) => {
            let format = value.as_str().and_then(StringFormat::of);
            let misses = format.map_or(&[][..], |format| format.near_misses);
            misses
                .iter()
                .map(|miss| {
                    let about = miss.about.map_or_else(|| quoted(miss.text), str::to_owned);
                    Change::be(json!(miss.text), about)
                })
                .collect()
        }
        (Keyword::Pattern, Some(Value::String(text))) => misfits(text),
        (Keyword::Required, _) => tail.first().map_or_else(Vec::new, |name| {
            vec![Change {
                to: To::Lose(name.clone()),
                about: format!("lacks `{name}`"),
            }]
        }),
        (Keyword::DependentRequired, _) => tail.get(1).map_or_else(Vec::new, |name| {
            vec![Change {
                to: To::Lose(name.clone()),
                about: format!("lacks `{name}`"),
            }]
        }),
        (
            Keyword::AdditionalProperties | Keyword::UnevaluatedProperties,
            Some(Value::Object(members)),
        ) => {
            let name = unused(members);
            let with = |value: Value| Change {
                about: format!("has the member `{name}`, {}", shown(&value)),
                to: To::Get(name.clone(), value),
            };
            vec![with(json!("unknown")), with(Value::Null)]
        }
        (Keyword::UniqueItems, Some(Value::Array(items))) => {
            items.first().map_or_else(Vec::new, |first| {
                let mut twice = items.clone();
                twice.push(first.clone());
                let only = vec![first.clone(), first.clone()];
                vec![
                    Change::be(Value::Array(twice), "has its first item twice"),
                    Change::be(Value::Array(only), "is one item twice"),
                ]
            })
        }
        (Keyword::MinItems, Some(Value::Array(items))) => {
            let bound = schema.count(keyword).unwrap_or(0);
            let fewer = bound.saturating_sub(1);
            let mut changes = Vec::new();
            if items.len() > fewer {
                changes.push(Change::be(
                    items[..fewer].into(),
                    format!("has {}", count(fewer, "item")),
                ));
            }
            if fewer > 0 {
                changes.push(Change::be(json!([]), "is empty"));
            }
            changes
        }
        (Keyword::MaxItems, Some(Value::Array(items))) if !items.is_empty() => {
            let bound = schema.count(keyword).unwrap_or(0);
            let more: Vec<Value> = items
                .iter()
                .cycle()
                .take(bound.min(10_000) + 1)
                .cloned()
                .collect();
            vec![Change::be(
                Value::Array(more),
                format!("has {}", count(bound + 1, "item")),
            )]
        }
        (Keyword::MaxProperties, Some(Value::Object(members))) => {
            let bound = schema.count(keyword).unwrap_or(0);
            let mut more = members.clone();
            while more.len() <= bound.min(10_000) {
                more.insert(unused(&more), json!("unknown"));
            }
            vec![Change::be(
                Value::Object(more),
                format!("has {}", count(bound + 1, "member")),
            )]
        }
        (Keyword::MinProperties, Some(Value::Object(members))) => {
            let bound = schema.count(keyword).unwrap_or(0);
            let fewer = members.clone().into_iter().take(bound.saturating_sub(1));
            let about = format!("has {}", count(bound.saturating_sub(1), "member"));
            vec![Change::be(Value::Object(fewer.collect()), about)]
        }
        _ => Vec::new(),
    }
}

/// Every other JSON type, and values that look like the right one.
fn of_other_types(kinds: &Value, current: Option<&Value>) -> Vec<Change> {
    let kinds = JsonTypes::of_keyword(kinds);
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(1.5),
        json!("text"),
        json!(""),
        json!([]),
        json!({}),
    ];
    if kinds.has(JsonTypes::BOOLEAN) {
        values.extend([json!("true"), json!("false"), json!("null")]);
    }
    if kinds.has(JsonTypes::NUMBER) {
        values.extend([json!("1"), json!("1.0")]);
    }
    if kinds.has(JsonTypes::NULL) {
        values.push(json!("null"));
    }
    if let Some(current) = current {
        values.push(json!([current]));
        match current {
            Value::Number(number) => values.push(json!(number.to_string())),
            Value::Object(_) | Value::Array(_) => values.push(json!(current.to_string())),
            _ => {}
        }
    }
    let wrong = values
        .into_iter()
        .filter(|value| !kinds.has(JsonTypes::of(value)));
    let mut changes: Vec<Change> = Vec::new();
    for value in wrong {
        let about = match (&value, current) {
            (Value::Array(items), Some(current)) if items.as_slice() == [current.clone()] => {
                "is wrapped in an array".to_owned()
            }
            (Value::String(text), Some(Value::Object(_) | Value::Array(_)))
                if text.starts_with(['{', '[']) =>
            {
                "is written as a string".to_owned()
            }
            _ => format!("is {}", shown(&value)),
        };
        if !changes.iter().any(|known| known.about == about) {
            changes.push(Change::be(value, about));
        }
    }
    changes
}

/// Near the listed values, but none of them.
fn unlisted(listed: &Value, several: bool) -> Vec<Change> {
    let listed = match listed {
        Value::Array(values) if several => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    let mut values: Vec<Value> = Vec::new();
    for value in listed.iter().take(2) {
        match value {
            Value::String(text) => {
                let other = match text.to_uppercase() {
                    upper if upper == *text => text.to_lowercase(),
                    upper => upper,
                };
                values.extend([
                    json!(other),
                    json!(format!("{text} ")),
                    json!(format!("{text}x")),
                ]);
            }
            Value::Number(number) => {
                let number = number.as_i64().unwrap_or(0);
                values.extend([json!(number.wrapping_add(1)), json!(number.wrapping_sub(1))]);
            }
            Value::Bool(value) => values.push(json!(!value)),
            _ => {}
        }
    }
    if listed.iter().any(Value::is_string) {
        values.extend([json!(""), json!("unlisted")]);
    }
    values.retain(|value| !listed.contains(value));
    let mut changes: Vec<Change> = Vec::new();
    for value in values {
        let about = format!("is {}", shown(&value));
        if !changes.iter().any(|known| known.about == about) {
            changes.push(Change::be(value, about));
        }
    }
    changes
}

/// Texts that differ a little from one that matches.
fn misfits(text: &str) -> Vec<Change> {
    let mut shorter = text.to_owned();
    shorter.pop();
    let texts = [
        format!("{text}!"),
        format!(" {text}"),
        format!("{text}\n"),
        String::new(),
        shorter,
        text.to_uppercase(),
        text.to_lowercase(),
    ];
    texts
        .into_iter()
        .map(|text| Change::be(json!(text), quoted(&text)))
        .collect()
}

/// A name that no member has.
pub(crate) fn unused(members: &Map<String, Value>) -> String {
    let mut name = "unknown".to_owned();
    while members.contains_key(&name) {
        name.push('_');
    }
    name
}

fn quoted(text: &str) -> String {
    format!("is {}", shown(&json!(text)))
}

/// A value as a phrase, cut when it is long.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => return "the empty string".to_owned(),
        Value::Array(items) if items.is_empty() => return "an empty array".to_owned(),
        Value::Object(members) if members.is_empty() => return "an empty object".to_owned(),
        _ => {}
    }
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Values for a member or item that may not be.
pub(crate) fn forbidden(steps: &[PathStep]) -> Vec<Change> {
    let name = match steps.last() {
        Some(PathStep::Member(_)) | None => "is there",
        Some(PathStep::Item(_)) => "is there, an item too many",
    };
    [Value::from("text"), Value::Null, Value::from(1)]
        .into_iter()
        .map(|value| Change::be(value, name))
        .collect()
}

/// Puts a value where there is none.
pub(crate) fn put(parent: &mut Value, step: &PathStep, value: &Value) -> Option<()> {
    match (parent, step) {
        (Value::Object(members), PathStep::Member(name)) => {
            members.insert(name.clone(), value.clone());
        }
        (Value::Array(items), PathStep::Item(index)) => {
            while items.len() <= *index {
                let filler = if items.len() == *index {
                    value.clone()
                } else {
                    items.first()?.clone()
                };
                items.push(filler);
            }
        }
        _ => return None,
    }
    Some(())
}

/// The same change, in one member if it is only one.
pub(crate) fn least(current: Option<&Value>, change: Change) -> Change {
    let (Some(Value::Object(before)), To::Be(Value::Object(after))) = (current, &change.to) else {
        return change;
    };
    let lost: Vec<&String> = before
        .keys()
        .filter(|name| !after.contains_key(*name))
        .collect();
    let new: Vec<(&String, &Value)> = after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value))
        .collect();
    match (lost.as_slice(), new.as_slice()) {
        ([name], []) => Change {
            about: format!("lacks `{name}`"),
            to: To::Lose((*name).clone()),
        },
        ([], [(name, value)]) => Change {
            about: format!("has the member `{name}`, {}", shown(value)),
            to: To::Get((*name).clone(), (*value).clone()),
        },
        _ => change,
    }
}
