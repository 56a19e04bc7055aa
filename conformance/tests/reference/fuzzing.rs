//! What is drawn after the plan: silent on lawful servers, the same on every run.

use serde_json::{Map, Value, json};
use tally_conformance::fuzz::Fuzzing;

use tally_reference::faults;

use crate::stand::{self, Stand, clause, each};
use crate::variants::noises;

/// The seeds of `cargo test`; `cargo xtask soak check` takes a hundred.
pub(crate) const SEEDS: [u64; 3] = [1, 2, 3];

/// Faults that no planned request shows.
pub(crate) const DEEP: [&str; 3] = [
    "medium-title-cut",
    "title-longer-than-prompt-fails",
    "update-after-two-refusals-fails",
];

pub(crate) fn fuzzing(seed: u64) -> Fuzzing {
    Fuzzing {
        seed,
        ..Fuzzing::default()
    }
}

#[test]
fn a_faithful_server_is_silent_whatever_is_drawn() {
    let noises = each(SEEDS.into_iter(), |seed| {
        let told = stand::alone(async {
            let stand = Stand::faithful().await;
            stand.fuzzed(16, fuzzing(seed)).await
        });
        noises(&told)
    });
    assert_eq!(noises.concat(), Vec::<String>::new());
}

/// A fault shows nothing to the plan, and one finding to what is drawn after it. Gives the bodies
/// that show it, without the member that says which resource is meant.
fn bodies(name: &str) -> Vec<Map<String, Value>> {
    let fault = faults::find(name).unwrap();
    let told =
        |fuzzing| stand::alone(async { Stand::new(&[fault], &[]).await.fuzzed(8, fuzzing).await });
    assert_eq!(told(Fuzzing::OFF).findings(), Vec::<String>::new());
    let told = told(Fuzzing::default());
    let findings = told.all_findings();
    let [finding] = findings.as_slice() else {
        panic!("{name}: {findings:#?}");
    };
    assert_eq!(clause(&finding.clause.id.0), fault.clause);
    let sent = finding.evidence.iter();
    let sent = sent.filter(|record| record.case.0.starts_with("drawn/"));
    sent.map(|record| {
        let text = &record.request.body.as_ref().unwrap().text;
        let mut body: Map<String, Value> = serde_json::from_str(text).unwrap();
        body.shift_remove("id");
        body
    })
    .collect()
}

fn names(body: &Map<String, Value>) -> Vec<&str> {
    body.keys().map(String::as_str).collect()
}

#[test]
fn a_length_between_boundaries_is_found_and_made_exact() {
    let bodies = bodies("medium-title-cut");
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    assert_eq!(names(&bodies[0]), ["title"]);
    assert_eq!(bodies[0]["title"], "a".repeat(128));
}

#[test]
fn members_that_fail_together_are_found_and_no_others_shown() {
    let bodies = bodies("title-longer-than-prompt-fails");
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    assert_eq!(names(&bodies[0]), ["title", "prompt", "schedule"]);
    let (title, prompt) = (&bodies[0]["title"], &bodies[0]["prompt"]);
    assert_eq!((title, prompt), (&json!("aa"), &json!("a")));
}

#[test]
fn an_order_of_calls_is_found_and_no_other_call_shown() {
    let bodies = bodies("update-after-two-refusals-fails");
    assert_eq!(bodies.len(), 3, "{bodies:?}");
    assert!(bodies.iter().all(|body| body.len() <= 1), "{bodies:?}");
}

#[test]
fn what_the_plan_has_found_is_not_reported_twice() {
    for name in ["short-title-refused", "title-trimmed"] {
        let fault = faults::find(name).unwrap();
        let told = |fuzzing| {
            stand::alone(async { Stand::new(&[fault], &[]).await.fuzzed(8, fuzzing).await })
        };
        let planned = told(Fuzzing::OFF).findings();
        assert_eq!(told(Fuzzing::default()).findings(), planned, "{name}");
    }
}
