//! What sets of JSON types are called in generated code.

use tally_spec::schema::JsonTypes;

/// As the support code's `JsonType` names them, without `Number` beside what `Integer` says.
pub(crate) fn variants(types: JsonTypes) -> Vec<&'static str> {
    let all = [
        (JsonTypes::NULL, "Null"),
        (JsonTypes::BOOLEAN, "Boolean"),
        (JsonTypes::INTEGER, "Integer"),
        (JsonTypes::FRACTION, "Number"),
        (JsonTypes::STRING, "String"),
        (JsonTypes::ARRAY, "Array"),
        (JsonTypes::OBJECT, "Object"),
    ];
    let among = all.into_iter().filter(|(one, _)| types.has(*one));
    among.map(|(_, name)| name).collect()
}

/// The name that a variant for these types gets.
pub(crate) fn title(types: JsonTypes) -> &'static str {
    match types {
        JsonTypes::NULL => "Null",
        JsonTypes::BOOLEAN => "Boolean",
        JsonTypes::INTEGER => "Integer",
        JsonTypes::NUMBER => "Number",
        JsonTypes::STRING => "String",
        JsonTypes::ARRAY => "Array",
        JsonTypes::OBJECT => "Object",
        _ => "Other",
    }
}
