//! `enabled` may not be null.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The validator does not know that the member is nullable.
pub(super) const FAULT: Fault = Fault {
    name: "null-enabled-refused",
    description: "`enabled` may not be null.",
    clause: "request.body#/$ref/properties/enabled/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.enabled == Some(None) {
        write.refused = Some(Answer::invalid(
            "enabled",
            "Expected boolean, received null",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn null_is_refused() {
        let requests = [update(json!({"enabled": null}))];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
