//! What a `$ref` leads to.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::pointer;

/// What a `$ref` of the form `#/POINTER` or `#` names in a schema: its pointer and the schema.
/// None for anchors, for other resources, and for what is not there.
pub(super) fn resolve<'v>(root: &'v Value, reference: &str) -> Option<(String, &'v Value)> {
    let target = pointer_of(reference)?;
    let value = root.pointer(&target)?;
    Some((target, value))
}

/// The JSON Pointer that a reference within the same resource has as its fragment (RFC 6901 section 6).
fn pointer_of(reference: &str) -> Option<String> {
    let fragment = percent_decode_str(reference.strip_prefix('#')?);
    Some(fragment.decode_utf8().ok()?.into_owned())
}

/// The name of what a reference leads to: the last token of its pointer.
pub(super) fn name_of(reference: &str) -> Option<String> {
    let pointer = pointer_of(reference)?;
    let (_, last) = pointer::split_last(&pointer)?;
    Some(last)
}
