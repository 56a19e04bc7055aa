//! Every keyword of JSON Schema 2020-12 is enforced by the types, or said to be not.

use serde_json::{Map, Value, json};
use tally_generator::{Feature, Unsupported};
use tally_snapshots::keywords::generated::strategies::types::ALL;
use tally_spec::schema::Validator;

use crate::generated::all;

/// The vocabularies of JSON Schema 2020-12 (Core, sections 8 to 11; Validation, sections 6 to 9).
const VOCABULARIES: &[&[&str]] = &[
    &[
        "$schema",
        "$vocabulary",
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$ref",
        "$dynamicRef",
        "$defs",
        "$comment",
    ],
    &[
        "prefixItems",
        "items",
        "contains",
        "additionalProperties",
        "properties",
        "patternProperties",
        "dependentSchemas",
        "propertyNames",
        "if",
        "then",
        "else",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
    ],
    &["unevaluatedItems", "unevaluatedProperties"],
    &[
        "type",
        "const",
        "enum",
        "multipleOf",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxContains",
        "minContains",
        "maxProperties",
        "minProperties",
        "required",
        "dependentRequired",
    ],
    &[
        "title",
        "description",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "examples",
    ],
    &["format"],
    &["contentEncoding", "contentMediaType", "contentSchema"],
];

/// Keywords that name schemas and are about no value (Core, section 8).
const NAMING: &[&str] = &[
    "$schema",
    "$vocabulary",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "$comment",
];

/// Keywords that are annotations (Core, section 7.7; Validation, sections 8 and 9): whatever they
/// say, every value is valid.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "examples",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];

/// A member of one of the types, whose schema has a keyword.
struct Member<'d> {
    of: &'static str,
    keyword: &'static str,
    schema: &'d Value,
    validator: &'d Validator,
    unsupported: &'d [Unsupported],
}

impl Member<'_> {
    fn values(&self, list: &str) -> Vec<Value> {
        let values = self.schema.get(list).and_then(Value::as_array);
        values
            .into_iter()
            .flatten()
            .map(|value| json!({ self.keyword: value }))
            .collect()
    }

    fn check(&self) {
        let place = format!("{} {}", self.of, self.keyword);
        let kind = ALL.iter().find(|kind| kind.name == self.of).unwrap();
        let (holds, breaks) = (self.values("x-holds"), self.values("x-breaks"));
        assert!(!holds.is_empty(), "{place}: no value that holds");
        for value in holds {
            assert!(self.validator.is_valid(&value), "{place}: {value}");
            assert_eq!((kind.comes_back)(&value), Ok(()), "{place}");
        }
        let annotation = ANNOTATIONS.contains(&self.keyword);
        assert_eq!(
            breaks.is_empty(),
            annotation,
            "{place}: values that break it"
        );
        for value in breaks {
            assert!(!self.validator.is_valid(&value), "{place}: {value}");
            let enforced = (kind.comes_back)(&value).is_err();
            assert!(
                enforced || self.is_said(),
                "{place}: {value} is accepted in silence"
            );
        }
    }

    /// Whether it is listed, with its place, that the keyword is not enforced here.
    fn is_said(&self) -> bool {
        let name = tally_spec::pointer::escape(self.keyword);
        let home = format!("/components/schemas/{}/properties/{name}", self.of);
        self.unsupported.iter().any(|one| {
            let Some(place) = &one.place else {
                return false;
            };
            let named = match &one.feature {
                Feature::Keyword(keyword) => keyword == self.keyword,
                _ => place.pointer.ends_with(&format!("/{name}")),
            };
            let inside = place.pointer.strip_prefix(&home);
            named && inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

#[test]
fn every_keyword_is_enforced_or_said() {
    let all = all().unwrap();
    let source = all
        .iter()
        .find(|one| one.folder.ends_with("src/keywords/generated"))
        .unwrap();
    let unsupported = source.wanted().unwrap().unsupported;
    let library = source.contract().unwrap().library().value;
    let document = std::fs::read_to_string(&source.document).unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    let members = |of: &str| -> Map<String, Value> {
        let properties = document.pointer(&format!("/components/schemas/{of}/properties"));
        properties.unwrap().as_object().unwrap().clone()
    };
    for of in ["Alone", "Composed", "Annotated"] {
        let schema = tally_spec::schema::part(&library, &format!("/$defs/{of}")).unwrap();
        let validator = Validator::new(&schema).unwrap();
        let members = members(of);
        let keywords = VOCABULARIES.iter().copied().flatten().copied();
        for keyword in keywords.filter(|keyword| !NAMING.contains(keyword)) {
            let whole = matches!(keyword, "type" | "$ref");
            let annotation = ANNOTATIONS.contains(&keyword);
            if annotation != (of == "Annotated") || (of == "Composed" && whole) {
                continue;
            }
            let schema = &members[keyword];
            assert!(uses(schema, keyword), "{of} {keyword} has not the keyword");
            let member = Member {
                of,
                keyword,
                schema,
                validator: &validator,
                unsupported: &unsupported,
            };
            member.check();
        }
    }
}

/// Whether a schema has the keyword, itself or in a branch.
fn uses(schema: &Value, keyword: &str) -> bool {
    let branches = schema.get("allOf").and_then(Value::as_array);
    schema.get(keyword).is_some() || branches.into_iter().flatten().any(|one| uses(one, keyword))
}
