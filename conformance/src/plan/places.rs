//! The places of an operation's requests that a pointer can name: parameters, and members of the
//! body.

use std::collections::HashSet;

use serde_json::Value;
use tally_spec::Contract;
use tally_spec::clause::request_schema;
use tally_spec::contract::Operation;
use tally_spec::schema::{keyword, pointer, resolve};

use super::input::{is_ignored, location};

/// How deep into a body places are listed.
const DEEPEST: usize = 4;

/// How many places of a body are listed.
const MOST: usize = 500;

/// The places of an operation's requests.
pub struct Places<'c> {
    operation: &'c Operation,
    /// What the body may be, one for each of its media types; `true` where nothing is said.
    bodies: Vec<Value>,
}

impl<'c> Places<'c> {
    /// The places of an operation.
    #[must_use]
    pub fn of(contract: &Contract, operation: &'c Operation) -> Self {
        let content = operation.request_body.iter().flat_map(|it| &it.content);
        let schema = content.map(|media| match media.schema {
            Some(schema) => request_schema(contract, schema).value,
            None => Value::Bool(true),
        });
        Self {
            operation,
            bodies: schema.collect(),
        }
    }

    /// The pointer as the operation writes it, if it has that place. Names of headers have no case
    /// (RFC 9110 §5.1).
    #[must_use]
    pub fn find(&self, at: &str) -> Option<String> {
        let tokens = pointer::tokens(at);
        let (part, rest) = tokens.split_first()?;
        if part == "body" {
            let mut bodies = self.bodies.iter();
            return bodies
                .any(|body| has(body, vec![body], rest))
                .then(|| at.to_owned());
        }
        // The value of a parameter is one place.
        let [name] = rest else { return None };
        let mut parameters = self.parameters();
        let same = |known: &str| match part == "header" {
            true => known.eq_ignore_ascii_case(name),
            false => known == name,
        };
        let found = parameters.find(|(location, known)| location == part && same(known))?;
        Some(pointer::join(&format!("/{}", found.0), found.1))
    }

    /// The places by name: all parameters, and members of the body that its schema names, the outer
    /// ones first.
    #[must_use]
    pub fn named(&self) -> Vec<String> {
        let parameters = self.parameters();
        let mut all: Vec<String> = parameters
            .map(|(location, name)| pointer::join(&format!("/{location}"), name))
            .collect();
        for body in &self.bodies {
            let mut level = vec![("/body".to_owned(), body)];
            all.push("/body".to_owned());
            for _ in 0..DEEPEST {
                let mut next = Vec::new();
                for (at, schema) in level {
                    for (name, member) in members(&in_place(body, vec![schema])) {
                        let at = pointer::join(&at, name);
                        if !all.contains(&at) && all.len() < MOST {
                            all.push(at.clone());
                            next.push((at, member));
                        }
                    }
                }
                level = next;
            }
        }
        all
    }

    fn parameters(&self) -> impl Iterator<Item = (&'static str, &'c str)> {
        let sent = self
            .operation
            .parameters
            .iter()
            .filter(|it| !is_ignored(it));
        sent.filter_map(|it| Some((location(it.location)?, it.name.as_str())))
    }
}

/// Whether a value that is valid by all of these schemas may have something at this path, and the
/// schemas name it, or say nothing of what there is.
fn has(root: &Value, schemas: Vec<&Value>, path: &[String]) -> bool {
    let Some((name, rest)) = path.split_first() else {
        return true;
    };
    let all = in_place(root, schemas);
    let children = children(&all, name);
    match children.is_empty() {
        true => is_open(&all),
        false => has(root, children, rest),
    }
}

/// The schemas of one member or item.
fn children<'s>(all: &[&'s Value], name: &str) -> Vec<&'s Value> {
    let mut children = Vec::new();
    for schema in all {
        let under = |keyword: &str| schema.get(keyword).and_then(Value::as_object);
        children.extend(under("properties").and_then(|it| it.get(name)));
        let patterns = under("patternProperties").into_iter().flatten();
        children.extend(patterns.filter(|it| matches(it.0, name)).map(|it| it.1));
        if let Ok(index) = name.parse::<usize>() {
            let first = schema.get("prefixItems").and_then(|it| it.get(index));
            children.extend(first.or_else(|| schema.get("items")));
        }
    }
    if children.is_empty() {
        let more = all.iter().filter_map(|it| it.get("additionalProperties"));
        children.extend(more.filter(|it| **it != Value::Bool(false)));
    }
    children
}

fn matches(pattern: &str, name: &str) -> bool {
    let regex = regress::Regex::with_flags(pattern, "u");
    regex.is_ok_and(|it| it.find(name).is_some())
}

/// Whether nothing is said about members and items.
fn is_open(all: &[&Value]) -> bool {
    let mut speaking = all.iter().filter_map(|schema| schema.as_object()).flatten();
    let says = |(word, value): (&String, &Value)| match word.as_str() {
        "type" => match value {
            Value::Array(types) => types.iter().all(|it| it != "object" && it != "array"),
            one => one != "object" && one != "array",
        },
        "enum" | "const" => true,
        word => matches!(keyword::applies(word), keyword::Applies::ToChild),
    };
    !speaking.any(says) && !all.iter().any(|it| **it == Value::Bool(false))
}

/// The members that schemas name.
fn members<'s>(all: &[&'s Value]) -> Vec<(&'s String, &'s Value)> {
    let properties = all
        .iter()
        .filter_map(|schema| schema.get("properties")?.as_object());
    properties.flatten().collect()
}

/// The schemas with all that apply to the same place if only the value is such: references,
/// `allOf`, alternatives, conditions.
fn in_place<'s>(root: &'s Value, schemas: Vec<&'s Value>) -> Vec<&'s Value> {
    let mut met = HashSet::new();
    let mut all: Vec<&Value> = Vec::new();
    let mut next = schemas;
    while let Some(schema) = next.pop() {
        if !met.insert(std::ptr::from_ref(schema)) {
            continue;
        }
        all.push(schema);
        for (word, value) in schema.as_object().into_iter().flatten() {
            if word == "$ref" {
                let target = value.as_str().and_then(|it| resolve(root, it));
                next.extend(target.map(|(_, schema)| schema));
            } else if word != "not" && keyword::applies(word) == keyword::Applies::InPlace {
                match keyword::shape(word) {
                    keyword::Shape::Schema => next.push(value),
                    keyword::Shape::Map => {
                        next.extend(value.as_object().into_iter().flatten().map(|it| it.1))
                    }
                    keyword::Shape::Array => next.extend(value.as_array().into_iter().flatten()),
                    keyword::Shape::Data => {}
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /things/{id}:
    put:
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: a/b, in: query, schema: {type: string}}
      - {name: Authorization, in: header, schema: {type: string}}
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Thing'}}
      responses: {'204': {description: none}}
  /free:
    put:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'204': {description: none}}
  /text:
    put:
      requestBody: {content: {text/plain: {schema: {type: string}}}}
      responses: {'204': {description: none}}
components:
  schemas:
    Thing:
      type: object
      properties:
        made: {type: string, readOnly: true}
        parent: {$ref: '#/components/schemas/Thing'}
        tags: {type: array, items: {type: object, properties: {name: {type: string}}}}
        labels: {type: object, additionalProperties: {type: string}}
      oneOf:
      - {properties: {kind: {const: a}, size: {type: integer}}}
      - {allOf: [{properties: {kind: {const: b}, colour: {type: string}}}]}
";

    fn places<T>(path: &str, of: impl FnOnce(Places<'_>) -> T) -> T {
        let contract = tally_spec::read_text("api.yaml", DOCUMENT)
            .contract
            .unwrap();
        let mut operations = contract.operations.iter();
        let operation = operations.find(|it| it.key.path == path).unwrap();
        of(Places::of(&contract, operation))
    }

    fn check(path: &str, pointers: &[&str], expected: bool) {
        places(path, |places| {
            for pointer in pointers {
                assert_eq!(places.find(pointer).is_some(), expected, "{path} {pointer}");
            }
        });
    }

    #[test]
    fn parameters_and_members_that_the_document_names_are_places() {
        let there = [
            "/path/id",
            "/query/a~1b",
            "/body",
            "/body/size",
            "/body/colour",
            "/body/parent/parent/size",
            "/body/tags/0/name",
            "/body/labels/any",
        ];
        check("/things/{id}", &there, true);
    }

    #[test]
    fn what_the_document_does_not_name_is_no_place() {
        let not_there = [
            "/path/name",
            "/query/id",
            "/query/a/b",
            "/header/authorization",
            "/body/id",
            "/body/tags/0/title",
            "/body/size/1",
            "/body/labels/any/more",
        ];
        check("/things/{id}", &not_there, false);
        check("/text", &["/body/name", "/path/id"], false);
    }

    #[test]
    fn an_object_of_which_nothing_is_said_has_every_member() {
        check("/free", &["/body/any", "/body/any/more"], true);
    }

    #[test]
    fn places_of_a_recursive_body_are_listed_in_bounds() {
        let named = places("/things/{id}", |places| places.named());
        assert_eq!(&named[..3], ["/path/id", "/query/a~1b", "/body"]);
        assert!(named.contains(&"/body/parent/parent/parent/kind".to_owned()));
        assert!(named.len() < MOST);
    }
}
