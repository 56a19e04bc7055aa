//! Every valid update fails, whatever it changes.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The database was migrated and the service was not: what a request holds does not matter.
pub(super) const FAULT: Fault = Fault {
    name: "every-update-fails",
    description: "Every valid update fails, whatever it changes.",
    clause: "http#/no-server-error",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    write.refused = Some(Answer::failure(
        StatusCode::INTERNAL_SERVER_ERROR,
        "no such column: model",
    ));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_update_of_nothing_fails() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 500);
    }
}
