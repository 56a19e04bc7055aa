//! Reads JSON strictly: what a lenient reader lets pass is named.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

/// What a text is, read as JSON (RFC 8259).
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// One well-formed value.
    Value(Value),
    /// Not that.
    Malformed {
        /// What is wrong.
        fault: JsonFault,
        /// Where, or in the reader's words.
        detail: String,
        /// The value that is there all the same, if the trouble leaves one.
        value: Option<Value>,
    },
    /// The grammar permits it, but it is beyond what this reader represents (RFC 8259 §9 lets
    /// readers set limits).
    Beyond {
        /// What is beyond.
        detail: String,
    },
}

impl Reading {
    /// The value, if the text can be read as one at all.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Malformed { value, .. } => value.as_ref(),
            Self::Beyond { .. } => None,
        }
    }
}

/// What is wrong with a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonFault {
    /// Bytes that are not UTF-8 (§8.1).
    NotUtf8,
    /// A byte order mark before it (§8.1).
    ByteOrderMark,
    /// It ends too early.
    CutOff,
    /// More than white space after the value (§2).
    TextAfterValue,
    /// `NaN`, `Infinity` (§6).
    NotANumber,
    /// A member name twice in one object (§4: "SHOULD be unique").
    DuplicateMember,
    /// Anything else that the grammar does not permit.
    NotJson,
}

impl fmt::Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUtf8 => "bytes that are not UTF-8",
            Self::ByteOrderMark => "a byte order mark",
            Self::CutOff => "JSON that is cut off",
            Self::TextAfterValue => "text after the JSON value",
            Self::NotANumber => "NaN or Infinity",
            Self::DuplicateMember => "a member name twice in one object",
            Self::NotJson => "text that is not JSON",
        })
    }
}

/// Reads a text strictly.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let malformed = |fault, detail: String, value| Reading::Malformed {
        fault,
        detail,
        value,
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return malformed(JsonFault::NotUtf8, error.to_string(), None),
    };
    if let Some(rest) = text.strip_prefix('\u{feff}') {
        let value = serde_json::from_str(rest).ok();
        let detail = "the text begins with U+FEFF".to_owned();
        return malformed(JsonFault::ByteOrderMark, detail, value);
    }
    let duplicates = RefCell::new(Vec::new());
    let strict = Strict {
        at: None,
        duplicates: &duplicates,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = match strict.deserialize(&mut deserializer) {
        Ok(value) => value,
        Err(error) => return refused(text, &error),
    };
    if let Err(error) = deserializer.end() {
        return malformed(JsonFault::TextAfterValue, error.to_string(), Some(value));
    }
    match duplicates.into_inner().first() {
        Some(at) => malformed(
            JsonFault::DuplicateMember,
            format!("`{at}` stands twice"),
            Some(value),
        ),
        None => Reading::Value(value),
    }
}

fn refused(text: &str, error: &serde_json::Error) -> Reading {
    let detail = error.to_string();
    let beyond = ["recursion limit", "out of range", "surrogate", "hex escape"];
    if beyond.iter().any(|word| detail.contains(word)) {
        return Reading::Beyond { detail };
    }
    let mut lines = text.lines();
    let line = lines
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default()
        .as_bytes();
    let start = error.column().saturating_sub(2).min(line.len());
    let near = &line[start..line.len().min(start + "-Infinity".len())];
    let number = |word: &str| near.windows(word.len()).any(|it| it == word.as_bytes());
    let fault = match error.classify() {
        Category::Eof => JsonFault::CutOff,
        _ if ["NaN", "nfinity"].into_iter().any(number) => JsonFault::NotANumber,
        _ => JsonFault::NotJson,
    };
    Reading::Malformed {
        fault,
        detail,
        value: None,
    }
}

/// Reads a value and notes the pointers of members that stand twice.
struct Strict<'a> {
    /// None: the whole text.
    at: Option<&'a At<'a>>,
    duplicates: &'a RefCell<Vec<String>>,
}

/// Where a value stands: written as a pointer only when somebody asks.
struct At<'a> {
    parent: Option<&'a At<'a>>,
    token: Token<'a>,
}

enum Token<'a> {
    Member(&'a str),
    Item(usize),
}

impl At<'_> {
    fn pointer(&self) -> String {
        let parent = self.parent.map(At::pointer).unwrap_or_default();
        match self.token {
            Token::Member(name) => tally_spec::schema::pointer::join(&parent, name),
            Token::Item(index) => format!("{parent}/{index}"),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        loop {
            let at = At {
                parent: self.at,
                token: Token::Item(read.len()),
            };
            let next = Strict {
                at: Some(&at),
                duplicates: self.duplicates,
            };
            match items.next_element_seed(next)? {
                Some(item) => read.push(item),
                None => return Ok(Value::Array(read)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut read = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let at = At {
                parent: self.at,
                token: Token::Member(&name),
            };
            let next = Strict {
                at: Some(&at),
                duplicates: self.duplicates,
            };
            let value = members.next_value_seed(next)?;
            match read.entry(name) {
                Entry::Vacant(place) => drop(place.insert(value)),
                Entry::Occupied(mut place) => {
                    let at = At {
                        parent: self.at,
                        token: Token::Member(place.key()),
                    };
                    self.duplicates.borrow_mut().push(at.pointer());
                    place.insert(value);
                }
            }
        }
        Ok(Value::Object(read))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(text: &[u8], expected: Option<JsonFault>) {
        let fault = match read(text) {
            Reading::Malformed { fault, .. } => Some(fault),
            Reading::Value(_) | Reading::Beyond { .. } => None,
        };
        assert_eq!(fault, expected, "{}", String::from_utf8_lossy(text));
    }

    #[test]
    fn every_fault_has_its_name() {
        check(b"{\"a\":\"\xff\"}", Some(JsonFault::NotUtf8));
        check("\u{feff}{}".as_bytes(), Some(JsonFault::ByteOrderMark));
        check(b"{\"a\":", Some(JsonFault::CutOff));
        check(b"{\"a\":1", Some(JsonFault::CutOff));
        check(b"", Some(JsonFault::CutOff));
        check(b"{} x", Some(JsonFault::TextAfterValue));
        check(b"{}{}", Some(JsonFault::TextAfterValue));
        check(b"{\"a\":NaN}", Some(JsonFault::NotANumber));
        check(b"{\"a\":-Infinity}", Some(JsonFault::NotANumber));
        check(b"[Infinity]", Some(JsonFault::NotANumber));
        check(
            b"{\"a\":[{\"b\":1,\"b\":1}]}",
            Some(JsonFault::DuplicateMember),
        );
        check(b"{'a':1}", Some(JsonFault::NotJson));
        check(b"{\"a\":1,}", Some(JsonFault::NotJson));
        check(b"<html>", Some(JsonFault::NotJson));
        check(b"Internal Server Error", Some(JsonFault::NotJson));
    }

    #[test]
    fn lawful_texts_have_none() {
        check(
            b" \t\r\n{\"a\" : [ 1e2, -0, \"\\u00e9\\ud83d\\ude00\\/\" ]}\n",
            None,
        );
        check("{\"ä\":\"😀\"}".as_bytes(), None);
        check(b"null", None);
        check(b"{\"a\":{\"b\":1},\"b\":{\"b\":1}}", None);
        check(b"123456789012345678901234567890", None);
    }

    #[test]
    fn what_the_reader_cannot_hold_is_no_fault() {
        check(b"[1e400]", None);
        check(b"[\"\\ud800\"]", None);
        check("[".repeat(200).as_bytes(), None);
        assert_eq!(
            read(b"[18446744073709551615]"),
            Reading::Value(json!([u64::MAX]))
        );
    }
}
