//! A request with a member that the document does not name is refused.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The validator is strict where the schema is open.
pub(super) const FAULT: Fault = Fault {
    name: "extra-member-refused",
    description: "A request with a member that the document does not name is refused.",
    clause: "request.body#/$ref/type",
    layer: Layer::Store(act),
};

const KNOWN: [&str; 8] = [
    "id",
    "title",
    "prompt",
    "schedule",
    "account_id",
    "artist_account_id",
    "enabled",
    "model",
];

fn act(_world: &World, asked: &Asked, write: &mut Write) {
    let mut unknown: Vec<_> = asked.members().keys().cloned().collect();
    unknown.retain(|name| !KNOWN.contains(&name.as_str()));
    if !unknown.is_empty() {
        write.refused = Some(Answer::invalid(&unknown[0], "Unrecognized key"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_unknown_member_is_refused() {
        let requests = [update(json!({"note": 1}))];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
