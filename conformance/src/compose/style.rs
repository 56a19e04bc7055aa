//! Writes one value as a style says (OpenAPI 3.1.1, "Style Values" and "Style Examples"; RFC 6570).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tally_spec::contract::Style;

use super::NotSendable;

/// RFC 3986 `unreserved` stays as it is.
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `allowReserved`: RFC 3986 `reserved` stays as it is, too, but for what would end the value or the
/// query (`&`, `#`), what is not allowed in one (`[`, `]`), `+`, which forms read as a space, and `'`,
/// which writers of URLs encode (WHATWG URL, "special-query percent-encode set").
pub(crate) const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// How the texts in a value are encoded where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Percent-encoded but for `unreserved`.
    Percent,
    /// Percent-encoded but for `unreserved` and most of `reserved` (`allowReserved`).
    Reserved,
    /// Not at all.
    Plain,
}

impl Encoding {
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Self::Percent => utf8_percent_encode(text, UNRESERVED).to_string(),
            Self::Reserved => utf8_percent_encode(text, RESERVED).to_string(),
            Self::Plain => text.to_owned(),
        }
    }
}

/// A parameter's value, and how it is written.
pub(super) struct Styled<'a> {
    /// Pointer into the request.
    pub(super) pointer: &'a str,
    pub(super) name: &'a str,
    pub(super) value: &'a Value,
    pub(super) style: Style,
    pub(super) explode: bool,
    pub(super) encoding: Encoding,
}

impl Styled<'_> {
    /// As one text, the name in it where the style has it there: for paths and headers.
    pub(super) fn text(&self) -> Result<String, NotSendable> {
        match self.style {
            Style::Label => {
                let between = if self.explode { "." } else { "," };
                Ok(format!(".{}", self.listed(between)?))
            }
            Style::Matrix => {
                let pairs = self.pairs(",")?;
                let written = pairs.iter().map(|(name, value)| match value.as_str() {
                    "" => format!(";{name}"),
                    value => format!(";{name}={value}"),
                });
                Ok(written.collect())
            }
            _ => self.listed(","),
        }
    }

    /// As pairs of name and value: for queries, cookies and matrices.
    pub(super) fn pairs(&self, between: &str) -> Result<Vec<(String, String)>, NotSendable> {
        let name = self.encoding.of(self.name);
        match self.value {
            Value::Object(members) if self.style == Style::DeepObject => members
                .iter()
                .map(|(member, value)| {
                    let name = Encoding::Percent.of(&format!("{}[{member}]", self.name));
                    Ok((name, self.scalar(value)?))
                })
                .collect(),
            Value::Object(members) if self.explode => members
                .iter()
                .map(|(member, value)| Ok((self.encoding.of(member), self.scalar(value)?)))
                .collect(),
            Value::Array(items) if self.explode => items
                .iter()
                .map(|item| Ok((name.clone(), self.scalar(item)?)))
                .collect(),
            _ => Ok(vec![(name, self.listed(between)?)]),
        }
    }

    /// The parts of the value, one after the other; members as `name=value` when exploded.
    fn listed(&self, between: &str) -> Result<String, NotSendable> {
        let mut parts = Vec::new();
        match self.value {
            Value::Array(items) => {
                for item in items {
                    parts.push(self.scalar(item)?);
                }
            }
            Value::Object(members) => {
                for (name, value) in members {
                    let (name, value) = (self.encoding.of(name), self.scalar(value)?);
                    match self.explode {
                        true => parts.push(format!("{name}={value}")),
                        false => parts.extend([name, value]),
                    }
                }
            }
            value => parts.push(self.scalar(value)?),
        }
        Ok(parts.join(between))
    }

    fn scalar(&self, value: &Value) -> Result<String, NotSendable> {
        match value {
            Value::String(text) => Ok(self.encoding.of(text)),
            Value::Bool(_) | Value::Number(_) => Ok(self.encoding.of(&value.to_string())),
            Value::Null => Ok(String::new()),
            Value::Array(_) | Value::Object(_) => Err(NotSendable::Parameter {
                pointer: self.pointer.to_owned(),
                reason: "OpenAPI does not say how nested values are written",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The table of OpenAPI 3.1.1, "Style Examples": text, array and object.
    #[test]
    fn values_are_written_as_the_table_of_styles_has_them() {
        let values = [
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({ "R": 100, "G": 200, "B": 150 }),
        ];
        let rows = [
            (
                Style::Matrix,
                false,
                [
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=R,100,G,200,B,150",
                ],
            ),
            (
                Style::Matrix,
                true,
                [
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";R=100;G=200;B=150",
                ],
            ),
            (
                Style::Label,
                false,
                [".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
            ),
            (
                Style::Label,
                true,
                [".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
            ),
            (
                Style::Simple,
                false,
                ["blue", "blue,black,brown", "R,100,G,200,B,150"],
            ),
            (
                Style::Simple,
                true,
                ["blue", "blue,black,brown", "R=100,G=200,B=150"],
            ),
        ];
        for (style, explode, expected) in rows {
            for (value, expected) in values.iter().zip(expected) {
                let styled = Styled {
                    pointer: "/path/color",
                    name: "color",
                    value,
                    style,
                    explode,
                    encoding: Encoding::Percent,
                };
                assert_eq!(styled.text().unwrap(), expected, "{style:?} {explode}");
            }
        }
    }

    #[test]
    fn what_is_allowed_stays_and_what_ends_a_value_does_not() {
        let text = "a/b?c:d,e;f=g&h#i[j]+k%20 ü";
        assert_eq!(
            Encoding::Reserved.of(text),
            "a/b?c:d,e;f=g%26h%23i%5Bj%5D%2Bk%2520%20%C3%BC"
        );
        assert_eq!(Encoding::Percent.of("a/b-._~"), "a%2Fb-._~");
    }

    #[test]
    fn nested_values_have_no_style() {
        let styled = Styled {
            pointer: "/query/color",
            name: "color",
            value: &json!([["blue"]]),
            style: Style::Form,
            explode: true,
            encoding: Encoding::Percent,
        };
        assert!(styled.pairs(",").is_err());
    }
}
