//! `artist_account_id` is accepted and ignored.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A member that was added to the document, not to the handler.
pub(super) const FAULT: Fault = Fault {
    name: "artist-account-ignored",
    description: "`artist_account_id` is accepted and ignored.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    write.changes.artist_account_id = None;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{shows, update};

    #[test]
    fn the_artist_stays() {
        let requests = [update(
            json!({"artist_account_id": demo().foreign_account_id}),
        )];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("artist_account_id") == Some(&json!(demo().artist_account_id))
        });
    }
}
