//! From a clause to the place in a value that it concerns, and what else is said of that place.

use tally_spec::clause::Occurrence;
use tally_spec::schema::{Follow, Keyword, SchemaNode, SchemaView, keyword, pointer};

use crate::values::{Enumerator, PathStep, ValueSpec};

/// The steps from the whole value to one place that a clause constrains: the first item of those
/// that `items` concerns, a name that nothing else describes for `additionalProperties`.
pub(crate) fn locate(
    enumerator: &Enumerator<'_>,
    occurrence: &Occurrence,
) -> Option<Vec<PathStep>> {
    let root = enumerator.root();
    let tokens = pointer::tokens(&occurrence.holder());
    let mut steps = Vec::new();
    let mut location = String::new();
    let mut schema = SchemaView::of(root);
    for (at, keyword) in keyword::along(&tokens, 0) {
        let operand = tokens.get(at + 1);
        match keyword {
            Keyword::Ref => {
                let (target, referred) = schema.located_target()?;
                (location, schema) = (target.into_owned(), referred);
                continue;
            }
            Keyword::Properties => steps.push(PathStep::Member(operand?.clone())),
            Keyword::PatternProperties => {
                steps.push(PathStep::Member(
                    enumerator.name_for(&location, Some(operand?))?,
                ));
            }
            Keyword::AdditionalProperties => {
                steps.push(PathStep::Member(enumerator.name_for(&location, None)?));
            }
            Keyword::PrefixItems => steps.push(PathStep::Item(operand?.parse().ok()?)),
            Keyword::Items => steps.push(PathStep::Item(schema.prefix_items().len())),
            _ => {}
        }
        let step = pointer::of(&tokens[at..at + keyword.steps()]);
        location.push_str(&step);
        schema = SchemaView::within(root, pointer::get(schema.value(), &step)?);
    }
    Some(steps)
}

/// Every schema that applies to a place, whatever the value is: through `properties`, `items` and
/// their kin, references and `allOf`.
pub(crate) fn nodes_at<'s>(enumerator: &Enumerator<'s>, steps: &[PathStep]) -> Vec<SchemaNode<'s>> {
    let mut nodes = ValueSpec::of(enumerator.root()).all;
    for step in steps {
        let here = SchemaNode::in_place(nodes, Follow::Certain);
        nodes = match step {
            PathStep::Member(name) => enumerator.of_member(&here, name),
            PathStep::Item(index) => enumerator.of_item(&here, *index),
        };
    }
    nodes
}
