//! The places of an operation's requests that a pointer can name: parameters, and members of the
//! body.

use serde_json::Value;
use tally_spec::Contract;
use tally_spec::clause::request_schema;
use tally_spec::contract::Operation;
use tally_spec::schema::{Follow, JsonTypes, SchemaView, matches, pointer};

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
                .any(|body| has(&[SchemaView::of(body)], rest))
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
            let mut level = vec![("/body".to_owned(), SchemaView::of(body))];
            all.push("/body".to_owned());
            for _ in 0..DEEPEST {
                let mut next = Vec::new();
                for (at, schema) in level {
                    let possible = schema.walk(Follow::Possible).into_iter();
                    for (name, member) in possible.flat_map(SchemaView::properties) {
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
fn has(schemas: &[SchemaView<'_>], path: &[String]) -> bool {
    let Some((name, rest)) = path.split_first() else {
        return true;
    };
    let all = possible(schemas);
    let children = children(&all, name);
    match children.is_empty() {
        true => !all.iter().any(|it| speaks_of_children(*it)),
        false => has(&children, rest),
    }
}

/// The schemas with all that apply to the same place if only the value is such: references,
/// `allOf`, alternatives, conditions.
fn possible<'s>(schemas: &[SchemaView<'s>]) -> Vec<SchemaView<'s>> {
    let all = schemas.iter().flat_map(|it| it.walk(Follow::Possible));
    all.collect()
}

/// The schemas of one member or item, those that refuse it left out.
fn children<'s>(all: &[SchemaView<'s>], name: &str) -> Vec<SchemaView<'s>> {
    let mut children = Vec::new();
    for schema in all {
        children.extend(schema.steps_to_member(name, &matches));
        let index = name.parse::<usize>().ok();
        children.extend(index.and_then(|index| schema.step_to_item(index)));
    }
    let children = children.into_iter().map(|step| step.schema);
    children.filter(|it| it.boolean() != Some(false)).collect()
}

/// Whether anything is said about members and items.
fn speaks_of_children(schema: SchemaView<'_>) -> bool {
    let containers = JsonTypes::ARRAY.with(JsonTypes::OBJECT);
    let mut keywords = schema.keywords();
    schema.boolean() == Some(false)
        || schema.types().is_some_and(|types| !types.has(containers))
        || schema.listed().is_some()
        || keywords.any(|keyword| keyword.applies().is_to_child())
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
