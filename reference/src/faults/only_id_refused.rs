//! A request that has only `id` is refused.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};
use crate::task::Changes;

/// "Nothing to update" is an error for the server, but not for the document.
pub(super) const FAULT: Fault = Fault {
    name: "only-id-refused",
    description: "A request that has only `id` is refused.",
    clause: "request.body#/$ref/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes == Changes::default() {
        write.refused = Some(Answer::invalid("title", "Nothing to update"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_update_of_nothing_is_refused() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
