//! A `title` with an apostrophe makes the server fail.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// The SQL statement is put together as text.
pub(super) const FAULT: Fault = Fault {
    name: "apostrophe-fails",
    description: "A `title` with an apostrophe makes the server fail.",
    clause: "http#/no-server-error",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write
        .changes
        .title
        .as_ref()
        .is_some_and(|title| title.contains('\''))
    {
        write.refused = Some(Answer::failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "syntax error at or near \"s\"",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_apostrophe_makes_it_fail() {
        let requests = [update(json!({"title": "it's"}))];
        shows(&FAULT, &requests, |got| got[0].status == 500);
    }
}
