//! Fresh values: another value of the same kind each time, where the server takes each only once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

/// The numbers that the fresh values of a run are made of, each once.
#[derive(Clone, Debug)]
pub(super) struct FreshNumbers(Arc<AtomicU64>);

impl FreshNumbers {
    /// The numbers from this one on.
    pub(super) fn from(first: u64) -> Self {
        Self(Arc::new(AtomicU64::new(first)))
    }

    /// A number that no fresh value of the run was made of.
    pub(super) fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

/// How a fresh value is made of one that is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A UUID with other last digits.
    Uuid,
    /// The last characters replaced, as many as there is room for: the length stays.
    Tail(Alphabet),
    /// A token before the `@` of an address.
    BeforeAt,
    /// A token behind it.
    Behind(Alphabet),
    /// A token before it.
    Before(Alphabet),
    /// Another integer, at most so much larger.
    Number(u64),
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Digits and lower-case letters.
    Both,
    /// Digits.
    Digits,
    /// Lower-case letters.
    Lower,
    /// Upper-case letters.
    Upper,
}

/// How long tokens are: the numbers of one run and of two runs at different times do not meet.
const TOKEN: usize = 8;

/// A shorter text than this has no room for a token of its own.
const LEAST_TAIL: usize = 4;

impl Alphabet {
    const ALL: [Self; 4] = [Self::Both, Self::Lower, Self::Upper, Self::Digits];

    fn characters(self) -> &'static [u8] {
        match self {
            Self::Both => b"0123456789abcdefghijklmnopqrstuvwxyz",
            Self::Digits => b"0123456789",
            Self::Lower => b"abcdefghijklmnopqrstuvwxyz",
            Self::Upper => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        }
    }

    /// The last `length` digits of a number, written in this alphabet.
    fn token(self, mut number: u64, length: usize) -> String {
        let characters = self.characters();
        let base = characters.len() as u64;
        let mut token = Vec::new();
        for _ in 0..length {
            let digit = usize::try_from(number % base).unwrap_or_default();
            token.push(char::from(characters[digit]));
            number /= base;
        }
        token.iter().rev().collect()
    }
}

impl Form {
    /// The forms that a value can have, the most careful first.
    pub(super) fn of(value: &Value) -> Vec<Self> {
        match value {
            Value::String(text) => {
                let mut forms = Vec::new();
                if uuid::Uuid::parse_str(text).is_ok() && text.len() == 36 {
                    forms.push(Self::Uuid);
                }
                if text.contains('@') {
                    forms.push(Self::BeforeAt);
                }
                for alphabet in Alphabet::ALL {
                    forms.extend([Self::Behind(alphabet), Self::Before(alphabet)]);
                    if text.chars().count() >= LEAST_TAIL {
                        forms.push(Self::Tail(alphabet));
                    }
                }
                forms
            }
            Value::Number(number) if number.is_u64() => {
                let spans = [1_000_000_000, 1_000_000, 10_000, 1_000, 100];
                spans.map(Self::Number).to_vec()
            }
            _ => Vec::new(),
        }
    }

    /// A value of this form; other numbers give other values.
    pub(super) fn fresh(self, value: &Value, number: u64) -> Value {
        let text = value.as_str().unwrap_or_default();
        let token = |alphabet: Alphabet| alphabet.token(number, TOKEN);
        let fresh = match self {
            Self::Uuid => format!("{}{:012x}", &text[..24], number & 0xffff_ffff_ffff),
            Self::BeforeAt => match text.split_once('@') {
                Some((before, behind)) => format!("{before}{}@{behind}", token(Alphabet::Both)),
                None => text.to_owned(),
            },
            Self::Behind(alphabet) => format!("{text}{}", token(alphabet)),
            Self::Before(alphabet) => format!("{}{text}", token(alphabet)),
            Self::Tail(alphabet) => {
                let characters: Vec<char> = text.chars().collect();
                let length = TOKEN.min(characters.len());
                let kept = characters.iter().take(characters.len() - length);
                kept.collect::<String>() + &alphabet.token(number, length)
            }
            Self::Number(span) => {
                let base = value.as_u64().unwrap_or_default();
                return Value::from(base.wrapping_add(1 + number % span));
            }
        };
        Value::String(fresh)
    }

    /// Whether a value of this form is as long as the one that it is made of.
    pub(super) fn keeps_length(self) -> bool {
        matches!(self, Self::Uuid | Self::Tail(_) | Self::Number(_))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_number_gives_another_value_of_the_same_kind() {
        for (value, form) in [
            (json!("a@b.c"), Form::BeforeAt),
            (json!("name"), Form::Behind(Alphabet::Lower)),
            (json!("123e4567-e89b-12d3-a456-426614174000"), Form::Uuid),
            (json!("abcdefghijkl"), Form::Tail(Alphabet::Both)),
            (json!(7), Form::Number(1_000_000)),
        ] {
            assert!(Form::of(&value).contains(&form), "{value}");
            let fresh: Vec<_> = (0..50).map(|number| form.fresh(&value, number)).collect();
            for (index, one) in fresh.iter().enumerate() {
                assert!(!fresh[index + 1..].contains(one) && *one != value, "{one}");
            }
        }
    }

    #[test]
    fn a_tail_keeps_the_length() {
        let fresh = Form::Tail(Alphabet::Digits).fresh(&json!("äbcdef"), 42);
        assert_eq!(fresh, json!("000042"));
        let fresh = Form::Tail(Alphabet::Digits).fresh(&json!("äbcdefghijk"), 42);
        assert_eq!(fresh, json!("äbc00000042"));
    }

    #[test]
    fn a_uuid_stays_one() {
        let value = json!("123e4567-e89b-12d3-a456-426614174000");
        let fresh = Form::Uuid.fresh(&value, 255);
        assert_eq!(fresh, json!("123e4567-e89b-12d3-a456-0000000000ff"));
    }

    #[test]
    fn what_has_no_room_for_others_has_no_form() {
        assert_eq!(Form::of(&json!(true)), []);
        assert_eq!(Form::of(&json!(-1.5)), []);
    }
}
