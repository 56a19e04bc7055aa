//! Parts of the path of a clause.

use tally_spec::clause::Occurrence;
use tally_spec::schema::pointer;

/// What follows the keyword in the path of a clause.
pub(crate) fn tail(occurrence: &Occurrence) -> Vec<String> {
    let tokens = pointer::tokens(&occurrence.path);
    let length = match occurrence.keyword.as_str() {
        "required" | "dependentSchemas" => 1,
        "dependentRequired" => 2,
        _ => 0,
    };
    tokens[tokens.len().saturating_sub(length)..].to_vec()
}

/// Evaluation path of the schema object that has the keyword.
pub(crate) fn holder(occurrence: &Occurrence) -> String {
    let tokens = pointer::tokens(&occurrence.path);
    let own = if occurrence.keyword == "false" {
        0
    } else {
        1 + tail(occurrence).len()
    };
    pointer::of(&tokens[..tokens.len().saturating_sub(own)])
}
