//! Base URIs: files, `$self`, `$id`, and the anchors within.
//!
//! RFC 3986 section 5, JSON Schema 2020-12 core section 8.2, OpenAPI 3.2 section "Relative
//! References and Base URIs".

use std::collections::HashMap;

use url::Url;

use crate::source::FileId;
use crate::tree::{NodeId, Tree};

/// Names a resource among [`Resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ResourceId(usize);

/// A file, or a schema within one that declares an `$id`.
#[derive(Debug)]
struct Resource {
    base: Url,
    root: NodeId,
}

/// Everything that a reference without its fragment can name.
#[derive(Debug, Default)]
pub(crate) struct Resources {
    list: Vec<Resource>,
    by_url: HashMap<Url, ResourceId>,
    by_root: HashMap<NodeId, ResourceId>,
    /// The resource and the URL of every file that was read.
    files: HashMap<FileId, (ResourceId, Url)>,
    anchors: HashMap<(ResourceId, String), NodeId>,
    /// The file that was added first.
    entry: Option<FileId>,
    /// Whether any file declares a `$id`.
    nested: bool,
}

impl Resources {
    /// Adds a file and, where the version knows them, the `$id`s and anchors in it.
    pub(crate) fn add_file(&mut self, tree: &Tree, root: NodeId, url: &Url, schemas: bool) {
        let resource = self.add(url.clone(), root);
        self.entry.get_or_insert(tree.file(root));
        self.files.insert(tree.file(root), (resource, url.clone()));
        if let Some(declared) = tree.view(root).text("$self")
            && let Ok(declared) = url.join(&declared)
        {
            self.list[resource.0].base = declared.clone();
            self.by_url.entry(declared).or_insert(resource);
        }
        let names = ["$id", "$anchor", "$dynamicAnchor"];
        if schemas && names.iter().any(|name| tree.has_key(name)) {
            self.scan(tree, root, resource);
        }
    }

    fn add(&mut self, mut url: Url, root: NodeId) -> ResourceId {
        url.set_fragment(None);
        let id = ResourceId(self.list.len());
        self.list.push(Resource {
            base: url.clone(),
            root,
        });
        self.by_url.entry(url).or_insert(id);
        self.by_root.insert(root, id);
        id
    }

    fn scan(&mut self, tree: &Tree, node: NodeId, resource: ResourceId) {
        let view = tree.view(node);
        let mut resource = resource;
        if let Some(id) = view.text("$id")
            && !self.by_root.contains_key(&node)
            && let Ok(url) = self.list[resource.0].base.join(&id)
        {
            self.nested = true;
            resource = self.add(url, node);
        }
        for name in ["$anchor", "$dynamicAnchor"] {
            if let Some(anchor) = view.text(name) {
                self.anchors.entry((resource, anchor)).or_insert(node);
            }
        }
        for &item in tree.items(node) {
            self.scan(tree, item, resource);
        }
        for entry in tree.entries(node) {
            self.scan(tree, entry.value, resource);
        }
    }

    /// The resource that a node belongs to: the nearest `$id` around it, else its file.
    pub(crate) fn of(&self, tree: &Tree, node: NodeId) -> Option<ResourceId> {
        if self.nested {
            let mut node = node;
            loop {
                if let Some(&resource) = self.by_root.get(&node) {
                    return Some(resource);
                }
                match tree.parent(node) {
                    Some(parent) => node = parent,
                    None => break,
                }
            }
        }
        self.file(tree, node).map(|&(resource, _)| resource)
    }

    /// The URL that relative references in a resource are resolved against.
    pub(crate) fn base(&self, resource: ResourceId) -> &Url {
        &self.list[resource.0].base
    }

    /// The file that a node counts as part of: what an overlay brought is part of the document.
    fn file(&self, tree: &Tree, node: NodeId) -> Option<&(ResourceId, Url)> {
        self.files
            .get(&tree.file(node))
            .or_else(|| self.files.get(&self.entry?))
    }

    /// The URL of the file that a node stands in, whatever it declares about itself.
    pub(crate) fn file_url(&self, tree: &Tree, node: NodeId) -> Option<&Url> {
        self.file(tree, node).map(|(_, url)| url)
    }

    pub(crate) fn find(&self, url: &Url) -> Option<ResourceId> {
        self.by_url.get(url).copied()
    }

    pub(crate) fn root(&self, resource: ResourceId) -> NodeId {
        self.list[resource.0].root
    }

    pub(crate) fn anchor(&self, resource: ResourceId, name: &str) -> Option<NodeId> {
        self.anchors.get(&(resource, name.to_owned())).copied()
    }
}
