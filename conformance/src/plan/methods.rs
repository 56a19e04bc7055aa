//! Other methods on the same path.

use super::new_case::{Cases, NewCase, PlanContext};
use crate::case::{Body, Credentials, Expectation, Family, Intent};

/// Methods, and whether they are safe (RFC 9110 §9.2.1).
const METHODS: [(&str, bool); 8] = [
    ("GET", true),
    ("HEAD", true),
    ("OPTIONS", true),
    ("POST", false),
    ("PUT", false),
    ("PATCH", false),
    ("DELETE", false),
    (UNKNOWN, false),
];

/// A method that nobody defines.
const UNKNOWN: &str = "TALLY";

/// The methods that the document does not declare on this path. Those that are not safe are sent
/// without credentials and without a body, and where the operation needs no credentials not at all:
/// nothing is to be changed by an operation that no one has asked to be tested.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let path = &ground.operation.key.path;
    let mut here = ground
        .contract
        .operations
        .iter()
        .filter(|it| it.key.path == *path);
    // Once for a path: on its first operation.
    if here
        .next()
        .is_none_or(|first| first.key != ground.operation.key)
    {
        return;
    }
    for (method, safe) in METHODS {
        let mut here = ground
            .contract
            .operations
            .iter()
            .filter(|it| it.key.path == *path);
        if here.any(|it| it.key.method.as_str() == method) {
            continue;
        }
        let open = ground
            .operation
            .security
            .iter()
            .any(|it| it.schemes.is_empty());
        let open = open || ground.operation.security.is_empty();
        if !safe && (open && method != UNKNOWN || ground.options.read_only) {
            continue;
        }
        let mut request = ground.request(&[]);
        request.method = Some(method.to_owned());
        request.body = Body::None;
        if !safe {
            request.credentials = Credentials::None;
        }
        cases.push(
            ground,
            NewCase {
                id: format!("method/{}", method.to_ascii_lowercase()),
                family: Family::Method,
                clause: None,
                intent: Intent::Probes,
                request,
                expectation: Expectation::Survived,
                difference: None,
                about: format!("{method}, which the document does not declare here"),
                times: 1,
            },
        );
    }
}
