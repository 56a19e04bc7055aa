use std::collections::{BTreeMap, BTreeSet};

use super::LINTS;
use crate::Severity;
use crate::resolve::grammar::{Condition, Format, MemberShape, Role};

/// The messages of one lint, in order, about a document of that version with these members.
pub(super) fn messages(name: &str, version: &str, members: &str) -> Vec<String> {
    let head = format!("openapi: {version}\ninfo: {{title: a, version: '1'}}\n");
    let loaded = crate::read_text("api.yaml", &format!("{head}{members}\n"));
    let contract = loaded
        .contract
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let found = contract
        .lint()
        .into_iter()
        .filter(|found| found.code == name);
    found.map(|found| found.message).collect()
}

/// The lint says exactly this about a document of that version.
pub(super) fn check_version(version: &str, name: &str, members: &str, expected: &[&str]) {
    assert_eq!(messages(name, version, members), expected, "{members}");
}

/// The lint says exactly this.
pub(super) fn check(name: &str, members: &str, expected: &[&str]) {
    check_version("3.1.0", name, members, expected);
}

/// The lint says nothing.
pub(super) fn silent(name: &str, members: &str) {
    check(name, members, &[]);
}

#[test]
fn every_file_is_a_lint_that_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lint");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .filter(|stem| {
            !["mod", "tests", "schema_summary", "judge", "texts"].contains(&stem.as_str())
        })
        .collect();
    let listed: Vec<&str> = LINTS.iter().map(|lint| lint.name).collect();
    assert_eq!(files.iter().map(String::as_str).collect::<Vec<_>>(), listed);
}

/// A valid document in which every member of every object stands.
const EVERY_MEMBER: &str = include_str!("../../tests/cases/every_member/api.yaml");

#[test]
fn a_document_with_every_member_is_silent() {
    let loaded = crate::read_text("api.yaml", EVERY_MEMBER);
    let mut found = loaded.diagnostics;
    found.extend(loaded.contract.unwrap().lint());
    found.retain(|it| it.severity != Severity::Note);
    assert_eq!(found, []);
}

#[test]
fn every_member_of_the_table_stands_in_that_document() {
    let contract = crate::read_text("api.yaml", EVERY_MEMBER).contract.unwrap();
    let document = &contract.document;
    let mut roles: BTreeMap<Role, BTreeSet<&str>> = BTreeMap::new();
    for &(node, role) in &document.roles {
        let names = document.view(node).members().map(|(name, _)| name);
        roles.entry(role).or_default().extend(names);
    }
    for (role, names) in &roles {
        for member in role.members() {
            let forbidden = matches!(member.applies, Condition::Nowhere(_));
            let mut choices = role.choices().iter();
            let excluded = choices.any(|choice| {
                choice.members.contains(&member.name)
                    && choice.members.iter().any(|name| names.contains(name))
            });
            let stands = names.contains(member.name);
            assert!(stands != forbidden || excluded, "{role:?} {}", member.name);
            // Every role is met: the table leads to no other one.
            let (MemberShape::One(next) | MemberShape::List(next) | MemberShape::Map(next)) =
                member.shape
            else {
                continue;
            };
            assert!(roles.contains_key(&next), "{next:?}");
        }
    }
}

#[test]
fn every_format_of_the_table_has_a_lint() {
    let codes: BTreeSet<String> = LINTS.iter().map(super::Lint::code).collect();
    let contract = crate::read_text("api.yaml", EVERY_MEMBER).contract.unwrap();
    let roles: BTreeSet<Role> = contract.document.roles.iter().map(|it| it.1).collect();
    for role in roles {
        let formats = role.members().iter().map(|member| member.format);
        for lint in formats.chain([role.names()]).filter_map(Format::lint) {
            assert!(codes.contains(lint), "{lint}");
        }
    }
}
