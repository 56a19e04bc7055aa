//! Lawful variants of the faithful server are silent, whatever they choose where the document is
//! silent.

use tally_conformance::event::Event;
use tally_conformance::verdict::Verdict;
use tally_reference::{Variant, variants};

use crate::fuzzing::{SEEDS, fuzzing};
use crate::stand::{self, Stand, Told, clause, each};

/// Clauses that every lawful server upholds in a complete run.
const UPHELD: [&str; 14] = [
    "request.body#/$ref/required/id",
    "request.body#/$ref/properties/title/minLength",
    "request.body#/$ref/properties/enabled/type",
    "request.body#/well-formed",
    "request.security#/enforced",
    "request.security#/alternative/0",
    "request.security#/alternative/1",
    "responses#/status",
    "responses#/missing",
    "response.200.body#/$ref/required/tasks",
    "response.400.body#/culprit",
    "law#/echo",
    "law#/keeps",
    "law#/refuses-atomically",
];

/// What a run against a lawful server must not say, in words.
fn complaints(told: &Told) -> Vec<String> {
    let mut complaints = told.findings();
    complaints.extend(told.events.iter().filter_map(|event| match event {
        Event::LawJudged(judged) => Some(format!("suspected: {}", judged.what)),
        Event::OperationBound(bound) if bound.accepted.is_empty() => {
            Some("never accepted".to_owned())
        }
        _ => None,
    }));
    complaints
}

/// What is wrong with a complete run against a lawful server, in words.
pub(crate) fn noises(told: &Told) -> Vec<String> {
    let mut noises = complaints(told);
    for event in &told.events {
        let Event::OperationJudged(judged) = event else {
            continue;
        };
        for wanted in UPHELD {
            let mut verdicts = judged.verdicts.iter();
            let is = verdicts.find(|it| clause(&it.clause.0) == wanted);
            match is.map(|it| &it.verdict) {
                Some(Verdict::Upheld { .. }) => {}
                // A server need not show what laws compare.
                Some(Verdict::Inconclusive { .. }) if wanted.starts_with("law") => {}
                other => noises.push(format!("{wanted}: {other:?}")),
            }
        }
    }
    noises
}

#[test]
fn every_lawful_variant_is_silent_whatever_is_drawn() {
    let noises = each(variants::ALL.iter().copied(), |variant| {
        let noises = stand::alone(silent(variant)).into_iter();
        let named = noises.map(|noise| format!("{}: {noise}", variant.name));
        named.collect::<Vec<_>>()
    });
    assert_eq!(noises.concat(), Vec::<String>::new());
}

/// What is wrong with a complete run against a variant, and with what is drawn from other seeds.
async fn silent(variant: &'static Variant) -> Vec<String> {
    let [first, others @ ..] = SEEDS;
    let stand = Stand::new(&[], &[variant]).await;
    let mut noises = noises(&stand.fuzzed(16, fuzzing(first)).await);
    for seed in others {
        let stand = Stand::new(&[], &[variant]).await;
        let drawn = complaints(&stand.drawn(16, fuzzing(seed)).await);
        noises.extend(drawn.iter().map(|noise| format!("seed {seed}: {noise}")));
    }
    noises
}
