//! Writes `multipart/form-data` (RFC 7578; OpenAPI 3.1.1, Media Type Object, "Encoding `multipart`
//! Media Types").

use serde_json::{Map, Value};
use tally_spec::contract::Encoding;
use tally_spec::promise::is_json;

use super::bytes::{BYTES, sendable};
use super::member::Meaning;
use super::{Subject, Text, scalar};
use crate::values::PathStep;

/// One part of a multipart body.
struct Piece {
    name: String,
    file: Option<&'static str>,
    /// Its `Content-Type`; none: text.
    media: Option<String>,
    text: String,
}

impl Subject<'_, '_> {
    /// A multipart form: scalars as text, arrays as parts of the same name, objects as JSON, bytes as
    /// files, unless `encoding` says otherwise.
    pub(super) fn multipart(&self, members: &Map<String, Value>) -> Result<Text, String> {
        let mut pieces = Vec::new();
        let mut described = true;
        for (name, value) in members {
            let encoding = self.media.encoding(name);
            let unknown = encoding.is_some_and(|it| {
                (it.is_styled() && self.styled_parts) || it.headers.iter().any(|it| it.required)
            });
            let parts = match value {
                _ if unknown => None,
                Value::Array(items) if !items.is_empty() => {
                    let steps = [PathStep::Member(name.clone()), PathStep::Item(0)];
                    let meaning = Meaning::at(self.prober, &steps);
                    // Whether the type is that of each item or of the list is said differently by
                    // versions of OpenAPI.
                    let is_clear = encoding
                        .and_then(|it| it.content_type.as_deref())
                        .is_none_or(|media| !is_json(media));
                    described &= meaning == Meaning::Described;
                    let parts = items
                        .iter()
                        .map(|item| piece(name, item, &meaning, encoding));
                    parts.collect::<Option<Vec<_>>>().filter(|_| is_clear)
                }
                value => {
                    let meaning = Meaning::at(self.prober, &[PathStep::Member(name.clone())]);
                    described &= meaning == Meaning::Described;
                    piece(name, value, &meaning, encoding).map(|it| vec![it])
                }
            };
            let parts = parts.ok_or_else(|| {
                format!("nothing says how `{name}` of the form is written, or what it must be")
            })?;
            // A type of its own has a meaning that no schema describes.
            let plain = |it: &Piece| it.file.is_none() && it.media.as_deref().is_none_or(is_json);
            described &= parts.iter().all(plain);
            pieces.extend(parts);
        }
        let boundary = boundary(&pieces);
        Ok(Text {
            media: format!("multipart/form-data; boundary={boundary}"),
            text: whole(&pieces, &boundary),
            described,
        })
    }
}

/// One value as a part; none: how it is written is not said, or what it must be cannot be made.
fn piece(
    name: &str,
    value: &Value,
    meaning: &Meaning,
    encoding: Option<&Encoding>,
) -> Option<Piece> {
    let declared = encoding.and_then(|it| it.content_type.as_deref());
    let piece = |file: Option<&'static str>, media: Option<String>, text: String| Piece {
        name: name.to_owned(),
        file,
        media,
        text,
    };
    let file = |media: Option<&str>| {
        let media = sendable(media.unwrap_or(BYTES))?;
        let text = value.as_str().filter(|text| !text.is_empty());
        let name = match media.as_str() {
            BYTES => "tally.bin",
            _ => "tally.txt",
        };
        let text = text.unwrap_or("tally").to_owned();
        Some(piece(Some(name), Some(media), text))
    };
    match (meaning, declared) {
        (Meaning::Bytes { media }, declared) => file(declared.or(media.as_deref())),
        // Without a type it is bytes (OpenAPI 3.1.1, Encoding Object, `contentType`).
        (Meaning::Open, None) if !value.is_string() => file(None),
        (_, Some(media)) if is_json(media) => {
            Some(piece(None, Some(media.to_owned()), value.to_string()))
        }
        (_, Some(media)) => {
            let media = sendable(media).filter(|media| media != BYTES)?;
            let media = Some(media).filter(|media| media != "text/plain");
            Some(piece(None, media, scalar(value)?))
        }
        (_, None) => match value {
            Value::Object(_) => {
                let media = Some("application/json".to_owned());
                Some(piece(None, media, value.to_string()))
            }
            value => Some(piece(None, None, scalar(value)?)),
        },
    }
}

/// A boundary that is in none of the parts.
fn boundary(pieces: &[Piece]) -> String {
    let mut boundary = "tally".to_owned();
    while pieces
        .iter()
        .any(|it| it.text.contains(&format!("--{boundary}")))
    {
        boundary.push_str("-0");
    }
    boundary
}

fn whole(pieces: &[Piece], boundary: &str) -> String {
    let mut whole = String::new();
    for piece in pieces {
        let name = quoted(&piece.name);
        whole.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\""
        ));
        if let Some(file) = piece.file {
            whole.push_str(&format!("; filename=\"{file}\""));
        }
        if let Some(media) = &piece.media {
            whole.push_str(&format!("\r\nContent-Type: {media}"));
        }
        whole.push_str(&format!("\r\n\r\n{}\r\n", piece.text));
    }
    whole.push_str(&format!("--{boundary}--\r\n"));
    whole
}

/// A name as browsers write it in quotes (RFC 7578 section 4.2; the HTML standard, "multipart form
/// data").
fn quoted(name: &str) -> String {
    let name = name.replace('\r', "%0D").replace('\n', "%0A");
    name.replace('"', "%22")
}
