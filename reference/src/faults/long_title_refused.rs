//! A `title` of more than 255 characters is refused.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The column of the database is `VARCHAR(255)`, which the document does not say.
pub(super) const FAULT: Fault = Fault {
    name: "long-title-refused",
    description: "A `title` of more than 255 characters is refused.",
    clause: "request.body#/$ref/properties/title/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write
        .changes
        .title
        .as_ref()
        .is_some_and(|title| title.chars().count() > 255)
    {
        write.refused = Some(Answer::invalid("title", "Title is too long"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_title_of_256_characters_is_refused() {
        let requests = [update(json!({"title": "x".repeat(256)}))];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
