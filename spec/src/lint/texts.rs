//! The strings of a document, and the names of its maps, with what they must be.

use crate::contract::{Contract, Version};
use crate::resolve::grammar::{Format, MemberShape, Role};
use crate::tree::{Kind, View};

/// One string, or one name of a map.
#[derive(Clone, Copy)]
pub(super) struct LintText<'c> {
    pub(super) text: &'c str,
    pub(super) format: Format,
    /// Where it stands: the string, or the member of that name.
    pub(super) view: View<'c>,
    /// The member that is the string or holds the map; empty where the object itself is the map.
    pub(super) member: &'static str,
    /// The object that has the member.
    pub(super) holder: View<'c>,
    pub(super) role: Role,
}

/// The objects of the document but schemas, references in place of one, and what a reference takes
/// for something else.
pub(super) fn objects(contract: &Contract) -> impl Iterator<Item = (View<'_>, Role)> {
    let document = &contract.document;
    document
        .roles
        .iter()
        .filter(|(_, role)| *role != Role::Schema)
        .filter(|it| document.misread.is_empty() || !document.misread.contains(it))
        .map(|&(node, role)| (document.view(node), role))
        .filter(move |(view, role)| {
            view.kind() == Kind::Object && !is_reference(*view, *role, document.version)
        })
}

/// Whether an object is only a reference to another one.
pub(super) fn is_reference(view: View<'_>, role: Role, version: Version) -> bool {
    role != Role::PathItem
        && role.is_followed(version)
        && view.get("$ref").is_some_and(|it| it.str().is_some())
}

/// Every string and name whose format a lint looks at.
pub(super) fn each<'c>(contract: &'c Contract, lint: &str, mut visit: impl FnMut(LintText<'c>)) {
    let wanted = |format: Format| format.lint() == Some(lint);
    for (holder, role) in objects(contract) {
        let names = role.names();
        if wanted(names) {
            let others = holder.members().filter(|(name, _)| !name.starts_with("x-"));
            for (text, view) in others {
                visit(LintText {
                    text,
                    format: names,
                    view,
                    member: "",
                    holder,
                    role,
                });
            }
        }
        for member in role.members().iter().filter(|it| wanted(it.format)) {
            let Some(value) = holder.get(member.name) else {
                continue;
            };
            let mut found = |text, view| {
                visit(LintText {
                    text,
                    format: member.format,
                    view,
                    member: member.name,
                    holder,
                    role,
                });
            };
            match member.shape {
                MemberShape::Map(_) => value.members().for_each(|(name, view)| found(name, view)),
                _ => value.str().into_iter().for_each(|text| found(text, value)),
            }
        }
    }
}
