//! The same request for the second time turns `enabled` around.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// "Pause or resume" is implemented as a switch.
pub(super) const FAULT: Fault = Fault {
    name: "repeat-toggles-enabled",
    description: "The same request for the second time turns `enabled` around.",
    clause: "law#/same-twice",
    layer: Layer::Store(act),
};

fn act(world: &World, asked: &Asked, write: &mut Write) {
    if let Some(Some(enabled)) = &mut write.changes.enabled {
        let sent = String::from_utf8_lossy(&asked.body);
        *enabled ^= world.count(FAULT.name, sent).is_multiple_of(2);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_second_time_turns_it_around() {
        let request = update(json!({"enabled": true}));
        let requests = [request.clone(), request];
        shows(&FAULT, &requests, |got| {
            got[1].task().get("enabled") == Some(&json!(false))
        });
    }
}
