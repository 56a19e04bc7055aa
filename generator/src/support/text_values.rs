//! Texts: ordinary ones, unusual ones, those of formats, and those that nearly are.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use serde_json::Value;

use super::unusual_texts::{ALPHABETS, RARELY_STORED};
use super::value_model::{Clause, FormatTexts};

/// The longest text that is made only because it may be that long.
const LONG: usize = 300;

/// Strings of `min` to `max` characters (Unicode scalar values). Plain ones are such that every
/// part of a request can hold them.
pub fn strings(min: usize, max: Option<usize>, plain: bool) -> BoxedStrategy<Value> {
    let min = if plain { min.max(1) } else { min };
    let max = max.unwrap_or(usize::MAX).max(min);
    let (near, far) = (max.min(min.saturating_add(12)), max.min(min.saturating_add(LONG)));
    if plain {
        return vec(plain_characters(), min..=near).prop_map(joined).boxed();
    }
    prop_oneof![
        6 => vec(characters(), min..=near),
        1 => vec(characters(), far..=far),
        1 => vec(characters(), min..=min),
    ]
    .prop_map(joined)
    .boxed()
}

fn joined(characters: Vec<char>) -> Value {
    Value::String(characters.into_iter().collect())
}

/// Characters, of ASCII more often than others. One number each is what makes long texts soon.
fn characters() -> BoxedStrategy<char> {
    any::<u32>().prop_map(character).boxed()
}

fn character(number: u32) -> char {
    let (kind, place) = (number % 8, number / 8);
    let at = usize::try_from(place).unwrap_or(0);
    let made = match kind {
        // From ' ' to '~', those that are tried first when values are made smaller 'a'.
        0..=4 => char::from_u32(u32::from(' ') + (place % 95 + 65) % 95),
        5 => {
            let ranges = nth(ALPHABETS, at).copied().unwrap_or_default();
            nth(ranges, at / ALPHABETS.len()).and_then(|(from, to)| {
                let count = u32::from(*to) - u32::from(*from) + 1;
                char::from_u32(u32::from(*from) + place / 64 % count)
            })
        }
        6 => nth(RARELY_STORED, at).copied(),
        _ => char::from_u32(place % 0x11_0000),
    };
    made.unwrap_or('\u{fffd}')
}

/// One of some, counted in circles.
fn nth<T>(all: &[T], at: usize) -> Option<&T> {
    all.get(at % all.len().max(1))
}

fn plain_characters() -> BoxedStrategy<char> {
    prop_oneof![proptest::char::range('a', 'z'), proptest::char::range('0', '9')].boxed()
}

/// Names of members.
pub fn names() -> BoxedStrategy<String> {
    let name = vec(characters(), 0..6).prop_map(String::from_iter);
    prop_oneof![3 => words(1..9), 1 => name].boxed()
}

/// Lower-case words of ASCII.
pub fn words(length: Range<usize>) -> BoxedStrategy<String> {
    let letters = vec(proptest::char::range('a', 'z'), length);
    letters.prop_map(String::from_iter).boxed()
}

/// Strings of a format, those at its boundaries among them.
pub fn of_format(format: FormatTexts) -> BoxedStrategy<Value> {
    let boundaries = select(format.valid).prop_map(str::to_owned);
    prop_oneof![5 => regex(format.drawn), 1 => boundaries].prop_map(Value::String).boxed()
}

/// Strings that a rule accepts, if it asks for a pattern, a format or a length.
#[must_use]
pub fn constrained_texts(clauses: &[Clause], plain: bool) -> Option<BoxedStrategy<Value>> {
    let drawn = clauses.iter().find_map(|clause| match clause {
        Clause::Pattern(drawn) => *drawn,
        _ => None,
    });
    let format = clauses.iter().find_map(|clause| match clause {
        Clause::Format(format) => Some(*format),
        _ => None,
    });
    let length = clauses.iter().find_map(|clause| match clause {
        Clause::Length(min, max) => Some((*min, *max)),
        _ => None,
    });
    let (min, max) = length.unwrap_or((0, None));
    let texts = match (drawn, format, length) {
        (Some(drawn), ..) => regex(drawn).prop_map(Value::String).boxed(),
        (None, Some(format), _) => of_format(format),
        (None, None, Some(_)) => return Some(strings(min, max, plain)),
        (None, None, None) => return None,
    };
    let fits = move |value: &Value| {
        let count = value.as_str().map_or(0, |text| text.chars().count());
        count >= min && max.is_none_or(|max| count <= max)
    };
    Some(texts.prop_filter("too long or too short", fits).boxed())
}

/// Texts that a regular expression matches as a whole; none if it cannot be made of one.
fn regex(pattern: &str) -> BoxedStrategy<String> {
    match string_regex(pattern) {
        Ok(texts) => texts.boxed(),
        Err(_) => Just(String::new()).prop_filter("there is no text", |_| false).boxed(),
    }
}

/// Texts that are nearly of a format.
#[must_use]
pub fn near_texts(format: FormatTexts) -> Vec<Value> {
    format.near_misses.iter().map(|text| Value::from(*text)).collect()
}
