//! The JSON Schema of `tally.toml`, for editors: made from the rows that the file is read by.

use serde_json::{Map, Value, json};

use super::key::{KEYS, Kind};
use crate::args::{EmitPart, ReportFormat};

/// The JSON Schema of the configuration.
pub(crate) fn schema() -> Value {
    let properties: Map<String, Value> = KEYS
        .iter()
        .map(|key| {
            let mut schema = Map::new();
            schema.insert("description".to_owned(), key.doc.into());
            if let Value::Object(rest) = of(&key.kind) {
                schema.extend(rest);
            }
            (key.name.to_owned(), Value::Object(schema))
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of tally (tally.toml)",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": {
            "text": { "type": "string", "minLength": 1 },
            "reference": { "type": "string", "pattern": "^env:[^= ]+$" },
        },
    })
}

fn of(kind: &Kind) -> Value {
    let text = json!({ "$ref": "#/$defs/text" });
    match kind {
        Kind::File(_) | Kind::PlacedFile(_) => text,
        Kind::Url(_) => json!({ "type": "string", "pattern": "^https?://" }),
        Kind::Files(_) | Kind::Names(_) => json!({ "type": "array", "items": text }),
        Kind::Flag(_) => json!({ "type": "boolean" }),
        Kind::Count(_) => json!({ "type": "integer", "minimum": 1 }),
        Kind::Amount(_) | Kind::Seed(_) => json!({ "type": "integer", "minimum": 0 }),
        Kind::Seconds(_) => json!({ "type": "number", "minimum": 0 }),
        Kind::SomeSeconds(_) | Kind::Rate(_) => json!({ "type": "number", "exclusiveMinimum": 0 }),
        Kind::References(_) => json!({
            "type": "object",
            "additionalProperties": { "$ref": "#/$defs/reference" },
        }),
        Kind::Headers(_) => json!({
            "type": "object",
            "propertyNames": { "pattern": "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
            "additionalProperties": text,
        }),
        Kind::Values(_) => json!({
            "type": "object",
            "propertyNames": { "pattern": "^([^/].* )?/(body(/|$)|(path|query|header|cookie)/.)" },
        }),
        Kind::Parts(_) => {
            let names = EmitPart::ALL.map(|(name, _)| name);
            json!({ "type": "array", "items": { "enum": names } })
        }
        Kind::Reports(_) => {
            let formats = ReportFormat::ALL.iter();
            let properties: Map<_, _> = formats
                .map(|(name, _)| ((*name).to_owned(), text.clone()))
                .collect();
            json!({
                "type": "object",
                "properties": properties,
                "additionalProperties": false,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use tally_spec::schema::Validator;
    use toml::de::DeTable;

    use super::*;

    /// TOML as editors that know JSON Schema see it.
    fn seen(text: &str) -> Value {
        fn json(value: &toml::de::DeValue<'_>) -> Value {
            use toml::de::DeValue as Toml;
            match value {
                Toml::String(text) => text.as_ref().into(),
                Toml::Integer(it) => it.as_str().parse::<i64>().unwrap().into(),
                Toml::Float(it) => it.as_str().parse::<f64>().unwrap().into(),
                Toml::Boolean(it) => (*it).into(),
                Toml::Datetime(it) => it.to_string().into(),
                Toml::Array(items) => items.iter().map(|it| json(it.get_ref())).collect(),
                Toml::Table(table) => object(table),
            }
        }
        fn object(table: &DeTable<'_>) -> Value {
            let members = table.iter();
            let members = members.map(|(key, it)| (key.get_ref().to_string(), json(it.get_ref())));
            Value::Object(members.collect())
        }
        object(DeTable::parse(text).unwrap().get_ref())
    }

    #[test]
    fn the_committed_schema_is_the_one_that_is_made() {
        let committed = include_str!("../../schemas/tally.schema.json");
        let made = format!("{:#}\n", schema());
        assert!(
            committed == made,
            "run `cargo run -- schema configuration > cli/schemas/tally.schema.json`"
        );
    }

    #[test]
    fn the_example_is_valid_and_uses_every_key() {
        let example = seen(include_str!("../../schemas/example.toml"));
        let validator = Validator::new(&schema()).unwrap();
        assert_eq!(validator.violations(&example), Vec::new());
        let used = example.as_object().unwrap();
        let unused: Vec<_> = KEYS
            .iter()
            .map(|key| key.name)
            .filter(|name| !used.contains_key(*name))
            .collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn what_the_reader_refuses_the_schema_refuses() {
        let validator = Validator::new(&schema()).unwrap();
        for text in [
            "overlay = []",
            "jobs = 0",
            "jobs = 'a'",
            "fuzz = -1",
            "seed = 0.5",
            "timeout = -1",
            "rate = 0",
            "url = ''",
            "url = 'ftp://a'",
            "overlays = 'a'",
            "credentials = { key = 's3cret' }",
            "reject = { key = '' }",
            "headers = { 'a b' = 'x' }",
            "known = { id = 1 }",
            "known = { '/query' = 1 }",
            "reports = { xml = 'a' }",
            "emit = ['stub']",
        ] {
            assert!(!validator.is_valid(&seen(text)), "{text}");
        }
    }
}
