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

/// What is wrong with the run against a lawful server, in words.
pub(crate) fn noises(told: &Told) -> Vec<String> {
    let mut noises = told.findings();
    for event in &told.events {
        match event {
            Event::LawJudged(judged) => noises.push(format!("suspected: {}", judged.what)),
            Event::OperationBound(bound) if bound.accepted.is_empty() => {
                noises.push("never accepted".to_owned());
            }
            Event::OperationJudged(judged) => {
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
            _ => {}
        }
    }
    noises
}

#[test]
fn every_lawful_variant_is_silent_whatever_is_drawn() {
    let noises = each(
        variants::ALL.iter().copied().enumerate(),
        |(index, variant): (usize, &'static Variant)| {
            let told = stand::alone(async {
                let stand = Stand::new(&[], &[variant]).await;
                stand.fuzzed(16, fuzzing(SEEDS[index % SEEDS.len()])).await
            });
            let noises = noises(&told).into_iter();
            noises
                .map(|noise| format!("{}: {noise}", variant.name))
                .collect::<Vec<_>>()
        },
    );
    assert_eq!(noises.concat(), Vec::<String>::new());
}
