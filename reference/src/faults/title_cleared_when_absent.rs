//! A request with `prompt` and without `title` clears the title.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// The defaults of the request type are written.
pub(super) const FAULT: Fault = Fault {
    name: "title-cleared-when-absent",
    description: "A request with `prompt` and without `title` clears the title.",
    clause: "law#/keeps",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.prompt.is_some() && write.changes.title.is_none() {
        write.changes.title = Some(String::new());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_title_is_gone() {
        let requests = [update(json!({"prompt": "a"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!(""))
        });
    }
}
