//! `POINTER=VALUE`: a value of the request.

use std::str::FromStr;

use serde_json::Value;

/// A value of the request: `/body/id=…`, `/path/petId=…`, `/query/limit=…`, `/header/x-tenant=…`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PointerValue {
    /// JSON Pointer into the request.
    pub(crate) pointer: String,
    /// JSON when the text can be read as JSON, else the text.
    pub(crate) value: Value,
}

/// The first steps that a pointer into a request can have.
const PARTS: [&str; 5] = ["body", "path", "query", "header", "cookie"];

impl PointerValue {
    /// Checks that a pointer leads into a request.
    ///
    /// # Errors
    ///
    /// When it does not; the message says which ones do.
    pub(crate) fn check_pointer(pointer: &str) -> Result<(), String> {
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

impl FromStr for PointerValue {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (pointer, value) = text.split_once('=').ok_or_else(|| {
            format!("`{text}` has no `=`; write POINTER=VALUE, for example /body/id=42")
        })?;
        Self::check_pointer(pointer)?;
        Ok(Self {
            pointer: pointer.to_owned(),
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
                assert_eq!(parsed.pointer, pointer);
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
}
