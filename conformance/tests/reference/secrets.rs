//! Credentials of a run appear in nothing that leaves it.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use tally_conformance::report::{Jsonl, Report};
use tally_reference::configuration::Scheme;
use tally_reference::faults;

use crate::stand::{self, Stand, Told};

/// What the credentials of a run may look like in anything that is written.
fn forms(stand: &Stand) -> Vec<String> {
    let mut forms = Vec::new();
    for secret in stand.target.secrets.given.values() {
        let text = secret.expose();
        let swapped = text.chars().map(|c| match c.is_ascii_uppercase() {
            true => c.to_ascii_lowercase(),
            false => c.to_ascii_uppercase(),
        });
        for text in [
            text.to_owned(),
            text.to_lowercase(),
            text.to_uppercase(),
            text[..text.len() - 1].to_owned(),
            swapped.collect(),
        ] {
            let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
            forms.push(encoded.to_lowercase());
            forms.push(encoded);
            forms.push(text.replace('/', "\\/"));
            forms.push(text.replace('&', "&amp;"));
            forms.push(text.replace('&', "\\u0026"));
            forms.push(STANDARD.encode(&text));
            forms.push(URL_SAFE_NO_PAD.encode(&text));
            forms.push(text);
        }
    }
    forms
}

#[track_caller]
fn check(stand: &Stand, told: &Told) {
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
    for form in forms(stand) {
        for text in [&written, &debugged, &report] {
            let at = text.find(&form).map(|at| &text[at.saturating_sub(60)..at]);
            assert_eq!(at, None, "a credential stands after this");
        }
    }
}

#[test]
fn a_run_against_a_faithful_server_shows_no_credential() {
    stand::alone(async {
        let stand = Stand::faithful().await;
        check(&stand, &stand.run(8).await);
    });
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
        stand::alone(async {
            let stand = Stand::new(&[fault], &[]).await;
            let told = stand.run(8).await;
            assert!(!told.findings().is_empty(), "{name} is not found");
            check(&stand, &told);
        });
    }
}

#[test]
fn a_key_that_every_writer_writes_otherwise_is_shown_in_no_form() {
    let names = [
        "api-key-prefix-accepted",
        "api-key-case-ignored",
        "api-key-in-query-accepted",
    ];
    let faults: Vec<_> = names.map(|it| faults::find(it).unwrap()).into();
    let mut configuration = tally_reference::demo::configuration();
    for credential in &mut configuration.credentials {
        if credential.scheme == Scheme::ApiKey {
            credential.secret = tally_reference::Secret::new("kEy-oNe/tWo&tHree-fOur==");
        }
    }
    stand::alone(async {
        let stand = Stand::of(configuration, &faults, &[]).await;
        let told = stand.run(8).await;
        assert!(!told.findings().is_empty(), "nothing is found");
        check(&stand, &told);
    });
}
