//! Which operations are planned, by name, tag, method or path.

use serde::{Deserialize, Serialize};
use tally_spec::contract::Operation;

/// Which operations are planned.
///
/// Each text is an `operationId`, a method (`DELETE`), a path (`/pets/{petId}`), both
/// (`GET /pets/{petId}`), or a tag (`tag:admin`). In a path and in an `operationId`, `*` stands for
/// any text without a `/`, and `**` for any text.
///
/// # Example
///
/// ```
/// use tally_conformance::plan::Selection;
///
/// let document = "
/// openapi: 3.1.0
/// info: {title: pets, version: '1'}
/// paths:
///   /pets: {get: {responses: {'204': {description: no pets}}}}
///   /admin/log: {delete: {responses: {'204': {description: gone}}}}
/// ";
/// let contract = tally_spec::read_text("pets.yaml", document).contract.unwrap();
/// let selection = Selection {
///     exclude: vec!["/admin/**".to_owned()],
///     ..Selection::default()
/// };
/// let mut included = contract.operations.iter().filter(|it| selection.includes(it));
/// assert_eq!(included.next().unwrap().key.to_string(), "GET /pets");
/// assert!(included.next().is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Only those that one of these selects; empty: all.
    pub include: Vec<String>,
    /// None of those that one of these selects.
    pub exclude: Vec<String>,
    /// Only those whose method is safe (RFC 9110 §9.2.1) or QUERY: GET, HEAD, OPTIONS, TRACE.
    pub read_only: bool,
}

impl Selection {
    /// Whether an operation is planned.
    #[must_use]
    pub fn includes(&self, operation: &Operation) -> bool {
        let any = |selectors: &[String]| selectors.iter().any(|it| selects(it, operation));
        (self.include.is_empty() || any(&self.include))
            && !any(&self.exclude)
            && (!self.read_only || is_read(operation))
    }
}

/// Whether an operation changes nothing by its method.
fn is_read(operation: &Operation) -> bool {
    let method = operation.key.method.as_str();
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY")
}

/// Whether a text of a [`Selection`] selects an operation.
#[must_use]
pub fn selects(selector: &str, operation: &Operation) -> bool {
    let key = &operation.key;
    if let Some(tag) = selector.strip_prefix("tag:") {
        return operation.tags.iter().any(|it| it == tag);
    }
    let method = key.method.as_str();
    let (of_method, path) = match selector.split_once(' ') {
        Some((method, path)) => (Some(method), path),
        None => (None, selector),
    };
    if path.starts_with('/') {
        return of_method.is_none_or(|it| it.eq_ignore_ascii_case(method))
            && matches_glob(path, &key.path);
    }
    let id = operation.id.as_deref();
    selector == method || id.is_some_and(|id| matches_glob(selector, id))
}

/// Whether a text is one that a pattern describes: `*` any part without a `/`, `**` any part.
fn matches_glob(pattern: &str, text: &str) -> bool {
    let Some((before, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(text) = text.strip_prefix(before) else {
        return false;
    };
    let (crosses, rest) = match rest.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let mut ends = ends.take_while(|end| crosses || !text[..*end].contains('/'));
    ends.any(|end| matches_glob(rest, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_within_a_segment_and_two_cross_them() {
        for (pattern, text, expected) in [
            ("/a", "/a", true),
            ("/a", "/a/b", false),
            ("/a/*", "/a/{id}", true),
            ("/a/*", "/a/{id}/b", false),
            ("/a/*/b", "/a/{id}/b", true),
            ("/a/**", "/a/{id}/b", true),
            ("/**/b", "/a/{id}/b", true),
            ("get*", "getPet", true),
            ("get*", "putPet", false),
            ("/a/*", "/a/", true),
        ] {
            assert_eq!(matches_glob(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn operations_are_selected_by_id_tag_method_and_path() {
        let document = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pets/{petId}:
    delete:
      operationId: removePet
      tags: [admin]
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: a}}
";
        let contract = tally_spec::read_text("a.yaml", document).contract.unwrap();
        let operation = &contract.operations[0];
        for selector in [
            "removePet",
            "remove*",
            "tag:admin",
            "DELETE",
            "/pets/{petId}",
            "/pets/*",
            "DELETE /pets/*",
            "delete /pets/{petId}",
        ] {
            assert!(selects(selector, operation), "{selector}");
        }
        for selector in ["Pet", "tag:pets", "GET", "GET /pets/*", "/pets", ""] {
            assert!(!selects(selector, operation), "{selector}");
        }
        let read_only = Selection {
            read_only: true,
            ..Selection::default()
        };
        assert!(!read_only.includes(operation));
    }
}
