//! What a `$ref` leads to.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::pointer;

/// What a `$ref` of the form `#/POINTER` or `#` names in a schema: its pointer and the schema.
/// None for anchors, for other resources, and for what is not there.
pub(super) fn resolve<'v, 'r>(
    root: &'v Value,
    reference: &'r str,
) -> Option<(Cow<'r, str>, &'v Value)> {
    let target = pointer_of(reference)?;
    let value = pointer::get(root, &target)?;
    Some((target, value))
}

/// The JSON Pointer that a reference within the same resource has as its fragment (RFC 6901 section 6).
fn pointer_of(reference: &str) -> Option<Cow<'_, str>> {
    let fragment = percent_decode_str(reference.strip_prefix('#')?);
    fragment.decode_utf8().ok()
}

/// The name of what a reference leads to: the last token of its pointer.
pub(super) fn name_of(reference: &str) -> Option<String> {
    let pointer = pointer_of(reference)?;
    let (_, last) = pointer::split_last(&pointer)?;
    Some(last)
}
