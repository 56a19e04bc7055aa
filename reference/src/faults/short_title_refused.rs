//! A `title` of one character is refused.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// Off by one: the least length is compared with the wrong operator.
pub(super) const FAULT: Fault = Fault {
    name: "short-title-refused",
    description: "A `title` of one character is refused.",
    clause: "request.body#/$ref/properties/title/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write
        .changes
        .title
        .as_ref()
        .is_some_and(|title| title.chars().count() == 1)
    {
        write.refused = Some(Answer::invalid("title", "Title is too short"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_title_of_one_character_is_refused() {
        let requests = [update(json!({"title": "x"}))];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
