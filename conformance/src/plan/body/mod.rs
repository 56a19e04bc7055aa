//! The one valid body that is sent where an operation takes no JSON: a form, a text, or bytes.
//!
//! Its clauses are not broken one by one: it is there so that all the rest of the operation can be
//! exercised. What cannot be written as OpenAPI says, or would not be what its media type promises
//! (an image, XML), is not written at all.

mod bytes;
mod gaps;
mod member;
mod multipart;
mod urlencoded;

pub(super) use gaps::gaps;

use serde_json::{Map, Value};
use tally_spec::clause::Part;
use tally_spec::contract::{Media, Operation, Version};
use tally_spec::promise::is_json;
use tally_spec::schema::Keyword;
use tally_spec::{Contract, MediaType};

use self::member::Meaning;
use super::OperationOptions;
use super::input::body;
use super::server_names::names_within;
use super::unread;
use crate::case::Body;
use crate::probe::Prober;
use crate::probe::work_budget::{self, Work};
use crate::request::put;

/// A body that is no JSON.
pub(super) struct Written {
    /// As it is sent.
    pub(super) body: Body,
    /// Its part of the ledger.
    pub(super) part: Part,
    /// The media type as the document names it.
    pub(super) media: String,
    /// Whether every request has it: it must be sent, or what is sent without it (a form without
    /// members) is not valid.
    pub(super) always: bool,
    /// Whether a request without it is not valid, whichever way a server looks at it: it must be sent,
    /// and is a form of which members must be sent.
    pub(super) needed: bool,
    /// Pointers to values in it that may name something that only the server knows.
    pub(super) names: Vec<String>,
}

/// What a body is as text, and how it is sent.
struct Text {
    /// The media type as it is sent.
    media: String,
    text: String,
    /// Whether the document says what it must be.
    described: bool,
}

/// How bodies of a media type are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Urlencoded,
    Multipart,
    /// Text that the schema describes completely: `text/plain`.
    Plain,
    /// Text that has a meaning of its own, which any text has in some way.
    Marked,
    /// Bytes, and ranges that bytes are in.
    Bytes,
    /// Anything else: what would be written is not what the type promises.
    Other,
}

/// The body of an operation that takes no JSON; else why there is none, if it takes any.
pub(super) fn written(
    contract: &Contract,
    operation: &Operation,
    options: &OperationOptions,
) -> Result<Option<Written>, String> {
    let Some(request) = &operation.request_body else {
        return Ok(None);
    };
    if request.content.iter().any(|media| is_json(&media.name)) {
        return Ok(None);
    }
    let mut why = Err("the document names no media type of the body".to_owned());
    // Forms and texts, about which more is known, before bytes.
    let (bytes, texts): (Vec<&Media>, Vec<&Media>) = request
        .content
        .iter()
        .partition(|media| kind(&media.name) == Kind::Bytes);
    for media in texts.into_iter().chain(bytes) {
        match of_media(contract, operation, media, options) {
            Ok(written) => return Ok(Some(written)),
            Err(reason) if why.is_err() => why = Err(reason),
            Err(_) => {}
        }
    }
    why
}

fn of_media(
    contract: &Contract,
    operation: &Operation,
    media: &Media,
    options: &OperationOptions,
) -> Result<Written, String> {
    if let Some(why) = unread::of_media(contract, media) {
        return Err(why);
    }
    let input = body(contract, operation, media);
    let work = std::rc::Rc::new(Work::of(0));
    let prober = Prober::sharing(&input.plain, &input.narrow, std::rc::Rc::clone(&work));
    work.add(work_budget::units(prober.occurrences.len()));
    let kind = kind(&media.name);
    let subject = Subject {
        media,
        prober: &prober,
        kind,
        // Styles of parts are a matter of 3.1 (3.0.4, Encoding Object, `style`).
        styled_parts: contract.version != Version::V3_0,
    };
    let (value, text) = subject.write(options)?;
    // Without members it is as good as absent.
    let absent = match kind {
        Kind::Urlencoded | Kind::Multipart => prober.is_valid(&Value::Object(Map::new())),
        _ => true,
    };
    let mut names = Vec::new();
    names_within("/body".to_owned(), "", &value, &mut names);
    // What the server is known to accept names nothing that it may not have.
    names.retain(|at| !options.known.iter().any(|(known, _)| known == at));
    Ok(Written {
        body: Body::Text {
            media: text.media,
            text: text.text,
            described: text.described,
        },
        part: input.part.clone(),
        media: media.name.clone(),
        always: input.required || !absent,
        needed: input.required && !absent,
        names,
    })
}

/// One media type of a body, and what probes its schema.
struct Subject<'a, 's> {
    media: &'a Media,
    prober: &'a Prober<'s>,
    kind: Kind,
    styled_parts: bool,
}

impl Subject<'_, '_> {
    /// The first valid value that can be written, and how it is.
    fn write(&self, options: &OperationOptions) -> Result<(Value, Text), String> {
        if self.kind == Kind::Other {
            return Err(format!(
                "no body is made that is surely `{}`",
                self.media.name
            ));
        }
        let mut why = None;
        for value in self.values() {
            let mut value = Some(value);
            let mut seen: Vec<&str> = Vec::new();
            for (at, known) in &options.known {
                if !seen.contains(&at.as_str()) {
                    seen.push(at);
                    put("/body", &mut value, at, known);
                }
            }
            let Some(value) = value else { continue };
            match self.text(&value) {
                Ok(text) => return Ok((value, text)),
                Err(reason) => why = why.or(Some(reason)),
            }
        }
        Err(why.unwrap_or_else(|| "no valid value of the body was found".to_owned()))
    }

    /// Valid values, the most promising first: what the document shows, the smallest, those with one
    /// optional member more, the largest.
    fn values(&self) -> Vec<Value> {
        let examples = self.media.examples.iter().map(|example| &example.value);
        let mut values: Vec<Value> = examples
            .filter(|value| self.prober.accepts(value))
            .cloned()
            .collect();
        let bases = self.prober.bases(&[]);
        let full = self.prober.full();
        let first = bases.first().cloned();
        values.extend(bases);
        if let (Some(Value::Object(small)), Some(Value::Object(full))) = (&first, &full) {
            for (name, member) in full {
                let mut more = small.clone();
                let known = more.insert(name.clone(), member.clone());
                let more = Value::Object(more);
                if known.is_none() && self.prober.accepts(&more) {
                    values.push(more);
                }
            }
        }
        values.extend(full);
        values
    }

    fn text(&self, value: &Value) -> Result<Text, String> {
        match (self.kind, value) {
            (Kind::Urlencoded, Value::Object(members)) => self.urlencoded(&self.filled(members)?),
            (Kind::Multipart, Value::Object(members)) => self.multipart(&self.filled(members)?),
            (Kind::Urlencoded, _) if self.is_open() => self.urlencoded(&anything()),
            (Kind::Multipart, _) if self.is_open() => self.multipart(&anything()),
            (Kind::Urlencoded | Kind::Multipart, _) => {
                Err("the body is a form, and its schema describes no object".to_owned())
            }
            _ => self.bytes(value),
        }
    }

    /// The members of a form, of which there is at least one: an empty form is no body, or none that
    /// could be distinguished from one.
    fn filled(&self, members: &Map<String, Value>) -> Result<Map<String, Value>, String> {
        if !members.is_empty() {
            return Ok(members.clone());
        }
        let members = anything();
        let is_free = self.prober.members().is_empty()
            && self
                .prober
                .occurrences
                .iter()
                .all(|it| it.keyword == Some(Keyword::Type))
            && self.prober.accepts(&Value::Object(members.clone()));
        match is_free {
            true => Ok(members),
            false => Err("the only valid form that was found has no members".to_owned()),
        }
    }

    /// Whether nothing is said of the body but that it is bytes.
    fn is_open(&self) -> bool {
        Meaning::at(self.prober, &[]) != Meaning::Described
    }
}

/// The members of a form about which nothing is known.
fn anything() -> Map<String, Value> {
    let tally = Value::String("tally".to_owned());
    [("tally".to_owned(), tally)].into_iter().collect()
}

/// How bodies of a media type, or of a range of them, are written.
fn kind(media: &str) -> Kind {
    match MediaType::of(media).essence() {
        "application/x-www-form-urlencoded" => Kind::Urlencoded,
        "multipart/form-data" => Kind::Multipart,
        "text/plain" | "text/*" => Kind::Plain,
        "text/markdown" | "text/x-markdown" | "text/html" | "text/csv" => Kind::Marked,
        "application/octet-stream" | "application/*" | "*/*" => Kind::Bytes,
        _ => Kind::Other,
    }
}

/// A scalar as forms write it; none: it is no scalar, or null, which forms do not know.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
