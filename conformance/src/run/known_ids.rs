//! The ids of resources that responses contained, and those of what the run made itself.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::Value;
use tally_spec::Contract;
use tally_spec::contract::{Operation, OperationKey, StatusPattern};

use crate::exchange::Exchange;
use crate::request::at;
use crate::resources::{IdPlace, Producer, Reason, ResourceGraph, values_at};

/// How many resources of one kind that the run did not make are remembered.
const MOST_TOLD: usize = 12;

/// How many resources of one kind that it made are remembered.
const MOST_MADE: usize = 5_000;

/// How many resources an operation is tried with.
const MOST_TRIED: usize = 4;

/// A resource: the ids in its path, the outermost first, as a path writes them: what an answer shows
/// as a number and `Location` as a text is the same id.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Instance {
    pub(super) ids: Vec<String>,
    /// Whether the run made it.
    pub(super) is_made: bool,
    /// Whether it was accepted where it is asked for.
    is_confirmed: bool,
    /// Whether it was deleted.
    is_gone: bool,
}

/// The ids that are known of each kind of resource.
#[derive(Debug)]
pub(super) struct KnownIds {
    pub(super) graph: ResourceGraph,
    /// By kind.
    known: Vec<Vec<Instance>>,
    /// The operations that declare 201: what they answer with another status was not made.
    declares_created: HashSet<OperationKey>,
    /// How many resources were made beyond those that are remembered.
    pub(super) forgotten: usize,
    /// How many resources a DELETE in the end did not find any more.
    pub(super) missing: usize,
    /// The kinds whose resources are made without a response that contains the id.
    barren: HashSet<usize>,
    /// The operations that were asked for ids.
    looked_at: HashSet<OperationKey>,
    /// By operation, the kinds whose ids it tells, each with the place of the producer.
    tells: HashMap<OperationKey, Vec<(usize, usize)>>,
    /// By operation, the kind that its path names, and the pointers to its ids.
    paths: HashMap<OperationKey, (usize, Vec<String>)>,
}

impl KnownIds {
    pub(super) fn new(contract: &Contract) -> Self {
        let graph = ResourceGraph::of(contract);
        let declares = |operation: &&Operation| {
            let mut responses = operation.responses.iter();
            responses.any(|it| it.status == StatusPattern::Code(201))
        };
        let declaring = contract.operations.iter().filter(declares);
        let declares_created = declaring.map(|it| it.key.clone()).collect();
        let mut tells: HashMap<OperationKey, Vec<(usize, usize)>> = HashMap::new();
        let mut paths: HashMap<OperationKey, (usize, Vec<String>)> = HashMap::new();
        for (at, kind) in graph.kinds.iter().enumerate() {
            for (number, producer) in kind.producers.iter().enumerate() {
                let of_operation = tells.entry(producer.operation.clone()).or_default();
                of_operation.push((at, number));
            }
            for consumer in kind.consumers.iter().filter(|it| it.reason == Reason::Path) {
                let path = (at, consumer.pointers.clone());
                let deepest = paths.entry(consumer.operation.clone());
                let deepest = deepest.or_insert_with(|| path.clone());
                if deepest.1.len() < path.1.len() {
                    *deepest = path;
                }
            }
        }
        Self {
            known: vec![Vec::new(); graph.kinds.len()],
            graph,
            declares_created,
            forgotten: 0,
            missing: 0,
            barren: HashSet::new(),
            looked_at: HashSet::new(),
            tells,
            paths,
        }
    }

    /// Takes in what an accepted request shows: the ids in its response, and that what it names
    /// exists or, after a DELETE, no longer does.
    pub(super) fn learn(&mut self, exchange: &Exchange) {
        let key = &exchange.case.operation;
        // Another method on the path is another operation: the document says nothing about it.
        if exchange.case.request.method.is_some() {
            return;
        }
        if let Some((kind, ids)) = self.named_in_path(exchange) {
            match key.method.as_str() {
                "DELETE" if self.graph.kinds[kind].delete.as_ref() == Some(key) => {
                    self.forget(kind, &ids);
                }
                "PUT" if exchange.status() == Some(201) => self.add(kind, ids, true),
                _ => self.confirm(kind, &ids),
            }
        }
        let Some(told) = self.tells.get(key) else {
            return;
        };
        for (kind, number) in told.clone() {
            let producer = self.graph.kinds[kind].producers[number].clone();
            // What else a POST answers with may have been there before.
            let is_made = producer.creates && exchange.status() == Some(201)
                || producer.creates && !self.declares_created.contains(key) && is_success(exchange);
            let most = if is_made { MOST_MADE } else { MOST_TOLD };
            let alike = self.known[kind].iter();
            let count = alike
                .filter(|it| it.is_made == is_made && !it.is_gone)
                .count();
            if count < most {
                for ids in ids_of(&producer, exchange, most - count) {
                    self.add(kind, ids, is_made);
                }
            } else if is_made {
                self.forgotten += 1;
            }
        }
    }

    fn add(&mut self, kind: usize, ids: Vec<String>, is_made: bool) {
        let known = &mut self.known[kind];
        match known.iter_mut().find(|it| it.ids == ids) {
            Some(instance) if instance.is_gone => {
                (instance.is_gone, instance.is_made) = (false, is_made);
            }
            // What is answered as made a second time was there before the second time, and perhaps
            // before the first: it is not surely the run's own.
            Some(instance) => instance.is_made &= !is_made,
            None => known.push(Instance {
                ids,
                is_made,
                is_confirmed: false,
                is_gone: false,
            }),
        }
    }

    fn confirm(&mut self, kind: usize, ids: &[String]) {
        let known = self.known[kind].iter_mut();
        for instance in known.filter(|it| it.ids == ids) {
            instance.is_confirmed = true;
        }
    }

    /// A resource is gone, and all that stands in it.
    pub(super) fn forget(&mut self, kind: usize, ids: &[String]) {
        for (at, known) in self.known.iter_mut().enumerate() {
            if is_within(&self.graph, at, kind) {
                for instance in known.iter_mut().filter(|it| it.ids.starts_with(ids)) {
                    instance.is_gone = true;
                }
            }
        }
    }

    /// The resource that the path of a request names.
    pub(super) fn named_in_path(&self, exchange: &Exchange) -> Option<(usize, Vec<String>)> {
        let (kind, pointers) = self.of_path(&exchange.case.operation)?;
        let pointers = pointers.iter();
        let ids: Option<Vec<String>> = pointers
            .map(|pointer| at(&exchange.bound, pointer).and_then(text))
            .collect();
        Some((kind, ids?))
    }

    /// The kind that the path of an operation names, and the pointers to its ids, the outermost first.
    pub(super) fn of_path(&self, operation: &OperationKey) -> Option<(usize, &[String])> {
        let (kind, pointers) = self.paths.get(operation)?;
        Some((*kind, pointers))
    }

    /// Whether the path of a request names a resource that was deleted.
    pub(super) fn names_deleted(&self, exchange: &Exchange) -> bool {
        let named = self.named_in_path(exchange);
        named.is_some_and(|(kind, ids)| self.is_gone(kind, &ids))
    }

    /// Whether the run has made what the path of an operation names, even if it is gone.
    pub(super) fn has_own(&self, operation: &OperationKey) -> bool {
        let of_path = self.of_path(operation);
        of_path.is_some_and(|(kind, _)| self.known[kind].iter().any(|it| it.is_made))
    }

    /// Whether a resource of a kind is made without a response that contains its id.
    pub(super) fn is_barren(&self, kind: usize) -> bool {
        self.barren.contains(&kind)
    }

    /// Remembers that a resource of a kind is made without a response that contains its id.
    pub(super) fn set_barren(&mut self, kind: usize) {
        self.barren.insert(kind);
    }

    /// The operations that may tell ids that an operation needs, and that were not asked before: lists
    /// of what it makes, so that what was there is known, and of what it names, where nothing is known.
    pub(super) fn lists_to_ask(&mut self, operation: &OperationKey) -> Vec<OperationKey> {
        let mut found = Vec::new();
        for (at, kind) in self.graph.kinds.iter().enumerate() {
            let makes = kind.creators().any(|it| it.operation == *operation);
            let mut consumers = kind.consumers.iter();
            let names = consumers.any(|it| it.operation == *operation);
            let is_unknown = || self.known[at].iter().all(|it| it.is_gone);
            if makes || names && is_unknown() {
                let lists = kind.producers.iter().map(|it| &it.operation);
                found.extend(lists.filter(|it| it.method.as_str() == "GET").cloned());
            }
        }
        found.retain(|it| it != operation && self.looked_at.insert(it.clone()));
        found
    }

    /// Whether the run made a resource that the path of a request names.
    pub(super) fn is_own(&self, kind: usize, ids: &[String]) -> bool {
        let mut known = self.known[kind].iter();
        known.any(|it| it.ids == ids && it.is_made)
    }

    /// Whether any id of a kind was told, or needs no telling because the document lists them.
    pub(super) fn is_told(&self, kind: usize) -> bool {
        self.graph.kinds[kind].is_listed || !self.known[kind].is_empty()
    }

    /// Whether a resource was deleted.
    pub(super) fn is_gone(&self, kind: usize, ids: &[String]) -> bool {
        let mut known = self.known[kind].iter();
        known.any(|it| it.ids == ids && it.is_gone)
    }

    /// The values that an operation can be tried with, by pointer into its requests: the ids of one
    /// resource for its path, and of others for what it refers to.
    ///
    /// A write gets what the run made, if there is any; a DELETE gets nothing else.
    pub(super) fn choices(&self, operation: &OperationKey) -> Vec<IndexMap<String, String>> {
        let referred = self.referred(operation);
        let Some((kind, pointers)) = self.of_path(operation) else {
            return Some(referred)
                .filter(|it| !it.is_empty())
                .into_iter()
                .collect();
        };
        let method = operation.method.as_str();
        let instances = self.instances(kind, method);
        let choices = instances.into_iter().take(MOST_TRIED).map(|instance| {
            let pointers = pointers.iter().cloned();
            let mut values: IndexMap<_, _> = pointers.zip(instance.ids.iter().cloned()).collect();
            for (pointer, value) in &referred {
                values
                    .entry(pointer.clone())
                    .or_insert_with(|| value.clone());
            }
            values
        });
        choices.collect()
    }

    /// The resources of a kind that an operation of this method may be about, the best first.
    fn instances(&self, kind: usize, method: &str) -> Vec<&Instance> {
        let there = self.known[kind].iter().filter(|it| !it.is_gone);
        let mut instances: Vec<&Instance> = match method {
            "DELETE" => there.filter(|it| it.is_made).collect(),
            _ => there.collect(),
        };
        let writes = !matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY");
        instances.sort_by_key(|it| (writes && !it.is_made, !it.is_confirmed));
        instances
    }

    /// One that the run made and that is still there.
    pub(super) fn own(&self, kind: usize) -> Option<&Instance> {
        let own = self.known[kind].iter().filter(|it| it.is_made);
        own.rev().find(|it| !it.is_gone)
    }

    /// The values of what an operation refers to beside its path.
    fn referred(&self, operation: &OperationKey) -> IndexMap<String, String> {
        let mut values = IndexMap::new();
        for (at, kind) in self.graph.kinds.iter().enumerate() {
            let consumers = kind.consumers.iter();
            let referring =
                consumers.filter(|it| it.operation == *operation && it.reason != Reason::Path);
            for consumer in referring {
                // A DELETE is about what the run made, wherever it names it.
                let method = match operation.method.as_str() {
                    "DELETE" => "DELETE",
                    _ => "GET",
                };
                let best = self.instances(at, method).into_iter().next();
                if let (Some(best), [pointer]) = (best, consumer.pointers.as_slice())
                    && let Some(id) = best.ids.last()
                {
                    values.entry(pointer.clone()).or_insert_with(|| id.clone());
                }
            }
        }
        values
    }

    /// What the run made and did not delete, what stands in others first; the last made first.
    pub(super) fn left(&self) -> Vec<(usize, Vec<String>)> {
        let mut left: Vec<(usize, Vec<String>)> = Vec::new();
        for (kind, known) in self.known.iter().enumerate() {
            let own = known.iter().rev().filter(|it| it.is_made && !it.is_gone);
            left.extend(own.map(|it| (kind, it.ids.clone())));
        }
        left.sort_by_key(|(_, ids)| std::cmp::Reverse(ids.len()));
        left
    }
}

/// Whether a kind is another one, or stands in it.
fn is_within(graph: &ResourceGraph, kind: usize, outer: usize) -> bool {
    let mut at = Some(kind);
    while let Some(kind) = at {
        if kind == outer {
            return true;
        }
        at = graph.kinds[kind].parent;
    }
    false
}

fn is_success(exchange: &Exchange) -> bool {
    exchange.status() == Some(200)
}

/// An id as a path writes it; none of what is no id.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|it| !it.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The ids that an exchange tells, those of what the resource stands in included.
fn ids_of(producer: &Producer, exchange: &Exchange, most: usize) -> Vec<Vec<String>> {
    let parents = producer.parents.iter();
    let parents: Option<Vec<String>> = parents
        .map(|pointer| at(&exchange.bound, pointer).and_then(text))
        .collect();
    let Some(parents) = parents else {
        return Vec::new();
    };
    let header = |name: &str| {
        let name = name.to_ascii_lowercase();
        let value = exchange.answer()?.header(&name).next()?;
        Some(value.to_owned())
    };
    let body = || exchange.answer().and_then(|it| it.json().value());
    let ids: Vec<String> = match &producer.place {
        IdPlace::Answer(pattern) => {
            let found = body().map(|it| values_at(it, pattern, most));
            found.into_iter().flatten().filter_map(text).collect()
        }
        IdPlace::Location => {
            let id = header("location").and_then(|it| below(&it, &producer.operation.path));
            id.into_iter().collect()
        }
        IdPlace::Header(name) => header(name).into_iter().collect(),
        IdPlace::Request(pointer) => {
            let sent = at(&exchange.bound, pointer).and_then(text);
            // A server that answers another value has not taken this one.
            let is_taken = |sent: &String| body().is_none_or(|body| shows(body, sent));
            sent.filter(is_taken).into_iter().collect()
        }
    };
    let mut seen = HashSet::new();
    let ids = ids.into_iter().filter(|it| seen.insert(it.clone()));
    ids.map(|id| parents.iter().cloned().chain([id]).collect())
        .collect()
}

/// Whether a body has a value anywhere.
fn shows(body: &Value, sent: &str) -> bool {
    match body {
        Value::Object(members) => members.values().any(|it| shows(it, sent)),
        Value::Array(items) => items.iter().any(|it| shows(it, sent)),
        other => text(other).is_some_and(|it| it == sent),
    }
}

/// The last segment of a `Location` that leads to something right below a path, decoded: another
/// place than that is no id of what the path collects.
fn below(location: &str, path: &str) -> Option<String> {
    let location = location.split(['?', '#']).next()?.trim_end_matches('/');
    let collection = path.trim_end_matches('/').rsplit('/').next()?;
    let last = match location.rsplit_once('/') {
        // Relative to the collection.
        None => location,
        Some((before, last)) => {
            let is_below = before.rsplit('/').next() == Some(collection);
            Some(last).filter(|_| is_below || collection.contains('{'))?
        }
    };
    let decoded = percent_encoding::percent_decode_str(last)
        .decode_utf8()
        .ok()?;
    (!decoded.is_empty()).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_tells_an_id_only_below_the_collection() {
        for (location, expected) in [
            ("/books/17", Some("17")),
            ("http://h/v1/books/a%2Fb/", Some("a/b")),
            ("17", Some("17")),
            ("/jobs/9", None),
            ("/books/", None),
        ] {
            assert_eq!(
                below(location, "/v1/books").as_deref(),
                expected,
                "{location}"
            );
        }
    }
}
