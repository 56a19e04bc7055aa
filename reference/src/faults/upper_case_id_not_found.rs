//! A task is not found when its `id` is written in upper case.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The id is compared as text; RFC 9562 section 4 has it read in either case.
pub(super) const FAULT: Fault = Fault {
    name: "upper-case-id-not-found",
    description: "A task is not found when its `id` is written in upper case.",
    clause: "request.body#/$ref/properties/id/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, asked: &Asked, write: &mut Write) {
    if asked
        .text("id")
        .is_some_and(|id| id.contains(|c: char| c.is_ascii_uppercase()))
    {
        write.refused = Some(Answer::failure(StatusCode::NOT_FOUND, "Task not found"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows};

    #[test]
    fn an_upper_case_id_is_not_found() {
        let requests = [patch(
            &json!({"id": demo().known_ids[0].to_string().to_uppercase()}),
        )];
        shows(&FAULT, &requests, |got| got[0].status == 404);
    }
}
