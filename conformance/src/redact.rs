//! Replaces every credential of a run in whatever leaves the process.

use aho_corasick::AhoCorasick;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::secret::Secrets;

/// Values shorter than this are not searched for in text: they would be found everywhere. They
/// are still never shown where they were placed.
const SHORTEST: usize = 4;

/// Knows the credentials of a run and every form in which a server or a library may say them
/// back, and replaces them.
#[derive(Clone, Default)]
pub struct Redactor {
    /// ASCII lower case needle and what is shown instead, longest first.
    needles: Vec<(String, String)>,
    /// Finds any of them in a JSON text in ASCII lower case; none when it may hold them in further
    /// forms.
    telling: Option<AhoCorasick>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Redactor({} forms)", self.needles.len())
    }
}

impl Redactor {
    /// A redactor for these credentials: as they are, without their last character (a wrong one is
    /// made so), percent-encoded, as JSON string, in Base64 (alone and after `user:`), in any case.
    #[must_use]
    pub fn new(secrets: &Secrets) -> Self {
        let mut needles = Vec::new();
        let given = secrets.given.iter();
        let given = given.map(|(scheme, secret)| (Secrets::variable(scheme), secret));
        let rejected = secrets.rejected.iter();
        let rejected = rejected.map(|(scheme, it)| (Secrets::rejected_variable(scheme), it));
        let headers = secrets.headers.iter();
        let headers = headers.map(|(name, it)| (Secrets::header_variable(name), it));
        for (variable, secret) in given.chain(rejected).chain(headers) {
            let mut whole = vec![secret.expose().to_owned()];
            whole.extend(
                secret
                    .expose()
                    .split_once(':')
                    .map(|(_, password)| password.to_owned()),
            );
            whole.extend(
                secret
                    .expose()
                    .split_once(' ')
                    .map(|(_, token)| token.to_owned()),
            );
            for value in whole {
                for form in forms(&value) {
                    needles.push((form.to_ascii_lowercase(), format!("${variable}")));
                }
            }
        }
        needles.retain(|(needle, _)| needle.len() >= SHORTEST);
        needles.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        needles.dedup_by(|a, b| a.0 == b.0);
        let plain = |(needle, _): &(String, String)| {
            needle
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\')
        };
        // What JSON writes without an escape is found in the JSON text of whatever holds it.
        let telling = needles.iter().all(plain);
        let telling = telling.then(|| AhoCorasick::new(needles.iter().map(|(needle, _)| needle)));
        let telling = telling.and_then(Result::ok);
        Self { needles, telling }
    }

    /// The text with every credential replaced by its placeholder.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let mut lower = text.to_ascii_lowercase();
        for (needle, shown) in &self.needles {
            if !lower.contains(needle.as_str()) {
                continue;
            }
            let mut out = String::with_capacity(text.len());
            let mut from = 0;
            for (at, _) in lower.match_indices(needle.as_str()) {
                out.push_str(&text[from..at]);
                out.push_str(shown);
                from = at + needle.len();
            }
            out.push_str(&text[from..]);
            text = out;
            lower = text.to_ascii_lowercase();
        }
        text
    }

    /// The value with every credential replaced, in member names too.
    #[must_use]
    pub fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| (self.text(&name), self.value(value)))
                .collect(),
            other => other,
        }
    }

    /// Any serialisable data with every credential replaced, whatever text of it holds one.
    ///
    /// # Errors
    ///
    /// When the data does not serialise, or does not deserialise from what it serialised to.
    pub fn data<T: Serialize + DeserializeOwned>(&self, data: T) -> Result<T, serde_json::Error> {
        if self.needles.is_empty() {
            return Ok(data);
        }
        if let Some(telling) = &self.telling {
            let mut text = serde_json::to_vec(&data)?;
            text.make_ascii_lowercase();
            if !telling.is_match(&text) {
                return Ok(data);
            }
        }
        serde_json::from_value(self.value(serde_json::to_value(data)?))
    }
}

fn forms(value: &str) -> Vec<String> {
    let mut forms = vec![value.to_owned()];
    if let Some((last, _)) = value.char_indices().next_back() {
        forms.push(value[..last].to_owned());
    }
    forms.push(utf8_percent_encode(value, NON_ALPHANUMERIC).to_string());
    let quoted = Value::from(value).to_string();
    forms.push(quoted[1..quoted.len() - 1].to_owned());
    // A JSON text that stands as a string in a JSON text.
    let twice = Value::from(quoted).to_string();
    forms.push(twice[3..twice.len() - 3].to_owned());
    forms.push(STANDARD.encode(value));
    forms.push(URL_SAFE_NO_PAD.encode(value));
    forms.push(value.bytes().map(|byte| format!("{byte:02x}")).collect());
    forms
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::secret::Secret;

    fn check(secret: &str, text: &str, expected: &str) {
        let mut secrets = Secrets::default();
        secrets.given.insert("key".to_owned(), Secret::new(secret));
        assert_eq!(Redactor::new(&secrets).text(text), expected);
    }

    #[test]
    fn a_credential_is_replaced_wherever_it_stands() {
        check(
            "abc-123",
            "got abc-123, and abc-123!",
            "got $TALLY_KEY, and $TALLY_KEY!",
        );
    }

    #[test]
    fn other_case_and_a_cut_end_are_replaced_too() {
        check(
            "abc-123",
            "got ABC-123 and abc-12.",
            "got $TALLY_KEY and $TALLY_KEY.",
        );
    }

    #[test]
    fn encoded_forms_are_replaced() {
        check("a b/c\"d", "a%20b%2Fc%22d", "$TALLY_KEY");
        check("a b/c\"d", r#"{"m":"a b/c\"d"}"#, r#"{"m":"$TALLY_KEY"}"#);
        check(
            "user:pass-word",
            "Basic dXNlcjpwYXNzLXdvcmQ=",
            "Basic $TALLY_KEY",
        );
        check(
            "user:pass-word",
            "pass-word is wrong",
            "$TALLY_KEY is wrong",
        );
    }

    #[test]
    fn text_beyond_ascii_keeps_its_boundaries() {
        check(
            "schlüssel",
            "der SCHLüSSEL passt — nicht",
            "der $TALLY_KEY passt — nicht",
        );
    }

    #[test]
    fn a_very_short_credential_does_not_spoil_the_text() {
        check("a", "a banana", "a banana");
    }

    #[test]
    fn data_is_redacted_whether_or_not_json_escapes_the_credential() {
        for secret in ["abc-123", "abc\"123", "abc\\123", "schlüssel"] {
            let mut secrets = Secrets::default();
            secrets.given.insert("key".to_owned(), Secret::new(secret));
            let nested = json!({ "inner": secret }).to_string();
            let data = vec![format!("x {secret} y"), secret.to_uppercase(), nested];
            let redacted = Redactor::new(&secrets).data(data).unwrap();
            let expected = ["x $TALLY_KEY y", "$TALLY_KEY", "{\"inner\":\"$TALLY_KEY\"}"];
            let expected = if secret.is_ascii() {
                expected.to_vec()
            } else {
                vec![expected[0], expected[2]]
            };
            for text in expected {
                assert!(
                    redacted.iter().any(|it| it == text),
                    "{secret}: {redacted:?}"
                );
            }
        }
    }

    #[test]
    fn structured_data_is_redacted_in_names_and_values() {
        let mut secrets = Secrets::default();
        secrets
            .given
            .insert("key".to_owned(), Secret::new("abc-123"));
        let redacted = Redactor::new(&secrets).value(json!({"abc-123": ["x abc-123"]}));
        assert_eq!(redacted, json!({"$TALLY_KEY": ["x $TALLY_KEY"]}));
    }
}
