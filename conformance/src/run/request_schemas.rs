//! What the parts of a request must be: asked of each request as it leaves.

use std::collections::{BTreeSet, HashMap};

use tally_spec::Contract;
use tally_spec::contract::Operation;
use tally_spec::schema::{JsonTypes, SchemaView, Validator, pointer};

use crate::case::{Body, PlannedRequest};
use crate::plan::{inputs, others};
use crate::request::at;

/// The schemas of an operation's parameters and JSON bodies, compiled.
pub(super) struct RequestSchemas(Vec<Part>);

/// One parameter, or the body of one media type.
struct Part {
    /// Pointer into the request: `/query/limit`, `/body`.
    pointer: String,
    /// The media type of the body; none: a parameter.
    media: Option<String>,
    /// Whether a request must have it.
    required: bool,
    validator: Validator,
    /// The types of the value.
    types: JsonTypes,
    /// Those of its members, by name.
    members: HashMap<String, JsonTypes>,
}

/// The types of the members that a schema names.
fn members(schema: &serde_json::Value) -> HashMap<String, JsonTypes> {
    let all = SchemaView::of(schema).with_alternatives();
    let properties = all.flat_map(SchemaView::properties);
    properties
        .map(|(name, schema)| (name.to_owned(), schema.possible_types()))
        .collect()
}

/// What is wrong with a request: pointer into it, and the evaluation path of the keyword (`present`
/// for what is missing).
pub(super) type Fault = (String, String);

impl RequestSchemas {
    /// Compiles the schemas of an operation.
    pub(super) fn of(contract: &Contract, operation: &Operation) -> Self {
        let first = inputs(contract, operation);
        let mut others = others(contract, operation);
        let bodies = others.iter_mut().filter_map(Vec::pop);
        let parts = first.into_iter().chain(bodies).map(|input| Part {
            validator: Validator::usable(&input.plain).0,
            types: SchemaView::of(&input.plain).possible_types(),
            members: members(&input.plain),
            media: input.parameter.is_none().then_some(input.media),
            required: input.required,
            pointer: input.pointer,
        });
        Self(parts.collect())
    }

    /// The types that a value at a pointer into the request may have: of a part, or a member of one.
    pub(super) fn types(&self, pointer: &str) -> JsonTypes {
        let of_part = self.0.iter().find(|part| part.pointer == pointer);
        let of_member = || {
            let (parent, name) = pointer::split_last(pointer)?;
            let part = self.0.iter().find(|part| part.pointer == parent)?;
            part.members.get(&name).copied()
        };
        let types = of_part.map(|part| part.types).or_else(of_member);
        types.unwrap_or(JsonTypes::ALL)
    }

    /// Whether every part of a request is valid.
    pub(super) fn is_valid(&self, request: &PlannedRequest) -> bool {
        self.sent(request).all(|(part, value)| match value {
            Some(value) => part.validator.is_valid(value),
            None => !part.required,
        })
    }

    /// All that is wrong with a request.
    pub(super) fn faults(&self, request: &PlannedRequest) -> BTreeSet<Fault> {
        let mut faults = BTreeSet::new();
        for (part, value) in self.sent(request) {
            match value {
                Some(value) if part.validator.is_valid(value) => {}
                Some(value) => {
                    let violations = part.validator.violations(value).into_iter();
                    faults.extend(violations.map(|it| {
                        let at = format!("{}{}", part.pointer, it.instance);
                        (at, it.evaluation_path)
                    }));
                }
                None if part.required => {
                    faults.insert((part.pointer.clone(), "present".to_owned()));
                }
                None => {}
            }
        }
        faults
    }

    /// The parts that are judged, each with its value. A body of a media type that has no schema here,
    /// or whose text is spoilt, is not.
    fn sent<'r>(
        &self,
        request: &'r PlannedRequest,
    ) -> impl Iterator<Item = (&Part, Option<&'r serde_json::Value>)> {
        let media = match &request.body {
            Body::Json { media, .. } => Some(media),
            Body::None | Body::Malformed { .. } | Body::Text { .. } => None,
        };
        self.0
            .iter()
            .filter_map(move |part| match (&part.media, media) {
                (None, _) => Some((part, at(request, &part.pointer))),
                (Some(own), Some(sent)) if own == sent => Some((part, at(request, &part.pointer))),
                (Some(_), _) => None,
            })
    }
}
