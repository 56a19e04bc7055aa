//! The source schema changed so that its values break one clause: what the algebra is asked about.
//!
//! The path to the keyword is inlined through references, the instance path forced to exist, the
//! keyword negated with its family, and all else kept.

use serde_json::{Map, Value, json};
use tally_spec::clause::Occurrence;
use tally_spec::schema::{keyword, pointer, resolve};

use super::prober::{holder, tail};
use crate::values::Step;

/// How the schema is changed at the place of the clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    /// Nothing but the negated keyword, and nothing around it.
    Alone,
    /// The keyword negated, its neighbours in the same schema object left out, all else kept.
    Relaxed,
    /// The keyword negated, all else kept.
    Negated,
    /// Nothing changed: the place is only forced to exist.
    Reached,
}

/// The changed schema, self-contained; none when the path cannot be followed.
pub(super) fn changed(
    root: &Value,
    occurrence: &Occurrence,
    steps: &[Step],
    how: Changed,
) -> Option<Value> {
    let schema = match how {
        Changed::Alone => json!({ "allOf": [negation(root, occurrence)?] }),
        _ => {
            let tokens = pointer::tokens(&holder(occurrence));
            let walk = Walk {
                root,
                occurrence,
                how,
            };
            walk.along("", &tokens, steps)?
        }
    };
    let Value::Object(mut members) = schema else {
        return Some(schema);
    };
    if let Some(definitions) = root.get("$defs") {
        members.insert("$defs".to_owned(), definitions.clone());
    }
    tally_spec::schema::part(&Value::Object(members), "")
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
}

impl Walk<'_> {
    /// The schema at a location, changed along the rest of the path.
    fn along(&self, location: &str, tokens: &[String], steps: &[Step]) -> Option<Value> {
        let schema = self.root.pointer(location)?;
        let Some((keyword, rest)) = tokens.split_first() else {
            return self.here(schema);
        };
        let mut members = schema.as_object()?.clone();
        members.remove("$defs");
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
                members.remove("$ref");
                also(&mut members, self.along(&target, rest, steps)?);
            }
            ("allOf", _) => {
                let index: usize = operand?.parse().ok()?;
                let branch = next(steps)?;
                *members.get_mut("allOf")?.get_mut(index)? = branch;
            }
            ("properties", Some((Step::Member(name), steps))) => {
                let member = next(steps)?;
                members
                    .get_mut("properties")?
                    .as_object_mut()?
                    .insert(name.clone(), member);
                also(
                    &mut members,
                    json!({ "type": "object", "required": [name] }),
                );
            }
            ("patternProperties" | "additionalProperties", Some((Step::Member(name), steps))) => {
                // The others keep all but the keyword; this one is named.
                let member = next(steps)?;
                members.remove(keyword);
                also(
                    &mut members,
                    json!({
                        "type": "object",
                        "required": [name],
                        "properties": { name.as_str(): member },
                    }),
                );
            }
            ("prefixItems", Some((Step::Item(index), steps))) => {
                let item = next(steps)?;
                *members.get_mut("prefixItems")?.get_mut(*index)? = item;
                also(
                    &mut members,
                    json!({ "type": "array", "minItems": index + 1 }),
                );
            }
            ("items", Some((Step::Item(index), steps))) => {
                let item = next(steps)?;
                members.remove("items");
                let before: Vec<Value> = (0..*index).map(|_| Value::Bool(true)).collect();
                let mut prefix = before;
                prefix.push(item);
                also(
                    &mut members,
                    json!({ "type": "array", "minItems": index + 1, "prefixItems": prefix }),
                );
            }
            _ => return None,
        }
        Some(Value::Object(members))
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

/// Adds one more branch to `allOf`.
fn also(members: &mut Map<String, Value>, branch: Value) {
    match members.get_mut("allOf") {
        Some(Value::Array(branches)) => branches.push(branch),
        _ => drop(members.insert("allOf".to_owned(), json!([branch]))),
    }
}
