//! The `title` of a request that is refused for another member is written.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};
use crate::task::Changes;

/// Every member is written as it is read, and the last ones fail.
pub(super) const FAULT: Fault = Fault {
    name: "refused-update-partly-applied",
    description: "The `title` of a request that is refused for another member is written.",
    clause: "law#/refuses-atomically",
    layer: Layer::After(act),
};

fn act(world: &World, asked: &Asked, answer: &mut Answer) {
    let own = asked
        .uuid("id")
        .and_then(|id| world.store.find(id).ok().flatten());
    let accounts = world.scope(asked);
    let own = own.filter(|task| accounts.is_some_and(|scope| scope.contains(&task.account_id)));
    let title = asked.text("title").filter(|title| !title.is_empty());
    if let (StatusCode::BAD_REQUEST, Some(task), Some(_)) = (answer.status, own, &title) {
        let changes = Changes {
            title,
            ..Changes::default()
        };
        // What cannot be written is not partly written either.
        let _unwritten = world.store.update(task.id, changes);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_title_is_written() {
        let requests = [
            update(json!({"title": "a", "model": ""})),
            update(json!({})),
        ];
        shows(&FAULT, &requests, |got| {
            got[0].status == 400 && got[1].task().get("title") == Some(&json!("a"))
        });
    }
}
