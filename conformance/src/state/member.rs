//! The members that requests of an operation can write.

use std::collections::HashSet;

use serde_json::Value;
use tally_spec::schema::resolve;

use super::equal;

/// One member of a request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its `format`.
    pub format: Option<String>,
    /// Whether every request must have it: such members tell which resource is meant.
    pub required: bool,
}

/// The members that requests of an operation can write, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members(Vec<Member>);

impl Member {
    /// Whether two values of it are the same; absent and null are.
    #[must_use]
    pub fn same(&self, a: Option<&Value>, b: Option<&Value>) -> bool {
        let (a, b) = (a.unwrap_or(&Value::Null), b.unwrap_or(&Value::Null));
        equal(a, b, self.format.as_deref())
    }
}

impl Members {
    /// The members of a self-contained request schema: its `properties`, through `$ref` and
    /// `allOf`.
    #[must_use]
    pub fn of(schema: &Value) -> Self {
        Self::within(schema, schema)
    }

    /// The members of a schema in a self-contained one, which holds what it refers to.
    #[must_use]
    pub(super) fn within(root: &Value, schema: &Value) -> Self {
        let mut members = Vec::new();
        let mut required = Vec::new();
        collect(
            root,
            schema,
            &mut HashSet::new(),
            &mut members,
            &mut required,
        );
        for member in &mut members {
            member.required = required.contains(&member.name);
        }
        Self(members)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Member> {
        self.0.iter()
    }

    /// Those that every request must have.
    pub fn required(&self) -> impl Iterator<Item = &Member> {
        self.0.iter().filter(|member| member.required)
    }

    /// The member of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.0.iter().find(|member| member.name == name)
    }

    /// Takes away members that are not to be compared.
    #[must_use]
    pub fn without(&self, names: &[String]) -> Self {
        let kept = self.0.iter().filter(|member| !names.contains(&member.name));
        Self(kept.cloned().collect())
    }
}

fn collect(
    root: &Value,
    schema: &Value,
    met: &mut HashSet<*const Value>,
    members: &mut Vec<Member>,
    required: &mut Vec<String>,
) {
    if !met.insert(std::ptr::from_ref(schema)) {
        return;
    }
    let names = schema.get("required").and_then(Value::as_array);
    let names = names.into_iter().flatten().filter_map(Value::as_str);
    required.extend(names.map(str::to_owned));
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flatten() {
        if !members.iter().any(|member| member.name == *name) {
            members.push(Member {
                name: name.clone(),
                format: format(root, property, &mut HashSet::new()),
                required: false,
            });
        }
    }
    for next in followed(root, schema) {
        collect(root, next, met, members, required);
    }
}

/// The `format` of a schema, its own or that of what it refers to.
fn format(root: &Value, schema: &Value, met: &mut HashSet<*const Value>) -> Option<String> {
    if !met.insert(std::ptr::from_ref(schema)) {
        return None;
    }
    let own = schema
        .get("format")
        .and_then(Value::as_str)
        .map(str::to_owned);
    own.or_else(|| followed(root, schema).find_map(|next| format(root, next, met)))
}

/// The target of `$ref` and the branches of `allOf`.
pub(super) fn followed<'a>(root: &'a Value, schema: &'a Value) -> impl Iterator<Item = &'a Value> {
    let target = schema.get("$ref").and_then(Value::as_str);
    let target = target
        .and_then(|to| resolve(root, to))
        .map(|(_, target)| target);
    let branches = schema.get("allOf").and_then(Value::as_array);
    target.into_iter().chain(branches.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_found_through_references_and_branches() {
        let members = Members::of(&json!({
            "$ref": "#/$defs/Task",
            "$defs": {
                "Task": {
                    "required": ["id"],
                    "allOf": [{ "properties": { "title": { "type": "string" } } }],
                    "properties": { "id": { "$ref": "#/$defs/Id" } }
                },
                "Id": { "type": "string", "format": "uuid" }
            }
        }));
        let names: Vec<_> = members.all().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["id", "title"]);
        assert_eq!(members.get("id").unwrap().format.as_deref(), Some("uuid"));
        let required: Vec<_> = members.required().map(|it| it.name.as_str()).collect();
        assert_eq!(required, ["id"]);
    }

    #[test]
    fn a_schema_of_itself_ends() {
        let members =
            Members::of(&json!({ "allOf": [{ "$ref": "#" }], "properties": { "a": {} } }));
        assert_eq!(members.all().count(), 1);
    }
}
