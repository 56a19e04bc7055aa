//! The same request again: at once, and when everything else has been sent.

use super::new_case::{Cases, NewCase, PlanContext};
use crate::case::{Expectation, Family, Intent};

/// Methods after which the same request may be sent again (RFC 9110 §9.2.2; PATCH of a document of
/// members, RFC 7396).
const REPEATABLE: [&str; 5] = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH"];

/// The smallest request twice, and once more.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let repeatable = REPEATABLE.contains(&ground.operation.key.method.as_str());
    for (id, times, about) in [
        ("twice", 2, "the same request twice"),
        ("later", 1, "the smallest request once more"),
    ] {
        let request = ground.request(&[]);
        let expectation = match repeatable {
            true => ground.accepted(&request),
            false => Expectation::Survived,
        };
        cases.push(
            ground,
            NewCase {
                id: format!("repeat/{id}"),
                family: Family::Repeat,
                clause: None,
                intent: if repeatable {
                    Intent::Honours
                } else {
                    Intent::Probes
                },
                request,
                expectation,
                difference: None,
                about: about.to_owned(),
                times,
            },
        );
    }
}
