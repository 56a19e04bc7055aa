//! The table of formats says what the schema engine says.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use serde_json::json;
use tally_spec::format::{ALPHABETS, RARELY_STORED, STRING_FORMATS, StringFormat};
use tally_spec::schema::Validator;

/// Every name of a format with its row and a validator of it.
fn formats() -> impl Iterator<Item = (&'static str, &'static StringFormat, Validator)> {
    STRING_FORMATS.iter().flat_map(|format| {
        let named = move |name: &&'static str| {
            let validator = Validator::new(&json!({ "format": name })).unwrap();
            (*name, format, validator)
        };
        format.names.iter().map(named)
    })
}

#[test]
fn the_engine_accepts_every_valid_text() {
    for (name, format, validator) in formats() {
        for text in format.valid {
            assert!(validator.is_valid(&json!(text)), "{name}: {text:?}");
        }
        assert!(!format.valid.is_empty(), "{name}");
    }
}

#[test]
fn the_engine_refuses_every_near_miss() {
    for (name, format, validator) in formats() {
        for miss in format.near_misses {
            assert!(!validator.is_valid(&json!(miss.text)), "{name}: {miss:?}");
        }
        assert!(!format.near_misses.is_empty(), "{name}");
    }
}

#[test]
fn the_engine_accepts_every_text_that_is_drawn() {
    let mut runner = TestRunner::deterministic();
    for (name, format, validator) in formats() {
        let texts = string_regex(format.drawn).unwrap();
        for _ in 0..400 {
            let text = texts.new_tree(&mut runner).unwrap().current();
            assert!(validator.is_valid(&json!(text)), "{name}: {text:?}");
        }
    }
}

#[test]
fn no_text_is_listed_twice() {
    for format in STRING_FORMATS {
        let misses = format.near_misses.iter().map(|miss| miss.text);
        let texts: Vec<&str> = format.valid.iter().copied().chain(misses).collect();
        let distinct: HashSet<&str> = texts.iter().copied().collect();
        assert_eq!(texts.len(), distinct.len(), "{:?}", format.names);
    }
    let names: Vec<&str> = formats().map(|(name, ..)| name).collect();
    assert_eq!(names.len(), names.iter().collect::<HashSet<_>>().len());
}

#[test]
fn what_a_standard_leaves_to_the_reader_is_no_near_miss() {
    let is_near_miss = |format: &str, text: &str| {
        let misses = StringFormat::of(format).unwrap().near_misses;
        misses.iter().any(|miss| miss.text == text)
    };
    for lawful in [
        "2026-03-14 09:26:53Z",
        "2026-03-14t09:26:53z",
        "2016-12-31T23:59:60Z",
    ] {
        assert!(!is_near_miss("date-time", lawful), "{lawful}");
    }
    assert!(!is_near_miss("time", "09:26:53"));
}

#[test]
fn what_is_rarely_stored_is_in_no_alphabet() {
    for character in RARELY_STORED {
        let ranges = ALPHABETS.iter().copied().flatten();
        let holds = |(from, to): &(char, char)| (from..=to).contains(&character);
        assert!(!ranges.clone().any(holds), "{character:?}");
    }
}
