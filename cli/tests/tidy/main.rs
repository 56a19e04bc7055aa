//! The house rules that a compiler does not check.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the workspace has failed"
)]

mod modules;

use std::fs;
use std::path::{Path, PathBuf};

use modules::Modules;

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files below a folder that are not build products, snapshots or hidden.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Every file of the workspace with its path from the root, `/` between the steps.
fn workspace() -> Vec<(String, PathBuf)> {
    let root = root();
    let mut found = Vec::new();
    files(&root, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let relative = path.strip_prefix(&root).unwrap();
            let steps: Vec<_> = relative.iter().map(|step| step.to_string_lossy()).collect();
            (steps.join("/"), path.clone())
        })
        .collect()
}

/// The sources that people write.
fn sources() -> impl Iterator<Item = (String, String)> {
    workspace()
        .into_iter()
        .filter(|(name, _)| name.ends_with(".rs"))
        .filter(|(name, _)| {
            !["/generated/", "/expected/", "/snapshots/"]
                .iter()
                .any(|folder| name.contains(folder))
                && !name.starts_with("snapshots/")
        })
        .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
}

/// The files that the crates of the workspace begin with.
const CRATES: [&str; 6] = [
    "cli/src/main.rs",
    "conformance/src/lib.rs",
    "generator/src/lib.rs",
    "reference/src/lib.rs",
    "spec/src/lib.rs",
    "xtask/src/main.rs",
];

#[test]
fn no_modules_take_from_each_other_in_a_circle() {
    let crates = CRATES.map(|it| Modules::of(&root().join(it)));
    let circles: Vec<_> = crates.iter().flat_map(Modules::circles).collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn a_crate_defines_each_public_name_of_a_type_once() {
    // Each command of xtask has its own arguments.
    let libraries = CRATES.into_iter().filter(|it| !it.starts_with("xtask/"));
    let crates: Vec<_> = libraries.map(|it| Modules::of(&root().join(it))).collect();
    let doubles: Vec<_> = crates.iter().flat_map(Modules::doubles).collect();
    assert!(doubles.is_empty(), "{doubles:#?}");
}

#[test]
fn no_loose_ends_are_left_in_the_sources() {
    let loose: Vec<_> = sources()
        // The stub that is generated says where its owner goes on.
        .filter(|(name, _)| {
            !["cli/tests/tidy/main.rs", "generator/src/emit/stub.rs"].contains(&name.as_str())
        })
        .flat_map(|(name, text)| {
            [
                "todo!(",
                "unimplemented!(",
                "dbg!(",
                "#[ignore",
                "should_panic",
                "thread::sleep",
                "FIXME",
            ]
            .into_iter()
            .filter(|mark| text.contains(mark))
            .map(|mark| format!("{name}: {mark}"))
            .collect::<Vec<_>>()
        })
        .collect();
    assert!(loose.is_empty(), "{loose:#?}");
}

#[test]
fn no_module_has_a_name_that_says_nothing() {
    let vague: Vec<_> = sources()
        .map(|(name, _)| name)
        .filter(|name| {
            let stem = Path::new(name)
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned();
            [
                "util", "utils", "common", "helpers", "helper", "manager", "misc",
            ]
            .contains(&stem.as_str())
        })
        .collect();
    assert!(vague.is_empty(), "{vague:?}");
}

#[test]
fn the_map_names_every_folder_of_the_top_level() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in fs::read_dir(root()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && name != "target" {
            assert!(
                map.contains(&format!("`{name}")),
                "ARCHITECTURE.md does not name `{name}`"
            );
        }
    }
}

#[test]
fn the_files_that_the_documents_point_at_exist() {
    let root = root();
    for (name, path) in workspace() {
        if !name.ends_with(".md") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#', ' ']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let folder = path.parent().unwrap_or(&root);
            assert!(folder.join(target).exists(), "{name} points at {target}");
        }
    }
}

#[test]
fn only_the_reference_and_the_demo_know_the_first_contract() {
    let knowing: Vec<_> = sources()
        .filter(|(name, _)| {
            !name.starts_with("reference/")
                && !name.contains("/tests/")
                && !name.starts_with("cli/src/command/demo")
                && !name.starts_with("cli/src/command/serve")
                && !name.starts_with("xtask/")
        })
        .filter(|(_, text)| {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            code.lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| {
                    line.contains("updateTask")
                        || line.contains("releases.json")
                        || line.contains("missing_fields")
                })
        })
        .map(|(name, _)| name)
        .collect();
    assert!(knowing.is_empty(), "{knowing:?}");
}
