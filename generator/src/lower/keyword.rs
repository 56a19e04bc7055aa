//! The keywords of JSON Schema 2020-12, and which of them a type is to enforce.
//!
//! Each place that makes a type of a schema names the keywords that the type enforces; whatever
//! else restricts values of that JSON type is said to be not enforced. So a keyword that nobody
//! thought of is said, not lost.

use serde_json::Value;

use super::node::Node;
use super::types::Types;

/// Which values a keyword restricts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Values of every type.
    Anything,
    /// Strings alone.
    Strings,
    /// Numbers alone.
    Numbers,
    /// Arrays alone.
    Arrays,
    /// Objects alone.
    Objects,
    /// None: it names, or says how a value is meant (JSON Schema 2020-12, Core, sections 8 and 9;
    /// Validation, sections 8 and 9: the `content` keywords are annotations, not assertions).
    Nothing,
}

/// Every keyword of the vocabularies of JSON Schema 2020-12, and those of OpenAPI that restrict
/// nothing by themselves.
const KEYWORDS: &[(&str, About)] = &[
    ("$anchor", About::Nothing),
    ("$comment", About::Nothing),
    ("$defs", About::Nothing),
    ("$dynamicAnchor", About::Nothing),
    ("$dynamicRef", About::Anything),
    ("$id", About::Nothing),
    ("$ref", About::Anything),
    ("$schema", About::Nothing),
    ("$vocabulary", About::Nothing),
    ("additionalProperties", About::Objects),
    ("allOf", About::Anything),
    ("anyOf", About::Anything),
    ("const", About::Anything),
    ("contains", About::Arrays),
    ("contentEncoding", About::Nothing),
    ("contentMediaType", About::Nothing),
    ("contentSchema", About::Nothing),
    ("default", About::Nothing),
    ("definitions", About::Nothing),
    ("dependentRequired", About::Objects),
    ("dependentSchemas", About::Objects),
    ("deprecated", About::Nothing),
    ("description", About::Nothing),
    ("discriminator", About::Nothing),
    ("else", About::Anything),
    ("enum", About::Anything),
    ("example", About::Nothing),
    ("examples", About::Nothing),
    ("exclusiveMaximum", About::Numbers),
    ("exclusiveMinimum", About::Numbers),
    ("externalDocs", About::Nothing),
    ("format", About::Strings),
    ("if", About::Anything),
    ("items", About::Arrays),
    ("maxContains", About::Arrays),
    ("maximum", About::Numbers),
    ("maxItems", About::Arrays),
    ("maxLength", About::Strings),
    ("maxProperties", About::Objects),
    ("minContains", About::Arrays),
    ("minimum", About::Numbers),
    ("minItems", About::Arrays),
    ("minLength", About::Strings),
    ("minProperties", About::Objects),
    ("multipleOf", About::Numbers),
    ("not", About::Anything),
    ("nullable", About::Nothing),
    ("oneOf", About::Anything),
    ("pattern", About::Strings),
    ("patternProperties", About::Objects),
    ("prefixItems", About::Arrays),
    ("properties", About::Objects),
    ("propertyNames", About::Objects),
    ("readOnly", About::Nothing),
    ("required", About::Objects),
    ("then", About::Anything),
    ("title", About::Nothing),
    ("type", About::Anything),
    ("unevaluatedItems", About::Arrays),
    ("unevaluatedProperties", About::Objects),
    ("uniqueItems", About::Arrays),
    ("writeOnly", About::Nothing),
    ("xml", About::Nothing),
];

/// Which values a keyword restricts; none for one that the vocabularies do not know.
pub(crate) fn about(keyword: &str) -> Option<About> {
    let known = KEYWORDS.iter().find(|(name, _)| *name == keyword);
    known.map(|(_, about)| *about)
}

/// Whether a keyword restricts values, or is not known to restrict none.
pub(crate) fn restricts(keyword: &str) -> bool {
    about(keyword) != Some(About::Nothing) && !keyword.starts_with("x-")
}

impl Types<'_> {
    /// Notes what restricts values of a type, beside `type` itself and what the type enforces.
    pub(crate) fn note_others(&mut self, node: &Node<'_>, ty: About, enforced: &[&str]) {
        let concerns = |about: About| about == About::Anything || about == ty;
        let others = KEYWORDS.iter().filter(|(keyword, about)| {
            concerns(*about) && *keyword != "type" && !enforced.contains(keyword)
        });
        let others = others.filter(|(keyword, _)| acts(node, keyword));
        let others: Vec<&str> = others.map(|(keyword, _)| *keyword).collect();
        self.note_ignored(node, &others);
    }
}

/// Whether a keyword says anything where it stands.
fn acts(node: &Node<'_>, keyword: &str) -> bool {
    let beside = |others: &[&str]| others.iter().any(|other| node.get(other).is_some());
    match keyword {
        // Core, sections 10.2.2 and 10.3.1.3: they mean nothing alone.
        "if" => beside(&["then", "else"]),
        "then" | "else" => beside(&["if"]),
        "minContains" | "maxContains" => beside(&["contains"]),
        "not" => node
            .get("not")
            .is_some_and(|value| *value != Value::Bool(false)),
        "additionalProperties"
        | "items"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties" => node
            .get(keyword)
            .is_some_and(|value| *value != Value::Bool(true)),
        _ => node.get(keyword).is_some(),
    }
}
