//! Strings: lengths, patterns, formats.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Value, json};
use tally_spec::format::{StringFormat, UNUSUAL_TEXTS};
use tally_spec::schema::{Validator, ecma_regex};

use super::pattern;

/// Longer strings than this are not made.
pub(super) const LONGEST: usize = 100_000;

/// How many kinds of guesses there are.
const KINDS: usize = 8;

/// What strings must satisfy.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings<'s> {
    pub(super) least: usize,
    pub(super) most: Option<usize>,
    pub(super) patterns: Vec<&'s str>,
    pub(super) no_patterns: Vec<&'s str>,
    pub(super) formats: Vec<&'s str>,
    pub(super) no_formats: Vec<&'s str>,
}

/// Patterns and formats, compiled when first asked for.
#[derive(Default)]
pub(super) struct Matchers {
    patterns: RefCell<HashMap<String, Option<Rc<regress::Regex>>>>,
    formats: RefCell<HashMap<String, Option<Rc<Validator>>>>,
}

impl Matchers {
    /// Whether the text matches the pattern; a pattern that is none matches everything.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> bool {
        let known = self.patterns.borrow().get(pattern).cloned();
        let regex = known.unwrap_or_else(|| {
            let regex = ecma_regex(pattern).map(Rc::new);
            self.patterns
                .borrow_mut()
                .insert(pattern.to_owned(), regex.clone());
            regex
        });
        regex.is_none_or(|regex| regex.find(text).is_some())
    }

    /// Whether the text is of the format; a format that is not known constrains nothing.
    pub(super) fn is_of(&self, format: &str, text: &str) -> bool {
        let known = self.formats.borrow().get(format).cloned();
        let validator = known.unwrap_or_else(|| {
            let schema = json!({ "type": "string", "format": format });
            let validator = Validator::new(&schema).ok().map(Rc::new);
            self.formats
                .borrow_mut()
                .insert(format.to_owned(), validator.clone());
            validator
        });
        validator.is_none_or(|validator| validator.is_valid(&json!(text)))
    }
}

impl Strings<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.most.is_some_and(|most| most < self.least) || self.least > LONGEST
    }

    pub(super) fn admits(&self, text: &str, matchers: &Matchers) -> bool {
        let length = text.chars().count();
        length >= self.least
            && self.most.is_none_or(|most| length <= most)
            && self
                .formats
                .iter()
                .all(|format| matchers.is_of(format, text))
            && !self
                .no_formats
                .iter()
                .any(|format| matchers.is_of(format, text))
            && self
                .patterns
                .iter()
                .all(|pattern| matchers.matches(pattern, text))
            && !self
                .no_patterns
                .iter()
                .any(|pattern| matchers.matches(pattern, text))
    }

    /// Strings that satisfy it, at most `limit`, ordinary ones first.
    pub(super) fn values(&self, limit: usize, matchers: &Matchers) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        if self.is_empty() {
            return values;
        }
        // One kind of guess after the other: the later ones are for what the earlier ones miss.
        for kind in 0..KINDS {
            for text in self.guesses(kind, limit) {
                if values.len() >= limit {
                    return values;
                }
                if self.admits(&text, matchers) && !values.iter().any(|value| value == &text) {
                    values.push(Value::String(text));
                }
            }
        }
        values
    }

    fn guesses(&self, kind: usize, limit: usize) -> Vec<String> {
        let owned = |texts: &[&str]| {
            texts
                .iter()
                .map(|&text| text.to_owned())
                .collect::<Vec<_>>()
        };
        let few = 0..limit.max(2) * 2;
        let many = if self.least > 200 {
            few.clone()
        } else {
            0..limit.max(4) * 4
        };
        let matching = |length: usize, salts: &std::ops::Range<usize>| {
            let all = self.patterns.iter();
            all.flat_map(|it| pattern::matching(it, length, salts.clone()))
                .collect::<Vec<_>>()
        };
        let wanted = self
            .most
            .map_or(self.least, |most| most.min(self.least.max(1)));
        match kind {
            0 => {
                let tables = |names: &[&str]| {
                    let tables = names.iter().filter_map(|name| StringFormat::of(name));
                    tables.collect::<Vec<_>>()
                };
                let good = tables(&self.formats)
                    .into_iter()
                    .flat_map(|format| format.valid.iter().copied());
                let bad = tables(&self.no_formats)
                    .into_iter()
                    .flat_map(|format| format.near_misses.iter().map(|miss| miss.text));
                good.chain(bad).map(str::to_owned).collect()
            }
            1 => matching(wanted, &few),
            2 => {
                let all = self.no_patterns.iter();
                let near = all.flat_map(|it| pattern::matching(it, self.least.max(1), 0..4));
                near.flat_map(|text| spoilt(&text)).collect()
            }
            3 => {
                let words = [
                    "text", "word", "name", "value", "other", "thing", "item", "more",
                ];
                let unusual = match self.no_patterns.is_empty() {
                    true => &[][..],
                    false => UNUSUAL_TEXTS,
                };
                owned(&[&words, unusual].concat())
            }
            4 => {
                // Of exactly the least and the most length.
                let lengths = [Some(self.least), self.most, Some(self.least + 1)];
                let lengths = lengths
                    .into_iter()
                    .flatten()
                    .filter(|&length| length <= LONGEST);
                lengths.map(filled).collect()
            }
            5 => self
                .formats
                .iter()
                .flat_map(|format| self.of_length(format))
                .collect(),
            6 => {
                let short = self.most.filter(|&most| most <= 1_000);
                let mut guesses = matching(self.least + 8, &many);
                guesses.extend(matching(wanted, &many));
                guesses.extend(
                    short
                        .map(|most| matching(most, &(0..4)))
                        .unwrap_or_default(),
                );
                guesses
            }
            _ => {
                let numbered = |at: usize| {
                    let text = format!("value{at}");
                    [
                        sized(&text, self.least, self.most),
                        sized(&at.to_string(), self.least, self.most),
                    ]
                };
                (0..limit).flat_map(numbered).collect()
            }
        }
    }

    /// Longer values of the formats that have no end.
    fn of_length(&self, format: &str) -> Vec<String> {
        let grown = |before: &str, after: &str| {
            let room = |length: usize| {
                let fixed = before.chars().count() + after.chars().count();
                format!(
                    "{before}{}{after}",
                    "a".repeat(length.saturating_sub(fixed).max(1))
                )
            };
            let lengths = [Some(self.least), self.most.filter(|&most| most <= LONGEST)];
            lengths.into_iter().flatten().map(room).collect::<Vec<_>>()
        };
        match format {
            "uri" | "iri" | "uri-reference" | "iri-reference" => {
                [grown("https://example.com/", ""), grown("a:", "")].concat()
            }
            "email" | "idn-email" => [grown("", "@example.com"), grown("a@", ".com")].concat(),
            "hostname" | "idn-hostname" => [grown("", ".example"), grown("", "")].concat(),
            "regex" | "uri-template" => grown("", ""),
            "json-pointer" => grown("/", ""),
            "byte" => {
                let four = |length: usize| "QUJD".repeat(length.div_ceil(4));
                vec![
                    four(self.least),
                    four(self.most.unwrap_or(0).min(LONGEST) / 4 * 4),
                ]
            }
            _ => Vec::new(),
        }
    }
}

/// Texts that differ a little from one that matches.
fn spoilt(text: &str) -> Vec<String> {
    let shorter: String = {
        let mut characters: Vec<char> = text.chars().collect();
        characters.pop();
        characters.into_iter().collect()
    };
    let replaced = |with: char| {
        let mut characters: Vec<char> = text.chars().collect();
        match characters.last_mut() {
            Some(last) => *last = with,
            None => characters.push(with),
        }
        characters.into_iter().collect::<String>()
    };
    vec![
        replaced('!'),
        replaced(' '),
        replaced('é'),
        replaced('z'),
        format!("{text}!"),
        format!(" {text}"),
        format!("{text}\n"),
        shorter,
        text.to_uppercase(),
        text.to_lowercase(),
    ]
}

/// A text of so many characters.
pub(super) fn filled(length: usize) -> String {
    "abcdefghij".chars().cycle().take(length).collect()
}

/// A text made longer or shorter until it fits.
fn sized(text: &str, least: usize, most: Option<usize>) -> String {
    let length = text.chars().count();
    if length < least {
        return format!("{text}{}", filled((least - length).min(LONGEST)));
    }
    text.chars().take(most.unwrap_or(length)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(strings: &Strings<'_>) -> Vec<Value> {
        let matchers = Matchers::default();
        let values = strings.values(6, &matchers);
        for value in &values {
            assert!(strings.admits(value.as_str().unwrap(), &matchers));
        }
        assert!(!values.is_empty(), "{strings:?}");
        values
    }

    #[test]
    fn lengths_are_met_exactly() {
        let strings = Strings {
            least: 12,
            most: Some(12),
            ..Strings::default()
        };
        assert_eq!(check(&strings)[0], "abcdefghijab");
    }

    #[test]
    fn formats_and_patterns_and_lengths_are_met_together() {
        check(&Strings {
            formats: vec!["uri"],
            least: 90,
            most: Some(90),
            ..Strings::default()
        });
        check(&Strings {
            formats: vec!["email"],
            most: Some(8),
            ..Strings::default()
        });
        check(&Strings {
            patterns: vec!["^[a-z]+$", "b"],
            least: 3,
            ..Strings::default()
        });
        check(&Strings {
            no_patterns: vec!["^[a-z0-9-]+$"],
            least: 3,
            ..Strings::default()
        });
        check(&Strings {
            no_formats: vec!["uuid"],
            least: 1,
            ..Strings::default()
        });
        check(&Strings {
            patterns: vec![r"^\S*$"],
            no_patterns: vec!["a"],
            ..Strings::default()
        });
    }
}
