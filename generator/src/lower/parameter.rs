//! Lowers parameters, headers and path templates.

use std::collections::HashMap;

use tally_spec::Place;
use tally_spec::contract::{Content, Contract, OperationKey, Style};
use tally_spec::schema::{JsonTypes, SchemaView};

use super::json_types;
use super::types::{Lowered, Types};
use crate::ir::{Wire, WireStyle};
use crate::unsupported::{Feature, Instead, Unsupported};

/// The type of a parameter or header, and how it is written; none if it is not described.
pub(crate) fn content(
    contract: &Contract,
    types: &mut Types<'_>,
    content: &Content,
    name: &str,
    place: &Place,
) -> Option<(Lowered, Wire)> {
    match content {
        Content::Undescribed => Some((Lowered::any(), Wire::Scalar(vec!["String"]))),
        Content::Media(media) => {
            let lowered = match media.schema {
                Some(id) => types.inline(id, name),
                None => Lowered::any(),
            };
            Some((lowered, Wire::Json))
        }
        Content::Styled {
            schema,
            style,
            explode,
            ..
        } => {
            let lowered = types.inline(*schema, name);
            let schema = contract.schema_alone(*schema);
            let view = SchemaView::within(&types.library().value, &schema.value);
            let wire = wire(view, *style, *explode);
            for name in nested(view, wire.as_ref()) {
                types.unsupported.insert(Unsupported {
                    feature: Feature::NestedValue(name),
                    instead: Instead::NotWritten,
                    place: Some(place.clone()),
                });
            }
            if wire.is_none() {
                let (feature, instead) = (Feature::ParameterStyle, Instead::LeftOut);
                types.unsupported.insert(Unsupported {
                    feature,
                    instead,
                    place: Some(place.clone()),
                });
            }
            Some((lowered, wire?))
        }
    }
}

fn wire(schema: SchemaView<'_>, style: Style, explode: bool) -> Option<Wire> {
    let style = match style {
        Style::Simple => WireStyle::Simple,
        Style::Label => WireStyle::Label,
        Style::Matrix => WireStyle::Matrix,
        Style::Form | Style::Cookie => WireStyle::Form,
        Style::SpaceDelimited => WireStyle::Space,
        Style::PipeDelimited => WireStyle::Pipe,
        Style::DeepObject => WireStyle::Deep,
    };
    let types = schema.possible_types().without(JsonTypes::NULL);
    if types != JsonTypes::ALL.without(JsonTypes::NULL) {
        if types == JsonTypes::OBJECT {
            let members = members(schema).into_iter();
            let types = members.map(|(name, member)| (name.to_owned(), scalars_of(member)));
            let members: Vec<(String, Vec<&'static str>)> = types.collect();
            let named = !members.is_empty();
            let further = further(schema);
            // Every other pair of the query is a member, so the pairs of the other parameters must be known.
            let free = match &further {
                Further::Types(_) => true,
                Further::Closed => false,
                Further::Unsaid => !named,
            };
            let exploded = style == WireStyle::Form && explode;
            return Some(Wire::Object {
                members,
                further: match further {
                    Further::Types(types) => types,
                    Further::Closed | Further::Unsaid => vec!["String"],
                },
                others: (exploded && free).then(Vec::new),
                style,
                explode,
            });
        }
        if types == JsonTypes::ARRAY {
            let items = items(schema).map_or(JsonTypes::STRING, SchemaView::possible_types);
            return Some(Wire::Array {
                items: scalars(items),
                style,
                explode,
            });
        }
        // A list or a single value: a single one looks like itself.
        if types.has(JsonTypes::ARRAY) && !types.has(JsonTypes::OBJECT) {
            return Some(Wire::Scalar(scalars(types.without(JsonTypes::ARRAY))));
        }
    }
    if style == WireStyle::Deep {
        None
    } else {
        Some(Wire::Scalar(scalars(types)))
    }
}

/// What an object says of members that it does not name.
enum Further {
    /// They have these types.
    Types(Vec<&'static str>),
    /// There are none.
    Closed,
    /// Nothing.
    Unsaid,
}

fn further(schema: SchemaView<'_>) -> Further {
    let mut said = schema.with_alternatives();
    match said.find_map(SchemaView::additional_properties) {
        None => Further::Unsaid,
        Some(further) if further.boolean() == Some(false) => Further::Closed,
        Some(further) if further.restrictions().next().is_none() => Further::Types(vec!["String"]),
        Some(further) => Further::Types(scalars_of(further)),
    }
}

/// The values within a parameter that no style says how to write: arrays and objects within others.
fn nested(schema: SchemaView<'_>, wire: Option<&Wire>) -> Vec<String> {
    let is_nested = |schema: &SchemaView<'_>| {
        let types = schema.possible_types().without(JsonTypes::NULL);
        let structured = JsonTypes::OBJECT.with(JsonTypes::ARRAY);
        types.has(structured) && types.without(structured).is_empty()
    };
    match wire {
        Some(Wire::Object { .. }) => {
            let members = members(schema).into_iter();
            let nested = members.filter(|(_, member)| is_nested(member));
            nested.map(|(name, _)| name.to_owned()).collect()
        }
        Some(Wire::Array { .. }) => {
            let items = items(schema).filter(is_nested);
            items.map(|_| "items".to_owned()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The types of scalars; text if there are none.
fn scalars(types: JsonTypes) -> Vec<&'static str> {
    let structured = JsonTypes::OBJECT.with(JsonTypes::ARRAY);
    let variants = json_types::variants(types.without(structured));
    match variants.is_empty() {
        true => vec!["String"],
        false => variants,
    }
}

fn scalars_of(schema: SchemaView<'_>) -> Vec<&'static str> {
    scalars(schema.possible_types())
}

/// What the items of an array are.
fn items(schema: SchemaView<'_>) -> Option<SchemaView<'_>> {
    schema.with_alternatives().find_map(SchemaView::items)
}

/// The members that an object names, each once.
fn members(schema: SchemaView<'_>) -> Vec<(&str, SchemaView<'_>)> {
    let mut members: Vec<(&str, SchemaView<'_>)> = Vec::new();
    for (name, member) in schema.with_alternatives().flat_map(SchemaView::properties) {
        if !members.iter().any(|(known, _)| *known == name) {
            members.push((name, member));
        }
    }
    members
}

/// A path as the router takes it.
#[derive(Debug)]
pub(crate) struct Route {
    /// The path as the document has it.
    pub(crate) path: String,
    /// The template; none if the router cannot have it.
    pub(crate) template: Option<String>,
    /// The parameters: the document's name, and the router's.
    pub(crate) names: Vec<(String, String)>,
}

/// The routes so far: the router wants one name for all parameters at the same position.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    /// For each template so far, with its parameters left empty, the name of the parameter there.
    names: HashMap<String, String>,
    taken: HashMap<(String, String), ()>,
}

impl Routes {
    /// The route of an operation. It has no template if that cannot be routed: text behind a
    /// parameter in a segment, or a path that another operation has already.
    pub(crate) fn take(&mut self, key: &OperationKey) -> Route {
        let path = key.path.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix('/').unwrap_or(path);
        let (mut template, mut shape) = (String::new(), String::new());
        let mut names: Vec<(String, String)> = Vec::new();
        let mut routable = key.path.starts_with('/');
        for segment in path.split('/') {
            template.push('/');
            shape.push('/');
            let mut rest = segment;
            while let Some((before, name, behind)) = parameter(rest) {
                // The router wants a parameter at the end of its segment.
                routable &= behind.is_empty() && !before.contains(['{', '}']);
                shape.push_str(before);
                template.push_str(before);
                shape.push_str("{}");
                let routed = self
                    .names
                    .entry(shape.clone())
                    .or_insert_with(|| plain(name));
                while names.iter().any(|(_, used)| used == routed) {
                    routed.push('_');
                }
                template.push_str(&format!("{{{routed}}}"));
                names.push((name.to_owned(), routed.clone()));
                rest = behind;
            }
            routable &= !rest.contains(['{', '}']);
            shape.push_str(rest);
            template.push_str(rest);
        }
        let method = key.method.as_str().to_owned();
        let free = routable && self.taken.insert((method, shape), ()).is_none();
        Route {
            path: format!("/{path}"),
            template: free.then_some(template),
            names,
        }
    }
}

/// The first parameter of a segment, with what stands before and behind it.
fn parameter(segment: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = segment.split_once('{')?;
    let (name, behind) = rest.split_once('}')?;
    (!name.is_empty() && !name.contains('{')).then_some((before, name, behind))
}

/// A name that the router can hold.
fn plain(name: &str) -> String {
    name.trim_start_matches('*').to_owned()
}
