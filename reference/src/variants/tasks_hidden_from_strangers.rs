//! Who presents no valid credentials is answered 404, as if there were no task.

use http::StatusCode;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 9110 section 15.5.4: a server that hides what exists may answer 404 instead.
pub(super) const VARIANT: Variant = Variant {
    name: "tasks-hidden-from-strangers",
    description: "Who presents no valid credentials is answered 404, as if there were no task.",
    layer: Layer::After(act),
};

fn act(_world: &World, asked: &Asked, answer: &mut Answer) {
    if asked.is_update() && answer.status == StatusCode::UNAUTHORIZED {
        *answer = Answer::failure(StatusCode::NOT_FOUND, "Task not found");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn no_credentials_are_no_task() {
        let requests = [update(json!({})).without("x-api-key")];
        varies(&VARIANT, &requests, |got| got[0].status == 404);
    }
}
