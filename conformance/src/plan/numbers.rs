//! Integers written in ways that JSON allows and programs stumble over.

use serde_json::Value;
use tally_spec::schema::{JsonTypes, Keyword, SchemaView};

use super::new_case::{Cases, NewCase, PlanContext, stem};
use crate::case::{Body, Expectation, Family, Intent, Malformed};
use crate::probe::locate::locate;
use crate::probe::prober::Prober;
use crate::values;

/// How many numbers of one body are written in other ways.
const NUMBERS: usize = 12;

/// The texts, by what is special about them.
///
/// `1.0` is an integer (JSON Schema Core §4.2.3), and yet integers "SHOULD NOT be encoded with a
/// fractional part" (§6.3): a server that refuses it follows its parser, one that takes it follows
/// the schema, and neither is judged. What lies beyond 64 bits and beyond all floats is left to the
/// receiver by RFC 8259 §6.
const TEXTS: [(&str, &str, &str); 6] = [
    ("zero-fraction", "1.0", "is written with a fraction of zero"),
    ("exponent", "1E0", "is written with an exponent"),
    ("negative-zero", "-0", "is negative zero"),
    (
        "beyond-64-bits",
        "18446744073709551616",
        "is an integer beyond 64 bits",
    ),
    ("beyond-floats", "1e400", "is a number beyond all floats"),
    (
        "below-floats",
        "-1e400",
        "is a negative number beyond all floats",
    ),
];

/// Every integer of the body in each of these ways: to be survived, nothing more.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let Some(body) = ground.body() else { return };
    let input = &ground.inputs[body];
    for (at, base) in integers(&ground.probers[body]) {
        for (word, text, about) in TEXTS {
            let place = format!("{}{at}", input.pointer);
            let mut request = ground.request(&[(body, Some(base.clone()))]);
            request.body = Body::Malformed {
                media: Some(input.media.clone()),
                value: base.clone(),
                how: Malformed::Text {
                    at: at.clone(),
                    text: text.to_owned(),
                },
            };
            let name = match at.as_str() {
                "" => "the body".to_owned(),
                at => format!("`{}`", crate::probe::prober::dotted(at)),
            };
            cases.push(
                ground,
                NewCase {
                    id: format!("{}/number/{word}", stem(&place)),
                    family: Family::Protocol,
                    clause: None,
                    intent: Intent::Probes,
                    request,
                    expectation: Expectation::Survived,
                    difference: None,
                    about: format!("{name} {about}"),
                    times: 1,
                },
            );
        }
    }
}

/// Places where only integers are among the numbers, each with the smallest valid value that has
/// one there.
fn integers(prober: &Prober<'_>) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    for occurrence in prober
        .occurrences
        .iter()
        .filter(|it| it.keyword == Some(Keyword::Type))
    {
        if found.len() >= NUMBERS {
            break;
        }
        let schema = SchemaView::at(prober.plain, &occurrence.location);
        let kinds = schema
            .and_then(SchemaView::types)
            .unwrap_or(JsonTypes::NONE);
        if !kinds.has(JsonTypes::INTEGER) || kinds.has(JsonTypes::FRACTION) {
            continue;
        }
        let Some(steps) = locate(&prober.enumerator, occurrence).filter(|it| !prober.is_hidden(it))
        else {
            continue;
        };
        let at = values::pointer(&steps);
        let base = prober
            .bases(&steps)
            .into_iter()
            .find(|base| base.pointer(&at).is_some_and(Value::is_number));
        if let Some(base) = base.filter(|_| found.iter().all(|(known, _)| *known != at)) {
            found.push((at, base));
        }
    }
    found
}
