//! Credentials of a run appear in nothing that leaves it.

use tally_conformance::report::{Jsonl, Report};
use tally_reference::faults;

use crate::stand::{self, Stand, Told};

/// What credentials may look like in anything that is written.
fn forms() -> Vec<String> {
    let demo = tally_reference::demo();
    let mut forms = Vec::new();
    for (_, secret) in &demo.credentials {
        let text = secret.reveal();
        forms.push(text.to_owned());
        forms.push(text.to_lowercase());
        forms.push(text.to_uppercase());
        forms.push(text[..text.len() - 1].to_owned());
        let swapped = text.chars().map(|c| match c.is_ascii_uppercase() {
            true => c.to_ascii_lowercase(),
            false => c.to_ascii_uppercase(),
        });
        forms.push(swapped.collect());
    }
    forms
}

#[track_caller]
fn check(told: &Told) {
    let mut written = Vec::new();
    let mut jsonl = Jsonl::new(&mut written);
    for event in &told.events {
        jsonl.event(event).unwrap();
    }
    let written = String::from_utf8(written).unwrap();
    let debugged = format!("{:?}", told.events);
    let report = told.report();
    assert!(
        written.contains("$TALLY_API_KEY_AUTH"),
        "no credential was sent at all"
    );
    for form in forms() {
        for text in [&written, &debugged, &report] {
            let at = text.find(&form).map(|at| &text[at.saturating_sub(60)..at]);
            assert_eq!(at, None, "a credential stands after this");
        }
    }
}

#[test]
fn a_run_against_a_faithful_server_shows_no_credential() {
    check(&stand::alone(async {
        Stand::faithful().await.run(8).await
    }));
}

#[test]
fn what_is_said_of_wrong_credentials_shows_none() {
    let names = [
        "api-key-prefix-accepted",
        "api-key-case-ignored",
        "api-key-in-query-accepted",
    ];
    for name in names {
        let fault = faults::find(name).unwrap();
        let told = stand::alone(async { Stand::new(&[fault], &[]).await.run(8).await });
        assert!(!told.findings().is_empty(), "{name} is not found");
        check(&told);
    }
}
