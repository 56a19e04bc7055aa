//! Writes `application/x-www-form-urlencoded` (OpenAPI 3.1.1, Media Type Object, "Encoding the
//! `x-www-form-urlencoded` Media Type"; the URL standard, section 5.2).

use serde_json::{Map, Value};
use tally_spec::contract::{Encoding, Style};
use tally_spec::promise::is_json;
use url::form_urlencoded::byte_serialize;

use super::member::Meaning;
use super::{Subject, Text, scalar};
use crate::values::PathStep;

impl Subject<'_, '_> {
    /// A form: each member by `style: form, explode: true`, unless `encoding` says otherwise.
    pub(super) fn urlencoded(&self, members: &Map<String, Value>) -> Result<Text, String> {
        let mut pairs = Vec::new();
        let mut described = true;
        for (name, value) in members {
            let steps = [PathStep::Member(name.clone())];
            described &= Meaning::at(self.prober, &steps) == Meaning::Described;
            let written = pairs_of(name, value, self.media.encoding(name));
            pairs.extend(written.ok_or_else(|| {
                format!("OpenAPI does not say how `{name}` of the form is written")
            })?);
        }
        Ok(Text {
            media: self.media.name.clone(),
            text: pairs.join("&"),
            described,
        })
    }
}

/// The pairs `name=value` of one member; none: how it is written is not said.
fn pairs_of(name: &str, value: &Value, encoding: Option<&Encoding>) -> Option<Vec<String>> {
    let styled = encoding.filter(|it| it.is_styled());
    if let (Some(encoding), None) = (encoding, styled)
        && let Some(media) = &encoding.content_type
    {
        if is_json(media) {
            return Some(vec![pair(name, &value.to_string())]);
        }
        let is_text = media.eq_ignore_ascii_case("text/plain") || media == "*/*";
        if !is_text {
            return None;
        }
    }
    let style = styled.and_then(|it| it.style).unwrap_or(Style::Form);
    let explode = styled.and_then(|it| it.explode);
    let explode = explode.unwrap_or(style == Style::Form);
    match value {
        Value::Array(items) => {
            let texts = items.iter().map(scalar).collect::<Option<Vec<_>>>()?;
            list(name, &texts, style, explode)
        }
        Value::Object(members) => {
            // Without a style nothing says how objects in forms are written.
            styled?;
            object(name, members, style, explode)
        }
        value => Some(vec![pair(name, &scalar(value)?)]),
    }
}

fn list(name: &str, texts: &[String], style: Style, explode: bool) -> Option<Vec<String>> {
    // The delimiter as it is written, and as it is after reading.
    let (written, read) = match style {
        Style::Form => (",", ','),
        Style::SpaceDelimited => ("+", ' '),
        Style::PipeDelimited => ("%7C", '|'),
        _ => return None,
    };
    // A missing list looks like an empty one.
    if texts.is_empty() {
        return None;
    }
    if explode {
        return Some(texts.iter().map(|text| pair(name, text)).collect());
    }
    joined(name, texts, written, read)
}

fn object(
    name: &str,
    members: &Map<String, Value>,
    style: Style,
    explode: bool,
) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    for (member, value) in members {
        texts.push((member.clone(), scalar(value)?));
    }
    match style {
        _ if texts.is_empty() => None,
        Style::DeepObject => {
            let written = texts.iter();
            let written = written.map(|(member, text)| pair(&format!("{name}[{member}]"), text));
            Some(written.collect())
        }
        Style::Form if explode => {
            let written = texts.iter();
            Some(written.map(|(member, text)| pair(member, text)).collect())
        }
        Style::Form => {
            let flat = texts.into_iter().flat_map(|(member, text)| [member, text]);
            joined(name, &flat.collect::<Vec<_>>(), ",", ',')
        }
        _ => None,
    }
}

/// Texts with a delimiter between them, which none of them may have in it.
fn joined(name: &str, texts: &[String], written: &str, read: char) -> Option<Vec<String>> {
    let is_whole = |text: &String| !text.is_empty() && !text.contains(read);
    if !texts.iter().all(is_whole) {
        return None;
    }
    let texts: Vec<String> = texts.iter().map(|text| coded(text)).collect();
    Some(vec![format!("{}={}", coded(name), texts.join(written))])
}

fn pair(name: &str, text: &str) -> String {
    format!("{}={}", coded(name), coded(text))
}

fn coded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}
