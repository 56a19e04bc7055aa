//! The objects that answers of an operation have, as its schemas describe them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;
use tally_spec::Contract;
use tally_spec::contract::{Operation, Schema, StatusPattern};
use tally_spec::promise::is_json;
use tally_spec::schema::{JsonTypes, Keyword, SchemaView, pointer};

use super::names::Name;

/// How deep an answer is searched: an envelope, a list, an item, a part of it.
const DEPTH: usize = 4;

/// How many objects of one answer are looked at.
const MOST: usize = 128;

/// An object in an answer.
#[derive(Clone, Debug)]
pub(super) struct AnswerObject {
    /// JSON Pointer into the body, `*` for every index.
    pub(super) pattern: String,
    /// The names of the schemas that describe it.
    pub(super) schemas: HashSet<String>,
    /// The names of its members that hold a string or an integer.
    pub(super) members: Rc<[Name]>,
}

/// What a schema says of an object: its scalar members, and where others stand in it.
#[derive(Clone, Debug)]
struct Shape<'s> {
    schemas: HashSet<String>,
    members: Rc<[Name]>,
    /// Objects and arrays in it, each with the rest of its pattern.
    within: Vec<(String, SchemaView<'s>)>,
}

/// Looks at the schemas of a contract; at each that has a name only once.
pub(super) struct AnswerObjects<'l> {
    contract: &'l Contract,
    library: &'l Value,
    /// By JSON Pointer into the library.
    named: HashMap<String, Rc<Shape<'l>>>,
}

impl<'l> AnswerObjects<'l> {
    pub(super) fn new(contract: &'l Contract, library: &'l Schema) -> Self {
        Self {
            contract,
            library: &library.value,
            named: HashMap::new(),
        }
    }

    /// The objects of the answers of success, the outer ones first.
    pub(super) fn of(&mut self, operation: &Operation) -> Vec<AnswerObject> {
        let mut objects = Vec::new();
        for response in &operation.responses {
            let is_success = match response.status {
                StatusPattern::Code(code) => (200..300).contains(&code),
                StatusPattern::Range(class) => class == 2,
                StatusPattern::Default => false,
            };
            let media = response.content.iter().find(|media| is_json(&media.name));
            let schema = media.and_then(|media| media.schema);
            if let Some(id) = schema.filter(|_| is_success) {
                let schema = self.contract.schema_alone(id).value;
                self.collect(SchemaView::within(self.library, &schema), &mut objects);
            }
        }
        objects
    }

    /// The members of the JSON body of a request that hold a string or an integer.
    pub(super) fn body_members(&mut self, operation: &Operation) -> Rc<[Name]> {
        let body = operation.request_body.iter().flat_map(|it| &it.content);
        let schema = body
            .filter(|media| is_json(&media.name))
            .find_map(|media| media.schema);
        let Some(id) = schema else {
            return Rc::new([]);
        };
        let schema = self.contract.schema_alone(id).value;
        let shape = self.shape(SchemaView::within(self.library, &schema));
        Rc::clone(&shape.members)
    }

    fn collect(&mut self, root: SchemaView<'_>, objects: &mut Vec<AnswerObject>) {
        let end = objects.len() + MOST;
        let mut level = vec![(String::new(), root)];
        for _ in 0..=DEPTH {
            let mut next = Vec::new();
            for (pattern, schema) in level {
                if objects.len() >= end {
                    return;
                }
                let shape = self.shape(schema);
                for (rest, schema) in &shape.within {
                    next.push((format!("{pattern}{rest}"), *schema));
                }
                if !shape.members.is_empty() {
                    objects.push(AnswerObject {
                        pattern,
                        schemas: shape.schemas.clone(),
                        members: Rc::clone(&shape.members),
                    });
                }
            }
            next.truncate(MOST);
            level = next;
        }
    }

    fn shape<'a>(&mut self, schema: SchemaView<'a>) -> Rc<Shape<'a>>
    where
        'l: 'a,
    {
        let is_reference = schema.members().is_some_and(|it| it.len() == 1);
        let target = schema.located_target().filter(|_| is_reference);
        let Some((at, _)) = target else {
            return Rc::new(Shape::of(schema));
        };
        if let Some(known) = self.named.get(&*at) {
            return Rc::clone(known) as Rc<Shape<'a>>;
        }
        let Some(target) = SchemaView::at(self.library, &at) else {
            return Rc::new(Shape::of(schema));
        };
        let mut shape = Shape::of(target);
        shape.schemas.extend(schema.reference_name());
        let shape = Rc::new(shape);
        self.named.insert(at.into_owned(), Rc::clone(&shape));
        shape
    }
}

impl<'s> Shape<'s> {
    fn of(schema: SchemaView<'s>) -> Self {
        let (mut schemas, mut members, mut within) = (HashSet::new(), Vec::new(), Vec::new());
        let scalar = JsonTypes::STRING.with(JsonTypes::INTEGER);
        let whole = JsonTypes::OBJECT.with(JsonTypes::ARRAY);
        let mut met: HashSet<&str> = HashSet::new();
        for schema in schema.with_alternatives() {
            schemas.extend(schema.reference_name());
            for (name, member) in schema.properties().filter(|(name, _)| met.insert(name)) {
                let types = member.possible_types();
                if types.and(scalar) != JsonTypes::NONE {
                    members.push(Name::of(name));
                }
                if types.and(whole) != JsonTypes::NONE {
                    within.push((pointer::join("", name), member));
                }
            }
            if let Some(items) = schema.schema(Keyword::Items) {
                within.push(("/*".to_owned(), items));
            }
        }
        Self {
            schemas,
            members: members.into(),
            within,
        }
    }
}
