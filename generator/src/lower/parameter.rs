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
            let wire = wire(&Node::of(&schema, types.library()), *style, *explode);
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
            return Some(Wire::Object {
                members,
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
    for (name, member) in node.named("properties") {
        if !members.iter().any(|(known, _)| *known == name) {
            members.push((name, scalars(json_types::of(&member))));
        }
    }
    if depth < DEPTH {
        parts(node)
            .iter()
            .for_each(|part| collect(part, members, depth + 1));
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
    /// The template.
    pub(crate) template: String,
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
    /// The route of an operation; none if its template cannot be routed: a parameter that is only
    /// a part of a segment, or a path that another operation has already.
    pub(crate) fn take(&mut self, key: &OperationKey) -> Option<Route> {
        let path = key.path.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix('/')?;
        let (mut template, mut shape) = (String::new(), String::new());
        let mut names: Vec<(String, String)> = Vec::new();
        for segment in path.split('/') {
            template.push('/');
            shape.push('/');
            if let Some(name) = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'))
            {
                if name.contains(['{', '}']) || name.is_empty() {
                    return None;
                }
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
            } else if segment.contains(['{', '}']) {
                return None;
            } else {
                shape.push_str(segment);
                template.push_str(segment);
            }
        }
        let method = key.method.as_str().to_owned();
        self.taken
            .insert((method, shape), ())
            .is_none()
            .then(|| Route {
                path: format!("/{path}"),
                template,
                names,
            })
    }
}

/// A name that the router can hold.
fn plain(name: &str) -> String {
    name.trim_start_matches('*').to_owned()
}
