//! Requests that are not what HTTP or JSON ask for.

use serde_json::Value;
use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::new_case::{Cases, NewCase, PlanContext};
use crate::case::{Body, Expectation, Family, Intent, Malformed};

/// How deep unknown members are nested.
const DEPTH: usize = 2_000;

/// The protocol probes of a JSON body.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let Some(body) = ground.body() else {
        return without_form(ground, cases);
    };
    let input = &ground.inputs[body];
    let Some(value) = ground.values[body]
        .clone()
        .or_else(|| ground.probers[body].bases(&[]).into_iter().next())
    else {
        return;
    };
    let json = Some(input.media.clone());
    let well_formed = Promise::WellFormed.id(&ground.operation.key, &input.part);
    let malformed = [
        (
            Malformed::Truncated,
            "truncated",
            "the JSON text lacks its end",
        ),
        (
            Malformed::Trailing,
            "trailing",
            "something follows the JSON text",
        ),
        (
            Malformed::SingleQuotes,
            "single-quotes",
            "strings stand in single quotes",
        ),
        (
            Malformed::TrailingComma,
            "trailing-comma",
            "a comma stands before the closing brace",
        ),
        // RFC 8259 §8.1: text that is exchanged between systems must be UTF-8.
        (Malformed::NotUtf8, "not-utf-8", "a string is not UTF-8"),
    ];
    // Each of them needs something to spoil: braces, a member, a string.
    let has_members = value.as_object().is_some_and(|members| !members.is_empty());
    for (how, id, about) in malformed {
        let needs_members = matches!(how, Malformed::SingleQuotes | Malformed::TrailingComma);
        // A number that is cut is another number.
        let needs_an_end = how == Malformed::Truncated;
        if (needs_members && !has_members) || (needs_an_end && value.is_number()) {
            continue;
        }
        let mut draft = draft(ground, id, about, json.clone(), &value, how);
        draft.clause = Some(well_formed.clone());
        draft.expectation = ground.refused(None);
        cases.push(ground, draft);
    }
    if input.required {
        let present =
            Promise::Present.id(&ground.operation.key, &Part::RequestBody { media: None });
        let about = "the body is empty";
        let mut empty = draft(
            ground,
            "empty-body",
            about,
            json.clone(),
            &value,
            Malformed::Empty,
        );
        empty.clause = Some(present);
        empty.expectation = ground.refused(None);
        cases.push(ground, empty);
        without(ground, cases);
    }
    let survived = |id: &str, about: &str, media: Option<String>, how: Malformed| {
        draft(ground, id, about, media, &value, how)
    };
    let media = |name: &str| Some(name.to_owned());
    let mut drafts = vec![
        survived(
            "media/none",
            "no content type is sent",
            None,
            Malformed::Not,
        ),
        survived(
            "media/text",
            "the content type is text/plain",
            media("text/plain"),
            Malformed::Not,
        ),
        survived(
            "media/form",
            "the content type is that of a form",
            media("application/x-www-form-urlencoded"),
            Malformed::Not,
        ),
        survived(
            "media/charset",
            "the content type has a charset",
            Some(format!("{}; charset=utf-8", input.media)),
            Malformed::Not,
        ),
        survived(
            "media/garbled",
            "the content type is no media type",
            media("json"),
            Malformed::Not,
        ),
        survived(
            "byte-order-mark",
            "a byte order mark stands before the text",
            json.clone(),
            Malformed::ByteOrderMark,
        ),
    ];
    if has_members {
        let second = |text: &str| Malformed::DuplicateMember {
            second: text.to_owned(),
        };
        let unknown = |text: String| Malformed::UnknownMember { text };
        drafts.extend([
            survived(
                "duplicate/null",
                "a member comes twice",
                json.clone(),
                second("null"),
            ),
            survived(
                "duplicate/text",
                "a member comes twice",
                json.clone(),
                second("\"other\""),
            ),
            survived(
                "unknown/deep-arrays",
                "an unknown member is nested very deep",
                json.clone(),
                unknown(format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH))),
            ),
            survived(
                "unknown/deep-objects",
                "an unknown member is nested very deep",
                json.clone(),
                unknown(format!(
                    "{}null{}",
                    "{\"a\":".repeat(DEPTH),
                    "}".repeat(DEPTH)
                )),
            ),
            survived(
                "unknown/huge-number",
                "an unknown member is a number beyond all floats",
                json.clone(),
                unknown("1e400".to_owned()),
            ),
            survived(
                "unknown/long-number",
                "an unknown member is a number of 400 digits",
                json.clone(),
                unknown("9".repeat(400)),
            ),
            survived(
                "unknown/lone-surrogate",
                "an unknown member has half a surrogate pair",
                json.clone(),
                unknown("\"\\ud800\"".to_owned()),
            ),
            survived(
                "unknown/nul",
                "an unknown member has the character NUL",
                json.clone(),
                unknown("\"\\u0000\"".to_owned()),
            ),
            survived(
                "unknown/prototype",
                "an unknown member is an object named like a prototype",
                json.clone(),
                unknown("{\"__proto__\":{\"admin\":true},\"constructor\":{}}".to_owned()),
            ),
            survived(
                "large/64-kib",
                "the body has 70,000 bytes",
                json.clone(),
                Malformed::Padded { to: 70_000 },
            ),
            survived(
                "large/1-mib",
                "the body has 1,100,000 bytes",
                json,
                Malformed::Padded { to: 1_100_000 },
            ),
        ]);
    }
    for draft in drafts {
        cases.push(ground, draft);
    }
}

/// No body where there must be one.
fn without(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let mut request = ground.request(&[]);
    request.body = Body::None;
    let part = Part::RequestBody { media: None };
    let draft = NewCase {
        id: "protocol/no-body".to_owned(),
        family: Family::Protocol,
        clause: Some(Promise::Present.id(&ground.operation.key, &part)),
        intent: Intent::Probes,
        request,
        // Without a body there is no content type, of which a server may speak first (415).
        expectation: Expectation::Refused {
            statuses: Vec::new(),
        },
        difference: None,
        about: "there is no body".to_owned(),
        times: 1,
    };
    cases.push(ground, draft);
}

/// The same where the body is a form that cannot be empty; all else here is about JSON.
fn without_form(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    if ground.written().is_some_and(|written| written.needed) {
        without(ground, cases);
    }
}

fn draft(
    ground: &PlanContext<'_, '_>,
    id: &str,
    about: &str,
    media: Option<String>,
    value: &Value,
    how: Malformed,
) -> NewCase {
    let mut request = ground.request(&[]);
    request.body = Body::Malformed {
        media,
        value: value.clone(),
        how,
    };
    NewCase {
        id: format!("protocol/{id}"),
        family: Family::Protocol,
        clause: None,
        intent: Intent::Probes,
        request,
        expectation: Expectation::Survived,
        difference: None,
        about: about.to_owned(),
        times: 1,
    }
}
