//! The grammar of JSON Schema 2020-12 keywords: what their values are and where they apply.

/// What the value of a keyword is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One schema.
    Schema,
    /// An object whose values are schemas.
    Map,
    /// An array of schemas.
    Array,
    /// Data: no schema stands in it.
    Data,
}

/// Where the schemas of a keyword apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// To the same instance.
    InPlace,
    /// To a child of the instance.
    ToChild,
    /// To the name of a member.
    ToName,
    /// Nowhere by itself (`$defs`).
    Nowhere,
}

/// What the value of a keyword is; [`Shape::Data`] for keywords that JSON Schema does not know.
#[must_use]
pub fn shape(keyword: &str) -> Shape {
    match keyword {
        "not"
        | "if"
        | "then"
        | "else"
        | "items"
        | "contains"
        | "additionalProperties"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Shape::Schema,
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" => Shape::Map,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Shape::Array,
        _ => Shape::Data,
    }
}

/// Where the schemas of a keyword apply.
#[must_use]
pub fn applies(keyword: &str) -> Applies {
    match keyword {
        "items"
        | "prefixItems"
        | "contains"
        | "properties"
        | "patternProperties"
        | "additionalProperties"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Applies::ToChild,
        "propertyNames" => Applies::ToName,
        "$defs" | "contentSchema" => Applies::Nowhere,
        _ => Applies::InPlace,
    }
}

/// How deep into the schema an applicator is reported as one clause: the number of tokens of the
/// path that belong to it, or none for keywords whose schemas speak for themselves.
///
/// What stands inside `oneOf`, `anyOf`, `not`, `if` with `then` and `else`, `contains` with its
/// counts, `propertyNames`, `dependentSchemas` and `unevaluated…` belongs to the applicator: a
/// failure in there is evidence, not a clause of its own.
#[must_use]
pub fn owns(keyword: &str) -> Option<usize> {
    match keyword {
        "oneOf"
        | "anyOf"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Some(1),
        "dependentSchemas" => Some(2),
        _ => None,
    }
}
