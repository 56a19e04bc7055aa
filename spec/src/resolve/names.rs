//! The names that schemas have among `$defs`.

use std::collections::{HashMap, HashSet};

use super::grammar::Role;
use super::target::Target;
use crate::pointer::unescape;
use crate::tree::{NodeId, Tree};

/// Names every schema that a reference leads to. The schemas under `components/schemas` of the
/// entry file keep their names; others are named after their file or pointer. What is named, and
/// how, depends on the document only.
pub(super) fn of(
    tree: &Tree,
    root: NodeId,
    targets: &HashMap<NodeId, Target>,
    roles: &[(NodeId, Role)],
    mapped: &[NodeId],
) -> HashMap<NodeId, String> {
    let mut names = HashMap::new();
    let mut taken = HashSet::new();
    let schemas = tree
        .view(root)
        .get("components")
        .and_then(|components| components.get("schemas"));
    for (name, schema) in schemas.into_iter().flat_map(|schemas| schemas.members()) {
        names.entry(schema.id()).or_insert_with(|| name.to_owned());
        taken.insert(name.to_owned());
    }
    let holders = roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
        .map(|&(node, _)| node);
    for holder in holders.chain(mapped.iter().copied()) {
        if let Some(&Target::Node(target)) = targets.get(&holder) {
            names
                .entry(target)
                .or_insert_with(|| fresh(tree, root, target, &mut taken));
        }
    }
    names
}

/// Names the schemas that are referred to without their unions.
pub(super) fn of_bases(
    names: &HashMap<NodeId, String>,
    bases: impl Iterator<Item = NodeId>,
) -> HashMap<NodeId, String> {
    let mut taken: HashSet<String> = names.values().cloned().collect();
    let mut bases: Vec<NodeId> = bases.collect();
    bases.sort();
    let mut named = HashMap::new();
    for base in bases {
        let wanted = format!("{}_base", names.get(&base).map_or("schema", String::as_str));
        let numbered = (2_u32..).map(|number| format!("{wanted}_{number}"));
        let mut candidates = std::iter::once(wanted.clone()).chain(numbered);
        if let Some(name) = candidates.find(|candidate| taken.insert(candidate.clone())) {
            named.insert(base, name);
        }
    }
    named
}

/// A name that is not taken, made of where the schema stands.
fn fresh(tree: &Tree, root: NodeId, schema: NodeId, taken: &mut HashSet<String>) -> String {
    let place = tree.place(schema);
    let stem = place.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let tokens: Vec<_> = place.pointer.split('/').skip(1).map(unescape).collect();
    let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
    let own_file = tree.file(schema) == tree.file(root);
    let wanted = match &tokens[..] {
        [] => stem.to_owned(),
        // Where collections of schemas usually stand, the last token is their name.
        [.., "schemas" | "definitions" | "$defs", name] => (*name).to_owned(),
        [name] if !own_file => (*name).to_owned(),
        tokens => tokens.join("_"),
    };
    let wanted: String = wanted
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || "._-".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let wanted = if wanted.is_empty() {
        "schema".to_owned()
    } else {
        wanted
    };
    let with_file = format!("{stem}_{wanted}");
    let numbered = (2_u32..).map(|number| format!("{wanted}_{number}"));
    let candidates = [wanted.clone(), with_file].into_iter().chain(numbered);
    for candidate in candidates {
        if taken.insert(candidate.clone()) {
            return candidate;
        }
    }
    wanted
}
