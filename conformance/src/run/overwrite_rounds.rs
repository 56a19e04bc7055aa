//! Rounds on one resource: every member is set to a value that was accepted before, twice in a row;
//! then one member after the other is set to another one, and none to what the next round begins with.
//! Only from such states does it show what a request does to members that it does not send, what it
//! does to several at once, and what sending it again does.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::engine::Halt;
use super::operation_run::OperationRun;
use super::read_state::Reader;
use super::resource_run::ResourceRun;
use crate::case::{Body, Case, CaseId, Difference, Expectation, Family, Intent};
use crate::judge::Position;
use crate::state::Member;

/// How many rounds there are at most: as many as the member with most values has.
const MOST_ROUNDS: usize = 3;

/// Goes round.
pub(super) async fn go(resource_run: &mut ResourceRun<'_>) -> Result<(), Halt> {
    let Some(reader) = resource_run.reader else {
        return Ok(());
    };
    let members: Vec<(Member, Vec<Value>)> = resource_run
        .members
        .all()
        .filter(|member| !member.required)
        .map(|member| {
            (
                member.clone(),
                distinct(member, resource_run.accepted.get(&member.name)),
            )
        })
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let rounds = members
        .iter()
        .map(|(_, values)| values.len())
        .max()
        .unwrap_or(0);
    let mut sent = 0;
    // The last one is the first again: what it begins with may have been there before.
    let again = usize::from(rounds > 1);
    for round in 0..rounds + again {
        let all: Vec<(&Member, &Value)> = members
            .iter()
            .map(|(member, values)| (member, &values[round % values.len()]))
            .collect();
        let mut whole = case(resource_run.run, reader, &all);
        whole.id = CaseId(format!("derived/round-{round}/all"));
        whole.about = format!("all members, values of round {}, twice", round + 1);
        whole.times = 2;
        resource_run
            .case(Position::Derived(sent), &Arc::new(whole))
            .await?;
        let moved = if round < rounds { &members[..] } else { &[] };
        for (member, values) in moved {
            // The next round is to change every member once more: it must not find its own values.
            let at = |step: usize| &values[(round + step) % values.len()];
            let turns: &[(usize, usize)] = match values.len() {
                0 | 1 => &[],
                2 => &[(0, 1), (1, 0)],
                _ => &[(0, 2)],
            };
            for &(is, next) in turns {
                if resource_run.run.is_given_up() {
                    break;
                }
                sent += 1;
                let (is, next) = (at(is), at(next));
                let mut alone = case(resource_run.run, reader, &[(member, next)]);
                alone.id = CaseId(format!("derived/round-{round}/{}", member.name));
                alone.about = format!("`{}` alone, after all were set", member.name);
                alone.difference = Some(Difference {
                    pointer: tally_spec::schema::pointer::join("/body", &member.name),
                    accepted: Some(is.clone()),
                    sent: Some(next.clone()),
                });
                resource_run
                    .case(Position::Derived(sent), &Arc::new(alone))
                    .await?;
            }
        }
        sent += 1;
    }
    Ok(())
}

/// The first few values that differ, the first of each kind first: kinds are what servers confuse.
fn distinct(member: &Member, values: Option<&Vec<Value>>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::new();
    let kind = |value: &Value| std::mem::discriminant(value);
    let values = || values.into_iter().flatten();
    let is_new =
        |kept: &[Value], value: &Value| !kept.iter().any(|it| member.same(Some(it), Some(value)));
    for value in values() {
        if !kept.iter().any(|it| kind(it) == kind(value)) {
            kept.push(value.clone());
        }
    }
    for value in values() {
        if kept.len() < MOST_ROUNDS && is_new(&kept, value) {
            kept.push(value.clone());
        }
    }
    kept.truncate(MOST_ROUNDS);
    kept
}

/// The smallest request with these members.
pub(super) fn case(
    run: &OperationRun<'_>,
    reader: &Reader<'_>,
    members: &[(&Member, &Value)],
) -> Case {
    let mut case = Case::clone(reader.smallest());
    case.family = Family::Repeat;
    case.clause = None;
    case.intent = Intent::Honours;
    let extra: Map<String, Value> = members
        .iter()
        .map(|(member, value)| (member.name.clone(), (*value).clone()))
        .collect();
    if let Body::Json {
        value: Value::Object(body),
        ..
    } = &mut case.request.body
    {
        body.extend(extra);
    }
    case.expectation = Expectation::Accepted { names: names(run) };
    case
}

/// Every pointer of which the plan says that its value may name something.
fn names(run: &OperationRun<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for case in run.plan.candidates.iter().chain(&run.plan.cases) {
        if let Expectation::Accepted { names: more } = &case.expectation {
            for name in more {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
    }
    names
}
