//! A task is answered with the `title` that was last sent for another one.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A variable that all requests share, and that one that sends no title never sets.
pub(super) const FAULT: Fault = Fault {
    name: "title-leaks",
    description: "A task is answered with the `title` that was last sent for another one.",
    clause: "law#/keeps",
    layer: Layer::After(act),
};

fn act(world: &World, asked: &Asked, answer: &mut Answer) {
    if answer.status != StatusCode::OK {
        return;
    }
    let id = json!(asked.uuid("id"));
    if let Some(title) = asked.text("title") {
        world.note(FAULT.name, json!({ "of": id, "title": title }));
    } else if let Some(noted) = world.noted(FAULT.name)
        && noted["of"] != id
    {
        answer.edit_task(|task| {
            task.insert("title".to_owned(), noted["title"].clone());
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows, update};

    #[test]
    fn another_task_has_the_title() {
        let requests = [
            update(json!({"title": "a"})),
            patch(&json!({"id": demo().known_ids[1]})),
        ];
        shows(&FAULT, &requests, |got| {
            got[1].task().get("title") == Some(&json!("a"))
        });
    }
}
