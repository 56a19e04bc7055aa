//! Which values of a member are accepted and which are not, and what an overlay would say of it.

use indexmap::IndexMap;
use serde_json::Value;
use tally_spec::clause::ClauseId;

use super::operation_run::OperationRun;
use crate::exchange::Exchange;
use crate::finding::{Fingerprint, TriedValues};
use crate::rule_id::RuleId;

/// How many values of a kind a finding shows.
const MOST_VALUES: usize = 6;

/// TriedValues of members that were accepted and refused, by pointer into the request.
#[derive(Debug, Default)]
pub(super) struct Tried {
    pub(super) accepted: IndexMap<String, Vec<Value>>,
    pub(super) refused: IndexMap<String, Vec<Value>>,
}

impl Tried {
    /// Takes in what became of values elsewhere.
    pub(super) fn merge(&mut self, other: Self) {
        for (pointer, values) in other.accepted {
            self.accepted.entry(pointer).or_default().extend(values);
        }
        for (pointer, values) in other.refused {
            self.refused.entry(pointer).or_default().extend(values);
        }
    }

    /// TriedValues of a member of the body that were accepted beside others, where none was alone.
    pub(super) fn also_accepted(&mut self, name: &str, values: &[Value]) {
        let pointer = tally_spec::schema::pointer::join("/body", name);
        let alone = self.accepted.entry(pointer);
        alone.or_insert_with(|| values.to_vec());
    }

    /// Notes what became of the one member in which a case differs.
    pub(super) fn note(&mut self, exchange: &Exchange) {
        let Some(difference) = &exchange.case.difference else {
            return;
        };
        let Some(sent) = &difference.sent else {
            return;
        };
        let by = match exchange.status() {
            Some(_) if exchange.accepted() => &mut self.accepted,
            Some(_) => &mut self.refused,
            None => return,
        };
        by.entry(difference.pointer.clone())
            .or_default()
            .push(sent.clone());
    }
}

/// Adds the values that were accepted and refused to the findings about one member.
pub(super) fn values(run: &OperationRun<'_>, tried: &Tried) {
    let about = |clause: &ClauseId| {
        run.collect(|it| {
            let violations = it.violations();
            let about = violations
                .filter(|(_, it)| it.rule == RuleId::ValidRefused && it.clause == *clause);
            about.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        })
    };
    let mut refusals: Vec<(Fingerprint, String)> = Vec::new();
    for pointer in tried.refused.keys() {
        let clause = run.ledger.member(pointer);
        let found = clause.iter().flat_map(about);
        refusals.extend(found.map(|it| (it, pointer.clone())));
    }
    for (fingerprint, pointer) in refusals {
        let accepted = shortest(tried.accepted.get(&pointer));
        let values = TriedValues {
            overlay: overlay(&pointer, tried),
            accepted,
            refused: shortest(tried.refused.get(&pointer)),
            pointer,
        };
        run.collect(|it| it.set_values(&fingerprint, values));
    }
}

fn shortest(values: Option<&Vec<Value>>) -> Vec<Value> {
    let mut values: Vec<Value> = values.cloned().unwrap_or_default();
    values.sort_by_cached_key(|value| {
        let text = value.to_string();
        (text.len(), text)
    });
    values.dedup();
    values.truncate(MOST_VALUES);
    values
}

/// What an overlay would say to declare what was observed: a length, if that tells the accepted
/// values from the refused ones, else the values that were accepted.
fn overlay(pointer: &str, tried: &Tried) -> Option<String> {
    let (_, name) = tally_spec::schema::pointer::split_last(pointer)?;
    // As YAML writes a text that could be something else (`on`, `a: b`).
    let plain = name.len() > 3
        && name
            .bytes()
            .all(|it| it.is_ascii_alphabetic() || it == b'_');
    let name = if plain {
        name
    } else {
        Value::from(name).to_string()
    };
    let (accepted, refused) = (tried.accepted.get(pointer)?, tried.refused.get(pointer)?);
    let lengths = |values: &[Value]| {
        let length = |value: &Value| Some(value.as_str()?.chars().count());
        values.iter().map(length).collect::<Option<Vec<_>>>()
    };
    if let (Some(accepted), Some(refused)) = (lengths(accepted), lengths(refused)) {
        let least = |lengths: &[usize]| lengths.iter().min().copied();
        let most = |lengths: &[usize]| lengths.iter().max().copied();
        if most(&accepted)? < least(&refused)? {
            return Some(format!("{name}: {{ maxLength: {} }}", most(&accepted)?));
        }
        if most(&refused)? < least(&accepted)? {
            return Some(format!("{name}: {{ minLength: {} }}", least(&accepted)?));
        }
    }
    let listed: Vec<_> = shortest(Some(accepted))
        .iter()
        .map(Value::to_string)
        .collect();
    Some(format!(
        "{name}: {{ x-tally-accepted: {{ enum: [{}] }} }}",
        listed.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(accepted: Value, refused: Value, expected: &str) {
        let values = |values: Value| {
            let values = values.as_array().unwrap().clone();
            [("/body/title".to_owned(), values)].into_iter().collect()
        };
        let tried = Tried {
            accepted: values(accepted),
            refused: values(refused),
        };
        assert_eq!(overlay("/body/title", &tried).unwrap(), expected);
    }

    #[test]
    fn a_length_is_proposed_when_it_tells_the_values_apart() {
        check(
            json!(["a", "abc"]),
            json!(["abcd"]),
            "title: { maxLength: 3 }",
        );
        check(
            json!(["abc", "abcd"]),
            json!(["a", "äö"]),
            "title: { minLength: 3 }",
        );
    }

    #[test]
    fn what_was_accepted_beside_others_counts_where_nothing_was_alone() {
        let values = |value: Value| [("/body/title".to_owned(), vec![value])].into_iter();
        let mut tried = Tried {
            refused: values(json!("ab")).collect(),
            ..Tried::default()
        };
        tried.also_accepted("title", &[json!("b")]);
        let proposed = overlay("/body/title", &tried).unwrap();
        assert_eq!(proposed, "title: { maxLength: 1 }");
        tried.accepted = values(json!("abc")).collect();
        tried.also_accepted("title", &[json!("b")]);
        assert_eq!(tried.accepted["/body/title"], [json!("abc")]);
    }

    #[test]
    fn else_the_accepted_values_are() {
        check(
            json!(["abc", "b"]),
            json!(["ab"]),
            r#"title: { x-tally-accepted: { enum: ["b", "abc"] } }"#,
        );
        check(
            json!([true]),
            json!([null]),
            "title: { x-tally-accepted: { enum: [true] } }",
        );
    }
}
