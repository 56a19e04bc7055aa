//! The state of a resource as the answers of the operation show it.

use std::sync::Arc;

use serde_json::Value;
use tally_spec::promise::{is_json, response_part};
use tally_spec::schema::pointer;

use super::operation_run::{OperationRun, body_of};
use crate::exchange::{Answer, Exchange};
use crate::state::{Located, Locator, State};

impl OperationRun<'_> {
    /// What an answer shows of the resource of a request.
    pub(super) fn located<'e>(&self, exchange: &'e Exchange) -> &'e Located {
        let Some(answer) = exchange.answer().filter(|_| exchange.accepted()) else {
            return &Located::Unknown;
        };
        let locate = || Arc::new(self.locate(exchange, answer));
        answer.read.located.get_or_init(locate)
    }

    fn locate(&self, exchange: &Exchange, answer: &Answer) -> Located {
        let (Some(locator), Some(body)) = (self.locator(answer.status), answer.json().value())
        else {
            return Located::Unknown;
        };
        let (spoilt, rest) = self.without_what_is_broken(answer.status, body);
        let body = rest.as_ref().unwrap_or(body);
        let sent = body_of(exchange);
        let identity = self
            .members
            .required()
            .filter_map(|member| Some((member.name.clone(), sent.get(&member.name)?.clone())));
        match locator.locate(body, &self.members, &identity.collect()) {
            Located::Missing if !spoilt.is_empty() => Located::Unknown,
            Located::Shown(state) => Located::Shown(State { spoilt, ..state }),
            located => located,
        }
    }

    /// An answer without what breaks its schema, where something does: that is found as such, and
    /// says nothing of the state. Gives the names of what is broken; the empty name for the whole
    /// body.
    fn without_what_is_broken(&self, status: u16, body: &Value) -> (Vec<String>, Option<Value>) {
        let response = self.operation.response(status);
        let media = response.and_then(|it| it.content.iter().find(|media| is_json(&media.name)));
        let mismatches = match (response, media, media.and_then(|it| it.schema)) {
            (Some(response), Some(media), Some(schema)) => {
                let part = response_part(response, media);
                let response_schemas = &self.response_schemas;
                response_schemas.mismatches(self.operation, &part, schema, body)
            }
            _ => Vec::new(),
        };
        if mismatches.is_empty() {
            return (Vec::new(), None);
        }
        let mut rest = body.clone();
        let mut spoilt = Vec::new();
        for mismatch in &mismatches {
            let at = &mismatch.violation.instance;
            let (parent, name) = pointer::split_last(at).unwrap_or_default();
            if let Some(Value::Object(members)) = rest.pointer_mut(parent) {
                members.shift_remove(&name);
            }
            spoilt.push(name);
        }
        (spoilt, Some(rest))
    }

    /// Where answers of this status show the resource, in words.
    pub(super) fn place_of_resource(&self, status: u16) -> Option<String> {
        self.locator(status).map(ToString::to_string)
    }

    fn locator(&self, status: u16) -> Option<&Locator> {
        let response = self.operation.response(status)?;
        self.locators.get(&response.status)?.as_ref()
    }
}
