//! A body that is an array is taken as its first item.

use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The endpoint once took batches.
pub(super) const FAULT: Fault = Fault {
    name: "array-body-unwrapped",
    description: "A body that is an array is taken as its first item.",
    clause: "request.body#/$ref/type",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if let Some(Value::Array(items)) = inbound.asked.json()
        && let Some(first) = items.first()
    {
        inbound.set_json(first);
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
    fn an_array_is_accepted() {
        let requests = [patch(&json!([{"id": demo().known_ids[0]}]))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
