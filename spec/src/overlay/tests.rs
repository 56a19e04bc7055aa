use serde_json::{Value, json};

use crate::read;
use crate::source::FileId;
use crate::tree::{NodeId, Tree};
use crate::{Place, Severity};

/// A document with an overlay applied, and the codes of what is wrong with that.
struct Overlaid {
    tree: Tree,
    root: NodeId,
    codes: Vec<(Severity, String)>,
}

fn file(tree: &mut Tree, name: &str, text: &str) -> NodeId {
    let file: FileId = tree.sources_mut().add(name, text.to_owned()).unwrap();
    read::read(tree, file, &mut Vec::new()).expect("a text that can be read")
}

fn overlay(document: &str, overlay: &str) -> Overlaid {
    let mut tree = Tree::default();
    let root = file(&mut tree, "api.yaml", document);
    let overlay = file(&mut tree, "overlay.yaml", overlay);
    let mut diagnostics = Vec::new();
    super::apply(&mut tree, root, overlay, &mut diagnostics);
    let codes = diagnostics
        .into_iter()
        .map(|found| (found.severity, found.code))
        .collect();
    Overlaid { tree, root, codes }
}

fn actions(document: &str, actions: &str) -> Overlaid {
    let head = "overlay: 1.1.0\ninfo: {title: a, version: b}\nactions:\n";
    overlay(document, &format!("{head}{actions}"))
}

fn check(document: &str, list: &str, expected: &Value) -> Overlaid {
    let overlaid = actions(document, list);
    assert_eq!(&overlaid.tree.value(overlaid.root), expected, "{list}");
    assert_eq!(overlaid.codes, [], "{list}");
    overlaid
}

fn check_diagnostic(overlaid: &Overlaid, severity: Severity, code: &str) {
    assert_eq!(overlaid.codes, [(severity, code.to_owned())]);
}

fn place(overlaid: &Overlaid, pointer: &str) -> Place {
    let node = overlaid
        .tree
        .pointer(overlaid.root, pointer)
        .expect(pointer);
    overlaid.tree.place(node)
}

#[test]
fn an_update_merges_objects_and_appends_to_arrays() {
    let overlaid = check(
        "a: {b: 1, c: [1]}\nd: [1]\n",
        "- target: $\n  update: {a: {b: 2, c: [2], e: x}, d: [2]}\n- target: $.d\n  update: 3\n",
        &json!({"a": {"b": 2, "c": [1, 2], "e": "x"}, "d": [1, 2, 3]}),
    );
    assert_eq!(place(&overlaid, "/a").to_string(), "api.yaml:1:1");
    assert_eq!(place(&overlaid, "/a/c/0").to_string(), "api.yaml:1:15");
    let brought = place(&overlaid, "/a/b");
    assert_eq!(brought.to_string(), "overlay.yaml:5:16");
    assert_eq!(brought.pointer, "/actions/0/update/a/b");
    assert_eq!(
        place(&overlaid, "/a/c/1").pointer,
        "/actions/0/update/a/c/0"
    );
    assert_eq!(place(&overlaid, "/d/2").pointer, "/actions/1/update");
}

#[test]
fn scalars_are_replaced() {
    check(
        "a: {b: 1}\nc: [1, 2]",
        "- {target: $.a.b, update: x}\n- {target: '$.c[1]', update: null}",
        &json!({"a": {"b": "x"}, "c": [1, null]}),
    );
}

#[test]
fn removing_leaves_the_places_of_the_others() {
    let overlaid = check(
        "a: [1, 2, 3, {b: 1}]\nc: {d: 1, e: 2}\n",
        "- {target: '$.a[0,2]', remove: true}\n- {target: $.c.d, remove: true, update: 3}\n",
        &json!({"a": [2, {"b": 1}], "c": {"e": 2}}),
    );
    assert_eq!(place(&overlaid, "/a/1/b").pointer, "/a/3/b");
    assert_eq!(place(&overlaid, "/a/1/b").to_string(), "api.yaml:1:15");
    assert_eq!(place(&overlaid, "/c/e").to_string(), "api.yaml:2:11");
}

#[test]
fn a_container_and_what_it_holds_can_both_be_removed() {
    check(
        "a: {b: {c: 1}}\nd: 1\n",
        "- {target: '$.a..*', remove: true}\n- {target: $.a, remove: true}",
        &json!({"d": 1}),
    );
}

#[test]
fn every_selected_node_is_changed_on_its_own() {
    check(
        "a: {x: {}}\nb: {x: {}}\n",
        "- {target: $.*.x, update: {y: {z: 1}}}\n- {target: $.a.x.y, update: {z: 2}}",
        &json!({"a": {"x": {"y": {"z": 2}}}, "b": {"x": {"y": {"z": 1}}}}),
    );
}

#[test]
fn what_an_alias_shares_is_changed_in_one_place() {
    check(
        "a: &a {x: {y: 1}}\nb: *a\n",
        "- {target: $.b.x, update: {y: 2}}",
        &json!({"a": {"x": {"y": 1}}, "b": {"x": {"y": 2}}}),
    );
}

#[test]
fn later_actions_see_earlier_ones() {
    check(
        "a: 1",
        "- {target: $, update: {b: {c: 1}}}\n- {target: $.b, update: {d: 2}}\n- {target: $.b.c, remove: true}",
        &json!({"a": 1, "b": {"d": 2}}),
    );
}

#[test]
fn a_copy_fills_its_target() {
    check(
        "a: {x: 1}\nb: {}\n",
        "- {target: $.b, copy: $.a}",
        &json!({"a": {"x": 1}, "b": {"x": 1}}),
    );
    check(
        "a: {x: 1}\nb: {}\n",
        "- {target: $.b, copy: $}",
        &json!({"a": {"x": 1}, "b": {"a": {"x": 1}, "b": {}}}),
    );
    let overlaid = actions("a: [1, 2]\nb: {}\n", "- {target: $.b, copy: '$.a[*]'}");
    check_diagnostic(&overlaid, Severity::Error, "overlay-copy");
}

#[test]
fn wrong_actions_are_reported_and_left_out() {
    for (list, severity, code) in [
        (
            "- {target: $.b, update: {c: 1}}",
            Severity::Warning,
            "overlay-without-effect",
        ),
        (
            "- {target: $.a., update: {c: 1}}",
            Severity::Error,
            "overlay-json-path",
        ),
        (
            "- {target: a, update: {c: 1}}",
            Severity::Error,
            "overlay-json-path",
        ),
        ("- {update: {c: 1}}", Severity::Error, "overlay-target"),
        ("- {target: $.a}", Severity::Error, "overlay-action"),
        (
            "- {target: $.a, update: {}, copy: $.a}",
            Severity::Error,
            "overlay-action",
        ),
        (
            "- {target: $, remove: true}",
            Severity::Error,
            "overlay-action",
        ),
        ("- {target: $, update: 1}", Severity::Error, "overlay-merge"),
        (
            "- {target: $, update: {a: {b: {c: 1}}}}",
            Severity::Error,
            "overlay-merge",
        ),
        (
            "- {target: $.a, update: {}, updat: 1}",
            Severity::Warning,
            "unknown-overlay-member",
        ),
    ] {
        let overlaid = actions("a: {b: 1}", list);
        check_diagnostic(&overlaid, severity, code);
        assert_eq!(
            overlaid.tree.value(overlaid.root),
            json!({"a": {"b": 1}}),
            "{list}"
        );
    }
}

#[test]
fn what_is_no_overlay_is_fatal() {
    for (text, code) in [
        ("[]", "not-an-overlay"),
        ("openapi: 3.1.0", "not-an-overlay"),
        ("overlay: 1.0", "overlay-version"),
        ("overlay: 2.0.0", "overlay-version"),
        ("overlay: 1.0.0", "overlay-actions"),
        ("overlay: 1.0.0\nactions: []", "overlay-actions"),
    ] {
        check_diagnostic(&overlay("a: 1", text), Severity::Fatal, code);
    }
}

#[test]
fn an_overlay_for_another_document_is_noted() {
    let text = "overlay: 1.0.0\ninfo: {title: a, version: b}\nextends: ./other.yaml\n\
                actions: [{target: $, update: {b: 1}}]";
    check_diagnostic(&overlay("a: 1", text), Severity::Note, "overlay-extends");
    let same = text.replace("other", "api");
    assert_eq!(overlay("a: 1", &same).codes, []);
}
