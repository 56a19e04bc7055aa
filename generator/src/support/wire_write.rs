//! Writes values in parameters, by their `style` and `explode`.

use serde_json::Value;

use super::percent::percent_encode;
use super::unwritable::Reason;
use super::wire::{Style, Wire, is_other};

/// The pairs of a query string, encoded. There are none for an empty array or object, which a
/// query cannot tell from an absent one.
///
/// # Errors
///
/// [`Reason`] if the value cannot be written so that it is read back.
pub fn query(wire: &Wire, name: &str, value: &Value) -> Result<Vec<(String, String)>, Reason> {
    let encoded = percent_encode(name);
    match (wire, value) {
        (
            Wire::Array {
                style: Style::Form,
                explode: true,
                ..
            },
            Value::Array(items),
        ) => {
            let items = items.iter().map(|item| Ok(percent_encode(&text(item)?)));
            items.map(|item| Ok((encoded.clone(), item?))).collect()
        }
        (
            Wire::Object {
                members: named,
                others,
                style: Style::Form,
                explode: true,
                ..
            },
            Value::Object(members),
        ) => {
            let mut pairs = Vec::with_capacity(members.len());
            for (key, value) in members {
                let is_named = named.iter().any(|(member, _)| member == key);
                // It would be read as another parameter.
                if !is_named && others.is_some_and(|others| is_other(key, others)) {
                    return Err(Reason::Separator);
                }
                pairs.push((percent_encode(key), percent_encode(&text(value)?)));
            }
            Ok(pairs)
        }
        (
            Wire::Object {
                style: Style::Deep, ..
            },
            Value::Object(members),
        ) => {
            let members = members.iter().map(|(key, value)| {
                let key = format!("{encoded}%5B{}%5D", percent_encode(key));
                Ok((key, percent_encode(&text(value)?)))
            });
            members.collect()
        }
        _ => {
            let value = joined(wire, value, Place::Query)?;
            Ok(value.map(|value| (encoded, value)).into_iter().collect())
        }
    }
}

/// What stands for the parameter in a path, encoded.
///
/// # Errors
///
/// [`Reason`] if the value cannot be written so that it is read back.
pub fn segment(wire: &Wire, name: &str, value: &Value) -> Result<String, Reason> {
    let text = joined(wire, value, Place::Path)?.unwrap_or_default();
    let name = percent_encode(name);
    let segment = match wire.style() {
        Some(Style::Label) => format!(".{text}"),
        Some(Style::Matrix) => match wire {
            Wire::Array { explode: true, .. } => {
                let items = text.split(';').map(|item| format!(";{name}={item}"));
                items.collect()
            }
            Wire::Object { explode: true, .. } => format!(";{text}"),
            _ => format!(";{name}={text}"),
        },
        _ => text,
    };
    if ["", ".", ".."].contains(&segment.as_str()) {
        return Err(Reason::Segment);
    }
    Ok(segment)
}

/// The text of a header or a cookie.
///
/// # Errors
///
/// [`Reason`] if the value cannot be written so that it is read back.
pub fn plain(wire: &Wire, value: &Value) -> Result<String, Reason> {
    Ok(joined(wire, value, Place::Plain)?.unwrap_or_default())
}

/// Where a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In a path, percent-encoded.
    Path,
    /// In a query, percent-encoded.
    Query,
    /// In a header or a cookie, as it is.
    Plain,
}

/// One text for the whole value; none for an empty array or object.
fn joined(wire: &Wire, value: &Value, place: Place) -> Result<Option<String>, Reason> {
    let pieces = match (wire, value) {
        (Wire::Json, value) => {
            let json = value.to_string();
            return Ok(Some(match place {
                Place::Plain => ascii(&json),
                Place::Path | Place::Query => percent_encode(&json),
            }));
        }
        (Wire::Array { .. }, Value::Array(items)) => items
            .iter()
            .map(|item| piece(&text(item)?, wire, place))
            .collect::<Result<Vec<_>, Reason>>()?,
        (Wire::Object { explode, .. }, Value::Object(members)) => {
            let mut pieces = Vec::with_capacity(members.len());
            for (key, value) in members {
                let (key, value) = (piece(key, wire, place)?, piece(&text(value)?, wire, place)?);
                if *explode {
                    if key.contains('=') {
                        return Err(Reason::Separator);
                    }
                    pieces.push(format!("{key}={value}"));
                } else {
                    pieces.extend([key, value]);
                }
            }
            pieces
        }
        (_, value) => {
            let text = text(value)?;
            return Ok(Some(match place {
                Place::Plain => text,
                Place::Path | Place::Query => percent_encode(&text),
            }));
        }
    };
    let separator = match wire.separators() {
        [' '] => "%20".to_owned(),
        ['|'] => "%7C".to_owned(),
        separators => separators.iter().collect(),
    };
    Ok((!pieces.is_empty()).then(|| pieces.join(&separator)))
}

/// One of several values. It must not hold what separates them; what percent-encoding hides from
/// who reads it does not separate.
fn piece(text: &str, wire: &Wire, place: Place) -> Result<String, Reason> {
    let hidden = match wire.style() {
        Some(Style::Space | Style::Pipe | Style::Label) => false,
        _ => place != Place::Plain,
    };
    let trimmed = place == Place::Plain && text.trim() != text;
    if trimmed || (!hidden && text.contains(wire.separators())) {
        return Err(Reason::Separator);
    }
    Ok(match place {
        Place::Plain => text.to_owned(),
        Place::Path | Place::Query => percent_encode(text),
    })
}

/// A single value; a number without a fraction has no point (`1`, not `1.0`).
fn text(value: &Value) -> Result<String, Reason> {
    if let Some(number) = value.as_f64().filter(|_| value.is_f64())
        && number.fract() == 0.0
        && number.abs() < 1e15
    {
        return Ok(format!("{number:.0}"));
    }
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(Reason::Nested),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
    }
}

/// JSON in ASCII, without `;`, which ends a cookie.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() && character != ';' {
            text.push(character);
        } else {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            text.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}
