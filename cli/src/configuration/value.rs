//! What the values of the configuration are read into.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Map, Number};
use toml::de::{DeFloat, DeInteger, DeValue};

use super::toml::{Source, Value, entries};
use super::{Given, HeaderValue, Reference, Text};
use crate::args::{EmitPart, HeaderLine, PointerValue, ReportFormat, ReportTarget, ScopedPointer};

/// Headers that hold credentials whatever a document says (RFC 9110 §11.6.2, §11.7.2; RFC 6265).
const CREDENTIALS: [&str; 3] = ["authorization", "proxy-authorization", "cookie"];

/// A path, relative to the folder of the file.
pub(super) fn path(
    source: &mut Source<'_>,
    key: &str,
    value: &Value<'_>,
    folder: &Path,
) -> Option<PathBuf> {
    Some(folder.join(source.text(key, value)?))
}

/// Every item of a list, read by a function; what cannot be read is left out, and a problem.
pub(super) fn list<'i, T>(
    source: &mut Source<'i>,
    key: &str,
    value: &Value<'i>,
    mut read: impl FnMut(&mut Source<'i>, &Value<'i>) -> Option<T>,
) -> Vec<T> {
    let Some(items) = source.items(key, value) else {
        return Vec::new();
    };
    items.iter().filter_map(|it| read(source, it)).collect()
}

/// Parts of what is generated, by their names.
pub(super) fn parts<'i>(source: &mut Source<'i>, key: &str, value: &Value<'i>) -> Vec<EmitPart> {
    list(source, key, value, |source, item| {
        let text = source.text(key, item)?;
        let part = EmitPart::ALL.iter().find(|(name, _)| *name == text);
        if part.is_none() {
            let names = EmitPart::ALL.map(|(name, _)| name).join(", ");
            let message = format!("`{text}` is no part; there are: {names}");
            source.problem(item.span().start, message);
        }
        part.map(|(_, part)| *part)
    })
}

/// A whole number above zero.
pub(super) fn count(source: &mut Source<'_>, key: &str, value: &Value<'_>) -> Option<NonZeroUsize> {
    let number = match value.get_ref() {
        DeValue::Integer(number) => integer(number),
        _ => return source.mismatch(key, value, "a whole number"),
    };
    let number = number.and_then(|it| it.as_u64());
    let number = number.and_then(|it| NonZeroUsize::new(usize::try_from(it).ok()?));
    if number.is_none() {
        let message = format!("`{key}` must be a whole number above 0");
        source.problem(value.span().start, message);
    }
    number
}

/// `true` or `false`.
pub(super) fn flag(source: &mut Source<'_>, key: &str, value: &Value<'_>) -> Option<bool> {
    match value.get_ref() {
        DeValue::Boolean(flag) => Some(*flag),
        _ => source.mismatch(key, value, "true or false"),
    }
}

/// A whole number, zero included.
pub(super) fn amount(source: &mut Source<'_>, key: &str, value: &Value<'_>) -> Option<usize> {
    usize::try_from(seed(source, key, value)?).ok()
}

/// A whole number, zero included.
pub(super) fn seed(source: &mut Source<'_>, key: &str, value: &Value<'_>) -> Option<u64> {
    let number = match value.get_ref() {
        DeValue::Integer(number) => integer(number).and_then(|it| it.as_u64()),
        _ => return source.mismatch(key, value, "a whole number"),
    };
    if number.is_none() {
        let message = format!("`{key}` must be a whole number, 0 or above");
        source.problem(value.span().start, message);
    }
    number
}

/// A number of seconds.
pub(super) fn seconds(source: &mut Source<'_>, key: &str, value: &Value<'_>) -> Option<Duration> {
    let seconds = Duration::try_from_secs_f64(number(source, key, value)?).ok();
    if seconds.is_none() {
        let message = format!("`{key}` must be a number of seconds that can be waited");
        source.problem(value.span().start, message);
    }
    seconds
}

/// A number of seconds above 0.
pub(super) fn some_seconds(
    source: &mut Source<'_>,
    key: &str,
    value: &Value<'_>,
) -> Option<Duration> {
    let seconds = seconds(source, key, value)?;
    if seconds.is_zero() {
        let message = format!("`{key}` must be a number of seconds above 0");
        source.problem(value.span().start, message);
    }
    Some(seconds)
}

/// A number of requests a second, as the time between two.
pub(super) fn interval(source: &mut Source<'_>, key: &str, value: &Value<'_>) -> Option<Duration> {
    let number = number(source, key, value)?;
    let interval = Duration::try_from_secs_f64(number.recip()).ok();
    let interval = interval.filter(|_| number.is_finite() && number > 0.0);
    if interval.is_none() {
        let message = format!("`{key}` must be a number of requests a second above 0");
        source.problem(value.span().start, message);
    }
    interval
}

fn number(source: &mut Source<'_>, key: &str, value: &Value<'_>) -> Option<f64> {
    match value.get_ref() {
        DeValue::Integer(number) => integer(number)?.as_f64(),
        DeValue::Float(number) => float(number),
        _ => source.mismatch(key, value, "a number"),
    }
}

fn integer(number: &DeInteger<'_>) -> Option<Number> {
    let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
    Some(number.into())
}

fn float(number: &DeFloat<'_>) -> Option<f64> {
    number.as_str().parse().ok()
}

/// References to credentials: scheme → `env:NAME`. A value that is no reference is never repeated.
pub(super) fn references(
    source: &mut Source<'_>,
    key: &str,
    value: &Value<'_>,
) -> Vec<Given<Reference>> {
    let Some(table) = source.table(key, value) else {
        return Vec::new();
    };
    let mut references = Vec::new();
    for (scheme, value) in entries(table) {
        let (scheme, at) = (scheme.get_ref(), value.span().start);
        let name = format!("{key}.{scheme}");
        let Some(text) = source.text(&name, value) else {
            continue;
        };
        match text.strip_prefix("env:").filter(|it| is_variable(it)) {
            Some(variable) => {
                let reference = Reference {
                    scheme: scheme.to_string(),
                    variable: variable.to_owned(),
                };
                references.push(source.given(at, reference));
            }
            None => source.problem(at, secret(&name)),
        }
    }
    references
}

fn secret(name: &str) -> String {
    format!(
        "`{name}` must be \"env:NAME\", the environment variable that holds the credential; a \
         credential in this file would be readable for everybody who reads the project"
    )
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '\0', ' '])
}

/// Headers: name → text, or `env:NAME`.
pub(super) fn headers(
    source: &mut Source<'_>,
    key: &str,
    value: &Value<'_>,
) -> Vec<Given<HeaderValue>> {
    let Some(table) = source.table(key, value) else {
        return Vec::new();
    };
    let mut headers = Vec::new();
    for (name, value) in entries(table) {
        let at = value.span().start;
        let Some(text) = source.text(&format!("{key}.{}", name.get_ref()), value) else {
            continue;
        };
        // The name is checked as on the command line; what stands for the value is not looked at.
        if let Err(message) = format!("{}: x", name.get_ref()).parse::<HeaderLine>() {
            source.problem(name.span().start, message);
            continue;
        }
        let holds_credential = CREDENTIALS.contains(&name.get_ref().to_ascii_lowercase().as_str());
        let text = match text.strip_prefix("env:").filter(|it| is_variable(it)) {
            Some(variable) => Text::Variable(variable.to_owned()),
            None if holds_credential => {
                source.problem(at, secret(&format!("{key}.{}", name.get_ref())));
                continue;
            }
            None => Text::Literal(text),
        };
        let header = HeaderValue {
            name: name.get_ref().to_string(),
            value: text,
        };
        headers.push(source.given(at, header));
    }
    headers
}

/// Values of the request: pointer → value, or a list of several.
pub(super) fn values(
    source: &mut Source<'_>,
    key: &str,
    value: &Value<'_>,
) -> Vec<Given<PointerValue>> {
    let Some(table) = source.table(key, value) else {
        return Vec::new();
    };
    let mut values = Vec::new();
    for (pointer, value) in entries(table) {
        let at: ScopedPointer = match pointer.get_ref().parse() {
            Ok(at) => at,
            Err(message) => {
                source.problem(pointer.span().start, message);
                continue;
            }
        };
        let several: Vec<&Value<'_>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        for value in several {
            let given = PointerValue {
                at: at.clone(),
                value: json(value.get_ref()),
            };
            values.push(source.given(value.span().start, given));
        }
    }
    values
}

/// A TOML value as JSON; a date is its text.
fn json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => integer(number).map_or(serde_json::Value::Null, Into::into),
        DeValue::Float(number) => float(number).into(),
        DeValue::Boolean(is) => (*is).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Array(items) => items.iter().map(|it| json(it.get_ref())).collect(),
        DeValue::Table(table) => {
            let members = entries(table).into_iter();
            let members =
                members.map(|(name, it)| (name.get_ref().to_string(), json(it.get_ref())));
            serde_json::Value::Object(members.collect::<Map<_, _>>())
        }
    }
}

/// Reports: format → path.
pub(super) fn reports(
    source: &mut Source<'_>,
    key: &str,
    value: &Value<'_>,
    folder: &Path,
) -> Vec<ReportTarget> {
    let Some(table) = source.table(key, value) else {
        return Vec::new();
    };
    let mut reports = Vec::new();
    for (name, value) in entries(table) {
        let Ok(format) = name.get_ref().parse::<ReportFormat>() else {
            source.unknown(name, &ReportFormat::ALL.map(|(name, _)| name));
            continue;
        };
        let name = format!("{key}.{}", name.get_ref());
        if let Some(path) = path(source, &name, value, folder) {
            reports.push(ReportTarget { format, path });
        }
    }
    reports
}
