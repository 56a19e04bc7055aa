//! Every clause of the request honoured at its boundary.

use std::collections::HashSet;

use tally_spec::clause::ClauseId;
use tally_spec::schema::Keyword;

use super::new_case::{Cases, NewCase, PlanContext, difference, slug, stem};
use super::parameters::is_sendable;
use crate::case::{Difference, Family, Intent, Transform};
use crate::probe::prober::HonouredValue;

/// Values at the boundaries of every clause.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    // Every clause is to be honoured and to be broken.
    let mut parts = 2 * ground.clauses();
    for (index, input, prober) in ground.probed() {
        // By their texts: there are thousands, and each is whole.
        let mut sent: HashSet<String> = HashSet::new();
        for occurrence in &prober.occurrences {
            ground.work.allot(parts);
            parts -= 1;
            let clause = ClauseId::new(&ground.operation.key, &input.part, &occurrence.path);
            for honour in prober.honours(occurrence) {
                if !is_sendable(input, &honour.value) || !sent.insert(honour.value.to_string()) {
                    continue;
                }
                let family = Family::Boundary;
                push(
                    ground,
                    cases,
                    index,
                    family,
                    Some(clause.clone()),
                    occurrence.keyword_name(),
                    honour,
                );
            }
        }
        // What is surely accepted, each value alone: no clause, since what it leaves out may be
        // accepted as well.
        for occurrence in &prober.accepted {
            ground.work.allot(parts + 1);
            for honour in prober.honours(occurrence) {
                if !is_sendable(input, &honour.value) || !sent.insert(honour.value.to_string()) {
                    continue;
                }
                let family = Family::Boundary;
                push(ground, cases, index, family, None, "accepted", honour);
            }
        }
    }
    spellings(ground, cases);
}

/// Adds a case that honours everything, one member being special.
pub(super) fn push(
    ground: &PlanContext<'_, '_>,
    cases: &mut Cases,
    index: usize,
    family: Family,
    clause: Option<ClauseId>,
    word: &str,
    honour: HonouredValue,
) {
    let input = &ground.inputs[index];
    let pointer = format!("{}{}", input.pointer, honour.pointer);
    let about = honour.about;
    let difference = difference(ground, index, &honour.pointer, &honour.base, &honour.value);
    let request = ground.request(&[(index, Some(honour.value))]);
    let id = format!("{}/{word}/valid/{}", stem(&pointer), slug(&about));
    let expectation = ground.accepted(&request);
    cases.push(
        ground,
        NewCase {
            id,
            family,
            clause,
            intent: Intent::Honours,
            request,
            expectation,
            difference: Some(difference),
            about,
            times: 1,
        },
    );
}

/// What the server knows, in another spelling of its format: a UUID in upper case is the same one
/// (RFC 9562 §4).
fn spellings(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    for (index, input, prober) in ground.probed() {
        if input.location() == Some(tally_spec::contract::ParameterLocation::Path)
            || ground.values[index].is_none()
        {
            continue;
        }
        for occurrence in prober
            .occurrences
            .iter()
            .filter(|it| it.keyword == Some(Keyword::Format))
        {
            let format = prober.format(occurrence);
            let value = ground.values[index].as_ref();
            let there = value.and_then(|value| value.pointer(&occurrence.instance));
            if format != Some("uuid") || there.is_none() {
                continue;
            }
            let pointer = format!("{}{}", input.pointer, occurrence.instance);
            for (transform, name, about) in [
                (Transform::UpperCase, "upper-case", "in upper case"),
                (Transform::MixedCase, "mixed-case", "in mixed case"),
            ] {
                let mut request = ground.request(&[]);
                request.transformed.push((pointer.clone(), transform));
                let difference = Difference {
                    pointer: pointer.clone(),
                    accepted: there.cloned(),
                    sent: there.map(|there| transform.apply(there)),
                };
                let clause = ClauseId::new(&ground.operation.key, &input.part, &occurrence.path);
                // Bound all the same: it is the known value that is spelt differently.
                request.bound = ground.bound(&request, &[]);
                let expectation = ground.accepted(&request);
                cases.push(
                    ground,
                    NewCase {
                        id: format!("{}/format/valid/known-{name}", stem(&pointer)),
                        family: Family::Boundary,
                        clause: Some(clause),
                        intent: Intent::Honours,
                        request,
                        expectation,
                        difference: Some(difference),
                        about: format!("`{}` is the known one {about}", stem(&pointer)),
                        times: 1,
                    },
                );
            }
        }
    }
}
