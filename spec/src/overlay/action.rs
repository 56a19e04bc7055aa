//! One action: what it selects and what it does.

use serde_json_path::JsonPath;

use super::Report;
use crate::Severity;
use crate::tree::{NodeId, View};

/// An action that can be applied.
pub(super) struct Action {
    /// The string that selects.
    pub(super) at: NodeId,
    pub(super) target: JsonPath,
    pub(super) change: Change,
}

/// What is done to every node that is selected.
pub(super) enum Change {
    Remove,
    /// Merges this node of the overlay.
    Update(NodeId),
    /// Merges the one node of the document that this selects; with the string that selects it.
    Copy(NodeId, JsonPath),
}

/// Reads an action. None: it cannot be applied, and a diagnostic says why.
pub(super) fn read(view: View<'_>, report: &mut Report<'_>) -> Option<Action> {
    let known = ["target", "description", "update", "remove", "copy"];
    report.unknown_members(view, &known, "an action");
    let Some(target) = view.get("target") else {
        let message = "an action selects its `target`; this one is left out".to_owned();
        report.add(Severity::Error, "overlay-target", view, message);
        return None;
    };
    let path = json_path(target, report)?;
    let change = match (view.get("update"), view.get("copy")) {
        _ if view.flag("remove") => Change::Remove,
        (Some(_), Some(copy)) => {
            let message = "an action that has both `update` and `copy` does neither".to_owned();
            report.add(Severity::Error, "overlay-action", copy, message);
            return None;
        }
        (Some(update), None) => Change::Update(update.id()),
        (None, Some(copy)) => Change::Copy(copy.id(), json_path(copy, report)?),
        (None, None) => {
            let message = "this action does nothing: it has no `update`, `copy` or `remove: true`";
            report.add(Severity::Error, "overlay-action", view, message.to_owned());
            return None;
        }
    };
    Some(Action {
        at: target.id(),
        target: path,
        change,
    })
}

fn json_path(view: View<'_>, report: &mut Report<'_>) -> Option<JsonPath> {
    let text = view.str().unwrap_or_default();
    match JsonPath::parse(text) {
        Ok(path) => Some(path),
        Err(error) => {
            let message = format!(
                "`{text}` is not a JSONPath (RFC 9535): {} at character {}",
                error.message(),
                error.position() + 1,
            );
            report.add(Severity::Error, "overlay-json-path", view, message);
            None
        }
    }
}
