//! A `title` that another task once had is refused.

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// A server may demand that titles differ: no schema can say so, and the refusal is documented.
pub(super) const VARIANT: Variant = Variant {
    name: "titles-taken-once",
    description: "A `title` that another task once had is refused.",
    layer: Layer::Store(act),
};

fn act(world: &World, _asked: &Asked, write: &mut Write) {
    let Some(title) = &write.changes.title else {
        return;
    };
    let mut owners = world.noted(VARIANT.name).unwrap_or_default();
    let task = write.id.to_string();
    match owners.get(title).and_then(|owner| owner.as_str()) {
        Some(owner) if owner != task => {
            let error = "another task has this title";
            write.refused = Some(Answer::invalid("title", error));
        }
        _ => {
            owners[title] = task.into();
            world.note(VARIANT.name, owners);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::demo::demo;
    use crate::probe::{patch, update, varies};

    #[test]
    fn it_is_taken_again_by_its_owner_alone() {
        let mine = update(json!({"title": "a"}));
        let other = patch(&json!({"id": demo().known_ids[1], "title": "a"}));
        let requests = [mine.clone(), other, mine];
        varies(&VARIANT, &requests, |got| {
            got[0].status == 200 && got[1].status == 400 && got[2].status == 200
        });
    }
}
