//! A `prompt` with control characters is refused.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// A web firewall takes them for an attack.
pub(super) const FAULT: Fault = Fault {
    name: "control-characters-refused",
    description: "A `prompt` with control characters is refused.",
    clause: "request.body#/$ref/properties/prompt/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write
        .changes
        .prompt
        .as_ref()
        .is_some_and(|prompt| prompt.chars().any(char::is_control))
    {
        write.refused = Some(Answer::invalid("prompt", "Illegal characters"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_control_character_is_refused() {
        let requests = [update(json!({"prompt": "a\u{1}b"}))];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
