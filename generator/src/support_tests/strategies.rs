use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::support::bounded_string::BoundedString;
use crate::support::constrained::Constrained;
use crate::support::decode::Decode;
use crate::support::near_miss::near_misses;
use crate::support::round_trip::{Kind, is_refused};
use crate::support::rule::{self, Broken, Rule};
use crate::support::valid_values::{Mode, valid_values};
use crate::support::value_model::{
    Clause, ValueModel, array, closed, constrained, counted, integer, listed, map, nullable, open,
    optional, required, string,
};

fn values(model: &ValueModel, mode: Mode) -> Vec<Value> {
    made(&valid_values(model, mode))
}

fn made(values: &BoxedStrategy<Value>) -> Vec<Value> {
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let make = |_| values.new_tree(&mut runner).unwrap().current();
    (0..300).map(make).collect()
}

#[track_caller]
fn all(model: &ValueModel, holds: impl Fn(&Value) -> bool) {
    for value in values(model, Mode::default()) {
        assert!(holds(&value), "{value}");
    }
}

#[track_caller]
fn some(model: &ValueModel, holds: impl Fn(&Value) -> bool) {
    let values = values(model, Mode::default());
    assert!(values.iter().any(holds), "{values:?}");
}

#[test]
fn bounds_are_kept_and_reached() {
    let model = integer(Some(-2), Some(2));
    all(&model, |value| (-2..=2).contains(&value.as_i64().unwrap()));
    some(&model, |value| *value == json!(-2));
    some(&model, |value| *value == json!(2));
    let model = string(2, Some(4));
    let count = |value: &Value| value.as_str().unwrap().chars().count();
    all(&model, |value| (2..=4).contains(&count(value)));
    some(&model, |value| !value.as_str().unwrap().is_ascii());
    let model = array(ValueModel::Boolean, 1, Some(2));
    all(&model, |value| {
        (1..=2).contains(&value.as_array().unwrap().len())
    });
}

#[test]
fn the_number_of_members_is_kept() {
    let members = || {
        [
            optional("a", ValueModel::Null),
            optional("b", ValueModel::Null),
        ]
    };
    let count = |value: &Value| value.as_object().unwrap().len();
    all(&counted(closed(members()), 1, None), |value| {
        count(value) > 0
    });
    all(&counted(closed(members()), 0, Some(1)), |value| {
        count(value) < 2
    });
    let both = counted(counted(closed(members()), 1, None), 0, Some(1));
    all(&both, |value| count(value) == 1);
    let more = counted(open(members(), ValueModel::Null), 4, None);
    all(&more, |value| count(value) >= 4);
}

fn endless() -> ValueModel {
    closed([required("next", ValueModel::Named(endless))])
}

fn list() -> ValueModel {
    closed([
        optional("next", ValueModel::Named(list)),
        optional("no", ValueModel::Named(endless)),
    ])
}

#[test]
fn types_that_contain_themselves_end() {
    assert_eq!(ValueModel::Named(endless).rank(), None);
    assert_eq!(ValueModel::Named(list).rank(), Some(1));
    all(&nullable(ValueModel::Named(endless)), Value::is_null);
    all(&ValueModel::Named(list), |value| value.get("no").is_none());
    some(&ValueModel::Named(list), |value| {
        value.pointer("/next/next").is_some()
    });
}

enum Even {}

impl Rule for Even {
    fn broken(value: &Value) -> Broken {
        rule::all([
            rule::multiple_of(value, "0.02"),
            rule::minimum(value, "0.5"),
        ])
    }
}

#[test]
fn a_rule_is_kept_and_broken_clause_by_clause() {
    let clauses = &[Clause::MultipleOf("0.02"), Clause::Minimum("0.5")];
    let model = constrained(Even::broken, ValueModel::Number { double: false }, clauses);
    all(&model, |value| Even::broken(value).is_empty());
    let misses = near_misses(&model, Mode::default());
    let keywords: Vec<&str> = misses.iter().map(|miss| miss.keyword).collect();
    assert_eq!(keywords, ["type", "multipleOf", "minimum"]);
    for miss in &misses {
        for value in made(&miss.values) {
            is_refused::<Constrained<crate::support::number::Number, Even>>(&value, "").unwrap();
        }
    }
}

enum Parts {}

impl Rule for Parts {
    fn broken(value: &Value) -> Broken {
        rule::all([
            rule::property_names::<BoundedString<1, 3>>(value),
            rule::dependent_required(value, &[("a", &["b"])]),
        ])
    }
}

enum Flags {}

impl Rule for Flags {
    fn broken(value: &Value) -> Broken {
        rule::all([rule::contains::<bool>(value, 1, Some(2))])
    }
}

#[test]
fn rules_about_parts_are_kept_and_broken() {
    let clauses = &[
        Clause::PropertyNames(|| string(1, Some(3))),
        Clause::DependentRequired(&[("a", &["b"])]),
    ];
    let model = constrained(Parts::broken, map(ValueModel::Boolean), clauses);
    all(&model, |value| Parts::broken(value).is_empty());
    let misses = near_misses(&model, Mode::default());
    let places: Vec<String> = misses
        .iter()
        .map(|miss| format!("{} {}", miss.pointer, miss.keyword))
        .collect();
    let expected = [
        " type",
        " propertyNames",
        " propertyNames",
        " dependentRequired",
    ];
    assert_eq!(places, expected);
    for value in misses[1..].iter().flat_map(|miss| made(&miss.values)) {
        assert!(!Parts::broken(&value).is_empty(), "{value}");
    }

    let clauses = &[Clause::Contains(|| ValueModel::Boolean, 1, Some(2))];
    let model = constrained(Flags::broken, array(ValueModel::Any, 0, None), clauses);
    all(&model, |value| Flags::broken(value).is_empty());
    for miss in near_misses(&model, Mode::default()) {
        for value in made(&miss.values) {
            is_refused::<Constrained<Vec<Value>, Flags>>(&value, "").unwrap();
        }
    }
}

#[test]
fn near_misses_name_the_place_of_the_member() {
    let model = closed([
        required("a/b", listed(&["x"])),
        optional("c", array(map(ValueModel::Boolean), 0, Some(1))),
    ]);
    let misses = near_misses(&model, Mode::default());
    let places: Vec<String> = misses
        .iter()
        .map(|miss| format!("{} {}", miss.pointer, miss.keyword))
        .collect();
    let expected = [
        " type",
        "/a~1b required",
        "/a~1b type",
        "/a~1b enum",
        "/c type",
        "/c maxItems",
        "/c/0 type",
        "/c/0/member type",
        "/a member that nobody knows additionalProperties",
    ];
    assert_eq!(places, expected);
    for value in made(&misses[3].values) {
        assert!(value["a/b"].is_string() && value["a/b"] != "x", "{value}");
    }
}

fn text() -> ValueModel {
    string(0, None)
}

#[test]
fn what_does_not_hold_is_told() {
    Kind::of::<String>("Text", "", text).holds(64).unwrap();
    let wrong = Kind::of::<bool>("Text", "", text).holds(64).unwrap_err();
    assert!(wrong.contains("must be boolean, not string"), "{wrong}");
    let accepted = is_refused::<String>(&json!("a"), "").unwrap_err();
    assert_eq!(accepted, "\"a\" is accepted");
    let elsewhere = is_refused::<Vec<bool>>(&json!([1]), "").unwrap_err();
    assert!(elsewhere.contains("\"/0\""), "{elsewhere}");
    assert!(Vec::<bool>::from_value(json!([true])).is_ok());
}

#[test]
fn plain_texts_fit_everywhere() {
    let mode = Mode {
        plain: true,
        ..Mode::default()
    };
    for value in values(&string(0, Some(5)), mode) {
        let text = value.as_str().unwrap();
        assert!(
            !text.is_empty() && text.chars().all(char::is_alphanumeric),
            "{text}"
        );
    }
}
