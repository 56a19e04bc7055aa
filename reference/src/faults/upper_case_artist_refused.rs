//! An `artist_account_id` in upper case is refused.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The pattern for uuids lists lower-case digits only.
pub(super) const FAULT: Fault = Fault {
    name: "upper-case-artist-refused",
    description: "An `artist_account_id` in upper case is refused.",
    clause: "request.body#/$ref/properties/artist_account_id/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, asked: &Asked, write: &mut Write) {
    if asked
        .text("artist_account_id")
        .is_some_and(|id| id.contains(|c: char| c.is_ascii_uppercase()))
    {
        write.refused = Some(Answer::invalid("artist_account_id", "Invalid uuid"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{shows, update};

    #[test]
    fn an_upper_case_uuid_is_refused() {
        let requests = [update(
            json!({"artist_account_id": demo().artist_account_id.to_string().to_uppercase()}),
        )];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
