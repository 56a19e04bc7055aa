use serde_json::{Value, json};

use crate::source::FileId;
use crate::tree::{Builder, Tree};

/// The value of a text and the codes of its problems, or what makes it unreadable.
fn read(text: &str) -> Result<(Value, Vec<&'static str>), (String, u32)> {
    let mut tree = Tree::default();
    tree.sources_mut().add("a.yaml", text.to_owned()).unwrap();
    let mut builder = Builder::new(&mut tree, FileId(0));
    let mut problems = Vec::new();
    super::read(text, &mut builder, &mut problems).map_err(|error| (error.message, error.at))?;
    let root = builder.root().expect("a text that is read has a root");
    Ok((
        tree.value(root),
        problems.into_iter().map(|problem| problem.code).collect(),
    ))
}

fn check(text: &str, expected: &Value) {
    assert_eq!(
        read(text).as_ref(),
        Ok(&(expected.clone(), Vec::new())),
        "{text}"
    );
}

fn check_problem(text: &str, expected: &Value, code: &'static str) {
    assert_eq!(
        read(text).as_ref(),
        Ok(&(expected.clone(), vec![code])),
        "{text}"
    );
}

fn check_error(text: &str, at: u32) {
    let (message, place) = read(text).expect_err(text);
    assert_eq!(place, at, "{text}: {message}");
}

#[test]
fn scalars_are_those_of_the_core_schema() {
    check(
        "a: no\nb: on\nc: 0x10\nd: 1.50\ne: ~\nf:\n",
        &json!({
            "a": "no", "b": "on", "c": 16, "d": 1.5, "e": null, "f": null
        }),
    );
    check(
        "['1', \"true\", !!str 1, ! 2, !!int '3', !!float 4]",
        &json!(["1", "true", "1", "2", 3, 4]),
    );
    check(
        "a: |\n  x\n  y\nb: >-\n  x\n  y\n",
        &json!({"a": "x\ny\n", "b": "x y"}),
    );
    check("é: \"\\u00e9\\n\\ud834\\udd1e\"", &json!({"é": "é\n𝄞"}));
}

#[test]
fn keys_are_their_text() {
    check(
        "200: a\ntrue: b\n~: c\n1.0: d\n",
        &json!({"200": "a", "true": "b", "~": "c", "1.0": "d"}),
    );
    check_error("[a]: b", 0);
    check_error("? {a: b}\n: c", 2);
}

#[test]
fn aliases_stand_for_what_they_name() {
    check(
        "a: &x {b: 1}\nc: *x\nd: [*x]\n",
        &json!({"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}]}),
    );
    check("&k a: 1\nb: *k\n", &json!({"a": 1, "b": "a"}));
    check("a: &k x\n*k : 1\n", &json!({"a": "x", "x": 1}));
    check_error("a: *x", 3);
    check_error("a: &x [*x]", 7);
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = level - 1;
        let list = vec![format!("*a{before}"); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{list}]\n"));
    }
    let (message, _) = read(&text).unwrap_err();
    assert!(message.contains("aliases"), "{message}");
}

#[test]
fn aliases_that_nest_are_refused() {
    let nest = |inner: &str| format!("{}{inner}{}", "[".repeat(200), "]".repeat(200));
    assert!(read(&format!("a: &a {}\n", nest("x"))).is_ok());
    let (message, _) = read(&format!("a: &a {}\nb: {}\n", nest("x"), nest("*a"))).unwrap_err();
    assert!(message.contains("deep"), "{message}");
    assert!(read(&format!("a: {}\n", "[".repeat(100_000))).is_err());
}

#[test]
fn merge_keys_are_understood_and_noted() {
    let merged = json!({"base": {"a": 1, "b": 2}, "own": {"b": 3, "a": 1}});
    check_problem(
        "base: &x {a: 1, b: 2}\nown:\n  <<: *x\n  b: 3\n",
        &merged,
        "merge-key",
    );
    let two = "a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: [*a, *b]\n  z: 3\n";
    let merged = json!({"a": {"x": 1}, "b": {"x": 2, "y": 2}, "c": {"z": 3, "x": 1, "y": 2}});
    check_problem(two, &merged, "merge-key");
    check_problem("a:\n  <<: 1\n", &json!({"a": {"<<": 1}}), "merge-key");
    check("a: {'<<': {x: 1}}", &json!({"a": {"<<": {"x": 1}}}));
}

#[test]
fn only_the_first_document_is_read() {
    check_problem("a: 1\n---\nb: 2\n", &json!({"a": 1}), "several-documents");
    check("---\na: 1\n...\n", &json!({"a": 1}));
    assert!(read("").is_err());
    assert!(read("# nothing\n").is_err());
}

#[test]
fn what_json_does_not_have_is_noted() {
    check_problem("a: .inf", &json!({"a": ".inf"}), "not-json");
    check_problem("a: !thing 1", &json!({"a": 1}), "unknown-tag");
    check_problem("a: !thing {b: 1}", &json!({"a": {"b": 1}}), "unknown-tag");
    check_error("a: !!int x", 9);
}

#[test]
fn errors_stand_where_they_are() {
    check_error("a: [1, 2", 3);
    check_error("a: b: c", 4);
    check_error("a: \"x", 3);
}

#[test]
fn a_colon_may_touch_the_collection_behind_it() {
    check(
        "a: {b:[1, c:{}], d:[]}\ne: x\n",
        &json!({"a": {"b": [1, {"c": {}}], "d": []}, "e": "x"}),
    );
    check_error("a: {b:[1], c:[2], d: [}", 21);
}
