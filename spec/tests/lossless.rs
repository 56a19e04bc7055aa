//! Reading loses nothing, and whatever stands in a text, reading it ends.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Number, Value};
use tally_spec::Severity;
use tally_spec::tree::read_text;

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| Value::Number(number.into())),
        any::<u64>().prop_map(|number| Value::Number(number.into())),
        (-1e12..1e12f64)
            .prop_map(|number| Number::from_f64(number).map_or(Value::Null, Value::Number)),
        any::<String>().prop_map(Value::String),
        "[ \\t\\n:#&*!|>'\"%@`{}\\[\\],?-]{0,6}".prop_map(Value::String),
        proptest::sample::select(vec![
            "no", "~", "null", "true", "1e3", "0x1", ".inf", "<<", "---"
        ])
        .prop_map(|text| Value::String(text.to_owned())),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

fn check(property: impl Fn(&Value) -> Result<(), TestCaseError>) {
    let config = Config {
        cases: 300,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&value(), |value| property(&value));
    assert!(outcome.is_ok(), "{outcome:?}");
}

fn read(name: &str, text: &str) -> Result<Value, String> {
    let read = read_text(name, text);
    match read.root {
        Some(root) if read.diagnostics.is_empty() => Ok(read.tree.value(root)),
        _ => Err(format!("{:?}", read.diagnostics)),
    }
}

#[test]
fn what_serde_json_prints_is_read_as_it_was() {
    check(|value| {
        for text in [value.to_string(), format!("{value:#}")] {
            prop_assert_eq!(read("a.json", &text), Ok(value.clone()));
        }
        Ok(())
    });
}

#[test]
fn json_is_yaml() {
    // Surrogate pairs and the like are printed as they are, so both readers see the same.
    check(|value| {
        let text = format!("- {value}\n");
        prop_assert_eq!(
            read("a.yaml", &text),
            Ok(Value::Array(vec![value.clone()])),
            "{}",
            text
        );
        Ok(())
    });
}

/// The texts that are spoilt.
const TEXTS: [(&str, &str); 4] = [
    ("a.json", include_str!("cases/version_3_0/api.json")),
    ("a.yaml", include_str!("cases/version_3_1/api.yaml")),
    ("a.yaml", include_str!("cases/version_3_2/api.yaml")),
    ("a.yaml", include_str!("cases/yaml/api.yaml")),
];

fn is_answered(name: &str, text: &str) {
    let loaded = tally_spec::read_text(name, text);
    let fatal = loaded
        .diagnostics
        .iter()
        .any(|one| one.severity == Severity::Fatal);
    assert_eq!(loaded.contract.is_none(), fatal, "{text}");
    if let Some(contract) = loaded.contract {
        for &id in contract.definitions.values() {
            assert!(!contract.schema(id).places.is_empty());
        }
    }
}

#[test]
fn a_text_that_ends_early_is_read_or_refused() {
    for (name, text) in TEXTS {
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            is_answered(name, &text[..end]);
        }
    }
}

#[test]
fn a_text_with_one_character_changed_is_read_or_refused() {
    let spoilers = [
        "", "{", "]", ":", "\"", "'", "&a ", "*a ", "!", "\n", "\t", "<<: ", "$ref", "\u{0}", "é",
    ];
    for (name, text) in TEXTS {
        for (index, spoiler) in (0..text.len()).step_by(3).zip(spoilers.iter().cycle()) {
            if let (Some(before), Some(after)) = (text.get(..index), text.get(index + 1..)) {
                is_answered(name, &format!("{before}{spoiler}{after}"));
            }
        }
    }
}
