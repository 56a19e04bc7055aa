//! `allOf`, and `$ref` beside other keywords.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};
use tally_spec::schema::keyword::may_restrict;
use tally_spec::schema::{JsonTypes, Keyword, compare};

use super::node::Node;
use super::types::{Lowered, Name, Types};
use crate::unsupported::{Feature, Instead};

/// How deep branches within branches are followed.
const DEPTH: u16 = 500;

impl Types<'_> {
    /// The type of what fits every branch.
    pub(crate) fn composition(&mut self, node: &Node<'_>, name: &Name) -> Lowered {
        let branches = branches(node);
        if let [only] = branches.as_slice() {
            return self.lower(only, name);
        }
        let Some(parts) = flatten(node, 0) else {
            return self.not_composed(node);
        };
        let types = node.types();
        let nullable = types != JsonTypes::ALL && types.has(JsonTypes::NULL);
        let unions = parts.iter().filter(|part| is_union(part)).count();
        let objects = types.without(JsonTypes::NULL) == JsonTypes::OBJECT
            || parts
                .iter()
                .all(|part| !part.has(Keyword::Type) && part.has(Keyword::Properties));
        match (unions, parts.as_slice()) {
            (_, []) => Lowered::any(),
            (0, [only]) => {
                let mut value = only.value.clone().into_owned();
                describe(&mut value, node);
                self.lower(&node.with(value), name)
            }
            (0, _) if objects && parts.iter().all(is_object) => {
                let mut parts = parts;
                // The docs are those of the whole.
                let own = node.without(&[Keyword::AllOf, Keyword::Ref]);
                parts.insert(0, own);
                let ty = self.object(&parts, name);
                Lowered { ty, nullable }
            }
            (0, _) => match merge(&parts) {
                Some(mut merged) => {
                    describe(&mut merged, node);
                    self.lower(&node.with(merged), name)
                }
                None => self.not_composed(node),
            },
            (1, _) => self.distributed(node, &parts, name),
            _ => self.not_composed(node),
        }
    }

    fn not_composed(&mut self, node: &Node<'_>) -> Lowered {
        let keyword = match node.has(Keyword::AllOf) {
            true => Keyword::AllOf,
            false => Keyword::Ref,
        };
        self.note(node, keyword, Feature::Composition, Instead::AnyValue);
        Lowered::any()
    }

    /// One of the parts is a union: what the others say holds for each of its branches.
    fn distributed(&mut self, node: &Node<'_>, parts: &[Node<'_>], name: &Name) -> Lowered {
        let Some(union) = parts.iter().find(|part| is_union(part)) else {
            return self.not_composed(node);
        };
        let mut others: Vec<Value> = Vec::new();
        for part in parts.iter().filter(|part| !is_union(part)) {
            others.push(part.value.clone().into_owned());
        }
        let own = union.without(&[
            Keyword::OneOf,
            Keyword::AnyOf,
            Keyword::Description,
            Keyword::Title,
            Keyword::Discriminator,
        ]);
        if own.keywords().next().is_some() {
            others.push(own.value.into_owned());
        }
        let keyword = union_keyword(union);
        let branches = union.branches(keyword);
        if others
            .iter()
            .all(|other| branches.iter().all(|branch| repeats(branch, other)))
        {
            // Children that are `allOf` over their parent say all of it themselves.
            let kept = [Keyword::OneOf, Keyword::AnyOf, Keyword::Discriminator];
            let mut alone = Map::new();
            for keyword in union.view().keywords().filter(|it| kept.contains(it)) {
                let value = union.get(keyword).cloned();
                alone.extend(value.map(|value| (keyword.name().to_owned(), value)));
            }
            return self.lower(&union.with(described(Value::Object(alone), node)), name);
        }
        if branches.iter().all(only_restricts) {
            // Every branch has the same members: one type, of which the union is not enforced.
            self.note_ignored(union, &[keyword]);
            return self.lower(
                &node.with(described(json!({ "allOf": others }), node)),
                name,
            );
        }
        let distributed: Vec<Value> = branches
            .iter()
            .map(|branch| {
                let mut all = others.clone();
                all.push(branch.value.clone().into_owned());
                let mut value = json!({ "allOf": all });
                if let Some(title) = branch
                    .text(Keyword::Title)
                    .map(str::to_owned)
                    .or(branch.reference())
                {
                    value["title"] = Value::String(title);
                }
                value
            })
            .collect();
        let mut whole = json!({ keyword.name(): distributed });
        if let Some(discriminator) = union.get(Keyword::Discriminator) {
            whole["discriminator"] = discriminator.clone();
        }
        self.lower(&node.with(described(whole, node)), name)
    }

    /// `oneOf` or `anyOf`.
    pub(crate) fn union(&mut self, node: &Node<'_>, name: &Name) -> Lowered {
        let keyword = union_keyword(node);
        let siblings: Vec<&str> = node
            .keywords()
            .filter(|sibling| *sibling != keyword.name())
            .collect();
        if siblings.contains(&"anyOf") {
            self.note(
                node,
                Keyword::AnyOf,
                Feature::UnionWithSiblings,
                Instead::AnyValue,
            );
            return Lowered::any();
        }
        let branches = node.branches(keyword);
        let implied = siblings == ["type"] && {
            let types = node.without(&[keyword]).types();
            branches.iter().all(|branch| {
                let branch = branch.types();
                branch.without(types) == JsonTypes::NONE && branch != JsonTypes::ALL
            })
        };
        if siblings.is_empty() || implied {
            return self.alternatives(node, &branches, false, name);
        }
        self.distributed(
            node,
            &[node.without(&[Keyword::Description, Keyword::Title])],
            name,
        )
    }
}

/// The branches that say anything: those of `allOf`, the target of `$ref`, and the schema's own
/// keywords.
fn branches<'s>(node: &Node<'s>) -> Vec<Node<'s>> {
    let mut branches = node.branches(Keyword::AllOf);
    if let Some(reference) = node.get(Keyword::Ref) {
        branches.insert(0, node.with(json!({ "$ref": reference })));
    }
    let own = node.without(&[Keyword::AllOf, Keyword::Ref]);
    branches.push(own);
    branches.retain(|branch| branch.keywords().next().is_some());
    branches
}

/// The branches with references and further `allOf` resolved; none if there is no end to it.
fn flatten<'s>(node: &Node<'s>, depth: u16) -> Option<Vec<Node<'s>>> {
    if depth > DEPTH {
        return None;
    }
    let mut parts = Vec::new();
    for branch in branches(node) {
        if branch.reference().is_some() {
            parts.extend(flatten(&branch.target()?, depth + 1)?);
        } else if branch.has(Keyword::AllOf) {
            parts.extend(flatten(&branch, depth + 1)?);
        } else {
            parts.push(branch);
        }
    }
    Some(parts)
}

/// Whether a schema is composed of this one and others.
fn repeats(branch: &Node<'_>, other: &Value) -> bool {
    let restricts = |value: &Value| -> Map<String, Value> {
        let members = value.as_object().into_iter().flatten();
        members
            .filter(|(name, _)| may_restrict(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    };
    let wanted = restricts(other);
    flatten(branch, 0)
        .into_iter()
        .flatten()
        .any(|part| restricts(&part.value) == wanted)
}

/// Which of the two a union is, the stricter if it is both.
fn union_keyword(union: &Node<'_>) -> Keyword {
    match union.has(Keyword::OneOf) {
        true => Keyword::OneOf,
        false => Keyword::AnyOf,
    }
}

fn is_union(part: &Node<'_>) -> bool {
    part.has(Keyword::OneOf) || part.has(Keyword::AnyOf)
}

fn is_object(part: &Node<'_>) -> bool {
    let plain = !part.has(Keyword::Enum) && !part.has(Keyword::Const);
    plain && part.types().has(JsonTypes::OBJECT)
}

/// Whether a branch of a union names no new members: `{"required": ["a"]}`.
fn only_restricts(branch: &Node<'_>) -> bool {
    let restricting = |keyword| matches!(keyword, Some(Keyword::Required | Keyword::Not));
    branch.keywords().map(Keyword::named).all(restricting)
}

fn described(mut value: Value, node: &Node<'_>) -> Value {
    describe(&mut value, node);
    value
}

/// Gives a schema that was made the annotations of the one that it was made for.
fn describe(value: &mut Value, node: &Node<'_>) {
    for keyword in [
        Keyword::Title,
        Keyword::Description,
        Keyword::Default,
        Keyword::ReadOnly,
        Keyword::WriteOnly,
        Keyword::Deprecated,
    ] {
        if let (Value::Object(value), Some(annotation)) = (&mut *value, node.get(keyword)) {
            value.insert(keyword.name().to_owned(), annotation.clone());
        }
    }
}

/// One schema of scalars that says what all parts say; none if two say what does not combine.
fn merge(parts: &[Node<'_>]) -> Option<Value> {
    let mut merged = Map::new();
    for part in parts {
        for (name, value) in part.view().members()? {
            let Some(known) = merged.get(name) else {
                merged.insert(name.clone(), value.clone());
                continue;
            };
            if known == value {
                continue;
            }
            let both = match Keyword::named(name) {
                Some(Keyword::Type) => common(&types(known), &types(value))?,
                Some(Keyword::Enum) => common(known.as_array()?, value.as_array()?)?,
                Some(
                    Keyword::MinLength
                    | Keyword::MinItems
                    | Keyword::Minimum
                    | Keyword::ExclusiveMinimum,
                ) => match compared(known, value)?.is_ge() {
                    true => known.clone(),
                    false => value.clone(),
                },
                Some(
                    Keyword::MaxLength
                    | Keyword::MaxItems
                    | Keyword::Maximum
                    | Keyword::ExclusiveMaximum,
                ) => match compared(known, value)?.is_le() {
                    true => known.clone(),
                    false => value.clone(),
                },
                Some(Keyword::Items) => json!({ "allOf": [known, value] }),
                Some(
                    Keyword::Title
                    | Keyword::Description
                    | Keyword::Example
                    | Keyword::Examples
                    | Keyword::Default,
                ) => known.clone(),
                None if name.starts_with("x-") => known.clone(),
                _ => return None,
            };
            merged.insert(name.clone(), both);
        }
    }
    Some(Value::Object(merged))
}

/// How two numbers compare, without rounding.
fn compared(one: &Value, other: &Value) -> Option<Ordering> {
    Some(compare(one.as_number()?, other.as_number()?))
}

fn types(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(types) => types.clone(),
        one => vec![one.clone()],
    }
}

fn common(these: &[Value], those: &[Value]) -> Option<Value> {
    let is_number = |value: &Value| value == "number" && those.iter().any(|that| that == "integer");
    let mut both: Vec<Value> = these
        .iter()
        .filter(|this| those.contains(this))
        .cloned()
        .collect();
    if these.iter().any(is_number)
        || (these.iter().any(|this| this == "integer") && those.iter().any(|that| that == "number"))
    {
        both.push("integer".into());
    }
    both.dedup();
    (!both.is_empty()).then_some(Value::Array(both))
}
