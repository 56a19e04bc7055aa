//! The source schema changed so that its values break one clause: what the algebra is asked about.
//!
//! The path to the keyword is inlined through references, the instance path forced to exist, the
//! keyword negated with its family, and all else kept.

use serde_json::{Map, Value, json};
use tally_spec::clause::Occurrence;
use tally_spec::schema::keyword::{Holds, Keyword, Shape};
use tally_spec::schema::{SchemaView, closed, pointer};

use crate::values::PathStep;

/// How the schema is changed at the place of the clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Changed {
    /// Nothing but the negated keyword, and nothing around it.
    Alone,
    /// The keyword negated, its neighbours in the same schema object kept, nothing around it.
    Here,
    /// The keyword negated, its neighbours in the same schema object left out, all else kept.
    Relaxed,
    /// The keyword negated, all else kept.
    Negated,
    /// Nothing changed: the place is only forced to exist.
    Reached,
}

/// How much of what stands around the path to the keyword is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// What the schemas on the path say of their values themselves, and no other schema: more values
    /// than there are, so what has none here has none at all.
    Path,
    /// Everything.
    Whole,
}

/// The changed schema, self-contained; none when the path cannot be followed.
pub(crate) fn changed(
    root: &Value,
    occurrence: &Occurrence,
    steps: &[PathStep],
    how: Changed,
    context: Context,
) -> Option<Value> {
    let walk = Walk {
        root,
        occurrence,
        how,
        context,
    };
    let schema = match how {
        Changed::Alone => json!({ "allOf": [negation(root, occurrence)?] }),
        Changed::Here => walk.here(SchemaView::at(root, &occurrence.location)?)?,
        _ => walk.along("", &pointer::tokens(&occurrence.holder()), steps)?,
    };
    closed(root, schema)
}

/// The keywords that act together with this one, itself among them.
fn family(keyword: &Keyword) -> &[Keyword] {
    match keyword {
        Keyword::Contains => &[
            Keyword::Contains,
            Keyword::MinContains,
            Keyword::MaxContains,
        ],
        Keyword::Then | Keyword::Else => &[Keyword::If, Keyword::Then, Keyword::Else],
        Keyword::AdditionalProperties => &[
            Keyword::AdditionalProperties,
            Keyword::Properties,
            Keyword::PatternProperties,
        ],
        keyword => std::slice::from_ref(keyword),
    }
}

/// What refuses the keyword with its family, and says nothing else.
fn negation(root: &Value, occurrence: &Occurrence) -> Option<Value> {
    let schema = SchemaView::at(root, &occurrence.location)?;
    let Some(keyword) = occurrence.keyword else {
        return Some(Value::Bool(true));
    };
    let negated = match (keyword, occurrence.tail().as_slice()) {
        // They fail only where the condition says that they matter.
        (Keyword::Then, _) => {
            let (condition, then) = (schema.get(Keyword::If)?, schema.get(keyword)?);
            return Some(json!({ "allOf": [condition, { "not": then }] }));
        }
        (Keyword::Else, _) => {
            let (condition, otherwise) = (schema.get(Keyword::If)?, schema.get(keyword)?);
            return Some(json!({ "allOf": [{ "not": condition }, { "not": otherwise }] }));
        }
        (Keyword::Required, [name]) => json!({ "required": [name] }),
        (Keyword::DependentRequired, [trigger, name]) => {
            json!({ "dependentRequired": { trigger.as_str(): [name] } })
        }
        (Keyword::DependentSchemas, [trigger]) => {
            let demanded = schema.get(keyword)?.get(trigger)?;
            json!({ "dependentSchemas": { trigger.as_str(): demanded } })
        }
        _ => {
            let kept = family(&keyword).iter().filter_map(|&member| {
                let value = schema.get(member)?.clone();
                // The siblings of `additionalProperties` only say which members are meant.
                let value = match (member != keyword, value) {
                    (true, Value::Object(named)) => named
                        .into_iter()
                        .map(|(name, _)| (name, Value::Bool(true)))
                        .collect(),
                    (_, value) => value,
                };
                Some((member.name().to_owned(), value))
            });
            Value::Object(kept.collect())
        }
    };
    Some(json!({ "not": negated }))
}

struct Walk<'a> {
    root: &'a Value,
    occurrence: &'a Occurrence,
    how: Changed,
    context: Context,
}

impl Walk<'_> {
    /// The schema at a location, changed along the rest of the path.
    fn along(&self, location: &str, tokens: &[String], steps: &[PathStep]) -> Option<Value> {
        let schema = SchemaView::at(self.root, location)?;
        let Some((followed, rest)) = tokens.split_first() else {
            return self.here(schema);
        };
        let followed = Keyword::named(followed)?;
        let mut members = self.kept(schema.members()?, followed);
        let operand = rest.first();
        let (inner, after) = tokens.split_at_checked(followed.steps())?;
        let inner = format!("{location}{}", pointer::of(inner));
        let next = |steps| self.along(&inner, after, steps);
        match (followed, steps.split_first()) {
            (Keyword::Ref, _) => {
                let (target, _) = schema.located_target()?;
                also(&mut members, self.along(&target, rest, steps)?);
            }
            (Keyword::AllOf, _) => {
                let index: usize = operand?.parse().ok()?;
                let branch = next(steps)?;
                match members.get_mut("allOf").and_then(Value::as_array_mut) {
                    Some(branches) => *branches.get_mut(index)? = branch,
                    None => also(&mut members, branch),
                }
            }
            (Keyword::Properties, Some((PathStep::Member(name), steps))) => {
                let member = next(steps)?;
                if let Some(properties) = members.get_mut("properties") {
                    let properties = properties.as_object_mut()?;
                    properties.insert(name.clone(), Value::Bool(true));
                }
                also(&mut members, with_member(name, member));
            }
            (Keyword::PatternProperties, Some((PathStep::Member(name), steps))) => {
                let member = next(steps)?;
                // The pattern still says which members `additionalProperties` does not concern.
                if let Some(patterns) = members.get_mut("patternProperties") {
                    *patterns.get_mut(operand?)? = Value::Bool(true);
                }
                also(&mut members, with_member(name, member));
            }
            // The others keep all but the keyword; this one is named.
            (Keyword::AdditionalProperties, Some((PathStep::Member(name), steps))) => {
                let member = next(steps)?;
                also(&mut members, with_member(name, member));
            }
            (Keyword::PrefixItems, Some((PathStep::Item(index), steps))) => {
                let item = next(steps)?;
                if let Some(prefix) = members.get_mut("prefixItems") {
                    *prefix.get_mut(*index)? = Value::Bool(true);
                }
                also(&mut members, with_item(*index, item));
            }
            (Keyword::Items, Some((PathStep::Item(index), steps))) => {
                let item = next(steps)?;
                also(&mut members, with_item(*index, item));
            }
            _ => return None,
        }
        Some(Value::Object(members))
    }

    /// The keywords of a schema on the path that stay beside the one that the path follows.
    fn kept(&self, members: &Map<String, Value>, followed: Keyword) -> Map<String, Value> {
        let stays = |name: &str| match self.context {
            // Those that hold several schemas stay, with the one that is followed replaced.
            Context::Whole => {
                let replaced = followed.steps() == 1;
                name != Keyword::Defs.name() && !(replaced && name == followed.name())
            }
            // What holds no schema and leads to none, examples aside.
            Context::Path => Keyword::named(name).is_none_or(|keyword| {
                let data = keyword.shape() == Shape::Data && keyword.holds() != Holds::Reference;
                let example = matches!(
                    keyword,
                    Keyword::Example | Keyword::Examples | Keyword::Default
                );
                data && !example
            }),
        };
        let kept = members.iter().filter(|(name, _)| stays(name));
        kept.map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The schema object that holds the keyword, changed.
    fn here(&self, schema: SchemaView<'_>) -> Option<Value> {
        let negation = negation(self.root, self.occurrence)?;
        let Some(members) = schema.members() else {
            return Some(match self.how {
                Changed::Reached => schema.value().clone(),
                _ => negation,
            });
        };
        if self.how == Changed::Relaxed {
            return Some(json!({ "allOf": [negation] }));
        }
        let mut members = members.clone();
        members.remove("$defs");
        if self.how == Changed::Reached {
            return Some(Value::Object(members));
        }
        match (self.occurrence.keyword, self.occurrence.tail().as_slice()) {
            (Some(Keyword::Required), [name]) => {
                members
                    .get_mut("required")?
                    .as_array_mut()?
                    .retain(|it| it != name.as_str());
            }
            (Some(Keyword::DependentRequired), [trigger, name]) => {
                let names = members.get_mut("dependentRequired")?.get_mut(trigger)?;
                names.as_array_mut()?.retain(|it| it != name.as_str());
            }
            (Some(Keyword::DependentSchemas), [trigger]) => {
                members
                    .get_mut("dependentSchemas")?
                    .as_object_mut()?
                    .remove(trigger);
            }
            // The siblings still say which members are described.
            (Some(keyword @ Keyword::AdditionalProperties), _) => {
                members.remove(keyword.name());
            }
            (keyword, _) => {
                let family = keyword.as_ref().map_or(&[][..], family);
                for member in family {
                    members.remove(member.name());
                }
            }
        }
        also(&mut members, negation);
        Some(Value::Object(members))
    }
}

/// What demands a member, and says what it is.
fn with_member(name: &str, member: Value) -> Value {
    json!({ "type": "object", "required": [name], "properties": { name: member } })
}

/// What demands an item, and says what it is.
fn with_item(index: usize, item: Value) -> Value {
    let mut prefix = vec![Value::Bool(true); index];
    prefix.push(item);
    json!({ "type": "array", "minItems": index + 1, "prefixItems": prefix })
}

/// Adds one more branch to `allOf`.
fn also(members: &mut Map<String, Value>, branch: Value) {
    match members.get_mut("allOf") {
        Some(Value::Array(branches)) => branches.push(branch),
        _ => drop(members.insert("allOf".to_owned(), json!([branch]))),
    }
}
