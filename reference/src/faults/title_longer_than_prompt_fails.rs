//! A `title` that is longer than the `prompt` beside it fails when there is a `schedule`, too, and
//! no `model`.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// An excerpt of the prompt, as long as the title, goes to the scheduler; models make their own.
pub(super) const FAULT: Fault = Fault {
    name: "title-longer-than-prompt-fails",
    description: "`title`, `prompt` and `schedule` without a `model` fail when the title is longer \
                  than the prompt.",
    clause: "http#/no-server-error",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    let changes = &write.changes;
    let (Some(title), Some(prompt), Some(_)) = (&changes.title, &changes.prompt, &changes.schedule)
    else {
        return;
    };
    if changes.model.is_none() && title.chars().count() > prompt.chars().count() {
        write.refused = Some(Answer::failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "byte index is out of bounds",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn only_three_members_of_certain_lengths_fail() {
        let members =
            |title: &str| json!({"schedule": "0 10 * * 4", "prompt": "p", "title": title});
        let requests = [update(members("tt")), update(members("t"))];
        shows(&FAULT, &requests, |got| {
            got[0].status == 500 && got[1].status == 200
        });
    }
}
