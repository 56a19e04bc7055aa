//! The same request for the second time makes the server fail.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// A uniqueness constraint on a log of requests.
pub(super) const FAULT: Fault = Fault {
    name: "repeated-update-fails",
    description: "The same request for the second time makes the server fail.",
    clause: "http#/no-server-error",
    layer: Layer::Store(act),
};

fn act(world: &World, asked: &Asked, write: &mut Write) {
    if world.count(FAULT.name, String::from_utf8_lossy(&asked.body)) == 2 {
        write.refused = Some(Answer::failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "duplicate key value",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_second_time_fails() {
        let request = update(json!({"title": "a"}));
        let requests = [request.clone(), request];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && got[1].status == 500
        });
    }
}
