//! A `prompt` of more than 1,000 characters makes the server fail.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// A buffer or column overflows, and the error is nobody's.
pub(super) const FAULT: Fault = Fault {
    name: "long-prompt-fails",
    description: "A `prompt` of more than 1,000 characters makes the server fail.",
    clause: "http#/no-server-error",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write
        .changes
        .prompt
        .as_ref()
        .is_some_and(|prompt| prompt.chars().count() > 1000)
    {
        write.refused = Some(Answer::failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Data too long",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_long_prompt_makes_it_fail() {
        let requests = [update(json!({"prompt": "x".repeat(1001)}))];
        shows(&FAULT, &requests, |got| got[0].status == 500);
    }
}
