//! Explains refusals: which members of a refused request are to blame, and which values of a member
//! are accepted and which are not.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::bind::Lane;
use super::engine::Halt;
use super::site::{DERIVED, Judged, Site};
use crate::case::{Body, Case, CaseId};
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::finding::{Fingerprint, Values};
use crate::judge::{Breach, Ledger, Opinions};

/// How many values of a kind a finding shows.
const MOST_VALUES: usize = 6;

/// A valid request that was refused, or that made the server fail, and that differs in more than
/// one member from an accepted one.
#[derive(Debug)]
pub(super) struct Puzzle {
    pub(super) place: usize,
    pub(super) exchange: Exchange,
    pub(super) breach: Breach,
    pub(super) lane: usize,
}

/// Values of members that were accepted and refused, by pointer into the request.
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

    /// Values of a member of the body that were accepted beside others, where none was alone.
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
            Some(status) if (200..300).contains(&status) => &mut self.accepted,
            Some(_) => &mut self.refused,
            None => return,
        };
        by.entry(difference.pointer.clone())
            .or_default()
            .push(sent.clone());
    }
}

/// Finds the members to blame for each puzzle, by leaving out the others.
pub(super) async fn puzzles(
    site: &Site<'_>,
    lanes: &[Lane],
    puzzles: Vec<Puzzle>,
    tried: &Tried,
) -> Result<(), Halt> {
    for puzzle in puzzles {
        let Some(lane) = lanes.iter().find(|lane| lane.index == puzzle.lane) else {
            continue;
        };
        if site.stalled() {
            break;
        }
        let blamed = blamed(site, lane, &puzzle, tried).await?;
        blame(site, puzzle, &blamed);
    }
    Ok(())
}

/// The members without any of which the request is not answered with the same status.
async fn blamed(
    site: &Site<'_>,
    lane: &Lane,
    puzzle: &Puzzle,
    tried: &Tried,
) -> Result<Vec<String>, Halt> {
    let request = lane.values.bind(&puzzle.exchange.case.request);
    let Body::Json {
        media,
        value: Value::Object(members),
    } = request.body
    else {
        return Ok(Vec::new());
    };
    let refused = |(name, value): &(&String, &Value)| {
        let pointer = tally_spec::schema::pointer::join("/body", name);
        tried
            .refused
            .get(&pointer)
            .is_some_and(|values| values.contains(value))
    };
    if let Some((name, _)) = members.iter().find(refused) {
        return Ok(vec![name.clone()]);
    }
    let optional = |name: &&String| !site.members.required().any(|it| it.name == **name);
    let names: Vec<String> = members.keys().filter(optional).cloned().collect();
    let mut left: Map<String, Value> = members.clone();
    for name in &names {
        let mut fewer = left.clone();
        fewer.shift_remove(name);
        let case = Arc::new(Case {
            id: CaseId(format!(
                "derived/without-{name}/{}",
                puzzle.exchange.case.id.0
            )),
            about: format!("{}, without `{name}`", puzzle.exchange.case.about),
            times: 1,
            request: crate::case::PlannedRequest {
                body: Body::Json {
                    media: media.clone(),
                    value: Value::Object(fewer.clone()),
                },
                ..puzzle.exchange.case.request.clone()
            },
            ..(*puzzle.exchange.case).clone()
        });
        let Some(exchange) = site.send(&case, lane.index, &lane.values).await? else {
            continue;
        };
        let judged = Judged {
            place: DERIVED,
            purpose: Purpose::Confirm,
            values: &lane.values,
        };
        site.take(&exchange, judged, Opinions::default());
        if exchange.status() == puzzle.exchange.status() {
            left = fewer;
        }
    }
    Ok(names
        .into_iter()
        .filter(|name| left.contains_key(name))
        .collect())
}

/// Reports a puzzle with the members that are to blame.
fn blame(site: &Site<'_>, puzzle: Puzzle, names: &[String]) {
    let pointers = names
        .iter()
        .map(|name| tally_spec::schema::pointer::join("/body", name));
    let mut collector = site.collector.borrow_mut();
    let breach = blamed_on(
        collector.ledger(),
        puzzle.breach,
        puzzle.exchange.status(),
        &pointers.collect::<Vec<_>>(),
    );
    let mut opinions = Opinions::default();
    opinions.violate(breach);
    collector.exchange(puzzle.place, &puzzle.exchange, opinions);
}

/// The refusal of a valid request, or a failure of the server, blamed on some values of it, by
/// pointer into the request.
pub(super) fn blamed_on(
    ledger: &Ledger,
    mut breach: Breach,
    status: Option<u16>,
    pointers: &[String],
) -> Breach {
    let status = status.map(|it| it.to_string()).unwrap_or_default();
    let quoted: Vec<_> = pointers.iter().map(|it| format!("`{it}`")).collect();
    let member = match pointers {
        [one] => one.as_str(),
        _ => "/body",
    };
    let clause = ledger.member(member);
    let of_members: Vec<_> = pointers.iter().filter_map(|it| ledger.member(it)).collect();
    match (breach.rule, clause) {
        ("server_error", _) if pointers.is_empty() => {}
        ("server_error", _) => {
            breach.also = of_members;
            breach.observed = match pointers {
                [_] => format!("{status} because of {}", quoted.join("")),
                _ => format!("{status} because of {} together", quoted.join(" and ")),
            };
        }
        (_, Some(clause)) => {
            breach.also.extend(of_members);
            breach.also.retain(|it| *it != clause);
            breach.clause = clause;
            if pointers.len() > 1 {
                breach.observed = format!("{status} to {} together", quoted.join(" and "));
            }
        }
        (_, None) => {}
    }
    breach
}

/// Adds the values that were accepted and refused to the findings about one member.
pub(super) fn values(site: &Site<'_>, tried: &Tried) {
    let mut collector = site.collector.borrow_mut();
    let refusals: Vec<(Fingerprint, String)> = tried
        .refused
        .keys()
        .filter_map(|pointer| {
            let clause = collector.ledger().member(pointer)?;
            let breaches = collector.breaches();
            let about =
                breaches.filter(|(_, it)| it.rule == "valid_refused" && it.clause == clause);
            Some(
                about
                    .map(|(id, _)| (id.clone(), pointer.clone()))
                    .collect::<Vec<_>>(),
            )
        })
        .flatten()
        .collect();
    for (fingerprint, pointer) in refusals {
        let accepted = shortest(tried.accepted.get(&pointer));
        let values = Values {
            overlay: overlay(&pointer, tried),
            accepted,
            refused: shortest(tried.refused.get(&pointer)),
            pointer,
        };
        collector.set_values(&fingerprint, values);
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
