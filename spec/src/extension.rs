//! The `x-tally-…` members of responses, read as what they mean.
//!
//! An overlay puts them where a document says something only in words.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::contract::Response;

/// `x-tally-culprit` of a response: where its body names the member of the request that failed.
///
/// ```yaml
/// x-tally-culprit: { pointer: /missing_fields, form: segments }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Culprit {
    /// JSON Pointer into the answer's body.
    pub pointer: String,
    /// How the member is written there.
    pub form: CulpritForm,
}

/// How an answer writes the member that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CulpritForm {
    /// An array of member names and indices: `["items", 0, "id"]`.
    Segments,
    /// A JSON Pointer: `/items/0/id`.
    Pointer,
    /// Names and indices with dots between them: `items.0.id`.
    Dotted,
    /// The name of the innermost member alone: `id`.
    Name,
}

/// An `x-tally-…` member that does not say what it should.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{member}` of response {status}: {reason}")]
pub struct InvalidExtension {
    /// Its name.
    pub member: &'static str,
    /// The response that has it.
    pub status: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Where the body of this response names the member that failed, if the document says so.
///
/// # Errors
///
/// When `x-tally-culprit` is there and is not an object of `pointer` and `form`.
pub fn culprit(response: &Response) -> Result<Option<Culprit>, InvalidExtension> {
    read(response, "x-tally-culprit")
}

/// `x-tally-resource` of a response: JSON Pointer to the resource in its body, for example
/// `/tasks/0`.
///
/// # Errors
///
/// When `x-tally-resource` is there and is not a string that is a JSON Pointer.
pub fn resource(response: &Response) -> Result<Option<String>, InvalidExtension> {
    let member = "x-tally-resource";
    let pointer: Option<String> = read(response, member)?;
    match pointer {
        Some(pointer) if !pointer.is_empty() && !pointer.starts_with('/') => {
            Err(InvalidExtension {
                member,
                status: response.status.to_string(),
                reason: format!(
                    "`{pointer}` is not a JSON Pointer: it starts with `/` or is empty"
                ),
            })
        }
        pointer => Ok(pointer),
    }
}

fn read<T: serde::de::DeserializeOwned>(
    response: &Response,
    member: &'static str,
) -> Result<Option<T>, InvalidExtension> {
    let Some(value) = response.extensions.get(member) else {
        return Ok(None);
    };
    serde_json::from_value::<T>(Value::clone(value))
        .map(Some)
        .map_err(|error| InvalidExtension {
            member,
            status: response.status.to_string(),
            reason: error.to_string(),
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Place;
    use crate::contract::StatusPattern;

    fn response(member: &str, value: Value) -> Response {
        Response {
            status: StatusPattern::Code(400),
            description: None,
            headers: Vec::new(),
            content: Vec::new(),
            links: Vec::new(),
            extensions: [(member.to_owned(), value)].into_iter().collect(),
            place: Place {
                file: "api.json".into(),
                pointer: String::new(),
                line: 1,
                column: 1,
            },
        }
    }

    #[test]
    fn a_culprit_is_read() {
        let value = json!({"pointer": "/missing_fields", "form": "segments"});
        let culprit = culprit(&response("x-tally-culprit", value))
            .unwrap()
            .unwrap();
        assert_eq!(culprit.pointer, "/missing_fields");
        assert_eq!(culprit.form, CulpritForm::Segments);
    }

    #[test]
    fn a_culprit_of_an_unknown_form_is_an_error() {
        let value = json!({"pointer": "/missing_fields", "form": "segment"});
        let error = culprit(&response("x-tally-culprit", value)).unwrap_err();
        assert!(
            error.to_string().contains("unknown variant `segment`"),
            "{error}"
        );
    }

    #[test]
    fn a_resource_that_is_no_pointer_is_an_error() {
        assert!(resource(&response("x-tally-resource", json!("tasks/0"))).is_err());
        let pointer = resource(&response("x-tally-resource", json!("/tasks/0"))).unwrap();
        assert_eq!(pointer.as_deref(), Some("/tasks/0"));
    }
}
