//! What becomes of a parameter's value when it is written as text and read again.

use serde_json::Value;
use tally_spec::contract::{Content, ParameterLocation, Style};

use super::input::Input;

/// Whether the value can be written where the input is sent, and read back as what it is.
pub(crate) fn is_sendable(input: &Input<'_>, value: &Value) -> bool {
    let Some(location) = input.location() else {
        return true;
    };
    let text_fits = |text: &str| match location {
        // An empty segment is another path; `.` and `..` are resolved away; slashes and backslashes
        // are decoded by what stands between, which refuses control characters as well.
        ParameterLocation::Path => {
            !text.is_empty()
                && text != "."
                && text != ".."
                && !text.contains(['/', '\\', '%'])
                && !text.chars().any(char::is_control)
        }
        ParameterLocation::Header => {
            text.chars()
                .all(|character| character.is_ascii_graphic() || character == ' ')
                && text.trim() == text
        }
        ParameterLocation::Cookie => text.chars().all(|character| {
            character.is_ascii_graphic() && !matches!(character, '"' | ',' | ';' | '\\')
        }),
        ParameterLocation::Query | ParameterLocation::QueryString => true,
    };
    if !input.is_styled() {
        return text_fits(&value.to_string());
    }
    if has_no_form(input, value) {
        return false;
    }
    let scalar = |value: &Value| match value {
        Value::Array(_) | Value::Object(_) => None,
        value => Some(text(value)),
    };
    match value {
        Value::Array(items) => {
            !items.is_empty()
                && items.iter().all(|item| {
                    scalar(item).is_some_and(|text| is_whole(&text) && text_fits(&text))
                })
        }
        Value::Object(members) => {
            !members.is_empty()
                && members.iter().all(|(name, member)| {
                    is_whole(name)
                        && scalar(member).is_some_and(|text| is_whole(&text) && text_fits(&text))
                })
        }
        value => scalar(value).is_some_and(|text| text_fits(&text)),
    }
}

/// Whether OpenAPI does not say how several values are written: an exploded form puts `&` between
/// them, which separates no cookies (OpenAPI 3.1.1, appendix D).
fn has_no_form(input: &Input<'_>, value: &Value) -> bool {
    let exploded = input.parameter.is_some_and(|parameter| {
        matches!(
            parameter.content,
            Content::Styled {
                style: Style::Form,
                explode: true,
                ..
            }
        )
    });
    exploded
        && input.location() == Some(ParameterLocation::Cookie)
        && (value.is_array() || value.is_object())
}

/// Whether a text stays one when it stands between others: no delimiter of any style is in it.
fn is_whole(text: &str) -> bool {
    !text.is_empty() && !text.contains([',', ' ', '|', ';', '&', '=', '.', '[', ']'])
}

/// A scalar as styles write it.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}

/// Every value that a server may lawfully read from the text of a value: a text that looks like a
/// number is a number where one is wanted, and a string where that is wanted.
///
/// For arrays and objects, every reading of each part, one part at a time: of several parts only one
/// is broken.
pub(super) fn readings(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => {
            let mut readings = parts(items.len(), |at| scalar_readings(&items[at]), Value::Array);
            // One item is written as the item alone is.
            if let [only] = items.as_slice() {
                readings.extend(scalar_readings(only));
            }
            readings
        }
        Value::Object(members) => {
            let names: Vec<&String> = members.keys().collect();
            parts(
                names.len(),
                |at| scalar_readings(&members[names[at]]),
                |values| {
                    Value::Object(names.iter().map(|&name| name.clone()).zip(values).collect())
                },
            )
        }
        value => {
            let mut readings = scalar_readings(value);
            let wrapped: Vec<Value> = readings
                .iter()
                .map(|value| Value::Array(vec![value.clone()]))
                .collect();
            readings.extend(wrapped);
            readings
        }
    }
}

/// Combinations of the readings of some parts: the first of each, then each other one alone, then
/// the last of each.
fn parts(
    count: usize,
    of: impl Fn(usize) -> Vec<Value>,
    whole: impl Fn(Vec<Value>) -> Value,
) -> Vec<Value> {
    let readings: Vec<Vec<Value>> = (0..count).map(of).collect();
    let pick = |choose: &dyn Fn(usize, &[Value]) -> Option<Value>| {
        let values = readings
            .iter()
            .enumerate()
            .map(|(at, readings)| choose(at, readings));
        values.collect::<Option<Vec<Value>>>()
    };
    let mut all = Vec::new();
    let widest = readings.iter().map(Vec::len).max().unwrap_or(0);
    for turn in 0..widest {
        let at = |readings: &[Value]| readings.get(turn).or(readings.first()).cloned();
        all.extend(pick(&|_, readings| at(readings)));
        for part in 0..count {
            all.extend(pick(&|here, readings| match here == part {
                true => at(readings),
                false => readings.last().cloned(),
            }));
            all.extend(pick(&|here, readings| match here == part {
                true => at(readings),
                false => readings.first().cloned(),
            }));
        }
    }
    all.into_iter().map(whole).collect()
}

fn scalar_readings(value: &Value) -> Vec<Value> {
    let text = text(value);
    let mut readings = vec![Value::String(text.clone())];
    if let Ok(number) = text.parse::<serde_json::Number>() {
        readings.push(Value::Number(number));
    }
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" => readings.push(Value::Bool(true)),
        "false" | "0" => readings.push(Value::Bool(false)),
        "null" | "" => readings.push(Value::Null),
        _ => {}
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_may_be_read_as_what_it_looks_like() {
        assert!(readings(&json!("1")).contains(&json!(1)));
        assert!(readings(&json!(true)).contains(&json!("true")));
        assert!(readings(&json!(["a", "2"])).contains(&json!(["a", 2])));
        assert!(readings(&json!({ "a": "2" })).contains(&json!({ "a": 2 })));
        assert!(!readings(&json!("abc")).contains(&json!(1)));
    }
}
