//! A request that is refused switches the task off.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};
use crate::task::Changes;

/// The task is stopped before the request is checked, and never started again.
pub(super) const FAULT: Fault = Fault {
    name: "refused-update-disables",
    description: "A request that is refused switches the task off.",
    clause: "law#/refuses-atomically",
    layer: Layer::After(act),
};

fn act(world: &World, asked: &Asked, answer: &mut Answer) {
    let own = asked
        .uuid("id")
        .and_then(|id| world.store.find(id).ok().flatten());
    let accounts = world.scope(asked);
    let own = own.filter(|task| accounts.is_some_and(|scope| scope.contains(&task.account_id)));
    if let (StatusCode::BAD_REQUEST, Some(task)) = (answer.status, own) {
        let changes = Changes {
            enabled: Some(Some(false)),
            ..Changes::default()
        };
        // What cannot be written is not switched off either.
        let _unwritten = world.store.update(task.id, changes);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_task_is_switched_off() {
        let requests = [update(json!({"model": ""})), update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[1].task().get("enabled") == Some(&json!(false))
        });
    }
}
