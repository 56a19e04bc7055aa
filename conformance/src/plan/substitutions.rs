//! What of a request is replaced by values that the server is known to accept.

use std::collections::HashSet;

use serde_json::Value;
use tally_spec::schema::pointer;

use super::input::Input;
use crate::case::PlannedRequest;
use crate::probe::prober::Prober;

/// Pointers to what a request does not vary and may be replaced by what the server is known to
/// accept: every scalar that no `enum` or `const` lists, since those tell alternatives apart.
pub(super) fn bound(
    inputs: &[Input<'_>],
    probers: &[Prober<'_>],
    request: &PlannedRequest,
    varied: &[&str],
) -> Vec<String> {
    let mut bound = Vec::new();
    for (input, prober) in inputs.iter().zip(probers) {
        if let Some(value) = input.value_in(request) {
            let listed = prober.listed();
            free(
                &input.pointer,
                value,
                varied,
                listed,
                &input.pointer,
                &mut bound,
            );
        }
    }
    bound
}

fn free(
    at: &str,
    value: &Value,
    varied: &[&str],
    listed: &HashSet<String>,
    root: &str,
    bound: &mut Vec<String>,
) {
    if varied.contains(&at) || listed.contains(&at[root.len()..]) {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                free(&pointer::join(at, name), value, varied, listed, root, bound);
            }
        }
        // Items are sent as planned: how many there are is the case's own.
        Value::Array(_) => {}
        _ => bound.push(at.to_owned()),
    }
}
