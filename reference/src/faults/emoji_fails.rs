//! A `prompt` with a character beyond the basic plane makes the server fail.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The column of the database has the three-byte encoding that MySQL calls `utf8`.
pub(super) const FAULT: Fault = Fault {
    name: "emoji-fails",
    description: "A `prompt` with a character beyond the basic plane makes the server fail.",
    clause: "http#/no-server-error",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write
        .changes
        .prompt
        .as_ref()
        .is_some_and(|prompt| prompt.chars().any(|c| c > '\u{FFFF}'))
    {
        write.refused = Some(Answer::failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Incorrect string value",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_emoji_makes_it_fail() {
        let requests = [update(json!({"prompt": "🎸"}))];
        shows(&FAULT, &requests, |got| got[0].status == 500);
    }
}
