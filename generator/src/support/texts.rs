//! Texts: ordinary ones, unusual ones, those of formats, and those that nearly are.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use serde_json::Value;

use super::drawn_pattern::drawn;
use super::form::Clause;

/// Characters that are often handled wrongly.
const UNUSUAL: &[char] = &[
    '\0', '\t', '\n', '\r', '"', '\'', '\\', '/', '<', '&', '%', '\u{7f}', '\u{a0}', 'ß', 'İ',
    'é', '\u{301}', '中', '\u{202e}', '\u{feff}', '\u{ffff}', '𝒜', '🎸', '\u{10ffff}',
];

/// Texts that patterns often do not match.
pub const ODD: &[&str] = &[
    "", " ", "-", "%", "a", "A", "0", "a b", "-1", "1.5", "a@b", "\u{e9}", "\n", "🎸", "_", "/",
];

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
    let nth = |count: usize| usize::try_from(place).map_or(0, |place| place % count);
    let made = match kind {
        // From ' ' to '~', those that are tried first when values are made smaller 'a'.
        0..=4 => char::from_u32(u32::from(' ') + (place % 95 + 65) % 95),
        5 | 6 => UNUSUAL.get(nth(UNUSUAL.len())).copied(),
        _ => char::from_u32(place % 0x11_0000),
    };
    made.unwrap_or('\u{fffd}')
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

/// Strings of a format.
pub fn of_format(format: &str) -> BoxedStrategy<Value> {
    let texts = match format {
        "uuid" => regex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"),
        "date" => dates(),
        "date-time" => date_times(),
        "ipv4" => any::<std::net::Ipv4Addr>().prop_map(|address| address.to_string()).boxed(),
        "ipv6" => any::<std::net::Ipv6Addr>().prop_map(|address| address.to_string()).boxed(),
        "email" => regex("[a-z0-9+_-]{1,12}(\\.[a-z0-9]{1,6})?@[a-z]{1,10}(\\.[a-z]{2,6}){1,2}"),
        "hostname" => regex("[a-z]([a-z0-9]{0,10}[a-z0-9])?(\\.[a-z]{1,8}){0,2}"),
        "uri" => regex("(https?|ftp)://[a-z]{1,10}(\\.[a-z]{2,4})?(:[1-9][0-9]{1,3})?(/[a-zA-Z0-9._~-]{0,8}){0,3}(\\?[a-z]=[a-z0-9%]{0})?(#[a-z]{0,4})?|urn:[a-z]{2,8}:[a-z0-9]{1,8}"),
        "uri-reference" => regex("/?[a-z]{0,6}(/[a-z0-9]{1,6}){0,2}(\\?[a-z]=[0-9])?(#[a-z]{0,3})?"),
        _ => return strings(0, None, false),
    };
    texts.prop_map(Value::String).boxed()
}

/// Days that are on the calendar, those at the ends of months more often.
fn dates() -> BoxedStrategy<String> {
    let day = (1_u32..=12).prop_flat_map(|month| {
        let last = match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let days = prop_oneof![Just(1), Just(last), 1..=last];
        days.prop_map(move |day| format!("{month:02}-{day:02}"))
    });
    let usual = (1970_u32..2100, day).prop_map(|(year, day)| format!("{year:04}-{day}"));
    let leap = select(vec!["2000-02-29", "2024-02-29", "0001-01-01", "9999-12-31"]);
    prop_oneof![9 => usual, 1 => leap.prop_map(str::to_owned)].boxed()
}

/// With every kind of fraction and offset.
fn date_times() -> BoxedStrategy<String> {
    let time = (0_u32..24, 0_u32..60, 0_u32..60);
    let fraction = prop_oneof![Just(String::new()), regex("\\.[0-9]{1,9}")];
    let offset = prop_oneof![
        3 => Just("Z".to_owned()),
        1 => Just("z".to_owned()),
        2 => (0_u32..24, 0_u32..60).prop_map(|(hours, minutes)| format!("+{hours:02}:{minutes:02}")),
        2 => (0_u32..24, 0_u32..60).prop_map(|(hours, minutes)| format!("-{hours:02}:{minutes:02}")),
    ];
    let separator = prop_oneof![5 => Just('T'), 1 => Just('t')];
    (dates(), separator, time, fraction, offset)
        .prop_map(|(date, separator, (hour, minute, second), fraction, offset)| {
            format!("{date}{separator}{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
        })
        .boxed()
}

/// Strings that a rule accepts, if it asks for a pattern, a format or a length.
#[must_use]
pub fn held_texts(clauses: &[Clause], plain: bool) -> Option<BoxedStrategy<Value>> {
    let find = |wanted: fn(&Clause) -> Option<&'static str>| clauses.iter().find_map(wanted);
    let pattern = find(|clause| match clause {
        Clause::Pattern(pattern) => Some(pattern),
        _ => None,
    });
    let format = find(|clause| match clause {
        Clause::Format(format) => Some(format),
        _ => None,
    });
    let length = clauses.iter().find_map(|clause| match clause {
        Clause::Length(min, max) => Some((*min, *max)),
        _ => None,
    });
    let (min, max) = length.unwrap_or((0, None));
    let texts = match (pattern, format, length) {
        (Some(pattern), ..) => of_pattern(pattern, min, max).prop_map(Value::String).boxed(),
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

/// Whether texts can be made of a pattern: not of one that refers back.
#[must_use]
pub fn is_readable(pattern: &str) -> bool {
    drawn(pattern).is_some_and(|drawn| string_regex(&drawn).is_ok())
}

/// Texts that a regular expression matches as a whole; none if it cannot be made of one.
fn regex(pattern: &str) -> BoxedStrategy<String> {
    match string_regex(pattern) {
        Ok(texts) => texts.boxed(),
        Err(_) => nothing(),
    }
}

fn nothing() -> BoxedStrategy<String> {
    Just(String::new()).prop_filter("the pattern cannot be read", |_| false).boxed()
}

/// Texts of a pattern, whose open ends are bounded by the length.
fn of_pattern(pattern: &str, min: usize, max: Option<usize>) -> BoxedStrategy<String> {
    let Some(drawn) = drawn(pattern) else {
        return nothing();
    };
    let Some(max) = max else {
        return regex(&drawn);
    };
    let most = max.saturating_sub(min.min(max)).clamp(1, 64).max(min);
    let bounded = drawn.replace("]+", &format!("]{{1,{most}}}"));
    regex(&bounded.replace("]*", &format!("]{{0,{most}}}")))
}

/// Texts that are nearly of a format.
#[must_use]
pub fn nearly(format: &str) -> Vec<Value> {
    let texts: &[&str] = match format {
        "uuid" => &[
            "",
            "aade2bce55c7468ea606c4e76fb2ea2a",
            "aade2bce-55c7-468e-a606-c4e76fb2ea2",
            "gade2bce-55c7-468e-a606-c4e76fb2ea2a",
            "{aade2bce-55c7-468e-a606-c4e76fb2ea2a}",
            "aade2bce-55c7-468e-a606-c4e76fb2ea2a ",
        ],
        "date" => &["", "2024-02-30", "2024-1-1", "20240101", "2024-01-01T00:00:00Z"],
        "date-time" => &[
            "",
            "2024-01-01",
            "2024-01-01T00:00:00",
            "2024-01-01T24:00:00Z",
            "2024-02-30T00:00:00Z",
            "2024-01-01T00:00:00+24:00",
        ],
        "ipv4" => &["", "a", "1.2.3", "256.1.1.1", "1.2.3.4.5"],
        "ipv6" => &["", "1", "g::1", "1::2::3", "1.2.3.4"],
        "email" => &["", "a", "a@", "@b", "a b@c"],
        "hostname" => &["", "-a", "a-", "a b", "a..b"],
        "uri" => &["", "a", "/a", "a b", "http://a b"],
        "uri-reference" => &["%", "a b", "//[", "http://a b"],
        _ => &[],
    };
    texts.iter().map(|text| Value::from(*text)).collect()
}
