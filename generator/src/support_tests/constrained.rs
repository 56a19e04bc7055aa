use serde_json::{Value, json};

use crate::support::constrained::Constrained;
use crate::support::decode::Decode;
use crate::support::format::{Email, Hostname, Uri, UriReference};
use crate::support::pattern::Pattern;
use crate::support::rule::{self, Broken, Rule, all};

/// Every text on the left is accepted, every one on the right refused.
fn check<T: Decode>(accepted: &[&str], refused: &[&str]) {
    for text in accepted {
        assert!(T::from_value(json!(text)).is_ok(), "{text} is refused");
    }
    for text in refused {
        assert!(T::from_value(json!(text)).is_err(), "{text} is accepted");
    }
}

#[test]
fn formats_accept_what_their_grammars_do() {
    check::<Email>(
        &["a@b.c", "a.b+c@d-e.f", "\"a b\"@c.d", "a@[127.0.0.1]"],
        &["", "a", "a@", "@b", "a..b@c.d", "a b@c.d", "a@b c", "a@-b"],
    );
    check::<Hostname>(
        &["a", "a-b.c", "1.2"],
        &["", "a..b", "-a", "a-", "a_b", "a b", &"a".repeat(64)],
    );
    check::<Uri>(
        &[
            "a:",
            "http://a.b:80/c?d=e#f",
            "urn:a:b",
            "http://[::1]:8/",
            "http://u:p@h/%20",
            "mailto:a@b",
        ],
        &[
            "",
            "/a",
            "a",
            "http://a b",
            "http://a/%2",
            "1:a",
            "http://[::g]/",
            "http://a:b/",
        ],
    );
    check::<UriReference>(
        &["", "/a", "a", "?b", "#c", "//a/b", "a/b:c", "http://a"],
        &["a b", "%", "1:a", "\u{fc}", "#a#b"],
    );
}

enum Sized {}

impl Rule for Sized {
    fn broken(value: &Value) -> Broken {
        static PATTERN: Pattern = Pattern::new("^[a-z]+$", "^[a-z]+$");
        all([PATTERN.broken(value), rule::length(value, 2, Some(3))])
    }
}

#[test]
fn every_clause_that_is_broken_is_an_issue() {
    type Text = Constrained<String, Sized>;
    let issues = Text::from_value(json!("A")).unwrap_err();
    let expected = "does not match the pattern ^[a-z]+$; must have at least 2 characters, not 1";
    assert_eq!(issues.to_string(), expected);
    assert_eq!(&*Text::new("abc".to_owned()).unwrap(), "abc");
    let error = Text::try_from("abcd").unwrap_err().to_string();
    assert_eq!(error, "the value must have at most 3 characters, not 4");
}

#[track_caller]
fn broken(kind: Option<crate::support::issue::IssueKind>, expected: &str) {
    let found = kind.map(|kind| kind.to_string()).unwrap_or_default();
    assert_eq!(found, expected);
}

#[test]
fn numbers_are_compared_without_rounding() {
    broken(rule::multiple_of(&json!(0.3), "0.1"), "");
    broken(rule::multiple_of(&json!(1e3), "0.05"), "");
    broken(
        rule::multiple_of(&json!(0.35), "0.1"),
        "must be a multiple of 0.1",
    );
    broken(
        rule::multiple_of(&json!(9_007_199_254_740_993_u64), "2"),
        "must be a multiple of 2",
    );
    broken(rule::minimum(&json!(-0.5), "-0.5"), "");
    broken(
        rule::exclusive_minimum(&json!(-0.50), "-5e-1"),
        "must be greater than -5e-1",
    );
    broken(rule::maximum(&json!(u64::MAX), "1e300"), "");
    broken(
        rule::maximum(&json!(1e301), "1e300"),
        "must be at most 1e300",
    );
    broken(
        rule::exclusive_maximum(&json!(10), "10"),
        "must be less than 10",
    );
    broken(rule::exclusive_maximum(&json!("10"), "10"), "");
}

#[test]
fn items_and_members_are_counted_and_compared_as_json() {
    let repeated = "must not have equal items, as 0 and 2 are";
    broken(rule::unique_items(&json!([1, "1", 1.0])), repeated);
    let members = json!([{"a": 1, "b": 2}, {"a": 1}, {"b": 2.0, "a": 1}]);
    broken(rule::unique_items(&members), repeated);
    broken(rule::unique_items(&json!([1, true, "1", null, [1]])), "");
    broken(
        rule::members(&json!({}), 1, None),
        "must have at least 1 members, not 0",
    );
    broken(
        rule::members(&json!({"a": 1}), 0, Some(0)),
        "must have at most 0 members, not 1",
    );
    broken(rule::members(&json!([]), 1, None), "");
}
