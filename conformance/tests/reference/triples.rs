//! Several faults at once: exactly the union of what each of them causes.

use std::collections::BTreeSet;

use tally_reference::{Fault, faults};

use crate::fuzzing::DEEP;
use crate::matrix::{line, row};
use crate::stand::{self, Stand, each};

/// The seeds of the sets; each gives one set of three.
const SEEDS: [u64; 8] = [1, 2, 3, 5, 8, 13, 21, 34];

/// The member of the request that a fault is about, if it is about one alone: two faults about one
/// member may mask each other, and so do faults that spoil every answer.
fn member(fault: &Fault) -> Option<&'static str> {
    let quiet = [
        "request.body#/$ref/properties/",
        "law#/echo",
        "response.400.body#/culprit",
    ];
    if !quiet.iter().any(|part| fault.clause.starts_with(part)) {
        return None;
    }
    let members = [
        "title", "prompt", "schedule", "artist", "account", "enabled", "model", "id",
    ];
    let mut named = members
        .into_iter()
        .filter(|member| fault.name.contains(member));
    let member = named.next();
    member.filter(|_| named.next().is_none())
}

/// A set of three faults about different members that the plan alone shows, the same for the same
/// seed.
fn triple(seed: u64) -> Vec<&'static Fault> {
    let mut state = seed;
    let mut next = || {
        // Knuth's linear congruential generator (MMIX).
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    let quiet: Vec<_> = faults::ALL
        .iter()
        .filter(|fault| member(fault).is_some() && !DEEP.contains(&fault.name))
        .collect();
    let mut chosen: Vec<&'static Fault> = Vec::new();
    while chosen.len() < 3 {
        let fault = quiet[next() % quiet.len()];
        if !chosen.iter().any(|known| member(known) == member(fault)) {
            chosen.push(fault);
        }
    }
    chosen
}

#[test]
fn three_faults_give_the_union_of_their_rows() {
    let wrong = each(SEEDS.into_iter(), |seed| {
        let faults = triple(seed);
        let told = stand::alone(async { Stand::new(&faults, &[]).await.run(8).await });
        let found: BTreeSet<String> = told.all_findings().into_iter().map(line).collect();
        let rows = faults.iter().map(|fault| row(fault));
        let union: BTreeSet<String> = rows.flat_map(|row| row.findings.clone()).collect();
        let names: Vec<_> = faults.iter().map(|fault| fault.name).collect();
        let missing: Vec<_> = union.difference(&found).cloned().collect();
        let more: Vec<_> = found.difference(&union).cloned().collect();
        (!missing.is_empty() || !more.is_empty())
            .then(|| format!("{names:?}: missing {missing:#?}, more {more:#?}"))
    });
    assert_eq!(
        wrong.into_iter().flatten().collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}
