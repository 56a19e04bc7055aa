//! Reading the file of accepted findings.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use tally_conformance::acceptance::Entry;
use tally_conformance::finding::Fingerprint;
use tally_spec::clause::ClauseId;
use toml::de::{DeTable, DeValue};

use super::toml::{Source, Value};
use crate::failure::Failure;

/// The keys of an entry.
const KEYS: [&str; 4] = ["fingerprint", "clause", "reason", "until"];

/// The JSON Schema of the file.
pub(crate) const ACCEPTED_SCHEMA: &str = include_str!("../../schemas/accepted.schema.json");

/// Reads the file of accepted findings.
///
/// # Errors
///
/// When the file cannot be read; when it is no TOML, an entry misses a key or has one that is not
/// known, a reason is empty, or a finding is accepted twice: everything that is wrong with it.
pub(crate) fn accepted(path: &Path) -> Result<Vec<Entry>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|source| Failure::Read {
        path: path.to_owned(),
        source,
    })?;
    parse(path, &text)
}

pub(super) fn parse(path: &Path, text: &str) -> Result<Vec<Entry>, Failure> {
    let mut source = Source::new(path, text);
    let mut entries = Vec::new();
    let mut known: BTreeMap<Fingerprint, usize> = BTreeMap::new();
    for (name, value) in source.parse().iter() {
        if name.get_ref() != "finding" {
            source.unknown(name, &["finding"]);
            continue;
        }
        let Some(items) = source.items("finding", value) else {
            continue;
        };
        for item in items {
            let at = item.span().start;
            let Some(table) = source.table("finding", item) else {
                continue;
            };
            let Some(entry) = entry(&mut source, table, at) else {
                continue;
            };
            if let Some(&first) = known.get(&entry.fingerprint) {
                let first = source.place(first);
                let message = format!("{} is accepted at {first} already", entry.fingerprint);
                source.problem(at, message);
                continue;
            }
            known.insert(entry.fingerprint.clone(), at);
            entries.push(entry);
        }
    }
    source.finish()?;
    Ok(entries)
}

fn entry<'i>(source: &mut Source<'i>, table: &DeTable<'i>, at: usize) -> Option<Entry> {
    for (key, _) in table.iter() {
        if !KEYS.contains(&key.get_ref().as_ref()) {
            source.unknown(key, &KEYS);
        }
    }
    let missing: Vec<_> = ["fingerprint", "reason", "until"]
        .into_iter()
        .filter(|key| table.get(*key).is_none())
        .map(|key| format!("`{key}`"))
        .collect();
    if !missing.is_empty() {
        source.problem(at, format!("the entry has no {}", missing.join(", no ")));
    }
    let clause = table.get("clause");
    let clause = clause.and_then(|it| source.text("clause", it));
    let fingerprint = table.get("fingerprint");
    let fingerprint = fingerprint.and_then(|it| self::fingerprint(source, it));
    let reason = table.get("reason").and_then(|it| reason(source, it));
    let until = table.get("until").and_then(|it| until(source, it));
    Some(Entry {
        fingerprint: fingerprint?,
        reason: reason?,
        until: until?,
        clause: clause.map(|it| ClauseId(it.into())),
        origin: source.place(at),
    })
}

fn fingerprint(source: &mut Source<'_>, value: &Value<'_>) -> Option<Fingerprint> {
    let text = source.text("fingerprint", value)?;
    let digits = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if text.len() == 16 && text.chars().all(digits) {
        return Some(Fingerprint(text));
    }
    let message = format!("`{text}` is no fingerprint: 16 digits 0 to 9 and a to f");
    source.problem(value.span().start, message);
    None
}

fn reason(source: &mut Source<'_>, value: &Value<'_>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => {
            let message = "the reason is empty; say why the finding is accepted, or delete the \
                           entry";
            source.problem(value.span().start, message.to_owned());
            None
        }
        _ => source.text("reason", value),
    }
}

fn until(source: &mut Source<'_>, value: &Value<'_>) -> Option<Date> {
    let date = match value.get_ref() {
        DeValue::Datetime(it) if it.time.is_none() => it.date,
        _ => None,
    };
    let date = date.and_then(|it| {
        let year = i16::try_from(it.year).ok()?;
        Date::new(
            year,
            i8::try_from(it.month).ok()?,
            i8::try_from(it.day).ok()?,
        )
        .ok()
    });
    if date.is_none() {
        let message = "`until` must be a day without quotes, for example 2027-01-31";
        source.problem(value.span().start, message.to_owned());
    }
    date
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};
    use tally_spec::schema::Validator;

    use super::*;

    const GOOD: &str = "[[finding]]\nfingerprint = '0123456789abcdef'\nclause = 'GET / http#/whole'\n\
                        reason = 'ticket 12'\nuntil = 2027-01-31\n";

    fn check(text: &str, expected: &[&str]) {
        match parse(Path::new("known.toml"), text) {
            Ok(_) => assert!(expected.is_empty(), "it is fine: {text}"),
            Err(Failure::Configuration(lines)) => assert_eq!(lines, expected),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn an_entry_is_read_with_its_place() {
        let entries = parse(Path::new("known.toml"), &format!("# a\n{GOOD}")).unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].until, Date::constant(2027, 1, 31));
        assert_eq!(entries[0].reason, "ticket 12");
        assert!(
            entries[0].origin.starts_with("known.toml:2:"),
            "{entries:?}"
        );
        check("", &[]);
    }

    #[test]
    fn an_empty_reason_is_refused() {
        let empty = GOOD.replace("ticket 12", " ");
        check(
            &empty,
            &[
                "known.toml:4:10: the reason is empty; say why the finding is accepted, or delete \
               the entry",
            ],
        );
    }

    #[test]
    fn wrong_entries_are_placed() {
        check(
            &GOOD.replace("0123456789abcdef", "XYZ"),
            &["known.toml:2:15: `XYZ` is no fingerprint: 16 digits 0 to 9 and a to f"],
        );
        check(
            &GOOD.replace("2027-01-31", "'2027-01-31'"),
            &["known.toml:5:9: `until` must be a day without quotes, for example 2027-01-31"],
        );
        check(
            &GOOD.replace("reason", "reson"),
            &[
                "known.toml:1:1: the entry has no `reason`",
                "known.toml:4:1: unknown key `reson`; did you mean `reason`?",
            ],
        );
        check(
            "[[findings]]\n",
            &["known.toml:1:3: unknown key `findings`; did you mean `finding`?"],
        );
        check(
            "finding = 3\n",
            &["known.toml:1:11: `finding` is a number, and must be a list, in brackets"],
        );
    }

    #[test]
    fn a_finding_is_accepted_once() {
        check(
            &format!("{GOOD}{GOOD}"),
            &["known.toml:6:1: 0123456789abcdef is accepted at known.toml:1:1 already"],
        );
    }

    #[test]
    fn the_schema_knows_the_keys_of_the_reader() {
        let schema: Json = serde_json::from_str(ACCEPTED_SCHEMA).unwrap();
        let entry = &schema["properties"]["finding"]["items"];
        let keys: Vec<_> = entry["properties"].as_object().unwrap().keys().collect();
        assert_eq!(keys, KEYS.each_ref());
        let validator = Validator::new(&schema).unwrap();
        let good = json!({ "finding": [{
            "fingerprint": "0123456789abcdef", "reason": "a", "until": "2027-01-31",
        }] });
        assert!(validator.is_valid(&good));
        for (key, value) in [
            ("fingerprint", "x"),
            ("reason", " "),
            ("until", "soon"),
            ("reson", "a"),
        ] {
            let mut bad = good.clone();
            bad["finding"][0][key] = value.into();
            assert!(!validator.is_valid(&bad), "{key}");
        }
    }
}
