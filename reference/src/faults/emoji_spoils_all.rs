//! After a `prompt` with a character beyond the basic plane, every update fails.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The connection to the database is left in a failed transaction.
pub(super) const FAULT: Fault = Fault {
    name: "emoji-spoils-all",
    description: "After a `prompt` with a character beyond the basic plane, every update fails.",
    clause: "http#/no-server-error",
    layer: Layer::Store(act),
};

fn act(world: &World, _asked: &Asked, write: &mut Write) {
    let prompt = write.changes.prompt.as_deref().unwrap_or_default();
    if prompt.chars().any(|c| c > '\u{FFFF}') {
        world.note(FAULT.name, true.into());
    }
    if world.noted(FAULT.name).is_some() {
        write.refused = Some(Answer::failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "current transaction is aborted",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_update_of_nothing_fails_after_an_emoji() {
        let nothing = update(json!({}));
        let requests = [nothing.clone(), update(json!({"prompt": "🎸"})), nothing];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && got[1].status == 500 && got[2].status == 500
        });
    }
}
