//! Schemas whose types accept neither more nor less than they do.

use serde_json::Value;
use tally_spec::schema::{Keyword, ecma_regex};

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
    let schema = node.view();
    if let Some(everything) = schema.boolean() {
        return everything;
    }
    let keywords: Vec<Option<Keyword>> = node.keywords().map(Keyword::named).collect();
    match keywords.as_slice() {
        [] => return true,
        [Some(Keyword::Ref)] => {
            return node.target().is_some_and(|it| within(&it, depth + 1));
        }
        _ => {}
    }
    let exact = |child: Option<Node<'_>>| child.is_some_and(|child| within(&child, depth + 1));
    let simple = |value: &Value| !value.is_array() && !value.is_object();
    let is_exact = |keyword: Keyword| match keyword {
        Keyword::Type
        | Keyword::MinLength
        | Keyword::MaxLength
        | Keyword::Minimum
        | Keyword::ExclusiveMinimum
        | Keyword::Maximum
        | Keyword::ExclusiveMaximum
        | Keyword::MultipleOf
        | Keyword::MinItems
        | Keyword::MaxItems
        | Keyword::UniqueItems
        | Keyword::Required
        | Keyword::MinProperties
        | Keyword::MaxProperties => true,
        Keyword::Pattern => schema.pattern().is_some_and(|it| ecma_regex(it).is_some()),
        Keyword::Format => !schema.format().is_some_and(scalar::is_unchecked),
        Keyword::Enum => schema.enumeration().is_some_and(|it| it.iter().all(simple)),
        Keyword::Const => schema.constant().is_some_and(simple),
        Keyword::Items => exact(node.child(keyword)),
        Keyword::AdditionalProperties => {
            let closed = schema.get(keyword) == Some(&Value::Bool(false));
            closed || exact(node.child(keyword))
        }
        Keyword::Properties => node.named(keyword).into_iter().all(|(_, member)| {
            let one_way = [Keyword::ReadOnly, Keyword::WriteOnly].map(|it| member.flag(it));
            one_way == [false; 2] && within(&member, depth + 1)
        }),
        _ => false,
    };
    schema.has(Keyword::Type) && keywords.iter().all(|keyword| keyword.is_some_and(is_exact))
}
