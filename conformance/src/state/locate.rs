//! Where an answer shows the resource that a request was about.

use std::collections::HashSet;

use serde_json::{Map, Value};
use tally_spec::contract::Response;
use tally_spec::extension;
use tally_spec::schema::{SchemaView, pointer};

use super::{Members, State, equal};

/// How deep a response schema is searched.
const DEPTH: usize = 12;

/// Where answers of one status show the resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Locator {
    /// Where `x-tally-resource` says.
    Declared {
        /// JSON Pointer into the body.
        pointer: String,
    },
    /// Where the response schema has an object with most of the request's members.
    Inferred {
        /// JSON Pointer into the body, `*` for any index.
        pattern: String,
    },
}

/// What was found where the resource should be.
#[derive(Clone, Debug, PartialEq)]
pub enum Located {
    /// The resource.
    Shown(State),
    /// Not the resource, though the document says where it stands.
    Missing,
    /// Nothing that is surely the resource.
    Unknown,
}

impl Located {
    /// The state, if it is shown.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        match self {
            Self::Shown(state) => Some(state),
            Self::Missing | Self::Unknown => None,
        }
    }
}

impl Locator {
    /// Finds out where answers show the resource; `schema` is that of the answer's body.
    ///
    /// None when the document does not say so and its schema has no object that shares two members
    /// with the request, or all of them.
    #[must_use]
    pub fn new(response: &Response, schema: Option<&Value>, members: &Members) -> Option<Self> {
        if let Ok(Some(pointer)) = extension::resource(response) {
            return Some(Self::Declared { pointer });
        }
        let schema = schema?;
        members.all().next()?;
        let mut best: Option<(usize, String)> = None;
        let mut level = vec![(SchemaView::of(schema), String::new())];
        // What stands in a schema that was met before is deeper than where it was met.
        let mut met = HashSet::new();
        for _ in 0..=DEPTH {
            let mut next = Vec::new();
            for (at, pattern) in level {
                let shared = Members::described_by(at)
                    .all()
                    .filter(|member| members.get(&member.name).is_some())
                    .count();
                // The shallowest of those that share most.
                if best.as_ref().is_none_or(|(most, _)| shared > *most) {
                    best = Some((shared, pattern.clone()));
                }
                children(at, &pattern, &mut met, &mut next);
            }
            level = next;
        }
        let least = members.all().count().min(2);
        best.filter(|(shared, _)| *shared >= least.max(1))
            .map(|(_, pattern)| Self::Inferred { pattern })
    }

    /// What an answer shows of the resource whose identifying members have these values.
    #[must_use]
    pub fn locate(
        &self,
        body: &Value,
        members: &Members,
        identity: &Map<String, Value>,
    ) -> Located {
        match self {
            Self::Declared { pointer } => match body.pointer(pointer) {
                Some(Value::Object(object)) => Located::Shown(state(object, members)),
                _ => Located::Missing,
            },
            Self::Inferred { pattern } => {
                let tokens = pointer::tokens(pattern);
                let mut found = Vec::new();
                objects(body, &tokens, &mut found);
                let is_meant = |object: &&&Map<String, Value>| {
                    identity.iter().all(|(name, value)| {
                        let format = members.get(name).and_then(|it| it.format.as_deref());
                        object.get(name).is_none_or(|it| equal(it, value, format))
                    })
                };
                let several = pattern.contains("/*");
                let named = |object: &&&Map<String, Value>| {
                    !several || identity.keys().any(|name| object.contains_key(name))
                };
                let meant: Vec<_> = found.iter().filter(is_meant).filter(named).collect();
                match meant.as_slice() {
                    [one] => Located::Shown(state(one, members)),
                    _ => Located::Unknown,
                }
            }
        }
    }
}

impl std::fmt::Display for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Declared { pointer } => write!(f, "`{pointer}`"),
            Self::Inferred { pattern } if pattern.is_empty() => f.write_str("the body"),
            Self::Inferred { pattern } => write!(f, "`{pattern}`"),
        }
    }
}

fn state(object: &Map<String, Value>, members: &Members) -> State {
    let known = object
        .iter()
        .filter(|(name, _)| members.get(name).is_some());
    let known = known.map(|(name, value)| (name.clone(), value.clone()));
    known.collect::<Map<_, _>>().into()
}

/// The schemas of the members and items of what a schema describes, through `$ref` and `allOf`, but
/// for schemas that were met before.
fn children<'a>(
    schema: SchemaView<'a>,
    pattern: &str,
    met: &mut HashSet<*const Value>,
    into: &mut Vec<(SchemaView<'a>, String)>,
) {
    for schema in schema.in_place() {
        if !met.insert(std::ptr::from_ref(schema.value())) {
            continue;
        }
        for (name, property) in schema.properties() {
            into.push((property, pointer::join(pattern, name)));
        }
        let items = schema.items();
        into.extend(items.map(|items| (items, format!("{pattern}/*"))));
    }
}

fn objects<'a>(value: &'a Value, tokens: &[String], into: &mut Vec<&'a Map<String, Value>>) {
    match (tokens, value) {
        ([], Value::Object(object)) => into.push(object),
        ([star, rest @ ..], Value::Array(items)) if star == "*" => {
            for item in items {
                objects(item, rest, into);
            }
        }
        ([name, rest @ ..], Value::Object(members)) => {
            if let Some(member) = members.get(name) {
                objects(member, rest, into);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tally_spec::Place;
    use tally_spec::contract::StatusPattern;

    use super::*;

    fn response(extension: Option<&str>) -> Response {
        let extension = extension.map(|it| ("x-tally-resource".to_owned(), json!(it)));
        Response {
            status: StatusPattern::Code(200),
            description: None,
            headers: Vec::new(),
            content: Vec::new(),
            links: Vec::new(),
            extensions: extension.into_iter().collect(),
            place: Place {
                file: "api.json".into(),
                pointer: String::new(),
                line: 1,
                column: 1,
            },
        }
    }

    fn members() -> Members {
        Members::of(&json!({
            "required": ["id"],
            "properties": { "id": { "format": "uuid" }, "title": {}, "enabled": {} }
        }))
    }

    fn schema() -> Value {
        json!({
            "properties": {
                "id": {},
                "tasks": { "type": "array", "items": { "$ref": "#/$defs/Task" } }
            },
            "$defs": { "Task": { "properties": {
                "id": {}, "title": {}, "runs": { "items": { "properties": { "id": {} } } }
            } } }
        })
    }

    fn check(extension: Option<&str>, body: Value, expected: Located) {
        let locator = Locator::new(&response(extension), Some(&schema()), &members()).unwrap();
        let id = json!("0a0b0c0d-0000-4000-8000-000000000001");
        let identity = [("id".to_owned(), id)].into_iter().collect();
        assert_eq!(
            locator.locate(&body, &members(), &identity),
            expected,
            "{locator}"
        );
    }

    #[test]
    fn schemas_that_refer_to_themselves_and_each_other_end() {
        let node = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
        let mut properties = Map::new();
        for name in ["a", "b", "c", "d", "e", "f"] {
            properties.insert(name.to_owned(), node("Node"));
        }
        properties.insert("task".to_owned(), node("A"));
        let schema = json!({
            "$ref": "#/$defs/Node",
            "$defs": {
                "Node": { "properties": properties },
                "A": { "allOf": [node("B")], "properties": { "id": {}, "title": {} } },
                "B": { "allOf": [node("A")] }
            }
        });
        let locator = Locator::new(&response(None), Some(&schema), &members()).unwrap();
        assert_eq!(locator.to_string(), "`/task`");
    }

    fn shown(state: Value) -> Located {
        Located::Shown(state.as_object().unwrap().clone().into())
    }

    #[test]
    fn it_is_inferred_from_the_members_that_the_schema_shares() {
        let mine = json!({"id": "0A0B0C0D-0000-4000-8000-000000000001", "title": "t", "runs": []});
        let other = json!({"id": "0a0b0c0d-0000-4000-8000-000000000002", "title": "x"});
        let expected = shown(json!({"id": "0A0B0C0D-0000-4000-8000-000000000001", "title": "t"}));
        check(None, json!({ "tasks": [other, mine] }), expected);
    }

    #[test]
    fn one_that_cannot_be_told_apart_is_not_taken() {
        check(None, json!({ "tasks": [] }), Located::Unknown);
        check(
            None,
            json!({ "tasks": [{ "title": "t" }, { "title": "u" }] }),
            Located::Unknown,
        );
        check(None, json!({ "tasks": 1 }), Located::Unknown);
    }

    #[test]
    fn a_declared_one_that_is_not_there_is_missing() {
        check(Some("/tasks/0"), json!({ "tasks": [] }), Located::Missing);
        let expected = shown(json!({"title": "t"}));
        check(
            Some("/tasks/0"),
            json!({ "tasks": [{ "title": "t", "more": 1 }] }),
            expected,
        );
    }

    #[test]
    fn a_schema_without_shared_members_shows_none() {
        let schema = json!({ "properties": { "ok": {} } });
        assert_eq!(
            Locator::new(&response(None), Some(&schema), &members()),
            None
        );
    }
}
