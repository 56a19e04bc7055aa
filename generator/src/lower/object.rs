//! Objects.

use indexmap::IndexMap;
use serde_json::{Value, json};
use tally_spec::schema::{JsonTypes, Keyword, pointer};

use super::markdown;
use super::naming::{self, Taken};
use super::node::Node;
use super::types::{Name, Types};
use crate::ir::{Additional, Clause, Docs, Field, Presence, Shape, Struct, Type};
use crate::unsupported::{Feature, Instead};

/// Constructors take no more than this.
const ARGUMENTS: usize = 7;

/// Keywords that types of objects enforce, or concern themselves if they do not.
const ENFORCED: &[Keyword] = &[
    Keyword::Properties,
    Keyword::Required,
    Keyword::AdditionalProperties,
    Keyword::UnevaluatedProperties,
    Keyword::MinProperties,
    Keyword::MaxProperties,
    Keyword::PropertyNames,
    Keyword::DependentRequired,
];

/// Keywords whose schemas give members a meaning that `additionalProperties` and
/// `unevaluatedProperties` must know, and types do not.
const NAMING: &[Keyword] = &[
    Keyword::PatternProperties,
    Keyword::If,
    Keyword::Then,
    Keyword::Else,
    Keyword::DependentSchemas,
    Keyword::Not,
    Keyword::DynamicRef,
];

impl Types<'_> {
    /// An object that fits all of the parts.
    pub(crate) fn object(&mut self, parts: &[Node<'_>], name: &Name) -> Type {
        let key = self.expected();
        for part in parts {
            self.note_others(part, JsonTypes::OBJECT, ENFORCED);
        }
        let members = members(parts);
        let Some(whole) = parts.first() else {
            return Type::Object;
        };
        let clauses = self.whole(parts, name);
        if members.is_empty() {
            match self.additional(parts, name) {
                Some(Type::Any) => {
                    return self.constrained(whole, name, key, Type::Object, clauses);
                }
                Some(ty) => {
                    let map = Type::Map(Box::new(ty));
                    return self.constrained(whole, name, key, map, clauses);
                }
                None => {}
            }
        }

        let name = self.open(name, key);
        let inside = Name::Exact(name.clone());
        let mut taken = Taken::default();
        let mut fields = Vec::with_capacity(members.len());
        for (member, described) in &members {
            let ident = taken.take(&naming::field(member));
            let further = further(parts).filter(|_| described.is_none());
            let node = described.as_ref().or(further.as_ref());
            fields.push(self.field(parts, member, ident, node, &inside));
        }
        let additional = match self.additional(parts, &inside) {
            None => Additional::Closed,
            Some(ty) => Additional::Kept {
                ident: taken.take("additional"),
                ty,
            },
        };
        let names = fields
            .iter()
            .map(|field| (field.ident.as_str(), field.name.as_str()));
        let rename_all = naming::rename_all(names);
        let required = fields
            .iter()
            .filter(|field| field.presence == Presence::Required)
            .count();
        let shape = Struct {
            rename_all,
            default: required == 0 && clauses.is_empty(),
            clauses,
            constructor: (1..=ARGUMENTS).contains(&required),
            fields,
            additional,
        };
        self.fill(&name, whole, Shape::Struct(shape));
        Type::Named(name)
    }

    /// What is asked of the object as a whole.
    fn whole(&mut self, parts: &[Node<'_>], name: &Name) -> Vec<Clause> {
        let mut clauses = sizes(parts);
        let dependent = dependent(parts);
        if !dependent.is_empty() {
            clauses.push(Clause::DependentRequired(dependent));
        }
        for part in parts {
            let clause = self.names(part, name).map(Clause::PropertyNames);
            clauses.extend(clause.filter(|clause| !clauses.contains(clause)));
        }
        clauses
    }

    /// The type of the names of members; none if they may be any.
    fn names(&mut self, part: &Node<'_>, name: &Name) -> Option<Type> {
        let names = part.child(Keyword::PropertyNames)?;
        let said = [Keyword::Type, Keyword::Ref, Keyword::AllOf];
        let names = match names.view().members() {
            None => return self.any_name(&names),
            Some(members) if said.iter().all(|one| !names.has(*one)) => {
                let mut members = members.clone();
                // Names are strings.
                members.insert("type".to_owned(), "string".into());
                names.with(Value::Object(members))
            }
            Some(_) => names,
        };
        let ty = self.lower(&names, &name.inside("Key")).inner();
        (!matches!(ty, Type::Any | Type::String)).then_some(ty)
    }

    /// Names of which nothing is asked, or of which none is permitted.
    fn any_name(&mut self, names: &Node<'_>) -> Option<Type> {
        if names.view().boolean() == Some(false) {
            let feature = Feature::Keyword(Keyword::PropertyNames.name().to_owned());
            self.note_whole(names, feature, Instead::NotEnforced);
        }
        None
    }

    fn field(
        &mut self,
        parts: &[Node<'_>],
        name: &str,
        ident: String,
        node: Option<&Node<'_>>,
        owner: &Name,
    ) -> Field {
        let required = parts.iter().any(|part| part.view().requires(name));
        let Some(node) = node else {
            let docs = Docs(vec![format!("`{name}`.")]);
            let presence = if required {
                Presence::Required
            } else {
                Presence::Optional
            };
            return Field {
                ident,
                name: name.to_owned(),
                docs,
                ty: Type::Any,
                presence,
                one_way: false,
            };
        };
        let home = self.home(node, owner);
        let lowered = self.lower(node, &home.as_ref().unwrap_or(owner).inside(name));
        let one_way = required && self.one_way(parts, name, node);
        let (ty, presence) = match (required && !one_way, lowered.nullable) {
            (true, _) => (lowered.inner(), Presence::Required),
            (false, true) => (lowered.ty, Presence::ThreeStates),
            (false, false) => (lowered.ty, Presence::Optional),
        };
        Field {
            ident,
            name: name.to_owned(),
            docs: field_docs(name, node),
            ty,
            presence,
            one_way,
        }
    }

    /// Whether a required member is only required in the other direction: `readOnly` in something
    /// that requests hold, `writeOnly` in something that responses hold. If that other direction
    /// holds it too, the type cannot require it there, which is noted.
    fn one_way(&mut self, parts: &[Node<'_>], name: &str, member: &Node<'_>) -> bool {
        let names: Vec<String> = parts
            .iter()
            .filter_map(|part| {
                let pointer = &part.place()?.pointer;
                let rest = pointer.strip_prefix("/components/schemas/")?;
                Some(pointer::unescape(rest.split('/').next()?).into_owned())
            })
            .collect();
        let among = |set: &std::collections::HashSet<String>| {
            names.is_empty() || names.iter().any(|name| set.contains(name))
        };
        let (requests, responses) = (
            among(&self.directions.requests),
            among(&self.directions.responses),
        );
        let (read_only, write_only) = (
            member.flag(Keyword::ReadOnly),
            member.flag(Keyword::WriteOnly),
        );
        let one_way = (read_only && requests) || (write_only && responses);
        let lost = (read_only && responses) || (write_only && requests);
        if one_way
            && lost
            && let Some(part) = parts.iter().find(|part| part.view().requires(name))
        {
            let feature = Feature::Keyword(format!("required: {name}"));
            self.note(part, Keyword::Required, feature, Instead::NotEnforced);
        }
        one_way
    }

    /// The type of members that no part names; none if there are none.
    fn additional(&mut self, parts: &[Node<'_>], owner: &Name) -> Option<Type> {
        let mut described = Vec::new();
        for part in parts {
            for keyword in [
                Keyword::AdditionalProperties,
                Keyword::UnevaluatedProperties,
            ] {
                let Some(node) = part.child(keyword) else {
                    continue;
                };
                match node.view().boolean() {
                    Some(true) => {}
                    _ if names_more(parts, part, keyword) => self.note_ignored(part, &[keyword]),
                    Some(false)
                        if keyword == Keyword::UnevaluatedProperties || names_all(part, parts) =>
                    {
                        return None;
                    }
                    Some(false) => {
                        let feature = Feature::Keyword(keyword.name().to_owned());
                        self.note(part, keyword, feature, Instead::NotEnforced);
                    }
                    None => described.push((part, keyword, node)),
                }
            }
        }
        match described.as_slice() {
            [] => Some(Type::Any),
            [(_, Keyword::UnevaluatedProperties, one)] => {
                Some(self.lower(one, &owner.inside("Value")).inner())
            }
            [(part, _, one)] if names_all(part, parts) => {
                Some(self.lower(one, &owner.inside("Value")).inner())
            }
            _ => {
                for (part, keyword, _) in described {
                    self.note_ignored(part, &[keyword]);
                }
                Some(Type::Any)
            }
        }
    }
}

/// Whether a keyword for all other members leaves out some that the type does not know.
fn names_more(parts: &[Node<'_>], part: &Node<'_>, keyword: Keyword) -> bool {
    match keyword {
        Keyword::AdditionalProperties => part.has(Keyword::PatternProperties),
        _ => parts
            .iter()
            .any(|part| NAMING.iter().any(|name| part.has(*name))),
    }
}

/// Whether a part names every member that one of the parts names.
fn names_all(part: &Node<'_>, parts: &[Node<'_>]) -> bool {
    let mut all = parts.iter().flat_map(|part| part.view().properties());
    all.all(|(name, _)| part.view().property(name).is_some())
}

/// What every member is that no part names, if a schema says so.
fn further<'s>(parts: &[Node<'s>]) -> Option<Node<'s>> {
    let [part] = parts else {
        return None;
    };
    let further = part.child(Keyword::AdditionalProperties)?;
    let other = further.view().boolean().is_some() || part.has(Keyword::PatternProperties);
    (!other).then_some(further)
}

/// The members that `dependentRequired` asks for.
fn dependent(parts: &[Node<'_>]) -> Vec<(String, Vec<String>)> {
    let entries = parts
        .iter()
        .flat_map(|part| part.view().dependent_required());
    let needed = entries.filter(|(_, needed)| !needed.is_empty());
    let owned = |needed: Vec<&str>| needed.into_iter().map(str::to_owned).collect();
    let mut dependent: Vec<(String, Vec<String>)> = needed
        .map(|(name, needed)| (name.to_owned(), owned(needed)))
        .collect();
    dependent.dedup();
    dependent
}

/// What the parts ask of the number of members.
fn sizes(parts: &[Node<'_>]) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for part in parts {
        let counts = [Keyword::MinProperties, Keyword::MaxProperties];
        let [min, max] = counts.map(|keyword| part.view().count(keyword));
        let clause = Clause::Size("members", min.unwrap_or(0), max);
        if (min.is_some_and(|min| min > 0) || max.is_some()) && !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    clauses
}

/// The members that the parts name, in their order, each with the schema that all of them give it;
/// those that are only required come last.
fn members<'s>(parts: &[Node<'s>]) -> IndexMap<String, Option<Node<'s>>> {
    let mut found: IndexMap<String, Vec<Node<'s>>> = IndexMap::new();
    for part in parts {
        for (name, node) in part.named(Keyword::Properties) {
            let known = found.entry(name).or_default();
            if !known.iter().any(|known| known.value == node.value) {
                known.push(node);
            }
        }
    }
    for part in parts {
        for name in part.view().required() {
            found.entry(name.to_owned()).or_default();
        }
    }
    let combine = |(name, mut nodes): (String, Vec<Node<'s>>)| {
        let last = nodes.pop();
        let node = match last {
            Some(last) if !nodes.is_empty() => {
                nodes.push(last.clone());
                let all: Vec<Value> = nodes
                    .iter()
                    .map(|node| node.value.clone().into_owned())
                    .collect();
                Some(last.with(json!({ "allOf": all })))
            }
            last => last,
        };
        (name, node)
    };
    found.into_iter().map(combine).collect()
}

/// What a member says about itself, or its name.
fn field_docs(name: &str, node: &Node<'_>) -> Docs {
    let described = node.description();
    let fallback = format!("`{}`.", name.replace('`', "'"));
    let default = node
        .get(Keyword::Default)
        .filter(|default| !default.is_null());
    let default =
        default.map(|default| format!("Default: `{}`.", default.to_string().replace('`', "'")));
    let described = described
        .filter(|text| !text.trim().is_empty())
        .unwrap_or(&fallback);
    let mut paragraphs = vec![described];
    paragraphs.extend(default.as_deref());
    if node.flag(Keyword::ReadOnly) {
        paragraphs.push("Read-only: only in what the server sends.");
    }
    if node.flag(Keyword::WriteOnly) {
        paragraphs.push("Write-only: only in what the server receives.");
    }
    if node.flag(Keyword::Deprecated) {
        paragraphs.push("Deprecated.");
    }
    markdown::docs(paragraphs)
}
