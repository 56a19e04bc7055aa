//! Applies one action.

use serde_json_path::{JsonPath, PathElement};

use super::Report;
use super::action::{Action, Change};
use crate::Severity;
use crate::read::DEPTH_LIMIT;
use crate::tree::{Kind, NodeId, PathStep, Tree};

pub(super) fn apply(tree: &mut Tree, document: NodeId, action: &Action, report: &mut Report<'_>) {
    let mut paths = select(tree, document, &action.target);
    if paths.is_empty() {
        let message = "this selects nothing in the document".to_owned();
        report.add(
            Severity::Warning,
            "overlay-without-effect",
            tree.view(action.at),
            message,
        );
        return;
    }
    match &action.change {
        Change::Remove => {
            // The last first: what is removed then moves nothing that is still to be removed.
            paths.sort();
            for path in paths.iter().rev() {
                remove(tree, document, path, action, report);
            }
        }
        Change::Update(update) => {
            for path in &paths {
                merge_at(tree, document, path, *update, action, report);
            }
        }
        Change::Copy(at, source) => {
            let sources = select(tree, document, source);
            let [source] = &sources[..] else {
                let message = format!("`copy` selects one node; this selects {}", sources.len());
                report.add(Severity::Error, "overlay-copy", tree.view(*at), message);
                return;
            };
            let Some(source) = node_at(tree, document, source) else {
                return;
            };
            for path in &paths {
                let copy = tree.deep_copy(source);
                merge_at(tree, document, path, copy, action, report);
            }
        }
    }
}

/// Where the nodes stand that a JSONPath selects, each once.
fn select(tree: &Tree, document: NodeId, path: &JsonPath) -> Vec<Vec<PathStep>> {
    let value = tree.value(document);
    let nodes = path.query_located(&value).dedup();
    nodes
        .locations()
        .map(|location| {
            location
                .iter()
                .map(|element| match element {
                    PathElement::Name(name) => PathStep::Name((*name).to_owned()),
                    PathElement::Index(index) => PathStep::Index(*index),
                })
                .collect()
        })
        .collect()
}

fn node_at(tree: &Tree, document: NodeId, path: &[PathStep]) -> Option<NodeId> {
    path.iter().try_fold(document, |node, step| match step {
        PathStep::Name(name) => tree.entry(node, name).map(|entry| entry.value),
        PathStep::Index(index) => tree.items(node).get(*index).copied(),
    })
}

fn remove(
    tree: &mut Tree,
    document: NodeId,
    path: &[PathStep],
    action: &Action,
    report: &mut Report<'_>,
) {
    let Some((last, above)) = path.split_last() else {
        let message = "the whole document cannot be removed".to_owned();
        report.add(
            Severity::Error,
            "overlay-action",
            tree.view(action.at),
            message,
        );
        return;
    };
    if let Some(parent) = tree.own(document, above) {
        tree.remove(parent, last);
    }
}

fn merge_at(
    tree: &mut Tree,
    document: NodeId,
    path: &[PathStep],
    update: NodeId,
    action: &Action,
    report: &mut Report<'_>,
) {
    if path.len() + tree.height(update) > DEPTH_LIMIT {
        let message = format!("with this, objects would nest more than {DEPTH_LIMIT} deep");
        report.add(
            Severity::Error,
            "overlay-action",
            tree.view(action.at),
            message,
        );
        return;
    }
    let Some(target) = tree.own(document, path) else {
        return;
    };
    let scalar = |kind| !matches!(kind, Kind::Array | Kind::Object);
    match (tree.kind(target), tree.kind(update), path.split_last()) {
        (Kind::Object, Kind::Object, _) => merge(tree, target, update, report),
        (Kind::Array, Kind::Array, _) => append(tree, target, update),
        (Kind::Array, _, _) => tree.append(target, &[update]),
        (old, new, Some((last, above))) if scalar(old) && scalar(new) => {
            if let Some(parent) = tree.own(document, above) {
                tree.replace(parent, last, update);
            }
        }
        (old, _, _) => incompatible(tree, old, update, report),
    }
}

/// Merges an object into another (Overlay 1.1 section "Action Object").
fn merge(tree: &mut Tree, target: NodeId, update: NodeId, report: &mut Report<'_>) {
    for entry in tree.entries(update).to_vec() {
        let name = tree.key(entry.key).to_owned();
        let Some(old) = tree.entry(target, &name).map(|entry| entry.value) else {
            tree.insert(target, entry);
            continue;
        };
        let step = PathStep::Name(name);
        match (tree.kind(old), tree.kind(entry.value)) {
            (Kind::Object, Kind::Object) => {
                if let Some(own) = tree.own_child(target, &step) {
                    merge(tree, own, entry.value, report);
                }
            }
            (Kind::Array, Kind::Array) => {
                if let Some(own) = tree.own_child(target, &step) {
                    append(tree, own, entry.value);
                }
            }
            (Kind::Object | Kind::Array, _) | (_, Kind::Object | Kind::Array) => {
                incompatible(tree, tree.kind(old), entry.value, report);
            }
            _ => tree.replace(target, &step, entry.value),
        }
    }
}

fn append(tree: &mut Tree, target: NodeId, update: NodeId) {
    let items = tree.items(update).to_vec();
    tree.append(target, &items);
}

fn incompatible(tree: &Tree, old: Kind, update: NodeId, report: &mut Report<'_>) {
    let new = tree.view(update);
    let message = format!(
        "{} cannot be merged into {}; it is left out",
        new.kind().phrase(),
        old.phrase(),
    );
    report.add(Severity::Error, "overlay-merge", new, message);
}
