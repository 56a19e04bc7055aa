//! Who may ask: each alternative of `security` alone, no credentials, and wrong ones.

use tally_spec::contract::SecuritySchemeKind;
use tally_spec::promise::{Promise, alternative};

use super::new_case::{Cases, NewCase, PlanContext};
use crate::case::{Credentials, Expectation, Family, Intent, WrongCredential};

/// The cases about credentials.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let alternatives = &ground.operation.security;
    for (index, requirement) in alternatives.iter().enumerate() {
        let names: Vec<&str> = requirement
            .schemes
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let (id, about) = match names.as_slice() {
            [] => (
                "anonymous".to_owned(),
                "without credentials, which is allowed".to_owned(),
            ),
            names => (
                names.join("+"),
                format!("with {} alone", names.join(" and ")),
            ),
        };
        let request = ground.request(&[]);
        let expectation = ground.accepted(&request);
        let mut draft = draft(
            ground,
            format!("security/alternative/{id}"),
            about,
            expectation,
        );
        draft.clause = Some(alternative(&ground.operation.key, index));
        draft.intent = Intent::Honours;
        draft.request.credentials = match names.is_empty() {
            true => Credentials::None,
            false => Credentials::Alternative { index },
        };
        cases.push(ground, draft);
    }
    let anonymous = alternatives.iter().any(|it| it.schemes.is_empty());
    if alternatives.is_empty() || anonymous {
        return;
    }
    refused(
        ground,
        cases,
        "none",
        "without credentials".to_owned(),
        Credentials::None,
    );
    without_and_broken(ground, cases);
    let mut schemes: Vec<&str> = Vec::new();
    for (name, _) in alternatives
        .iter()
        .flat_map(|requirement| &requirement.schemes)
    {
        if !schemes.contains(&name.as_str()) {
            schemes.push(name);
        }
    }
    for scheme in schemes {
        for (how, id, phrase) in wrong(ground, scheme) {
            let about = format!("`{scheme}` {phrase}");
            let credentials = Credentials::Wrong {
                scheme: scheme.to_owned(),
                how,
            };
            refused(ground, cases, &format!("{scheme}/{id}"), about, credentials);
        }
    }
}

/// How a credential of this scheme can be wrong.
fn wrong(
    ground: &PlanContext<'_, '_>,
    scheme: &str,
) -> Vec<(WrongCredential, &'static str, &'static str)> {
    let Some(kind) = ground
        .contract
        .security_schemes
        .get(scheme)
        .map(|it| &it.kind)
    else {
        return Vec::new();
    };
    let in_authorization = match kind {
        SecuritySchemeKind::ApiKey { .. } => false,
        SecuritySchemeKind::Http { .. }
        | SecuritySchemeKind::OAuth2
        | SecuritySchemeKind::OpenIdConnect { .. } => true,
        SecuritySchemeKind::MutualTls | SecuritySchemeKind::Unknown { .. } => return Vec::new(),
    };
    let mut wrong = vec![
        (WrongCredential::Empty, "empty", "is empty"),
        (
            WrongCredential::Garbled,
            "garbled",
            "is another text of the same length",
        ),
        (
            WrongCredential::Prefix,
            "prefix",
            "lacks its last character",
        ),
        (
            WrongCredential::Extended,
            "extended",
            "has a character too many",
        ),
        (
            WrongCredential::OtherCase,
            "other-case",
            "is in the other case",
        ),
        (
            WrongCredential::WrongPlace,
            "wrong-place",
            "is sent where it does not belong",
        ),
    ];
    if in_authorization {
        wrong.push((
            WrongCredential::WrongScheme,
            "wrong-scheme",
            "is sent under another scheme",
        ));
    }
    if ground.options.rejected.iter().any(|name| name == scheme) {
        wrong.push((
            WrongCredential::Rejected,
            "rejected",
            "is one that is refused",
        ));
    }
    wrong
}

fn refused(
    ground: &PlanContext<'_, '_>,
    cases: &mut Cases,
    id: &str,
    about: String,
    credentials: Credentials,
) {
    let statuses = match ground.declared(&[401]) {
        declared if declared.is_empty() => ground.declared(&[403]),
        declared => declared,
    };
    let expectation = Expectation::Unauthorized { statuses };
    let mut draft = draft(ground, format!("security/{id}"), about, expectation);
    draft.clause = Some(Promise::Enforced.id(&ground.operation.key, &part()));
    // With all that can be changed: a server that writes before it asks who it is shows it.
    draft.request = ground.fullest();
    draft.request.credentials = credentials;
    cases.push(ground, draft);
}

/// No credentials and a body that is not valid, either: which of the two the answer names is not promised.
fn without_and_broken(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let Some(body) = ground.body() else { return };
    let about = "without credentials, and the body is null".to_owned();
    if ground.probers[body].is_valid(&serde_json::Value::Null) {
        return;
    }
    let id = "security/none-and-broken-body".to_owned();
    let mut draft = draft(ground, id, about, Expectation::Survived);
    draft.request = ground.request(&[(body, Some(serde_json::Value::Null))]);
    draft.request.credentials = Credentials::None;
    cases.push(ground, draft);
}

fn part() -> tally_spec::clause::Part {
    tally_spec::clause::Part::Security
}

fn draft(
    ground: &PlanContext<'_, '_>,
    id: String,
    about: String,
    expectation: Expectation,
) -> NewCase {
    NewCase {
        id,
        family: Family::Security,
        clause: None,
        intent: Intent::Probes,
        request: ground.request(&[]),
        expectation,
        difference: None,
        about,
        times: 1,
    }
}
