//! One clause broken, everything else honoured.

use serde_json::Value;
use tally_spec::clause::{ClauseId, Occurrence};
use tally_spec::contract::{Content, ParameterLocation, Style};
use tally_spec::promise::Promise;
use tally_spec::schema::{Keyword, pointer};

use super::input::Input;
use super::new_case::{Cases, NewCase, PlanContext, difference, slug, smallest_sendable, stem};
use super::parameters::{is_sendable, readings};
use super::{Gap, GapKind};
use crate::case::{Difference, Family, Intent};
use crate::probe::prober::{BrokenValue, NegativeProbe, Prober};

/// Values of inputs, by their place among them.
type Values = Vec<(usize, Option<Value>)>;

/// Breaks every clause of the request.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases, gaps: &mut Vec<Gap>) {
    let mut parts = ground.clauses();
    let optional = optional_parameters(ground);
    for (index, input, prober) in ground.probed() {
        absent(ground, cases, index, input);
        for occurrence in &prober.occurrences {
            let clause = ClauseId::new(&ground.operation.key, &input.part, &occurrence.path);
            ground.work.allot(parts);
            parts -= 1;
            let breaking = match ground.sound {
                true => prober.breaks(occurrence),
                false => NegativeProbe::Undecided(match &ground.written {
                    Err(why) => format!("no valid request was found: {why}"),
                    Ok(_) => "no valid request was found".to_owned(),
                }),
            };
            let (kind, reason) = match breaking {
                NegativeProbe::Implied(reason) => (GapKind::Implied, reason),
                NegativeProbe::Undecided(reason) => (GapKind::Undecided, reason),
                NegativeProbe::Broken(breaches) => {
                    match expressible(input, prober, occurrence, breaches) {
                        Ok(breaches) => {
                            let beside = breaches.first().and_then(|first| {
                                beside_all(prober, input, occurrence, first, index, &optional)
                            });
                            let own = |breach| {
                                push(ground, cases, index, &clause, occurrence, breach, None)
                            };
                            breaches.into_iter().for_each(own);
                            if let Some((breach, others)) = beside {
                                let full = Some(others.as_slice());
                                push(ground, cases, index, &clause, occurrence, breach, full);
                            }
                            continue;
                        }
                        Err((kind, reason)) => (kind, reason.to_owned()),
                    }
                }
            };
            gaps.push(Gap {
                clause,
                kind,
                reason,
            });
        }
    }
}

/// The optional parameters, each with a value.
fn optional_parameters(ground: &PlanContext<'_, '_>) -> Values {
    let optional = ground
        .probed()
        .filter(|(index, input, _)| input.parameter.is_some() && ground.values[*index].is_none());
    let valued = optional.map(|(index, input, prober)| (index, smallest_sendable(input, prober)));
    valued.filter(|(_, value)| value.is_some()).collect()
}

/// The same breach where every other optional member and parameter is there: servers skip a check
/// where another member is.
fn beside_all(
    prober: &Prober<'_>,
    input: &Input<'_>,
    occurrence: &Occurrence,
    breach: &BrokenValue,
    index: usize,
    optional: &[(usize, Option<Value>)],
) -> Option<(BrokenValue, Values)> {
    let others = optional.iter().filter(|(other, _)| *other != index);
    let others: Vec<_> = others.cloned().collect();
    let beside = match input.parameter {
        Some(_) => None,
        None => prober.beside_all(occurrence, breach),
    };
    if beside.is_none() && others.is_empty() {
        return None;
    }
    Some((beside.unwrap_or_else(|| breach.clone()), others))
}

/// A required parameter left out.
fn absent(ground: &PlanContext<'_, '_>, cases: &mut Cases, index: usize, input: &Input<'_>) {
    let in_path = input.location() == Some(ParameterLocation::Path);
    if !input.required || input.parameter.is_none() || in_path || !ground.sound {
        return;
    }
    let difference = Difference {
        pointer: input.pointer.clone(),
        accepted: ground.values[index].clone(),
        sent: None,
    };
    cases.push(
        ground,
        NewCase {
            id: format!("{}/present/absent", stem(&input.pointer)),
            family: Family::Broken,
            clause: Some(Promise::Present.id(&ground.operation.key, &input.part)),
            intent: Intent::Breaks {
                grade: crate::case::Grade::Isolated,
                at: input.pointer.clone(),
            },
            request: ground.request(&[(index, None)]),
            expectation: ground.refused(Some(input)),
            difference: Some(difference),
            about: format!("`{}` is absent", stem(&input.pointer)),
            times: 1,
        },
    );
}

/// The breaches that are still some when they are written where the input is sent.
fn expressible(
    input: &Input<'_>,
    prober: &Prober<'_>,
    occurrence: &Occurrence,
    breaches: Vec<BrokenValue>,
) -> Result<Vec<BrokenValue>, (GapKind, &'static str)> {
    if !input.is_styled() {
        return Ok(breaches);
    }
    // No reading is valid; and one that is of the right type does not break `type`, but something
    // else.
    let is_wrong = |reading: &Value| match occurrence.keyword {
        Some(Keyword::Type) => prober.breaks_clause(occurrence, reading),
        _ => !prober.is_valid(reading),
    };
    if breaches.iter().all(is_nested) && !breaches.is_empty() {
        let why = "OpenAPI does not say how an array or object is written within another one there";
        return Err((GapKind::NotExpressible, why));
    }
    let broken = |breach: &BrokenValue| {
        !is_nested(breach)
            && is_sendable(input, &breach.value)
            && !is_elsewhere(input, breach)
            && !is_blank(&breach.value, occurrence)
            && readings(&breach.value).iter().all(is_wrong)
    };
    let breaches: Vec<BrokenValue> = breaches.into_iter().filter(broken).collect();
    match breaches.is_empty() {
        false => Ok(breaches),
        true if occurrence.keyword == Some(Keyword::Type) => Err((
            GapKind::Implied,
            "every text that can be sent is of this type",
        )),
        true => Err((
            GapKind::NotExpressible,
            "no value that breaks it can be written there",
        )),
    }
}

/// Whether a breach is about an array or object that stands in another one: no style says how such a
/// value is written (OpenAPI 3.1.1, Parameter Object, "Style Values"), so that nobody knows how a text
/// in its place is read.
fn is_nested(breach: &BrokenValue) -> bool {
    let (parent, name) = pointer::split_last(&breach.pointer).unwrap_or_default();
    let is_whole = |value: Option<&Value>| value.is_some_and(|it| it.is_array() || it.is_object());
    match parent {
        "" if name.is_empty() => false,
        "" => is_whole(breach.base.pointer(&breach.pointer)),
        parent => is_whole(breach.base.pointer(parent)),
    }
}

/// Whether a value is written under other names than the valid one: the members of an object that is
/// exploded have names of their own, so that a server would not see the parameter at all.
fn is_elsewhere(input: &Input<'_>, breach: &BrokenValue) -> bool {
    let by_member = input.parameter.is_some_and(|parameter| {
        matches!(
            parameter.content,
            Content::Styled {
                style: Style::DeepObject,
                ..
            } | Content::Styled {
                style: Style::Form | Style::Cookie,
                explode: true,
                ..
            }
        )
    });
    by_member && breach.value.is_object() != breach.base.is_object()
}

/// Whether a text is nothing but blanks, which many servers take for no value at all: judged only
/// where the length of the text is what is promised.
fn is_blank(value: &Value, occurrence: &Occurrence) -> bool {
    let blank = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty() || text.trim() != text,
        Value::Array(items) => items.iter().any(|item| is_blank(item, occurrence)),
        _ => false,
    };
    blank && occurrence.keyword != Some(Keyword::MinLength)
}

fn push(
    ground: &PlanContext<'_, '_>,
    cases: &mut Cases,
    index: usize,
    clause: &ClauseId,
    occurrence: &Occurrence,
    breach: BrokenValue,
    full: Option<&[(usize, Option<Value>)]>,
) {
    let input = &ground.inputs[index];
    let pointer = format!("{}{}", input.pointer, breach.pointer);
    let about = breach.about.clone();
    let id = format!(
        "{}/{}/{}",
        stem(&pointer),
        occurrence.keyword_name(),
        slug(&about)
    );
    let (id, about) = match full {
        Some(_) => (
            format!("{id}/full"),
            format!("{about}, with all that is optional"),
        ),
        None => (id, about),
    };
    let difference = difference(ground, index, &breach.pointer, &breach.base, &breach.value);
    let mut values = full.unwrap_or_default().to_vec();
    values.push((index, Some(breach.value)));
    cases.push(
        ground,
        NewCase {
            id,
            family: Family::Broken,
            clause: Some(clause.clone()),
            intent: Intent::Breaks {
                grade: breach.grade,
                at: pointer,
            },
            request: ground.request(&values),
            expectation: ground.refused(Some(input)),
            difference: Some(difference),
            about,
            times: 1,
        },
    );
}
