//! Schemas that narrow a value to the boundary of one keyword.

use serde_json::{Value, json};
use tally_spec::format::{StringFormat, format_bounds};
use tally_spec::schema::{Keyword, SchemaView};

use super::negative_values::{count, shown};

/// How many values of an `enum` are sent.
const LISTED: usize = 60;

/// Longer strings and arrays than this are not sent to show that they are accepted.
const LONGEST: usize = 20_000;

/// One more schema for the value, and what is special about values that satisfy it, too.
pub(crate) struct Boundary {
    pub(crate) schema: Value,
    pub(crate) about: String,
}

/// The boundaries of a keyword: lawful values on the brink of what it forbids.
pub(crate) fn boundaries(schema: SchemaView<'_>, keyword: Keyword) -> Vec<Boundary> {
    let value = schema.get(keyword).unwrap_or(&Value::Null);
    let one = |schema: Value, about: String| vec![Boundary { schema, about }];
    let is = |value: &Value| Boundary {
        schema: json!({ "const": value }),
        about: format!("is {}", shown(value)),
    };
    let size = schema.count(keyword).filter(|&size| size <= LONGEST);
    let counted = |noun: &str| {
        let number = schema.count(keyword).unwrap_or(0);
        format!("has {}", count(number, noun))
    };
    match keyword {
        Keyword::Type => kinds(value),
        Keyword::Enum => {
            let values = schema.enumeration().into_iter().flatten();
            values.take(LISTED).map(is).collect()
        }
        Keyword::MinLength => one(
            json!({ "type": "string", "maxLength": value }),
            counted("character"),
        ),
        Keyword::MaxLength if size.is_some() => one(
            json!({ "type": "string", "minLength": value }),
            counted("character"),
        ),
        Keyword::MinItems => one(
            json!({ "type": "array", "maxItems": value }),
            counted("item"),
        ),
        Keyword::MaxItems if size.is_some() => one(
            json!({ "type": "array", "minItems": value }),
            counted("item"),
        ),
        Keyword::MinProperties => one(
            json!({ "type": "object", "maxProperties": value }),
            counted("member"),
        ),
        Keyword::MaxProperties if size.is_some() => one(
            json!({ "type": "object", "minProperties": value }),
            counted("member"),
        ),
        Keyword::Minimum => one(
            json!({ "type": "number", "maximum": value }),
            format!("is {value}"),
        ),
        Keyword::Maximum => one(
            json!({ "type": "number", "minimum": value }),
            format!("is {value}"),
        ),
        Keyword::ExclusiveMinimum => beside(value, 1.0),
        Keyword::ExclusiveMaximum => beside(value, -1.0),
        Keyword::MultipleOf => vec![
            Boundary {
                schema: json!({ "type": "number", "minimum": value }),
                about: "is a multiple".to_owned(),
            },
            is(&json!(0)),
        ],
        Keyword::UniqueItems => one(
            json!({ "type": "array", "minItems": 2 }),
            "has two items".to_owned(),
        ),
        Keyword::Format => {
            value
                .as_str()
                .map_or_else(Vec::new, |format| match format_bounds(format) {
                    Some((least, most)) => {
                        [least, most].map(|bound| is(&Value::Number(bound))).into()
                    }
                    None => StringFormat::of(format)
                        .map_or(&[][..], |format| format.valid)
                        .iter()
                        .map(|&text| is(&json!(text)))
                        .collect(),
                })
        }
        _ => Vec::new(),
    }
}

/// Every type of a list, and both values of a boolean.
fn kinds(value: &Value) -> Vec<Boundary> {
    let of = |name: &str| match name {
        "boolean" => [true, false]
            .map(|value| Boundary {
                schema: json!({ "const": value }),
                about: format!("is {value}"),
            })
            .into(),
        "null" => vec![Boundary {
            schema: json!({ "const": null }),
            about: "is null".to_owned(),
        }],
        name => {
            vec![Boundary {
                schema: json!({ "type": name }),
                about: format!("is of type {name}"),
            }]
        }
    };
    match value {
        Value::String(name) if name == "boolean" => of(name),
        Value::String(name) if name == "number" => {
            ["integer", "number"].into_iter().flat_map(of).collect()
        }
        Value::Array(names) if names.len() > 1 => names
            .iter()
            .filter_map(Value::as_str)
            .flat_map(of)
            .collect(),
        _ => Vec::new(),
    }
}

/// Just beside an exclusive bound.
fn beside(bound: &Value, side: f64) -> Vec<Boundary> {
    let Some(bound) = bound.as_f64() else {
        return Vec::new();
    };
    [1.0, 0.5, 0.001]
        .into_iter()
        .map(|step| {
            let (near, far) = (bound + side * step, bound + side * 1.5 * step);
            let (least, most) = if near < far { (near, far) } else { (far, near) };
            Boundary {
                schema: json!({ "type": "number", "minimum": least, "maximum": most }),
                about: format!("is beside {bound}"),
            }
        })
        .collect()
}
