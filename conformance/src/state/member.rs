//! The members that requests of an operation can write.

use serde_json::Value;
use tally_spec::schema::{Follow, SchemaView};

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
        Self::described_by(SchemaView::of(schema))
    }

    /// The members of a schema in a self-contained one.
    pub(super) fn described_by(schema: SchemaView<'_>) -> Self {
        let all = schema.walk(Follow::Certain);
        let mut members: Vec<Member> = Vec::new();
        for (name, property) in all.iter().flat_map(|it| it.properties()) {
            if !members.iter().any(|member| member.name == name) {
                let format = property.in_place().find_map(SchemaView::format);
                members.push(Member {
                    name: name.to_owned(),
                    format: format.map(str::to_owned),
                    required: all.iter().any(|it| it.requires(name)),
                });
            }
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
