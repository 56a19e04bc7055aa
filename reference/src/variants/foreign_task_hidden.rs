//! A task of another account is not found.

use http::StatusCode;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// To say 403 would say that the task exists.
pub(super) const VARIANT: Variant = Variant {
    name: "foreign-task-hidden",
    description: "A task of another account is not found.",
    layer: Layer::After(act),
};

fn act(world: &World, asked: &Asked, answer: &mut Answer) {
    let task = asked
        .uuid("id")
        .and_then(|id| world.store.find(id).ok().flatten());
    let foreign = task
        .zip(world.scope(asked))
        .is_some_and(|(task, scope)| !scope.contains(&task.account_id));
    if answer.status == StatusCode::FORBIDDEN && foreign {
        *answer = Answer::failure(StatusCode::NOT_FOUND, "Task not found");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::demo;
    use crate::probe::{patch, varies};

    #[test]
    fn a_foreign_task_is_not_found() {
        let requests = [patch(&json!({"id": demo().foreign_task_id}))];
        varies(&VARIANT, &requests, |got| got[0].status == 404);
    }
}
