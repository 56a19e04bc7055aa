//! An empty `title` is accepted and stored.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The length of the title is not checked.
pub(super) const FAULT: Fault = Fault {
    name: "empty-title-accepted",
    description: "An empty `title` is accepted and stored.",
    clause: "request.body#/$ref/properties/title/minLength",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound.take_member("title", |value| value == "").is_some() {
        inbound.forced.title = Some(String::new());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_empty_title_is_accepted() {
        let requests = [update(json!({"title": ""}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
