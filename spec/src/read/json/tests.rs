use crate::source::FileId;
use crate::tree::{Builder, Tree};

/// The value of a text, or the message and the offset of what is wrong with it.
fn check(text: &str) -> Result<String, (String, u32)> {
    let mut tree = Tree::default();
    tree.sources_mut().add("a.json", text.to_owned()).unwrap();
    let mut builder = Builder::new(&mut tree, FileId(0));
    super::read(text, &mut builder).map_err(|error| (error.message, error.at))?;
    let root = builder.root().expect("a text that is read has a root");
    Ok(tree.value(root).to_string())
}

#[test]
fn json_is_read_as_serde_json_reads_it() {
    for text in [
        "null",
        " true ",
        "-0.5e+3",
        "\"\"",
        "[]",
        "{}",
        "[1,[2,{}],\"a\"]",
        r#"{"a":{"b":[{"c":null}]},"d":"\u00e9\ud834\udd1e\n\/\\\""}"#,
        "\t{\r\n\"é\" : 1 }\n",
        "123456789012345678901234567890",
        "-1",
        "1E5",
    ] {
        let expected: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(
            check(text).as_deref(),
            Ok(expected.to_string().as_str()),
            "{text}"
        );
    }
}

#[test]
fn what_serde_json_refuses_is_refused_with_its_place() {
    for (text, at) in [
        ("", 0),
        ("  ", 2),
        ("{", 1),
        ("[1,]", 3),
        ("{\"a\":1,}", 7),
        ("{\"a\"}", 4),
        ("{a:1}", 1),
        ("[1 2]", 3),
        ("01", 0),
        ("-", 1),
        ("1.", 2),
        ("1e", 2),
        ("+1", 0),
        ("nul", 0),
        ("True", 0),
        ("\"a", 0),
        ("\"\t\"", 1),
        ("\"\\x\"", 1),
        ("\"\\ud800\"", 1),
        ("\"\\udc00\"", 1),
        ("\"\\ud800\\u0041\"", 1),
        ("\"\\u12\"", 1),
        ("\"\\u+123\"", 1),
        ("1 2", 2),
        ("[}", 1),
        ("{]", 1),
        ("[1}", 2),
        ("\u{a0}1", 0),
        ("'a'", 0),
        ("{\"a\":}", 5),
        ("nullx", 0),
        ("[1,,2]", 3),
        ("NaN", 0),
    ] {
        assert!(
            serde_json::from_str::<serde_json::Value>(text).is_err(),
            "{text}"
        );
        let (message, place) = check(text).expect_err(text);
        assert_eq!(place, at, "{text}: {message}");
    }
}

#[test]
fn nesting_beyond_the_limit_is_refused() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(check(&deep(256)).is_ok());
    assert!(check(&deep(257)).is_err());
    assert!(check(&"[{\"a\":".repeat(100_000)).is_err());
}

#[test]
fn the_last_of_two_members_of_the_same_name_counts() {
    assert_eq!(
        check(r#"{"a":1,"b":2,"a":3}"#).as_deref(),
        Ok(r#"{"a":3,"b":2}"#)
    );
}
