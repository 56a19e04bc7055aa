//! A foreign account is answered with 401.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// "Who are you?" and "may you?" are confused.
pub(super) const FAULT: Fault = Fault {
    name: "foreign-account-is-unauthorized",
    description: "A foreign account is answered with 401.",
    clause: "responses#/foreign",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::FORBIDDEN {
        *answer = Answer::refusal(StatusCode::UNAUTHORIZED, "Unauthorized");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{shows, update};

    #[test]
    fn a_foreign_account_is_answered_with_401() {
        let requests = [update(json!({"account_id": demo().foreign_account_id}))];
        shows(&FAULT, &requests, |got| got[0].status == 401);
    }
}
