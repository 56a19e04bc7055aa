//! The values of a text: JSON as `serde_json` reads it, YAML as `serde_yaml` does.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::Opinion;

/// What another reader makes of the values of a file.
///
/// `serde_yaml` refuses or keeps what our reader lawfully reads otherwise: duplicate keys, which
/// are diagnosed; integers beyond 64 bits; numbers with leading zeros, which YAML 1.2 reads as
/// decimal and `serde_yaml` as strings; aliases that stand for much.
pub(crate) fn judge(name: &str, text: &str) -> Opinion {
    let ours = tally_spec::tree::read_text(name, text);
    let Some(root) = ours.root else {
        return Opinion::None;
    };
    let ours = ours.tree.value(root);
    let theirs = if name.ends_with(".json") {
        match serde_json::from_str(text) {
            Ok(value) => value,
            Err(error) => return Opinion::Disagrees(vec![format!("serde_json: {error}")]),
        }
    } else {
        let parsed = serde_yaml::from_str::<serde_yaml::Value>(text).and_then(|mut value| {
            value.apply_merge()?;
            Ok(value)
        });
        match parsed {
            Ok(value) => json(&value),
            Err(_) => return Opinion::None,
        }
    };
    let mut differences = Vec::new();
    compare(&ours, &theirs, &mut String::new(), &mut differences);
    if differences.is_empty() {
        Opinion::Agrees
    } else {
        Opinion::Disagrees(differences)
    }
}

/// A YAML value as JSON has it.
fn json(value: &serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(value) => Value::Bool(*value),
        serde_yaml::Value::Number(number) => number
            .as_u64()
            .map(Number::from)
            .or_else(|| number.as_i64().map(Number::from))
            .or_else(|| number.as_f64().and_then(Number::from_f64))
            .map_or(Value::Null, Value::Number),
        serde_yaml::Value::String(text) => Value::String(text.clone()),
        serde_yaml::Value::Sequence(items) => items.iter().map(json).collect(),
        serde_yaml::Value::Mapping(members) => {
            let members = members.iter().map(|(name, value)| (key(name), json(value)));
            Value::Object(members.collect())
        }
        serde_yaml::Value::Tagged(tagged) => json(&tagged.value),
    }
}

fn key(name: &serde_yaml::Value) -> String {
    match name {
        serde_yaml::Value::String(text) => text.clone(),
        other => json(other).to_string(),
    }
}

fn compare(ours: &Value, theirs: &Value, at: &mut String, differences: &mut Vec<String>) {
    let length = at.len();
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let theirs: BTreeMap<&String, &Value> = theirs.iter().collect();
            for (name, value) in ours {
                at.push('/');
                at.push_str(name);
                match theirs.get(name) {
                    Some(other) => compare(value, other, at, differences),
                    None => differences.push(format!("{at}: only we have it")),
                }
                at.truncate(length);
            }
            for name in theirs.keys().filter(|name| !ours.contains_key(**name)) {
                differences.push(format!("{at}/{name}: only they have it"));
            }
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            for (index, (value, other)) in ours.iter().zip(theirs).enumerate() {
                at.push_str(&format!("/{index}"));
                compare(value, other, at, differences);
                at.truncate(length);
            }
        }
        (Value::Number(_), Value::String(text)) if is_padded(text) => {}
        (ours, theirs) if ours == theirs => {}
        (ours, theirs) => differences.push(format!("{at}: {ours} here, {theirs} there")),
    }
}

/// Whether a text is a number with leading zeros.
fn is_padded(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}
