//! Writes texts and bytes.

use serde_json::Value;
use tally_spec::MediaType;

use super::member::Meaning;
use super::{Kind, Subject, Text};

/// The media type of bytes about which nothing is known (RFC 2046 section 4.5.1).
pub(super) const BYTES: &str = "application/octet-stream";

/// What is sent where nothing says what it must be.
const ANYTHING: &str = "tally";

impl Subject<'_, '_> {
    /// A text as it is; bytes about which nothing is known as some text.
    pub(super) fn bytes(&self, value: &Value) -> Result<Text, String> {
        let meaning = Meaning::at(self.prober, &[]);
        let free = match &meaning {
            Meaning::Bytes { media } => sendable(media.as_deref().unwrap_or(BYTES)).is_some(),
            Meaning::Open => true,
            Meaning::Described => false,
        };
        let is_range = MediaType::of(&self.media.name).is_range();
        let text = match value {
            Value::String(text) if !text.is_empty() => text.clone(),
            Value::String(_) if !free => return Err("the only valid text is empty".to_owned()),
            _ if free => ANYTHING.to_owned(),
            // What a schema of JSON values describes is JSON, where that is in the range.
            value if self.kind == Kind::Bytes && is_range => value.to_string(),
            _ => return Err("the schema of the body describes no text".to_owned()),
        };
        let described = meaning == Meaning::Described && self.kind == Kind::Plain;
        Ok(Text {
            media: match (self.kind, value) {
                (Kind::Plain | Kind::Marked, _) => self.textual(&text),
                _ if !is_range => self.media.name.clone(),
                _ if free => BYTES.to_owned(),
                (_, Value::String(_)) if self.media.name == "*/*" => self.textual(&text),
                (_, Value::String(_)) => BYTES.to_owned(),
                _ => "application/json".to_owned(),
            },
            text,
            described,
        })
    }

    /// A media type for a text: what is not ASCII needs a charset.
    fn textual(&self, text: &str) -> String {
        let media = match MediaType::of(&self.media.name).is_range() {
            true => "text/plain",
            false => &self.media.name,
        };
        match text.is_ascii() || media.contains(';') {
            true => media.to_owned(),
            false => format!("{media}; charset=utf-8"),
        }
    }
}

/// The first of some media types or ranges of which any text is an instance.
pub(super) fn sendable(media: &str) -> Option<String> {
    let mut all = media.split(',').map(str::trim);
    all.find_map(|media| match media.to_ascii_lowercase().as_str() {
        BYTES | "application/*" | "*/*" => Some(BYTES.to_owned()),
        "text/*" => Some("text/plain".to_owned()),
        "text/plain" | "text/csv" | "text/markdown" | "text/x-markdown" | "text/html" => {
            Some(media.to_owned())
        }
        _ => None,
    })
}
