//! Lays a resolved document out as a contract.
//!
//! What belongs here: defaults of the specification, what overrides what, and diagnostics about
//! parts that had to be left out. What never does: what schemas mean, and rules that only advise.

mod body;
mod operation;
mod parameter;
mod security;

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::{Contract, Info, SchemaId, Server};
use crate::diagnostic::{Diagnostic, Severity};
use crate::resolve::Document;
use crate::tree::{NodeId, View};

/// Lays out the contract of a document.
pub(crate) fn lay_out(document: Document, diagnostics: &mut Vec<Diagnostic>) -> Contract {
    let document = Arc::new(document);
    let mut layout = Layout {
        document: &document,
        diagnostics,
        reported: HashSet::new(),
    };
    let root = document.view(document.root);
    let servers = layout.servers(root.get("servers"));
    let security = layout.requirements(root.get("security"));
    let mut operations = Vec::new();
    for (path, item) in named(root.get("paths").and_then(|view| document.follow(view)))
        .filter(|(path, _)| !path.starts_with("x-"))
    {
        layout.path_item(path, item, &servers, &security, &mut operations);
    }
    let mut webhooks = Vec::new();
    for (name, item) in named(root.get("webhooks")) {
        layout.path_item(name, item, &servers, &security, &mut webhooks);
    }
    let components = root
        .get("components")
        .and_then(|view| document.follow(view));
    let security_schemes = layout.security_schemes(components);
    let definitions = named(components.and_then(|components| components.get("schemas")))
        .map(|(name, schema)| (name.to_owned(), schema_id(schema.id())))
        .collect();
    Contract {
        version: document.version,
        info: info(root.get("info")),
        servers,
        operations,
        webhooks,
        security_schemes,
        definitions,
        reported: layout.reported,
        document: Arc::clone(&document),
    }
}

struct Layout<'l> {
    document: &'l Document,
    diagnostics: &'l mut Vec<Diagnostic>,
    /// What they concern.
    reported: HashSet<NodeId>,
}

/// The members of an object that may be missing.
fn named(view: Option<View<'_>>) -> impl Iterator<Item = (&str, View<'_>)> {
    view.into_iter().flat_map(View::members)
}

/// The elements of an array that may be missing.
fn listed(view: Option<View<'_>>) -> impl Iterator<Item = View<'_>> {
    view.into_iter().flat_map(View::items)
}

fn schema_id(node: NodeId) -> SchemaId {
    SchemaId(node.0)
}

/// Members whose name starts with `x-`.
fn extensions(view: View<'_>) -> IndexMap<String, Value> {
    view.members()
        .filter(|(name, _)| name.starts_with("x-"))
        .map(|(name, value)| (name.to_owned(), value.value()))
        .collect()
}

fn info(view: Option<View<'_>>) -> Info {
    // In YAML, versions and titles without quotes may be numbers.
    let text = |name| {
        let member = view?.get(name)?;
        member.str().or(member.number()).map(str::to_owned)
    };
    Info {
        title: text("title").unwrap_or_default(),
        version: text("version").unwrap_or_default(),
        description: text("description"),
    }
}

impl<'l> Layout<'l> {
    fn diagnose(&mut self, severity: Severity, code: &str, view: View<'_>, message: String) {
        self.reported.insert(view.id());
        self.diagnostics.push(Diagnostic {
            severity,
            code: code.into(),
            message,
            help: None,
            place: view.place(),
        });
    }

    /// What stands at the end of a reference. None, with a diagnostic from the resolver, if that
    /// is nothing.
    fn follow(&self, view: View<'l>) -> Option<View<'l>> {
        self.document.follow(view)
    }

    fn servers(&self, view: Option<View<'_>>) -> Vec<Server> {
        listed(view)
            .filter_map(|server| {
                let mut url = server.text("url")?;
                for (name, variable) in named(server.get("variables")) {
                    if let Some(default) = variable.text("default") {
                        url = url.replace(&format!("{{{name}}}"), &default);
                    }
                }
                Some(Server {
                    url,
                    description: server.text("description"),
                    place: server.place(),
                })
            })
            .collect()
    }
}
