//! `oneOf` and `anyOf` with several branches that are not null.

use serde_json::Value;

use super::json_types::{self, JsonTypes};
use super::markdown;
use super::naming::{self, Taken};
use super::node::Node;
use super::types::{Name, Types};
use crate::ir::{Alternative, Docs, Shape, Tag, Type, UnionKind, Variant, View};
use crate::unsupported::{Feature, Instead};

impl Types<'_> {
    /// Branches whose values have different JSON types.
    pub(crate) fn by_type(
        &mut self,
        node: &Node<'_>,
        branches: &[Node<'_>],
        name: &Name,
    ) -> Option<Type> {
        let types: Vec<JsonTypes> = branches
            .iter()
            .map(|branch| json_types::of(branch).without(JsonTypes::NULL))
            .collect();
        let disjoint = types.iter().enumerate().all(|(index, one)| {
            *one != JsonTypes::named("") && !types[..index].iter().any(|other| other.has(*one))
        });
        if !disjoint {
            return None;
        }
        let titles: Vec<&str> = types.iter().map(|types| types.title()).collect();
        let kind = UnionKind::Types(types.iter().map(|types| types.variants()).collect());
        Some(self.variants(node, branches, &titles, kind, name))
    }

    /// Branches that are objects with a member that tells them apart.
    pub(crate) fn by_tag(
        &mut self,
        node: &Node<'_>,
        branches: &[Node<'_>],
        name: &Name,
    ) -> Option<Type> {
        let objects = branches
            .iter()
            .all(|branch| json_types::of(branch).without(JsonTypes::NULL) == JsonTypes::OBJECT);
        if !objects {
            return None;
        }
        let tag = declared_tag(node, branches).or_else(|| inferred_tag(branches))?;
        let titles: Vec<String> = tag.values.iter().map(|values| values.concat()).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        Some(self.variants(node, branches, &titles, UnionKind::Tagged(tag), name))
    }

    fn variants(
        &mut self,
        node: &Node<'_>,
        branches: &[Node<'_>],
        titles: &[&str],
        kind: UnionKind,
        name: &Name,
    ) -> Type {
        let key = self.expected();
        let name = self.open(name, key);
        let inside = Name::Exact(name.clone());
        let mut taken = Taken::default();
        let mut variants: Vec<Variant> = Vec::with_capacity(branches.len());
        for (branch, title) in branches.iter().zip(titles) {
            let title = branch_title(branch).unwrap_or_else(|| (*title).to_owned());
            let ident = taken.take(&naming::variant(&title));
            let ty = self.lower(branch, &inside.inside(&title)).ty;
            let docs = branch_docs(branch, &ident, &kind);
            variants.push(Variant {
                ident,
                docs,
                ty,
                from: true,
            });
        }
        self.fill(&name, node, Shape::Union { variants, kind });
        Type::Named(name)
    }

    /// Branches that cannot be told apart. Of a `oneOf` it is not enforced that no other matches: the
    /// types may accept more than the schemas.
    pub(crate) fn view(&mut self, node: &Node<'_>, branches: &[Node<'_>], name: &Name) -> Type {
        let exclusive = node.get("oneOf").is_some();
        if exclusive {
            self.note(
                node,
                "oneOf",
                Feature::Keyword("oneOf".to_owned()),
                Instead::NotEnforced,
            );
        }
        let key = self.expected();
        let name = self.open(name, key);
        let inside = Name::Exact(name.clone());
        let mut taken = Taken::with(&["value", "json"]);
        let mut alternatives: Vec<Alternative> = Vec::with_capacity(branches.len());
        for branch in branches {
            let title = branch_title(branch).unwrap_or_else(|| {
                json_types::of(branch)
                    .without(JsonTypes::NULL)
                    .title()
                    .to_owned()
            });
            let method = taken.take(&naming::module(&title));
            let ty = self.lower(branch, &inside.inside(&title)).ty;
            let docs = match branch.reference() {
                Some(_) => Docs::default(),
                None => markdown::docs([branch.text("description").unwrap_or_default()]),
            };
            alternatives.push(Alternative {
                method,
                docs,
                ty,
                from: true,
            });
        }
        self.fill(
            &name,
            node,
            Shape::View(View {
                alternatives,
                exclusive,
            }),
        );
        Type::Named(name)
    }
}

/// The name that a branch has: that of what it refers to, or its title.
fn branch_title(branch: &Node<'_>) -> Option<String> {
    let title = branch.text("title").map(str::to_owned);
    branch
        .reference()
        .or(title)
        .filter(|title| title.len() <= 60)
}

fn branch_docs(branch: &Node<'_>, ident: &str, kind: &UnionKind) -> Docs {
    let described = branch.text("description").unwrap_or_default();
    let docs = markdown::docs([described]);
    if !docs.0.is_empty() {
        return docs;
    }
    let article = if ident.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "An"
    } else {
        "A"
    };
    match kind {
        UnionKind::Types(_) if branch.reference().is_none() => Docs(vec![format!(
            "{article} {}.",
            heck::AsSnakeCase(ident).to_string().replace('_', " ")
        )]),
        _ => Docs(vec![format!("{article} `{ident}`.")]),
    }
}

/// `discriminator`, if it gives every branch values of its own.
fn declared_tag(node: &Node<'_>, branches: &[Node<'_>]) -> Option<Tag> {
    let discriminator = node.get("discriminator")?;
    let name = discriminator.get("propertyName")?.as_str()?.to_owned();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mut values = Vec::with_capacity(branches.len());
    for branch in branches {
        let reference = branch
            .reference()
            .or_else(|| branch.text("title").map(str::to_owned));
        let mapped = mapping.into_iter().flatten().filter(|(_, target)| {
            let target = target.as_str().unwrap_or_default();
            let target = target.rsplit('/').next().unwrap_or_default();
            reference.as_deref() == Some(target)
        });
        let mut own: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
        if own.is_empty() {
            own = tag_values(branch, &name);
        }
        if own.is_empty() {
            own.extend(reference);
        }
        values.push(own);
    }
    distinct(&values).then_some(Tag { name, values })
}

/// A member that every branch requires, with different strings.
fn inferred_tag(branches: &[Node<'_>]) -> Option<Tag> {
    let (first, rest) = branches.split_first()?;
    let names: Vec<String> = member_names(first, 0);
    names.into_iter().find_map(|name| {
        let mut values = vec![tag_values(first, &name)];
        values.extend(rest.iter().map(|branch| tag_values(branch, &name)));
        let required = branches.iter().all(|branch| requires(branch, &name, 0));
        (required && distinct(&values)).then_some(Tag { name, values })
    })
}

fn distinct(values: &[Vec<String>]) -> bool {
    let mut all: Vec<&String> = values.iter().flatten().collect();
    let count = all.len();
    all.sort();
    all.dedup();
    all.len() == count && values.iter().all(|own| !own.is_empty())
}

const DEPTH: u8 = 16;

/// Whatever a schema is composed of, itself included.
fn composed<'s>(node: &Node<'s>) -> Vec<Node<'s>> {
    let mut parts = node.branches("allOf");
    parts.extend(node.reference().and_then(|name| node.definition(&name)));
    parts
}

fn member_names(node: &Node<'_>, depth: u8) -> Vec<String> {
    let mut names: Vec<String> = node
        .named("properties")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    if depth < DEPTH {
        names.extend(
            composed(node)
                .iter()
                .flat_map(|part| member_names(part, depth + 1)),
        );
    }
    names
}

fn requires(node: &Node<'_>, name: &str, depth: u8) -> bool {
    let required = node
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    required.clone().any(|required| required == name)
        || (depth < DEPTH
            && composed(node)
                .iter()
                .any(|part| requires(part, name, depth + 1)))
}

/// The strings that a member of a schema can be, if it lists them.
fn tag_values(node: &Node<'_>, name: &str) -> Vec<String> {
    fn find(node: &Node<'_>, name: &str, depth: u8) -> Option<Vec<String>> {
        let own = node
            .named("properties")
            .into_iter()
            .find(|(member, _)| member == name);
        let strings = own.and_then(|(_, member)| strings(&member, depth));
        strings.or_else(|| {
            let parts = if depth < DEPTH {
                composed(node)
            } else {
                Vec::new()
            };
            parts.iter().find_map(|part| find(part, name, depth + 1))
        })
    }
    find(node, name, 0).unwrap_or_default()
}

fn strings(node: &Node<'_>, depth: u8) -> Option<Vec<String>> {
    let values = match (node.get("const"), node.get("enum")) {
        (Some(value), _) => vec![value.clone()],
        (None, Some(Value::Array(values))) => values.clone(),
        _ if depth < DEPTH => {
            return composed(node)
                .iter()
                .find_map(|part| strings(part, depth + 1));
        }
        _ => return None,
    };
    values
        .into_iter()
        .map(|value| value.as_str().map(str::to_owned))
        .collect()
}
