//! An `artist_account_id` in any form that a uuid library reads is taken.

use serde_json::json;
use uuid::Uuid;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// Libraries also read uuids without hyphens, in braces and as URNs, which are none of the form
/// that `format: uuid` names (RFC 9562 section 4).
pub(super) const FAULT: Fault = Fault {
    name: "braced-artist-account-id-accepted",
    description: "An `artist_account_id` in any form that a uuid library reads is taken.",
    clause: "request.body#/$ref/properties/artist_account_id/format",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let text = inbound.asked.text("artist_account_id")?;
    let id = Uuid::parse_str(&text).ok()?;
    if text.len() != 36 {
        inbound.set_member("artist_account_id", json!(id));
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn braces_are_read_over() {
        let id = "{9e2b7f60-3c1d-4a5e-b8f7-6d5c4b3a2918}";
        let requests = [update(json!({"artist_account_id": id}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("artist_account_id") == Some(&json!(&id[1..37]))
        });
    }
}
