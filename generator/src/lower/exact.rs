//! Schemas whose types accept neither more nor less than they do.

use serde_json::Value;

use super::json_types;
use super::node::Node;
use super::scalar;

/// How deep references are followed.
const DEPTH: u8 = 16;

/// Whether the type that a schema becomes accepts exactly the values of the schema, so that those
/// can be counted by it. No schema that is not simple is held to be exact.
pub(crate) fn is_exact(node: &Node<'_>) -> bool {
    within(node, 0)
}

fn within(node: &Node<'_>, depth: u8) -> bool {
    if depth > DEPTH {
        return false;
    }
    if let Some(everything) = node.value.as_bool() {
        return everything;
    }
    let keywords: Vec<&str> = node.keywords().collect();
    match keywords.as_slice() {
        [] => return true,
        ["$ref"] => {
            let target = node.reference().and_then(|name| node.definition(&name));
            return target.is_some_and(|target| within(&target, depth + 1));
        }
        _ => {}
    }
    let exact = |child: Option<Node<'_>>| child.is_some_and(|child| within(&child, depth + 1));
    json_types::names(node).is_some()
        && keywords.iter().all(|keyword| match *keyword {
            "type" | "minLength" | "maxLength" | "minimum" | "exclusiveMinimum" | "maximum"
            | "exclusiveMaximum" | "multipleOf" | "minItems" | "maxItems" | "uniqueItems"
            | "required" | "minProperties" | "maxProperties" => true,
            "pattern" => node.text("pattern").is_some_and(scalar::is_pattern),
            "format" => !node.text("format").is_some_and(scalar::is_unchecked),
            "enum" => node
                .get("enum")
                .and_then(Value::as_array)
                .is_some_and(|values| {
                    !values
                        .iter()
                        .any(|value| value.is_array() || value.is_object())
                }),
            "const" => node
                .get("const")
                .is_some_and(|value| !value.is_array() && !value.is_object()),
            "items" => exact(node.child("items")),
            "additionalProperties" => {
                let closed = node.get("additionalProperties") == Some(&Value::Bool(false));
                closed || exact(node.child("additionalProperties"))
            }
            "properties" => node.named("properties").into_iter().all(|(_, member)| {
                !member.flag("readOnly") && !member.flag("writeOnly") && within(&member, depth + 1)
            }),
            _ => false,
        })
}
