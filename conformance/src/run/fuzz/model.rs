//! What the state of a resource must be: the state that was read, and what was accepted since.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::laws;
use crate::state::{Members, State};

/// What the state of a resource must be.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    /// The state; none when nothing is known of it.
    pub(super) state: Option<State>,
    /// Members of which it is not known what they are.
    unknown: Vec<String>,
}

impl Model {
    /// The state as it was read.
    pub(super) fn read(state: Option<State>) -> Self {
        Self {
            state,
            unknown: Vec::new(),
        }
    }

    /// The members that can be compared with it.
    pub(super) fn comparable(&self, members: &Members) -> Members {
        members.without(&self.unknown)
    }

    /// The members of which only the answers tell something.
    pub(super) fn incomparable(&self, members: &Members) -> Option<Members> {
        let comparable = members.all().map(|it| it.name.clone());
        let comparable = comparable.filter(|it| !self.unknown.contains(it));
        let others = members.without(&comparable.collect::<Vec<_>>());
        let some = others.all().next().is_some();
        some.then_some(others)
    }

    /// Forgets everything.
    pub(super) fn forget(&mut self) {
        self.state = None;
    }

    /// Takes in what was accepted, and what the answer shows of it.
    ///
    /// What was sent is what the member is, if any read ever showed the member (`visible`). After a
    /// null it is what is shown: a server may have a default.
    pub(super) fn merge(
        &mut self,
        sent: &Map<String, Value>,
        shown: Option<&State>,
        visible: &HashSet<String>,
    ) {
        let Some(state) = &mut self.state else {
            return;
        };
        let shown = shown.map(|it| &it.members);
        for (name, value) in sent {
            let answered = shown.and_then(|it| it.get(name));
            let is = match value {
                Value::Null => answered,
                // It may be merged with what was there.
                Value::Object(_) => answered.filter(|it| laws::is_merged(value, Some(it))),
                sent => Some(sent),
            };
            match is.filter(|_| visible.contains(name)).cloned() {
                Some(is) => {
                    self.unknown.retain(|it| it != name);
                    state.members.insert(name.clone(), is);
                }
                None if !self.unknown.contains(name) => self.unknown.push(name.clone()),
                None => {}
            }
        }
        for (name, value) in shown.into_iter().flatten() {
            let unknown = self.unknown.contains(name) && visible.contains(name);
            if unknown && !sent.contains_key(name) {
                self.unknown.retain(|it| it != name);
                state.members.insert(name.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    /// The model after an accepted request, and what cannot be compared.
    fn check(sent: &Value, shown: Option<&Value>, expected: &Value, unknown: &[&str]) {
        let before = json!({ "title": "old", "enabled": true });
        let mut model = Model::read(Some(object(&before).into()));
        let shown = shown.map(|it| State::from(object(it)));
        let visible = ["title", "enabled"].map(str::to_owned).into();
        model.merge(&object(sent), shown.as_ref(), &visible);
        assert_eq!(model.state.unwrap().members, object(expected));
        assert_eq!(model.unknown, unknown);
    }

    #[test]
    fn what_was_accepted_is_merged() {
        let expected = json!({ "title": "new", "enabled": true });
        check(&json!({ "title": "new" }), None, &expected, &[]);
        let shown = json!({ "title": "NEW", "enabled": false });
        check(&json!({ "title": "new" }), Some(&shown), &expected, &[]);
    }

    #[test]
    fn after_a_null_only_the_answer_tells() {
        let before = json!({ "title": "old", "enabled": true });
        check(&json!({ "enabled": null }), None, &before, &["enabled"]);
        let shown = json!({ "enabled": false });
        let expected = json!({ "title": "old", "enabled": false });
        check(&json!({ "enabled": null }), Some(&shown), &expected, &[]);
    }

    #[test]
    fn what_no_read_ever_showed_is_not_known() {
        let before = json!({ "title": "old", "enabled": true });
        let sent = json!({ "account": 1 });
        check(&sent, None, &before, &["account"]);
        check(&sent, Some(&sent), &before, &["account"]);
    }
}
