//! An `account_id` that is no uuid is ignored when the request has an `artist_account_id` too.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// Whoever names an artist is thought to have named the account by that.
pub(super) const FAULT: Fault = Fault {
    name: "account-unchecked-beside-artist",
    description: "An `account_id` that is no uuid is ignored when the request has an `artist_account_id` too.",
    clause: "request.body#/$ref/properties/account_id/format",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound.asked.uuid("artist_account_id").is_some()
        && inbound.asked.text("account_id").is_some()
        && inbound.asked.uuid("account_id").is_none()
    {
        inbound.take_member("account_id", |_| true);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo::demo;
    use crate::probe::{shows, update};

    #[test]
    fn it_is_refused_alone_and_accepted_beside_an_artist() {
        let artist = demo().artist_account_id;
        let requests = [
            update(json!({"account_id": "me"})),
            update(json!({"account_id": "me", "artist_account_id": artist})),
        ];
        shows(&FAULT, &requests, |got| {
            got[0].status == 400 && got[1].status == 200
        });
    }
}
