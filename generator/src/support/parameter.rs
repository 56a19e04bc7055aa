//! Reads parameters: of the path, the query, headers and cookies.
//!
//! A parameter's text becomes the JSON value that its schema and style mean, and that value is
//! decoded like any other.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use serde_json::{Map, Value};

use super::decode::{Decode, Decoded};
use super::issue::{At, IssueKind, IssueSink, Part};
use super::percent::percent_decode;
use super::wire::{NotJson, Style, Wire, is_other, json, scalar};

/// The parameters of a request as they came.
#[derive(Debug, Default)]
pub struct Parameters {
    path: Vec<(String, String)>,
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
}

impl Parameters {
    /// Takes them out of a request that a router has matched.
    pub async fn read(parts: &mut Parts) -> Self {
        let path = match RawPathParams::from_request_parts(parts, &()).await {
            Ok(path) => path
                .iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            // The path is not UTF-8 when decoded: its parameters are missing.
            Err(_) => Vec::new(),
        };
        let pairs = parts
            .uri
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty());
        let query = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let query = query
            .map(|(name, value)| (percent_decode(name), value.to_owned()))
            .collect();
        let cookies = parts.headers.get_all(COOKIE).into_iter();
        let cookies = cookies
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'));
        let cookies = cookies.filter_map(|pair| pair.trim().split_once('='));
        let cookies = cookies
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let headers = parts.headers.clone();
        Self {
            path,
            query,
            cookies,
            headers,
        }
    }

    /// Gives a parameter of the path the name that the document has for it: the router has one name
    /// for all operations with the same path.
    #[must_use]
    pub fn renamed(mut self, routed: &str, name: &str) -> Self {
        for (key, _) in self.path.iter_mut().filter(|(key, _)| key == routed) {
            name.clone_into(key);
        }
        self
    }

    /// A parameter that must be there.
    pub fn required<T: Decode>(
        &self,
        part: Part,
        name: &str,
        wire: &Wire,
        sink: &mut IssueSink,
    ) -> Decoded<T> {
        let (root, value) = (At::Root(part), self.value(part, name, wire, sink)?);
        let at = At::Member(&root, name);
        if let Some(value) = value {
            T::decode(value, at, sink)
        } else {
            sink.add(at, IssueKind::Missing);
            None
        }
    }

    /// A parameter that may be absent.
    pub fn optional<T: Decode>(
        &self,
        part: Part,
        name: &str,
        wire: &Wire,
        sink: &mut IssueSink,
    ) -> Decoded<Option<T>> {
        let (root, value) = (At::Root(part), self.value(part, name, wire, sink)?);
        match value {
            None => Some(None),
            Some(value) => T::decode(value, At::Member(&root, name), sink).map(Some),
        }
    }

    fn value(
        &self,
        part: Part,
        name: &str,
        wire: &Wire,
        sink: &mut IssueSink,
    ) -> Decoded<Option<Value>> {
        let value = match part {
            Part::Query => self.query(name, wire),
            Part::Path => {
                single(&self.path, name).map(|text| wire.read(&path_text(text, name, wire)))
            }
            Part::Cookie => single(&self.cookies, name).map(|text| wire.read(text)),
            Part::Header => self.header(name).map(|text| wire.read(&text)),
            Part::Body => None,
        };
        let value = value.transpose();
        if value.is_err() {
            let (root, kind) = (At::Root(part), IssueKind::NotOfFormat { format: "JSON" });
            sink.add(At::Member(&root, name), kind);
        }
        value.ok()
    }

    /// The values of all headers of that name, joined as RFC 9110 section 5.3 does.
    fn header(&self, name: &str) -> Option<String> {
        let values = self.headers.get_all(name).into_iter();
        let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    fn query(&self, name: &str, wire: &Wire) -> Option<Result<Value, NotJson>> {
        let all = || {
            self.query
                .iter()
                .filter(|(key, _)| key == name)
                .map(|(_, value)| value)
        };
        match wire {
            Wire::Array {
                items,
                explode: true,
                style: Style::Form,
            } => {
                let items = all().map(|text| scalar(&percent_decode(text), items));
                let items: Vec<Value> = items.collect();
                (!items.is_empty()).then_some(Ok(Value::Array(items)))
            }
            Wire::Object {
                members,
                further,
                others,
                explode: true,
                style: Style::Form,
            } => {
                let mut object = Map::new();
                for (key, text) in &self.query {
                    let known = members.iter().find(|(member, _)| member == key);
                    let types = match (known, others) {
                        (Some((_, types)), _) => *types,
                        (None, Some(others)) if !is_other(key, others) => *further,
                        (None, _) => continue,
                    };
                    object.insert(key.clone(), scalar(&percent_decode(text), types));
                }
                (!object.is_empty()).then_some(Ok(Value::Object(object)))
            }
            Wire::Object {
                members,
                further,
                style: Style::Deep,
                ..
            } => {
                let mut object = Map::new();
                for (key, text) in &self.query {
                    let inner = key
                        .strip_prefix(name)
                        .and_then(|rest| rest.strip_prefix('['));
                    if let Some(key) = inner.and_then(|rest| rest.strip_suffix(']')) {
                        let known = members.iter().find(|(member, _)| *member == key);
                        let types = known.map_or(*further, |(_, types)| types);
                        object.insert(key.to_owned(), scalar(&percent_decode(text), types));
                    }
                }
                (!object.is_empty()).then_some(Ok(Value::Object(object)))
            }
            Wire::Scalar(types) => all()
                .next()
                .map(|text| Ok(scalar(&percent_decode(text), types))),
            Wire::Json => all().next().map(|text| json(&percent_decode(text))),
            Wire::Array { .. } | Wire::Object { .. } => {
                all().next().map(|text| wire.read_encoded(text))
            }
        }
    }
}

fn single<'v>(pairs: &'v [(String, String)], name: &str) -> Option<&'v str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// The text of a path parameter without the prefix of its style.
fn path_text(text: &str, name: &str, wire: &Wire) -> String {
    match wire.style() {
        Some(Style::Label) => text.strip_prefix('.').unwrap_or(text).to_owned(),
        Some(Style::Matrix) => {
            let text = text.strip_prefix(';').unwrap_or(text);
            let named = text
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('='));
            named.unwrap_or(text).replace(&format!(";{name}="), ";")
        }
        _ => text.to_owned(),
    }
}
