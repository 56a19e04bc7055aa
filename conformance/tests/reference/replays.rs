//! Findings that were recorded are sent again: still broken where they were, fixed elsewhere.

use tally_conformance::fuzz::Fuzzing;
use tally_conformance::recorded_findings::{Recorded, ReplayOutcome, read};
use tally_conformance::report::{Jsonl, Replays, Report};
use tally_conformance::run::{Run, Settings};
use tally_reference::{Fault, faults};

use crate::stand::{self, Stand, Told};

fn written(told: &Told, report: &mut impl Report) {
    for event in &told.events {
        report.event(event).unwrap();
    }
}

fn recorded(told: &Told) -> Vec<Recorded> {
    let (mut file, mut lines) = (Vec::new(), Vec::new());
    written(told, &mut Replays::new(&mut file));
    written(told, &mut Jsonl::new(&mut lines));
    let of_file = read(std::str::from_utf8(&file).unwrap()).unwrap();
    let of_lines = read(std::str::from_utf8(&lines).unwrap()).unwrap();
    assert_eq!(of_file, of_lines);
    of_file
}

fn outcomes(faults: &[&'static Fault], recorded: &[Recorded]) -> Vec<ReplayOutcome> {
    stand::alone(async {
        let stand = Stand::new(faults, &[]).await;
        let settings = Settings {
            limits: stand.limits,
            ..Settings::default()
        };
        let run = Run::new(stand.contract, stand.plan, stand.target, settings);
        let replayed = run.replay(recorded).await.unwrap();
        assert_eq!(replayed.aborted, None);
        replayed.outcomes
    })
}

/// Every finding of a fault is still broken on a server that has it, and fixed on one that has not.
#[track_caller]
fn check(name: &str, fuzzing: Fuzzing) {
    let fault = faults::find(name).unwrap();
    let told = stand::alone(async {
        let stand = Stand::new(&[fault], &[]).await;
        stand.fuzzed(8, fuzzing).await
    });
    let recorded = recorded(&told);
    assert!(!recorded.is_empty(), "{name}");
    let all = |outcome: ReplayOutcome| vec![outcome; recorded.len()];
    assert_eq!(
        outcomes(&[fault], &recorded),
        all(ReplayOutcome::StillBroken),
        "{name}"
    );
    assert_eq!(
        outcomes(&[], &recorded),
        all(ReplayOutcome::Fixed),
        "{name}"
    );
}

#[test]
fn what_a_rule_has_found_is_replayed() {
    for name in [
        "empty-title-accepted",
        "long-title-refused",
        "error-names-id",
        "api-key-prefix-accepted",
    ] {
        check(name, Fuzzing::OFF);
    }
}

#[test]
fn what_a_law_has_found_is_replayed() {
    for name in [
        "title-trimmed",
        "refused-update-partly-applied",
        "repeat-toggles-enabled",
    ] {
        check(name, Fuzzing::OFF);
    }
}

#[test]
fn what_was_drawn_is_replayed() {
    for name in crate::fuzzing::DEEP {
        check(name, Fuzzing::default());
    }
}

#[test]
fn what_is_no_recording_is_refused() {
    for text in ["", "{}", "[1]", "{\"event\": 1}", "no JSON"] {
        assert!(read(text).is_err(), "{text}");
    }
    let later = r#"{"version": 99, "findings": []}"#;
    let error = read(later).unwrap_err();
    assert_eq!(
        error.to_string(),
        "it is of version 99, and 1 is what can be read"
    );
}
