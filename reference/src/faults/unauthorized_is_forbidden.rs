//! Missing credentials are answered with 403.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// "Who are you?" and "may you?" are confused.
pub(super) const FAULT: Fault = Fault {
    name: "unauthorized-is-forbidden",
    description: "Missing credentials are answered with 403.",
    clause: "request.security#/unauthorized",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::UNAUTHORIZED {
        *answer = Answer::refusal(StatusCode::FORBIDDEN, "Forbidden");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn missing_credentials_are_answered_with_403() {
        let requests = [update(json!({})).without("x-api-key")];
        shows(&FAULT, &requests, |got| got[0].status == 403);
    }
}
