//! Walks the document by its grammar, follows every reference, and reads the files that they name.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use url::Url;

use super::grammar::{MemberShape, Role};
use super::resource::{ResourceId, Resources};
use super::target::{Lost, Missing, Target};
use super::unread::Gaps;
use super::{Cut, Cuts, Document, names};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Files;
use crate::tree::{Kind, NodeId, Tree};
use crate::version::Version;

/// Resolves a document whose entry file is read.
pub(crate) fn resolve(
    tree: Tree,
    root: NodeId,
    version: Version,
    files: &Files<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Document {
    let mut walk = Walk {
        tree,
        version,
        resources: Resources::default(),
        files,
        unreadable: HashMap::new(),
        targets: HashMap::new(),
        roles: Vec::new(),
        kinds: HashMap::new(),
        misread: HashSet::new(),
        queue: Vec::new(),
        mapped: Vec::new(),
        root,
        diagnostics,
    };
    walk.resources
        .add_file(&walk.tree, root, files.entry(), version >= Version::V3_1);
    walk.visit(root, Role::OpenApi);
    let mut next = 0;
    while let Some(&(node, role)) = walk.queue.get(next) {
        next += 1;
        walk.visit(node, role);
    }
    walk.cut_circles();
    let Walk {
        tree,
        targets,
        roles,
        misread,
        mapped,
        ..
    } = walk;
    let names = names::of(&tree, root, &targets, &roles, &mapped);
    let gaps = Gaps::of(&tree, &targets, &mapped);
    let cuts = Cuts::of(&tree, version, &targets, &roles);
    report_cuts(&tree, &cuts, diagnostics);
    let base_names = names::of_bases(&names, cuts.bases.keys().copied());
    Document {
        tree,
        root,
        version,
        targets,
        roles,
        misread,
        gaps,
        cuts,
        names,
        base_names,
        covered: std::sync::Mutex::default(),
    }
}

/// Reports the references that mean less than is written.
fn report_cuts(tree: &Tree, cuts: &Cuts, diagnostics: &mut Vec<Diagnostic>) {
    let mut holders: Vec<(NodeId, Cut)> = cuts.cuts.iter().map(|(&at, &cut)| (at, cut)).collect();
    holders.sort_by_key(|(holder, _)| *holder);
    for (holder, cut) in holders {
        let (code, message) = match cut {
            Cut::Base(_) => continue,
            Cut::Anything | Cut::Nothing => (
                "endless-schema",
                "this reference leads back to a schema that it is part of, without a step into \
                 the value: it is ignored",
            ),
            Cut::TooMuch => (
                "excessive-schema",
                "with this reference, more schemas apply to one value than are followed: it is \
                 ignored",
            ),
        };
        let at = tree.entry(holder, "$ref").map_or(holder, |it| it.value);
        diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code: code.into(),
            message: message.into(),
            help: None,
            place: tree.place(at),
        });
    }
}

pub(super) struct Walk<'w> {
    pub(super) tree: Tree,
    version: Version,
    pub(super) resources: Resources,
    files: &'w Files<'w>,
    /// Files that could not be read, and why.
    unreadable: HashMap<Url, String>,
    targets: HashMap<NodeId, Target>,
    roles: Vec<(NodeId, Role)>,
    /// The role in which each node was met first: what stands in its own place is met before what
    /// a reference makes of it.
    kinds: HashMap<NodeId, Role>,
    /// Other roles of these nodes.
    misread: HashSet<(NodeId, Role)>,
    /// Targets of references, in the order in which they were met.
    queue: Vec<(NodeId, Role)>,
    /// Strings that name schemas: the values of discriminator mappings, `$dynamicRef`.
    mapped: Vec<NodeId>,
    root: NodeId,
    diagnostics: &'w mut Vec<Diagnostic>,
}

impl Walk<'_> {
    fn visit(&mut self, node: NodeId, role: Role) {
        match self.kinds.entry(node) {
            Entry::Vacant(place) => drop(place.insert(role)),
            Entry::Occupied(known) => {
                if *known.get() == role || !self.misread.insert((node, role)) {
                    return;
                }
            }
        }
        self.roles.push((node, role));
        if self.tree.kind(node) != Kind::Object {
            return;
        }
        if role.is_followed(self.version)
            && let Some(entry) = self.tree.entry(node, "$ref").copied()
            && let Some(reference) = self.tree.str(entry.value).map(str::to_owned)
        {
            self.refer(node, entry.value, &reference, role);
            match role {
                Role::PathItem => {}
                Role::Schema if self.version >= Version::V3_1 => {}
                _ => return,
            }
        }
        let entries = self.tree.entries(node).to_vec();
        for entry in entries {
            let name = self.tree.key(entry.key);
            let shape = match role.member(name) {
                // A member of a later version is read as what it became.
                Some(member) => Some(member.shape),
                None if name.starts_with("x-") => None,
                None => role.others(),
            };
            match shape {
                Some(MemberShape::One(role)) => self.visit(entry.value, role),
                Some(MemberShape::List(role)) => {
                    for item in self.tree.items(entry.value).to_vec() {
                        self.visit(item, role);
                    }
                }
                Some(MemberShape::Map(role)) => {
                    for entry in self.tree.entries(entry.value).to_vec() {
                        self.visit(entry.value, role);
                    }
                }
                _ => {}
            }
        }
        match role {
            Role::Schema => self.dynamic(node),
            Role::Discriminator => self.mapping(node),
            _ => {}
        }
    }

    /// Resolves a reference that stands in `holder` for something of that role.
    fn refer(&mut self, holder: NodeId, from: NodeId, reference: &str, role: Role) {
        let target = match self.find(from, reference) {
            Ok(node) => {
                self.queue.push((node, role));
                Target::Node(node)
            }
            Err(lost) => {
                self.report(from, reference, &lost);
                Target::Missing(lost.missing)
            }
        };
        self.targets.insert(holder, target);
    }

    fn report(&mut self, from: NodeId, reference: &str, lost: &Lost) {
        let (severity, code, message) = match lost.missing {
            Missing::Remote => (
                Severity::Warning,
                "remote-reference",
                format!("`{reference}` is not fetched; anything is accepted in its place"),
            ),
            _ => (
                Severity::Error,
                "dangling-reference",
                format!("`{reference}` leads nowhere: {}", lost.message),
            ),
        };
        let help = match lost.missing {
            Missing::Remote => Some("save a copy beside the document and refer to that".into()),
            _ => None,
        };
        self.diagnostics.push(Diagnostic {
            severity,
            code: code.into(),
            message,
            help,
            place: self.tree.place(from),
        });
    }

    /// `$dynamicRef`, which is resolved as a `$ref`: to the nearest schema around it that declares
    /// the anchor, for authors declare the same one in several components; else to where the
    /// anchor leads.
    fn dynamic(&mut self, schema: NodeId) {
        if let Some(entry) = self.tree.entry(schema, "$dynamicRef").copied()
            && let Some(reference) = self.tree.str(entry.value).map(str::to_owned)
        {
            let around = reference.strip_prefix('#').and_then(|anchor| {
                let declares = |node: &NodeId| {
                    self.tree.view(*node).text("$dynamicAnchor").as_deref() == Some(anchor)
                };
                std::iter::successors(Some(schema), |&node| self.tree.parent(node)).find(declares)
            });
            if let Some(around) = around {
                self.queue.push((around, Role::Schema));
                self.targets.insert(entry.value, Target::Node(around));
                self.mapped.push(entry.value);
                return;
            }
            self.refer(entry.value, entry.value, &reference, Role::Schema);
            self.mapped.push(entry.value);
        }
    }

    /// The values of `mapping` and `defaultMapping`: names of component schemas, or references.
    fn mapping(&mut self, discriminator: NodeId) {
        let mapping = self
            .tree
            .entry(discriminator, "mapping")
            .map(|entry| entry.value);
        let default = self
            .tree
            .entry(discriminator, "defaultMapping")
            .map(|entry| entry.value);
        let values = mapping.map_or(Vec::new(), |mapping| self.tree.entries(mapping).to_vec());
        let values = values.into_iter().map(|entry| entry.value).chain(default);
        for value in values.collect::<Vec<_>>() {
            let Some(reference) = self.tree.str(value).map(str::to_owned) else {
                continue;
            };
            if let Some(schema) = self.component(&reference) {
                self.queue.push((schema, Role::Schema));
                self.targets.insert(value, Target::Node(schema));
            } else {
                self.refer(value, value, &reference, Role::Schema);
            }
            self.mapped.push(value);
        }
    }

    fn component(&self, name: &str) -> Option<NodeId> {
        let components = self.tree.entry(self.root, "components")?.value;
        let schemas = self.tree.entry(components, "schemas")?.value;
        self.tree.entry(schemas, name).map(|entry| entry.value)
    }

    /// The resource that lives at a URL, read from a file if it is one.
    pub(super) fn open(&mut self, url: &Url) -> Result<ResourceId, Lost> {
        let dangling = |message: &str| Lost {
            missing: Missing::Dangling,
            message: message.into(),
        };
        if url.scheme() != "file" {
            return Err(Lost {
                missing: Missing::Remote,
                message: String::new(),
            });
        }
        if let Some(reason) = self.unreadable.get(url) {
            return Err(dangling(reason));
        }
        let schemas = self.version >= Version::V3_1;
        match self.files.read(url, &mut self.tree, self.diagnostics) {
            Ok(root) => {
                self.resources.add_file(&self.tree, root, url, schemas);
                self.resources
                    .find(url)
                    .ok_or_else(|| dangling("the file has no root"))
            }
            Err(reason) => {
                self.unreadable.insert(url.clone(), reason.clone());
                Err(dangling(&reason))
            }
        }
    }

    /// A chain of references that leads back to itself says nothing: its members lead nowhere.
    fn cut_circles(&mut self) {
        let mut holders: Vec<NodeId> = self.targets.keys().copied().collect();
        holders.sort();
        let mut settled = HashSet::new();
        for holder in holders {
            let mut chain = vec![holder];
            let mut at = holder;
            while let Some(&Target::Node(next)) = self.targets.get(&at) {
                if settled.contains(&next) {
                    break;
                }
                if let Some(start) = chain.iter().position(|&node| node == next) {
                    self.report_circle(&chain[start..]);
                    break;
                }
                chain.push(next);
                at = next;
            }
            settled.extend(chain);
        }
    }

    fn report_circle(&mut self, circle: &[NodeId]) {
        let Some(&first) = circle.first() else { return };
        let pointers: Vec<String> = circle
            .iter()
            .map(|&node| format!("`#{}`", self.tree.place(node).pointer))
            .collect();
        self.diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code: "circular-reference".into(),
            message: format!(
                "this reference only leads back to itself: {}",
                pointers.join(" → ")
            ),
            help: Some("let one of them say what it means".into()),
            place: self.tree.place(first),
        });
        for &node in circle {
            self.targets
                .insert(node, Target::Missing(Missing::Circular));
        }
    }
}
