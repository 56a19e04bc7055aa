//! `oneOf` and `anyOf` with several branches that are not null.

use tally_spec::schema::{JsonTypes, Keyword, SchemaView};

use super::json_types;
use super::markdown;
use super::naming::{self, Taken};
use super::node::Node;
use super::types::{Name, Types};
use crate::ir::{Alternative, Docs, Shape, Tag, Type, UnionKind, Variant, View};

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
            .map(|branch| branch.types().without(JsonTypes::NULL))
            .collect();
        let disjoint = types.iter().enumerate().all(|(index, one)| {
            *one != JsonTypes::NONE && !types[..index].iter().any(|other| other.has(*one))
        });
        if !disjoint {
            return None;
        }
        let titles: Vec<&str> = types
            .iter()
            .map(|types| json_types::title(*types))
            .collect();
        let kind = UnionKind::Types(types.iter().map(|it| json_types::variants(*it)).collect());
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
            .all(|branch| branch.types().without(JsonTypes::NULL) == JsonTypes::OBJECT);
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

    /// Branches that cannot be distinguished. Of a `oneOf` it is not enforced that no other matches: the
    /// types may accept more than the schemas.
    pub(crate) fn view(&mut self, node: &Node<'_>, branches: &[Node<'_>], name: &Name) -> Type {
        let exclusive = node.has(Keyword::OneOf);
        if exclusive {
            self.note_ignored(node, &[Keyword::OneOf]);
        }
        let key = self.expected();
        let name = self.open(name, key);
        let inside = Name::Exact(name.clone());
        let mut taken = Taken::with(&["value", "json"]);
        let mut alternatives: Vec<Alternative> = Vec::with_capacity(branches.len());
        for branch in branches {
            let title = branch_title(branch).unwrap_or_else(|| {
                json_types::title(branch.types().without(JsonTypes::NULL)).to_owned()
            });
            let method = taken.take(&naming::module(&title));
            let ty = self.lower(branch, &inside.inside(&title)).ty;
            let docs = match branch.reference() {
                Some(_) => Docs::default(),
                None => markdown::docs([branch.text(Keyword::Description).unwrap_or_default()]),
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
    let title = branch.text(Keyword::Title).map(str::to_owned);
    branch
        .reference()
        .or(title)
        .filter(|title| title.len() <= 60)
}

fn branch_docs(branch: &Node<'_>, ident: &str, kind: &UnionKind) -> Docs {
    let described = branch.text(Keyword::Description).unwrap_or_default();
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
    let discriminator = node.view().discriminator()?;
    let name = discriminator.property();
    let mut values = Vec::with_capacity(branches.len());
    for branch in branches {
        let reference = branch.reference();
        let called = reference.or_else(|| branch.text(Keyword::Title).map(str::to_owned));
        let mut own = called
            .as_deref()
            .map_or_else(Vec::new, |called| discriminator.mapped_to(called));
        if own.is_empty() {
            own = tag_values(branch.view(), name).unwrap_or_default();
        }
        if own.is_empty() {
            own.extend(called);
        }
        values.push(own);
    }
    let name = name.to_owned();
    distinct(&values).then_some(Tag { name, values })
}

/// A member that every branch requires, with different strings.
fn inferred_tag(branches: &[Node<'_>]) -> Option<Tag> {
    let first = branches.first()?.view();
    let mut names = first.in_place().flat_map(SchemaView::properties);
    names.find_map(|(name, _)| {
        let requires = |schema: SchemaView<'_>| schema.in_place().any(|it| it.requires(name));
        if !branches.iter().all(|branch| requires(branch.view())) {
            return None;
        }
        let values = branches.iter().map(|it| tag_values(it.view(), name));
        let values: Vec<Vec<String>> = values.collect::<Option<_>>()?;
        let name = name.to_owned();
        distinct(&values).then_some(Tag { name, values })
    })
}

fn distinct(values: &[Vec<String>]) -> bool {
    let mut all: Vec<&String> = values.iter().flatten().collect();
    let count = all.len();
    all.sort();
    all.dedup();
    all.len() == count && values.iter().all(|own| !own.is_empty())
}

/// The strings that a member of a schema can be, if it lists them.
fn tag_values(schema: SchemaView<'_>, name: &str) -> Option<Vec<String>> {
    let mut members = schema.in_place().filter_map(|it| it.property(name));
    members.find_map(|member| {
        let values = member.in_place().find_map(SchemaView::listed)?;
        let strings = values.iter().map(|it| it.as_str().map(str::to_owned));
        strings.collect()
    })
}
