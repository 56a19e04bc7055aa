//! An update after two refused ones makes the server fail.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A refused update leaves its connection in a failed transaction; the pool has two of them, and
/// only a request that writes nothing finds that out without harm.
pub(super) const FAULT: Fault = Fault {
    name: "update-after-two-refusals-fails",
    description: "An update after two refused ones makes the server fail.",
    clause: "http#/no-server-error",
    layer: Layer::After(act),
};

/// Members that an update writes.
const WRITTEN: [&str; 5] = ["title", "prompt", "schedule", "enabled", "model"];

fn act(world: &World, asked: &Asked, answer: &mut Answer) {
    let refused = world.noted(FAULT.name).and_then(|it| it.as_u64());
    let refused = refused.unwrap_or(0);
    match answer.status.as_u16() {
        400 => world.note(FAULT.name, json!(refused + 1)),
        200 => {
            world.note(FAULT.name, json!(0));
            if refused >= 2
                && asked
                    .members()
                    .keys()
                    .any(|name| WRITTEN.contains(&name.as_str()))
            {
                *answer = Answer::failure(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "current transaction is aborted",
                );
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_third_request_fails() {
        let (wrong, right) = (update(json!({"title": ""})), update(json!({"title": "a"})));
        let requests = [wrong.clone(), right.clone(), wrong.clone(), wrong, right];
        shows(&FAULT, &requests, |got| {
            let statuses: Vec<_> = got.iter().map(|got| got.status).collect();
            statuses == [400, 200, 400, 400, 500]
        });
    }
}
