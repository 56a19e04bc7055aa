//! Objects.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::markdown;
use super::naming::{self, Taken};
use super::node::Node;
use super::scalar::size;
use super::types::{Name, Types};
use crate::ir::{Additional, Clause, Docs, Field, Presence, Shape, Struct, Type};
use crate::unsupported::{Feature, Instead};

/// Constructors take no more than this.
const ARGUMENTS: usize = 7;

/// Keywords of objects that no type shows.
const NOT_ENFORCED: &[&str] = &["patternProperties", "propertyNames", "dependentRequired"];

impl Types<'_> {
    /// An object that fits all of the parts.
    pub(crate) fn object(&mut self, parts: &[Node<'_>], name: &Name) -> Type {
        let key = self.expected();
        for part in parts {
            self.note_ignored(part, NOT_ENFORCED);
        }
        let members = members(parts);
        let Some(whole) = parts.first() else {
            return Type::Object;
        };
        if members.is_empty() {
            match self.additional(parts, name) {
                Some(Type::Any) => {
                    return self.constrained(whole, name, key, Type::Object, sizes(parts));
                }
                Some(ty) => {
                    let map = Type::Map(Box::new(ty));
                    return self.constrained(whole, name, key, map, sizes(parts));
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
        let clauses = sizes(parts);
        let shape = Struct {
            rename_all,
            default: required == 0 && clauses.is_empty(),
            clauses,
            constructor: (1..=ARGUMENTS).contains(&required),
            fields,
            additional,
        };
        let docs = self.docs(whole);
        self.fill(&name, docs, Shape::Struct(shape));
        Type::Named(name)
    }

    fn field(
        &mut self,
        parts: &[Node<'_>],
        name: &str,
        ident: String,
        node: Option<&Node<'_>>,
        owner: &Name,
    ) -> Field {
        let required = parts.iter().any(|part| requires(part, name));
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
        let one_way = required && self.one_way(parts, node);
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
    /// that requests hold, `writeOnly` in something that responses hold.
    fn one_way(&self, parts: &[Node<'_>], member: &Node<'_>) -> bool {
        let marked = |mark| member.flag(mark);
        if !marked("readOnly") && !marked("writeOnly") {
            return false;
        }
        let pointers = parts.iter().filter_map(Node::place);
        let names: Vec<String> = pointers
            .filter_map(|place| {
                let name = place
                    .pointer
                    .strip_prefix("/components/schemas/")?
                    .split('/')
                    .next()?;
                Some(name.replace("~1", "/").replace("~0", "~"))
            })
            .collect();
        let among =
            |set: &std::collections::HashSet<String>| names.iter().any(|name| set.contains(name));
        (marked("readOnly") && (names.is_empty() || among(&self.directions.requests)))
            || (marked("writeOnly") && (names.is_empty() || among(&self.directions.responses)))
    }

    /// The type of members that no part names; none if there are none.
    fn additional(&mut self, parts: &[Node<'_>], owner: &Name) -> Option<Type> {
        let mut described = Vec::new();
        for part in parts {
            for keyword in ["additionalProperties", "unevaluatedProperties"] {
                let Some(node) = part.child(keyword) else {
                    continue;
                };
                match node.value.as_bool() {
                    Some(true) => {}
                    Some(false) if part.get("patternProperties").is_some() => {}
                    Some(false) if keyword == "unevaluatedProperties" || parts.len() == 1 => {
                        return None;
                    }
                    Some(false) => {
                        let feature = Feature::Keyword(keyword.to_owned());
                        self.note(part, keyword, feature, Instead::NotEnforced);
                    }
                    None => described.push(node),
                }
            }
        }
        match described.as_slice() {
            [] => Some(Type::Any),
            [one] if parts.len() == 1 => Some(self.lower(one, &owner.inside("Value")).inner()),
            _ => {
                for part in parts {
                    self.note_ignored(part, &["additionalProperties", "unevaluatedProperties"]);
                }
                Some(Type::Any)
            }
        }
    }
}

/// What every member is that no part names, if a schema says so.
fn further<'s>(parts: &[Node<'s>]) -> Option<Node<'s>> {
    let [part] = parts else {
        return None;
    };
    let further = part.child("additionalProperties")?;
    (!further.value.is_boolean()).then_some(further)
}

/// What the parts ask of the number of members.
fn sizes(parts: &[Node<'_>]) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for part in parts {
        let [min, max] = ["minProperties", "maxProperties"].map(|keyword| size(part, keyword));
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
        for (name, node) in part.named("properties") {
            let known = found.entry(name).or_default();
            if !known.iter().any(|known| known.value == node.value) {
                known.push(node);
            }
        }
    }
    for part in parts {
        for name in required(part) {
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

fn required<'n>(part: &'n Node<'_>) -> impl Iterator<Item = &'n str> {
    let names = part.get("required").and_then(Value::as_array);
    names.into_iter().flatten().filter_map(Value::as_str)
}

fn requires(part: &Node<'_>, name: &str) -> bool {
    required(part).any(|required| required == name)
}

/// What a member says about itself, or its name.
fn field_docs(name: &str, node: &Node<'_>) -> Docs {
    let described = node.text("description").or_else(|| node.text("title"));
    let fallback = format!("`{}`.", name.replace('`', "'"));
    let default = node.get("default").filter(|default| !default.is_null());
    let default =
        default.map(|default| format!("Default: `{}`.", default.to_string().replace('`', "'")));
    let described = described
        .filter(|text| !text.trim().is_empty())
        .unwrap_or(&fallback);
    let mut paragraphs = vec![described];
    paragraphs.extend(default.as_deref());
    if node.flag("readOnly") {
        paragraphs.push("Read-only: only in what the server sends.");
    }
    if node.flag("writeOnly") {
        paragraphs.push("Write-only: only in what the server receives.");
    }
    if node.flag("deprecated") {
        paragraphs.push("Deprecated.");
    }
    markdown::docs(paragraphs)
}
