//! The source schema changed so that its values break one clause: what the algebra is asked about.
//!
//! The path to the keyword is inlined through references, the instance path forced to exist, the
//! keyword negated with its family, and all else kept.

use serde_json::{Map, Value, json};
use tally_spec::clause::Occurrence;
use tally_spec::schema::{closed, keyword, pointer, resolve};

use super::occurrence::{holder, tail};
use crate::values::Step;

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
    steps: &[Step],
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
        Changed::Here => walk.here(root.pointer(&occurrence.location)?)?,
        _ => walk.along("", &pointer::tokens(&holder(occurrence)), steps)?,
    };
    closed(root, schema)
}

/// The keywords that act together with this one.
fn family(keyword: &str) -> &[&str] {
    match keyword {
        "contains" => &["contains", "minContains", "maxContains"],
        "then" | "else" => &["if", "then", "else"],
        "additionalProperties" => &["additionalProperties", "properties", "patternProperties"],
        _ => &[],
    }
}

/// What refuses the keyword with its family, and says nothing else.
fn negation(root: &Value, occurrence: &Occurrence) -> Option<Value> {
    let schema = root.pointer(&occurrence.location)?;
    let keyword = occurrence.keyword.as_str();
    if keyword == "false" {
        return Some(Value::Bool(true));
    }
    let members = schema.as_object()?;
    let tail = tail(occurrence);
    let condition = || members.get("if");
    match keyword {
        // It fails only where the condition says that it matters.
        "then" => return Some(json!({ "allOf": [condition()?, { "not": members.get("then")? }] })),
        "else" => {
            let (condition, otherwise) = (condition()?, members.get("else")?);
            return Some(json!({ "allOf": [{ "not": condition }, { "not": otherwise }] }));
        }
        _ => {}
    }
    let negated = match (keyword, tail.as_slice()) {
        ("required", [name]) => json!({ "required": [name] }),
        ("dependentRequired", [trigger, name]) => {
            json!({ "dependentRequired": { trigger.as_str(): [name] } })
        }
        ("dependentSchemas", [trigger]) => {
            json!({ "dependentSchemas": { trigger.as_str(): members.get(keyword)?.get(trigger)? } })
        }
        _ => {
            let own = [keyword];
            let names = if family(keyword).is_empty() {
                &own[..]
            } else {
                family(keyword)
            };
            let kept = names.iter().filter_map(|&name| {
                // The siblings only say which members are meant.
                let value = match (keyword, name) {
                    ("additionalProperties", "properties" | "patternProperties") => {
                        let named = members.get(name)?.as_object()?.keys();
                        named
                            .map(|name| (name.clone(), Value::Bool(true)))
                            .collect()
                    }
                    _ => members.get(name)?.clone(),
                };
                Some((name.to_owned(), value))
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
    fn along(&self, location: &str, tokens: &[String], steps: &[Step]) -> Option<Value> {
        let schema = self.root.pointer(location)?;
        let Some((keyword, rest)) = tokens.split_first() else {
            return self.here(schema);
        };
        let mut members = self.kept(schema.as_object()?, keyword);
        let operand = rest.first();
        let length = match keyword::shape(keyword) {
            keyword::Shape::Map | keyword::Shape::Array => 2,
            _ => 1,
        };
        let inner = || format!("{location}{}", pointer::of(&tokens[..length]));
        let next = |steps| self.along(&inner(), &tokens[length..], steps);
        match (keyword.as_str(), steps.split_first()) {
            ("$ref", _) => {
                let (target, _) = resolve(self.root, schema.get("$ref")?.as_str()?)?;
                also(&mut members, self.along(&target, rest, steps)?);
            }
            ("allOf", _) => {
                let index: usize = operand?.parse().ok()?;
                let branch = next(steps)?;
                match members.get_mut("allOf").and_then(Value::as_array_mut) {
                    Some(branches) => *branches.get_mut(index)? = branch,
                    None => also(&mut members, branch),
                }
            }
            ("properties", Some((Step::Member(name), steps))) => {
                let member = next(steps)?;
                if let Some(properties) = members.get_mut("properties") {
                    let properties = properties.as_object_mut()?;
                    properties.insert(name.clone(), Value::Bool(true));
                }
                also(&mut members, with_member(name, member));
            }
            ("patternProperties", Some((Step::Member(name), steps))) => {
                let member = next(steps)?;
                // The pattern still says which members `additionalProperties` does not speak of.
                if let Some(patterns) = members.get_mut("patternProperties") {
                    *patterns.get_mut(operand?)? = Value::Bool(true);
                }
                also(&mut members, with_member(name, member));
            }
            // The others keep all but the keyword; this one is named.
            ("additionalProperties", Some((Step::Member(name), steps))) => {
                let member = next(steps)?;
                also(&mut members, with_member(name, member));
            }
            ("prefixItems", Some((Step::Item(index), steps))) => {
                let item = next(steps)?;
                if let Some(prefix) = members.get_mut("prefixItems") {
                    *prefix.get_mut(*index)? = Value::Bool(true);
                }
                also(&mut members, with_item(*index, item));
            }
            ("items", Some((Step::Item(index), steps))) => {
                let item = next(steps)?;
                also(&mut members, with_item(*index, item));
            }
            _ => return None,
        }
        Some(Value::Object(members))
    }

    /// The keywords of a schema on the path that stay beside the one that the path follows.
    fn kept(&self, members: &Map<String, Value>, followed: &str) -> Map<String, Value> {
        let stays = |name: &str| match self.context {
            // Those that hold several schemas stay, with the one that is followed replaced.
            Context::Whole => {
                let replaced = matches!(followed, "$ref" | "additionalProperties" | "items");
                name != "$defs" && !(replaced && name == followed)
            }
            Context::Path => {
                keyword::shape(name) == keyword::Shape::Data
                    && !matches!(
                        name,
                        "$ref" | "$dynamicRef" | "example" | "examples" | "default"
                    )
            }
        };
        let kept = members.iter().filter(|(name, _)| stays(name));
        kept.map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The schema object that holds the keyword, changed.
    fn here(&self, schema: &Value) -> Option<Value> {
        let negation = negation(self.root, self.occurrence)?;
        let Value::Object(members) = schema else {
            return Some(if self.how == Changed::Reached {
                schema.clone()
            } else {
                negation
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
        let keyword = self.occurrence.keyword.as_str();
        match (keyword, tail(self.occurrence).as_slice()) {
            ("required", [name]) => {
                members
                    .get_mut("required")?
                    .as_array_mut()?
                    .retain(|it| it != name.as_str());
            }
            ("dependentRequired", [trigger, name]) => {
                let names = members.get_mut("dependentRequired")?.get_mut(trigger)?;
                names.as_array_mut()?.retain(|it| it != name.as_str());
            }
            ("dependentSchemas", [trigger]) => {
                members
                    .get_mut("dependentSchemas")?
                    .as_object_mut()?
                    .remove(trigger);
            }
            ("additionalProperties", _) => drop(members.remove(keyword)),
            _ => {
                members.remove(keyword);
                for name in family(keyword) {
                    members.remove(*name);
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
