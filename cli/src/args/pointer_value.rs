//! `POINTER=VALUE`: a value of the request, with the operation that it concerns before it if it is
//! meant for one alone.

use std::str::FromStr;

use serde_json::Value;
use tally_conformance::plan::NamedValue;

/// A place of requests: `/body/id`, `/path/petId`, `/query/limit`, `/header/x-tenant`, of every
/// operation that has it, or of one: `GET /pets/{petId} /path/petId`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScopedPointer {
    /// The operation, by its operationId or as `METHOD /path`; none: every one that has the place.
    pub(crate) operation: Option<String>,
    /// JSON Pointer into the request.
    pub(crate) pointer: String,
}

/// A value of the request: `/body/id=…`, `GET /pets/{petId} /path/petId=…`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PointerValue {
    /// Where it stands.
    pub(crate) at: ScopedPointer,
    /// JSON when the text can be read as JSON, else the text.
    pub(crate) value: Value,
}

/// The first steps that a pointer into a request can have.
const PARTS: [&str; 5] = ["body", "path", "query", "header", "cookie"];

impl ScopedPointer {
    /// Where the pointer begins in a text that names an operation before it, and the text up to
    /// there: the first step into a request behind a space. The path of the operation follows its
    /// method, and is no such step.
    fn scope(text: &str) -> Option<(&str, &str)> {
        if text.starts_with('/') {
            return None;
        }
        let is_method = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_uppercase());
        let mut spaces = text.match_indices(" /").map(|(at, _)| text.split_at(at));
        spaces
            .find(|(scope, rest)| {
                let step = &rest[2..];
                let step = step.split(['/', '=']).next().unwrap_or(step);
                PARTS.contains(&step) && !is_method(scope)
            })
            .map(|(scope, rest)| (scope, &rest[1..]))
    }

    /// Checks that a pointer leads into a request.
    fn check(pointer: &str) -> Result<(), String> {
        let first = pointer.strip_prefix('/').map(|rest| {
            rest.split_once('/')
                .map_or((rest, ""), |(part, more)| (part, more))
        });
        match first {
            Some((part, more)) if PARTS.contains(&part) && (part == "body" || !more.is_empty()) => {
                Ok(())
            }
            _ => Err(format!(
                "`{pointer}` does not point into a request; write /body/…, /path/NAME, \
                 /query/NAME, /header/NAME or /cookie/NAME"
            )),
        }
    }
}

impl FromStr for ScopedPointer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (operation, pointer) = match Self::scope(text) {
            Some((scope, pointer)) => (Some(scope.trim().to_owned()), pointer),
            None => (None, text),
        };
        Self::check(pointer)?;
        Ok(Self {
            operation,
            pointer: pointer.to_owned(),
        })
    }
}

impl PointerValue {
    /// The value as the plan takes it.
    pub(crate) fn named(&self) -> NamedValue {
        NamedValue {
            operation: self.at.operation.clone(),
            pointer: self.at.pointer.clone(),
            value: self.value.clone(),
        }
    }
}

impl FromStr for PointerValue {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // The path of an operation may have a `=` as well.
        let (scope, rest) = ScopedPointer::scope(text).unwrap_or(("", text));
        let (pointer, value) = rest.split_once('=').ok_or_else(|| {
            format!("`{text}` has no `=`; write POINTER=VALUE, for example /body/id=42")
        })?;
        let at = match scope {
            "" => pointer.parse(),
            scope => format!("{scope} {pointer}").parse(),
        };
        Ok(Self {
            at: at?,
            value: serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(text: &str, expected: Result<(&str, Value), &str>) {
        match (text.parse::<PointerValue>(), expected) {
            (Ok(parsed), Ok((pointer, value))) => {
                assert_eq!(parsed.at.operation, None);
                assert_eq!(parsed.at.pointer, pointer);
                assert_eq!(parsed.value, value);
            }
            (Err(message), Err(part)) => assert!(message.contains(part), "{message}"),
            (parsed, expected) => panic!("{text}: {parsed:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn values_are_json_when_they_can_be() {
        check("/body/id=abc", Ok(("/body/id", json!("abc"))));
        check("/query/limit=10", Ok(("/query/limit", json!(10))));
        check(r#"/path/id="10""#, Ok(("/path/id", json!("10"))));
        check(
            "/body/filter={\"a\":1}",
            Ok(("/body/filter", json!({"a": 1}))),
        );
        check("/body/q=a=b", Ok(("/body/q", json!("a=b"))));
    }

    #[test]
    fn pointers_outside_of_a_request_are_refused() {
        check("id=3", Err("does not point into a request"));
        check("/id=3", Err("does not point into a request"));
        check("/query=3", Err("does not point into a request"));
        check("/body/id", Err("has no `=`"));
    }

    fn scoped(text: &str, operation: &str, pointer: &str, value: Value) {
        let parsed: PointerValue = text.parse().unwrap();
        assert_eq!(parsed.at.operation.as_deref(), Some(operation), "{text}");
        assert_eq!(
            (parsed.at.pointer.as_str(), &parsed.value),
            (pointer, &value),
            "{text}"
        );
    }

    #[test]
    fn an_operation_may_stand_before_the_pointer() {
        let user = "GET /users/{name}";
        scoped(
            "GET /users/{name} /path/name=alice",
            user,
            "/path/name",
            json!("alice"),
        );
        scoped(
            "getUser /query/q=a /b=c",
            "getUser",
            "/query/q",
            json!("a /b=c"),
        );
        scoped(
            "GET /path/{id} /path/id=1",
            "GET /path/{id}",
            "/path/id",
            json!(1),
        );
        scoped("PUT /a;v={v} /body=2", "PUT /a;v={v}", "/body", json!(2));
        check("/body/a /path/b=1", Ok(("/body/a /path/b", json!(1))));
    }
}
