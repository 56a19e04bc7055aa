//! Lowers parameters, headers and path templates.

use std::collections::HashMap;

use tally_spec::Place;
use tally_spec::contract::{Content, Contract, OperationKey, Style};

use super::json_types::{self, JsonTypes};
use super::node::Node;
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
            let node = Node::of(&schema, types.library());
            let wire = wire(&node, *style, *explode);
            for name in nested(&node, wire.as_ref()) {
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

fn wire(node: &Node<'_>, style: Style, explode: bool) -> Option<Wire> {
    let style = match style {
        Style::Simple => WireStyle::Simple,
        Style::Label => WireStyle::Label,
        Style::Matrix => WireStyle::Matrix,
        Style::Form | Style::Cookie => WireStyle::Form,
        Style::SpaceDelimited => WireStyle::Space,
        Style::PipeDelimited => WireStyle::Pipe,
        Style::DeepObject => WireStyle::Deep,
    };
    let types = json_types::of(node).without(JsonTypes::NULL);
    if types != JsonTypes::ALL.without(JsonTypes::NULL) {
        if types == JsonTypes::OBJECT {
            let mut members = Vec::new();
            collect(node, &mut members, 0);
            let named = !members.is_empty();
            let further = further(node, 0);
            // Every other pair of the query is a member: what is not needs to be told apart.
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
        if types.title() == "Array" {
            let items = items(node, 0).map_or(JsonTypes::STRING, |items| json_types::of(&items));
            return Some(Wire::Array {
                items: scalars(items),
                style,
                explode,
            });
        }
        // A list or a single value: a single one looks like itself.
        if types.has(JsonTypes::named("array")) && !types.has(JsonTypes::OBJECT) {
            return Some(Wire::Scalar(scalars(
                types.without(JsonTypes::named("array")),
            )));
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

fn further(node: &Node<'_>, depth: u8) -> Further {
    match node.child("additionalProperties") {
        Some(further) if further.value.as_bool() == Some(false) => return Further::Closed,
        Some(further) if further.keywords().next().is_none() => {
            return Further::Types(vec!["String"]);
        }
        Some(further) => return Further::Types(scalars(json_types::of(&further))),
        None if depth >= DEPTH => return Further::Unsaid,
        None => {}
    }
    let parts = parts(node).into_iter();
    let said = parts.map(|part| further(&part, depth + 1));
    let mut said = said.filter(|further| !matches!(further, Further::Unsaid));
    said.next().unwrap_or(Further::Unsaid)
}

/// The values within a parameter that no style says how to write: arrays and objects within others.
fn nested(node: &Node<'_>, wire: Option<&Wire>) -> Vec<String> {
    let is_nested = |node: &Node<'_>| {
        let types = json_types::of(node).without(JsonTypes::NULL);
        let structured = JsonTypes::OBJECT.or(JsonTypes::ARRAY);
        types.has(structured) && types.without(structured) == JsonTypes::named("")
    };
    match wire {
        Some(Wire::Object { .. }) => {
            let mut members = Vec::new();
            named(node, &mut members, 0);
            let nested = members.into_iter().filter(|(_, member)| is_nested(member));
            nested.map(|(name, _)| name).collect()
        }
        Some(Wire::Array { .. }) => {
            let items = items(node, 0).filter(is_nested);
            items.map(|_| "items".to_owned()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The types of scalars; text if there are none.
fn scalars(types: JsonTypes) -> Vec<&'static str> {
    let structured = JsonTypes::OBJECT;
    let types = types.without(structured).without(JsonTypes::named("array"));
    let variants = types.variants();
    if variants.is_empty() {
        vec!["String"]
    } else {
        variants
    }
}

const DEPTH: u8 = 16;

fn items<'s>(node: &Node<'s>, depth: u8) -> Option<Node<'s>> {
    node.child("items").or_else(|| {
        let parts = if depth < DEPTH {
            parts(node)
        } else {
            Vec::new()
        };
        parts.iter().find_map(|part| items(part, depth + 1))
    })
}

fn collect(node: &Node<'_>, members: &mut Vec<(String, Vec<&'static str>)>, depth: u8) {
    let mut all = Vec::new();
    named(node, &mut all, depth);
    let all = all.into_iter();
    members.extend(all.map(|(name, member)| (name, scalars(json_types::of(&member)))));
}

/// The members that an object names.
fn named<'s>(node: &Node<'s>, members: &mut Vec<(String, Node<'s>)>, depth: u8) {
    for (name, member) in node.named("properties") {
        if !members.iter().any(|(known, _)| *known == name) {
            members.push((name, member));
        }
    }
    if depth < DEPTH {
        let parts = parts(node);
        parts
            .iter()
            .for_each(|part| named(part, members, depth + 1));
    }
}

fn parts<'s>(node: &Node<'s>) -> Vec<Node<'s>> {
    let mut parts = node.branches("allOf");
    parts.extend(node.branches("anyOf"));
    parts.extend(node.branches("oneOf"));
    parts.extend(node.reference().and_then(|name| node.definition(&name)));
    parts
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
