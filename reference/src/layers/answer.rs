//! The answer, before it goes out.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

/// An answer with its whole body.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Answer {
    /// An answer with this JSON as its body.
    #[must_use]
    pub fn json(status: StatusCode, body: &Value) -> Self {
        let mut answer = Self {
            status,
            headers: HeaderMap::new(),
            body: body.to_string().into(),
        };
        answer.set_header(CONTENT_TYPE, "application/json");
        answer
    }

    /// An answer without a body that asks for the same request again, at once.
    #[must_use]
    pub fn again(status: StatusCode) -> Self {
        let mut answer = Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        answer.set_header(RETRY_AFTER, "0");
        answer
    }

    /// The documented 400, which names one member.
    #[must_use]
    pub fn invalid(member: &str, error: &str) -> Self {
        let body = json!({ "status": "error", "missing_fields": [member], "error": error });
        Self::json(StatusCode::BAD_REQUEST, &body)
    }

    /// The documented 404 and 500.
    #[must_use]
    pub fn failure(status: StatusCode, error: &str) -> Self {
        Self::json(status, &json!({ "status": "error", "error": error }))
    }

    /// The documented 401 and 403.
    #[must_use]
    pub fn refusal(status: StatusCode, message: &str) -> Self {
        let body = json!({ "error": status.as_u16(), "message": message });
        Self::json(status, &body)
    }

    /// Sets a header.
    pub fn set_header(&mut self, name: HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
    }

    /// Replaces the body.
    pub fn set_body(&mut self, body: impl Into<Bytes>) {
        self.headers.remove(CONTENT_LENGTH);
        self.body = body.into();
    }

    /// The body as JSON; none when it is not JSON.
    #[must_use]
    pub fn value(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body as text; empty when it is not UTF-8.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }

    /// Changes the body, if it is a JSON object.
    pub fn edit(&mut self, change: impl FnOnce(&mut Map<String, Value>)) {
        if let Some(Value::Object(mut members)) = self.value() {
            change(&mut members);
            self.set_body(Value::Object(members).to_string());
        }
    }

    /// Changes the task of a 200.
    pub fn edit_task(&mut self, change: impl FnOnce(&mut Map<String, Value>)) {
        if self.status == StatusCode::OK {
            self.edit(|body| {
                if let Some(Value::Object(task)) =
                    body.get_mut("tasks").and_then(|tasks| tasks.get_mut(0))
                {
                    change(task);
                }
            });
        }
    }

    /// Changes every recent run of the task of a 200.
    pub fn edit_runs(&mut self, change: impl Fn(&mut Map<String, Value>)) {
        self.edit_task(|task| {
            let runs = task.get_mut("recent_runs").and_then(Value::as_array_mut);
            let runs = runs.into_iter().flatten();
            runs.filter_map(Value::as_object_mut).for_each(change);
        });
    }
}
