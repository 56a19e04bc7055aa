//! An `artist_account_id` of another version than 4 is refused.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The pattern for uuids demands the version of random ones; the format does not.
pub(super) const FAULT: Fault = Fault {
    name: "uuid-version-checked",
    description: "An `artist_account_id` of another version than 4 is refused.",
    clause: "request.body#/$ref/properties/artist_account_id/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write
        .changes
        .artist_account_id
        .is_some_and(|id| id.get_version_num() != 4)
    {
        write.refused = Some(Answer::invalid("artist_account_id", "Invalid uuid"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_uuid_of_version_7_is_refused() {
        let requests = [update(
            json!({"artist_account_id": "01890a5d-ac96-774b-bcce-b302099a8057"}),
        )];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
