//! A `title` that looks like a number is answered as one.

use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A store without types, which gives back what a text looks like.
pub(super) const FAULT: Fault = Fault {
    name: "number-like-title-as-number",
    description: "A `title` that looks like a number is answered as one.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/title/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let title = task.get("title").and_then(Value::as_str);
        if let Some(number) = title.and_then(|it| it.parse::<i64>().ok()) {
            task.insert("title".to_owned(), number.into());
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn digits_come_back_as_a_number() {
        let requests = [update(json!({"title": "42"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!(42))
        });
    }
}
