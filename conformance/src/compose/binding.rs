//! Puts what only the server knows into a planned request.

use indexmap::IndexMap;
use serde_json::Value;

use crate::case::{Credentials, PlannedRequest};
use crate::request::{at, at_mut};

/// What the server is known to accept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// Values by pointer into the request: `/body/id`, `/path/taskId`, `/query/limit`,
    /// `/header/x-tenant`, `/cookie/session`.
    pub by_pointer: IndexMap<String, Value>,
    /// Who asks where a request does not care; none: the first alternative for which there are
    /// credentials.
    pub credentials: Option<Credentials>,
}

impl Values {
    /// The request with the known values at those of its `bound` pointers that it has.
    #[must_use]
    pub fn bind(&self, planned: &PlannedRequest) -> PlannedRequest {
        let mut request = planned.clone();
        if let (Credentials::Given, Some(credentials)) = (&planned.credentials, &self.credentials) {
            request.credentials = credentials.clone();
        }
        for pointer in &planned.bound {
            if let Some(value) = self.by_pointer.get(pointer)
                && let Some(place) = at_mut(&mut request, pointer)
            {
                *place = value.clone();
            }
        }
        for (pointer, transform) in &planned.transformed {
            if let Some(place) = at_mut(&mut request, pointer) {
                *place = transform.apply(place);
            }
        }
        request
    }

    /// The values that a request has at its `bound` pointers.
    #[must_use]
    pub fn of(request: &PlannedRequest) -> Self {
        let values = request.bound.iter();
        let values = values.filter_map(|pointer| {
            at(request, pointer).map(|value| (pointer.clone(), value.clone()))
        });
        Self {
            by_pointer: values.collect(),
            credentials: None,
        }
    }

    /// These values, and those of `others` where these have none.
    #[must_use]
    pub fn or(mut self, others: &Self) -> Self {
        for (pointer, value) in &others.by_pointer {
            self.by_pointer
                .entry(pointer.clone())
                .or_insert_with(|| value.clone());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::case::Body;

    fn request(body: Value, bound: &[&str]) -> PlannedRequest {
        PlannedRequest {
            body: Body::Json {
                media: "application/json".to_owned(),
                value: body,
            },
            path: [("a/b".to_owned(), json!(1))].into_iter().collect(),
            bound: bound.iter().map(|&it| it.to_owned()).collect(),
            ..PlannedRequest::default()
        }
    }

    fn values(entries: &[(&str, Value)]) -> Values {
        let entries = entries.iter().map(|(k, v)| ((*k).to_owned(), v.clone()));
        Values {
            by_pointer: entries.collect(),
            credentials: None,
        }
    }

    #[test]
    fn only_bound_pointers_that_the_request_has_are_replaced() {
        let known = values(&[
            ("/body/id", json!("known")),
            ("/body/title", json!("no")),
            ("/body/gone", json!("no")),
            ("/path/a~1b", json!(2)),
        ]);
        let planned = request(
            json!({"id": "x", "title": "t"}),
            &["/body/id", "/body/gone", "/path/a~1b"],
        );
        let bound = known.bind(&planned);
        assert_eq!(
            at(&bound, "/body"),
            Some(&json!({"id": "known", "title": "t"}))
        );
        assert_eq!(at(&bound, "/path/a~1b"), Some(&json!(2)));
    }

    #[test]
    fn who_asks_is_bound_only_where_a_request_does_not_care() {
        let known = Values {
            credentials: Some(Credentials::Alternative { index: 1 }),
            ..Values::default()
        };
        let planned = request(json!({}), &[]);
        assert_eq!(Some(known.bind(&planned).credentials), known.credentials);
        let anonymous = PlannedRequest {
            credentials: Credentials::None,
            ..planned
        };
        assert_eq!(known.bind(&anonymous).credentials, Credentials::None);
    }

    #[test]
    fn the_values_of_a_request_are_those_at_its_bound_pointers() {
        let planned = request(json!({"id": "x", "title": "t"}), &["/body/id"]);
        assert_eq!(Values::of(&planned), values(&[("/body/id", json!("x"))]));
    }
}
