//! A task of another account becomes that of whoever updates it.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};
use crate::task::Changes;

/// Whoever knows the id may act on it: broken object level authorization, the first of OWASP's
/// list for APIs.
pub(super) const FAULT: Fault = Fault {
    name: "foreign-task-taken-over",
    description: "A task of another account becomes that of whoever updates it.",
    clause: "responses#/foreign",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let task = inbound
        .asked
        .uuid("id")
        .and_then(|id| world.store.find(id).ok().flatten())?;
    let own = *world.scope(&inbound.asked)?.first()?;
    if task.account_id != own {
        let changes = Changes {
            account_id: Some(own),
            ..Changes::default()
        };
        // What cannot be written is not taken over either.
        let _unwritten = world.store.update(task.id, changes);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows};

    #[test]
    fn a_foreign_task_is_updated() {
        let requests = [patch(&json!({"id": demo().foreign_task_id}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
