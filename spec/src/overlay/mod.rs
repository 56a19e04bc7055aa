//! Applies overlays to a document: OpenAPI Overlay 1.0 and 1.1.
//!
//! An overlay is a list of actions; each selects nodes by JSONPath (RFC 9535) and updates, removes
//! or fills them. What an overlay brings keeps its place in the overlay.
//!
//! What belongs here: overlays as the specification has them. What never does: what an overlaid
//! member means.

mod action;
mod apply;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Severity};
use crate::tree::{Kind, NodeId, Tree, View};

/// Applies one overlay, whose root is given, to the document.
///
/// What makes the overlay as a whole unusable is fatal: a document that lacks what its overlay was
/// to bring would be judged wrongly.
pub(crate) fn apply(
    tree: &mut Tree,
    document: NodeId,
    overlay: NodeId,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut report = Report { diagnostics };
    if !is_overlay(tree.view(overlay), &mut report) {
        return;
    }
    report.unknown_members(
        tree.view(overlay),
        &["overlay", "info", "extends", "actions"],
        "an overlay",
    );
    let root = tree.view(overlay);
    let info = root.get("info");
    if !["title", "version"]
        .iter()
        .all(|name| info.and_then(|info| info.text(name)).is_some())
    {
        let message = "an overlay has an `info` with `title` and `version`".to_owned();
        report.add(
            Severity::Warning,
            "overlay-info",
            info.unwrap_or(root),
            message,
        );
    }
    if let (Some(extends), Some(message)) =
        (root.get("extends"), other_document(tree, document, root))
    {
        report.add(Severity::Note, "overlay-extends", extends, message);
    }
    let actions: Vec<NodeId> = root
        .get("actions")
        .into_iter()
        .flat_map(View::items)
        .map(View::id)
        .collect();
    for action in actions {
        if let Some(action) = action::read(tree.view(action), &mut report) {
            apply::apply(tree, document, &action, &mut report);
        }
    }
}

/// Whether this is an overlay that can be read; if not, that is fatal.
fn is_overlay(root: View<'_>, report: &mut Report<'_>) -> bool {
    let fatal = Severity::Fatal;
    if root.kind() != Kind::Object {
        let message = format!("an overlay is an object; this is {}", root.kind().phrase());
        report.add(fatal, "not-an-overlay", root, message);
        return false;
    }
    let Some(version) = root.get("overlay") else {
        let message = "an overlay says its version: this has no member `overlay`".to_owned();
        report.add(fatal, "not-an-overlay", root, message);
        return false;
    };
    let text = version.str().unwrap_or_default();
    if !matches!(
        text.split('.').collect::<Vec<_>>()[..],
        ["1", "0" | "1"] | ["1", "0" | "1", _]
    ) {
        let written = version.str().or(version.number()).unwrap_or_default();
        let message = format!(
            "`{written}` is not a version of overlays that is read: only 1.0 and 1.1 are, in quotes"
        );
        report.add(fatal, "overlay-version", version, message);
        return false;
    }
    match root.get("actions") {
        Some(actions) if actions.items().len() > 0 => true,
        actions => {
            let message = "an overlay has a list of `actions` that is not empty".to_owned();
            report.add(fatal, "overlay-actions", actions.unwrap_or(root), message);
            false
        }
    }
}

/// Says that `extends` names another file than the document, if both are files.
fn other_document(tree: &Tree, document: NodeId, overlay: View<'_>) -> Option<String> {
    let extends = overlay.get("extends")?.str()?;
    let name = tree.sources().file(tree.file(document)).name();
    let last = |path: &str| {
        path.rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let differs = !extends.contains("://") && last(extends) != last(name);
    differs.then(|| format!("this overlay was written for `{extends}`, not for `{name}`"))
}

/// Where the parts of this module report.
struct Report<'r> {
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl Report<'_> {
    fn add(&mut self, severity: Severity, code: &str, view: View<'_>, message: String) {
        self.diagnostics.push(Diagnostic {
            severity,
            code: code.into(),
            message,
            help: None,
            place: view.place(),
        });
    }

    fn unknown_members(&mut self, view: View<'_>, known: &[&str], phrase: &str) {
        for (name, member) in view.members() {
            if !known.contains(&name) && !name.starts_with("x-") {
                let message = format!("{phrase} has no member `{name}`; it is ignored");
                self.add(Severity::Warning, "unknown-overlay-member", member, message);
            }
        }
    }
}
