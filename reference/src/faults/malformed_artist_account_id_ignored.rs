//! An `artist_account_id` that is no uuid is ignored.

use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The text is parsed, and what cannot be parsed is taken as absent.
pub(super) const FAULT: Fault = Fault {
    name: "malformed-artist-account-id-ignored",
    description: "An `artist_account_id` that is no uuid is ignored.",
    clause: "request.body#/$ref/properties/artist_account_id/format",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound.asked.uuid("artist_account_id").is_none() {
        inbound.take_member("artist_account_id", Value::is_string);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_malformed_artist_account_id_is_accepted() {
        let requests = [update(json!({"artist_account_id": "1234"}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
