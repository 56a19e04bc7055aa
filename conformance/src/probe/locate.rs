//! From a clause to the place in a value that it speaks of, and what else is said of that place.

use serde_json::Value;
use tally_spec::clause::Occurrence;
use tally_spec::schema::{keyword, pointer, resolve};

use super::occurrence::holder;
use crate::values::{Goal, Maker, Node, Step};

/// How many schemas may apply to one place by reference and `allOf`.
const IN_PLACE: usize = 256;

/// The steps from the whole value to one place that a clause constrains: the first item of those
/// that `items` speaks of, a name that nothing else describes for `additionalProperties`.
pub(crate) fn locate(maker: &Maker<'_>, occurrence: &Occurrence) -> Option<Vec<Step>> {
    let root = maker.root();
    let tokens = pointer::tokens(&holder(occurrence));
    let mut steps = Vec::new();
    let mut location = String::new();
    let mut at = 0;
    while at < tokens.len() {
        let word = tokens[at].as_str();
        let schema = root.pointer(&location)?;
        let length = match keyword::shape(word) {
            keyword::Shape::Map | keyword::Shape::Array => 2,
            _ => 1,
        };
        let operand = tokens.get(at + 1);
        match word {
            "$ref" => {
                location = resolve(root, schema.get("$ref")?.as_str()?)?.0;
                at += 1;
                continue;
            }
            "properties" => steps.push(Step::Member(operand?.clone())),
            "patternProperties" => {
                steps.push(Step::Member(maker.name_for(&location, Some(operand?))?));
            }
            "additionalProperties" => steps.push(Step::Member(maker.name_for(&location, None)?)),
            "prefixItems" => steps.push(Step::Item(operand?.parse().ok()?)),
            "items" => {
                let prefix = schema.get("prefixItems").and_then(Value::as_array);
                steps.push(Step::Item(prefix.map_or(0, Vec::len)));
            }
            _ => {}
        }
        location.push_str(&pointer::of(&tokens[at..at + length]));
        at += length;
    }
    Some(steps)
}

/// Every schema that applies to a place, whatever the value is: through `properties`, `items` and
/// their kin, references and `allOf`.
pub(crate) fn nodes_at<'s>(maker: &Maker<'s>, steps: &[Step]) -> Vec<Node<'s>> {
    let mut nodes = Goal::of(maker.root()).all;
    for step in steps {
        let here = in_place(maker.root(), nodes);
        nodes = match step {
            Step::Member(name) => maker.of_member(&here, name),
            Step::Item(index) => maker.of_item(&here, *index),
        };
    }
    nodes
}

/// The schemas with those that they refer to and the branches of `allOf`.
pub(crate) fn in_place<'s>(root: &'s Value, nodes: Vec<Node<'s>>) -> Vec<Node<'s>> {
    let mut all = nodes;
    let mut at = 0;
    while at < all.len() && all.len() < IN_PLACE {
        let node = all[at].clone();
        let reference = node.schema.get("$ref").and_then(Value::as_str);
        if let Some((target, schema)) = reference.and_then(|reference| resolve(root, reference)) {
            let path = format!("{}/$ref", node.path);
            if all.iter().any(|known| *known.at == *target) {
                at += 1;
                continue;
            }
            all.push(Node {
                schema,
                at: target.into(),
                path: path.into(),
            });
        }
        let branches = node.schema.get("allOf").and_then(Value::as_array);
        for (index, branch) in branches.into_iter().flatten().enumerate() {
            all.push(Node {
                schema: branch,
                at: format!("{}/allOf/{index}", node.at).into(),
                path: format!("{}/allOf/{index}", node.path).into(),
            });
        }
        at += 1;
    }
    all
}
