use std::collections::BTreeSet;

use super::LINTS;

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
        .filter(|stem| !["mod", "tests", "judge"].contains(&stem.as_str()))
        .collect();
    let listed: Vec<&str> = LINTS.iter().map(|lint| lint.name).collect();
    assert_eq!(files.iter().map(String::as_str).collect::<Vec<_>>(), listed);
}
