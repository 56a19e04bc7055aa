//! Decides what a schema becomes.

use serde_json::json;
use tally_spec::schema::{JsonTypes, Keyword};

use super::exact::is_exact;
use super::node::Node;
use super::types::{Lowered, Name, Types};
use crate::ir::{Clause, Type};
use crate::unsupported::{Feature, Instead};

impl Types<'_> {
    /// The type that a schema becomes; `name` is for one that has to be defined.
    pub(crate) fn lower(&mut self, node: &Node<'_>, name: &Name) -> Lowered {
        if node.view().boolean() == Some(false) {
            self.note_whole(node, Feature::Nothing, Instead::AnyValue);
            return Lowered::any();
        }
        let keywords: Vec<&str> = node.keywords().collect();
        match keywords.as_slice() {
            [] => return Lowered::any(),
            ["$ref"] => return self.reference(node),
            _ => {}
        }
        let Some(key) = node.key() else {
            return self.lower_keywords(node, name);
        };
        if let Some(ty) = self.remembered(&key) {
            let nullable = node.accepts_null();
            return Lowered { ty, nullable };
        }
        if !self.enter(node, &key) {
            self.note_whole(node, Feature::EndlessType, Instead::AnyValue);
            return Lowered::any();
        }
        self.expect(key);
        let lowered = self.lower_keywords(node, name);
        self.expected();
        self.leave(node);
        lowered
    }

    fn lower_keywords(&mut self, node: &Node<'_>, name: &Name) -> Lowered {
        let has = |keywords: [Keyword; 2]| keywords.iter().any(|it| node.has(*it));
        if has([Keyword::AllOf, Keyword::Ref]) {
            self.composition(node, name)
        } else if has([Keyword::OneOf, Keyword::AnyOf]) {
            self.union(node, name)
        } else if has([Keyword::Enum, Keyword::Const]) {
            self.values(node, name)
        } else {
            self.typed(node, name)
        }
    }

    /// A schema that says `type`, or shows by its keywords what it means.
    fn typed(&mut self, node: &Node<'_>, name: &Name) -> Lowered {
        let Some(names) = node.view().type_names() else {
            return self.untyped(node, name);
        };
        let nullable = names.contains(&"null");
        let mut names: Vec<&str> = names.into_iter().filter(|name| *name != "null").collect();
        if names.contains(&"number") {
            names.retain(|name| *name != "integer");
        }
        let ty = match names.as_slice() {
            [] if nullable => {
                self.note_others(node, JsonTypes::NULL, &[]);
                return Lowered::of(Type::Null);
            }
            [] => return Lowered::any(),
            ["boolean"] => {
                self.note_others(node, JsonTypes::NULL, &[]);
                Type::Bool
            }
            ["string"] => self.string(node, name),
            ["integer"] => self.integer(node, name),
            ["number"] => self.number(node, name),
            ["array"] => self.array(node, name),
            ["object"] => self.object(std::slice::from_ref(node), name),
            several => {
                let plain = node.without(&[Keyword::Description, Keyword::Title]);
                let branches: Vec<Node<'_>> =
                    several.iter().map(|one| of_type(&plain, one)).collect();
                return self.alternatives(node, &branches, nullable, name);
            }
        };
        Lowered { ty, nullable }
    }

    /// A schema without `type`: an object if it has keywords that only objects have.
    fn untyped(&mut self, node: &Node<'_>, name: &Name) -> Lowered {
        for keyword in [
            Keyword::Properties,
            Keyword::Required,
            Keyword::AdditionalProperties,
        ] {
            if node.has(keyword) {
                self.note(
                    node,
                    keyword,
                    Feature::UntypedObject,
                    Instead::ObjectAssumed,
                );
                return Lowered::of(self.object(std::slice::from_ref(node), name));
            }
        }
        for name in node.keywords() {
            let place = node.member_place(name);
            self.note_at(
                place,
                Feature::Keyword(name.to_owned()),
                Instead::NotEnforced,
            );
        }
        Lowered::any()
    }

    fn array(&mut self, node: &Node<'_>, name: &Name) -> Type {
        let key = self.expected();
        let mut clauses: Vec<Clause> = Vec::new();
        clauses.extend(
            node.flag(Keyword::UniqueItems)
                .then_some(Clause::UniqueItems),
        );
        clauses.extend(self.contained(node, name));
        let mut enforced = vec![
            Keyword::Items,
            Keyword::MinItems,
            Keyword::MaxItems,
            Keyword::UniqueItems,
        ];
        if clauses
            .iter()
            .any(|clause| matches!(clause, Clause::Contains { .. }))
        {
            enforced.extend([
                Keyword::Contains,
                Keyword::MinContains,
                Keyword::MaxContains,
            ]);
        }
        let first = node.view().prefix_items().len();
        let counts = [Keyword::MinItems, Keyword::MaxItems];
        let [min, mut max] = counts.map(|keyword| node.view().count(keyword));
        let min = min.unwrap_or(0);
        let item = match node.child(Keyword::Items) {
            Some(items) if items.view().boolean() == Some(false) => {
                max = Some(max.map_or(first, |max| max.min(first)));
                Type::Any
            }
            _ if node.has(Keyword::PrefixItems) => {
                enforced.retain(|keyword| *keyword != Keyword::Items);
                Type::Any
            }
            Some(items) => self.lower(&items, &name.inside("Item")).inner(),
            None => Type::Any,
        };
        self.note_others(node, JsonTypes::ARRAY, &enforced);
        let item = Box::new(item);
        let inner = if min == 0 && max.is_none() {
            Type::Vec(item)
        } else {
            Type::BoundedVec { item, min, max }
        };
        self.constrained(node, name, key, inner, clauses)
    }

    /// `contains` with its counts, if the items that it means are those of a type.
    fn contained(&mut self, node: &Node<'_>, name: &Name) -> Option<Clause> {
        let contains = node.child(Keyword::Contains).filter(is_exact)?;
        let item = self.lower(&contains, &name.inside("Contained")).inner();
        let counts = [Keyword::MinContains, Keyword::MaxContains];
        let [min, max] = counts.map(|keyword| node.view().count(keyword));
        let min = min.unwrap_or(1);
        Some(Clause::Contains { item, min, max })
    }

    /// A type out of several, of which each value has one.
    pub(crate) fn alternatives(
        &mut self,
        node: &Node<'_>,
        branches: &[Node<'_>],
        nullable: bool,
        name: &Name,
    ) -> Lowered {
        let nullable = nullable
            || branches.iter().any(|branch| {
                let types = branch.types();
                types != JsonTypes::ALL && types.has(JsonTypes::NULL)
            });
        let only_null = |branch: &&Node<'_>| branch.types() != JsonTypes::NULL;
        let branches: Vec<Node<'_>> = branches
            .iter()
            .filter(only_null)
            .flat_map(single_types)
            .collect();
        match branches.as_slice() {
            [] => Lowered::of(Type::Null),
            [branch] => {
                let lowered = self.lower(branch, name);
                Lowered {
                    nullable: nullable || lowered.nullable,
                    ..lowered
                }
            }
            _ => {
                let ty = self
                    .listed(node, &branches, name)
                    .or_else(|| self.by_type(node, &branches, name))
                    .or_else(|| self.by_tag(node, &branches, name))
                    .unwrap_or_else(|| self.view(node, &branches, name));
                // A view holds the value as it is, null included only if a branch accepts it.
                Lowered { ty, nullable }
            }
        }
    }
}

/// A branch that is of one of several types, as that many branches.
fn single_types<'s>(branch: &Node<'s>) -> Vec<Node<'s>> {
    let several = [
        Keyword::Ref,
        Keyword::AllOf,
        Keyword::AnyOf,
        Keyword::OneOf,
        Keyword::Enum,
        Keyword::Const,
    ];
    let plain = !several.iter().any(|keyword| branch.has(*keyword));
    let names = branch.view().type_names().filter(|_| plain);
    let mut names: Vec<&str> = names.unwrap_or_default();
    names.retain(|name| *name != "null");
    if names.contains(&"number") {
        names.retain(|name| *name != "integer");
    }
    if names.len() < 2 {
        return vec![branch.clone()];
    }
    names
        .into_iter()
        .map(|name| of_type(branch, name))
        .collect()
}

fn of_type<'s>(node: &Node<'s>, name: &str) -> Node<'s> {
    let mut value = node.value.clone().into_owned();
    value["type"] = json!(name);
    node.with(value)
}
