//! Reading `tally.toml`.

use std::path::Path;

use super::key::{KEYS, Key, Kind};
use super::toml::{Source, Value};
use super::{Configuration, value};
use crate::failure::Failure;

/// The name of the configuration, looked for in the current directory.
pub(crate) const FILE: &str = "tally.toml";

/// Reads the configuration of this path; its paths are relative to its folder.
///
/// # Errors
///
/// When the file cannot be read; when it is no TOML, or has a key that is not known or a value that
/// cannot be used: everything that is wrong with it, each with its place.
pub(crate) fn load(path: &Path) -> Result<Configuration, Failure> {
    let text = std::fs::read_to_string(path).map_err(|source| Failure::Read {
        path: path.to_owned(),
        source,
    })?;
    parse(path, &text)
}

pub(super) fn parse(path: &Path, text: &str) -> Result<Configuration, Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut source = Source::new(path, text);
    let mut configuration = Configuration::default();
    for (name, value) in source.parse().iter() {
        let known = match name.get_ref().as_ref() {
            // What it was called before.
            "deepen" => "fuzz",
            known => known,
        };
        match KEYS.iter().find(|key| key.name == known) {
            Some(key) => set(&mut configuration, &mut source, key, value, folder),
            None => source.unknown(name, &names()),
        }
    }
    source.finish()?;
    Ok(configuration)
}

fn names() -> Vec<&'static str> {
    KEYS.iter().map(|key| key.name).collect()
}

fn set<'i>(
    configuration: &mut Configuration,
    source: &mut Source<'i>,
    key: &Key,
    found: &Value<'i>,
    folder: &Path,
) {
    let (name, at) = (key.name, found.span().start);
    match key.kind {
        Kind::File(slot) => *slot(configuration) = value::path(source, name, found, folder),
        Kind::PlacedFile(slot) => {
            let path = value::path(source, name, found, folder);
            *slot(configuration) = path.map(|path| source.given(at, path));
        }
        Kind::Files(slot) => {
            let read =
                |source: &mut Source<'i>, it: &Value<'i>| value::path(source, name, it, folder);
            *slot(configuration) = value::list(source, name, found, read);
        }
        Kind::Url(slot) => {
            let text = source.text(name, found);
            *slot(configuration) = text.map(|text| source.given(at, text));
        }
        Kind::Names(slot) => {
            let read = |source: &mut Source<'i>, it: &Value<'i>| {
                let text = source.text(name, it)?;
                Some(source.given(it.span().start, text))
            };
            *slot(configuration) = value::list(source, name, found, read);
        }
        Kind::Flag(slot) => *slot(configuration) = value::flag(source, name, found),
        Kind::Count(slot) => *slot(configuration) = value::count(source, name, found),
        Kind::Amount(slot) => *slot(configuration) = value::amount(source, name, found),
        Kind::Seed(slot) => *slot(configuration) = value::seed(source, name, found),
        Kind::Seconds(slot) => *slot(configuration) = value::seconds(source, name, found),
        Kind::SomeSeconds(slot) => *slot(configuration) = value::some_seconds(source, name, found),
        Kind::Rate(slot) => *slot(configuration) = value::interval(source, name, found),
        Kind::References(slot) => *slot(configuration) = value::references(source, name, found),
        Kind::Headers(slot) => *slot(configuration) = value::headers(source, name, found),
        Kind::Values(slot) => *slot(configuration) = value::values(source, name, found),
        Kind::Parts(slot) => *slot(configuration) = value::parts(source, name, found),
        Kind::Reports(slot) => *slot(configuration) = value::reports(source, name, found, folder),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::super::Text;
    use super::*;

    /// The example that the documentation shows.
    pub(super) const EXAMPLE: &str = include_str!("../../schemas/example.toml");

    fn check(text: &str, expected: &[&str]) {
        match parse(Path::new("tally.toml"), text) {
            Ok(_) => assert!(expected.is_empty(), "it is fine: {text}"),
            Err(Failure::Configuration(lines)) => assert_eq!(lines, expected),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn the_example_is_read() {
        let read = parse(Path::new("api/tally.toml"), EXAMPLE).unwrap();
        assert_eq!(read.document.unwrap(), Path::new("api/openapi.yaml"));
        assert_eq!(read.overlays, [Path::new("api/overlay.yaml")]);
        assert_eq!(read.url.unwrap().value, "http://127.0.0.1:8080/v1");
        assert_eq!(read.timeout, Some(Duration::from_millis(2_500)));
        assert_eq!(read.interval, Some(Duration::from_millis(20)));
        let credential = &read.credentials[0].value;
        assert_eq!(credential.variable, "STAGING_API_KEY");
        let header = &read.headers[0].value.value;
        assert_eq!(*header, Text::Literal("acme".to_owned()));
        let known: Vec<_> = read.known.iter().map(|it| &it.value.value).collect();
        assert_eq!(known, [&json!(42), &json!(43), &json!("alice")]);
        let scope = read.known[2].value.at.operation.as_deref();
        assert_eq!(scope, Some("GET /users/{name}"));
        assert_eq!(read.reports.len(), 2);
        assert_eq!(read.emit.len(), 1);
        assert_eq!(read.accept.unwrap(), Path::new("api/accepted.toml"));
    }

    #[test]
    fn nothing_is_a_configuration_too() {
        check("", &[]);
    }

    #[test]
    fn unknown_keys_are_placed_and_the_likely_one_is_named() {
        check(
            "overlay = []\nqqq = 1\n[report]\njunit = 'a'\n",
            &[
                "tally.toml:1:1: unknown key `overlay`; did you mean `overlays`?",
                "tally.toml:2:1: unknown key `qqq`; there are: document, overlays, url, ca-cert, \
                 operations, exclude, read-only, jobs, timeout, wait, rate, fuzz, seed, accept, emit, credentials, \
                 reject, headers, known, foreign, missing, reports",
                "tally.toml:3:2: unknown key `report`; did you mean `reports`?",
            ],
        );
        check(
            "[reports]\nxml = 'a'\n",
            &["tally.toml:2:1: unknown key `xml`; there are: json, jsonl, junit, replay"],
        );
    }

    #[test]
    fn values_of_another_type_are_placed() {
        check(
            "jobs = '3'\ntimeout = -1\nrate = 0\noverlays = 'a'\nurl = ''\nknown = 3\n",
            &[
                "tally.toml:1:8: `jobs` is a text, and must be a whole number",
                "tally.toml:2:11: `timeout` must be a number of seconds that can be waited",
                "tally.toml:3:8: `rate` must be a number of requests a second above 0",
                "tally.toml:4:12: `overlays` is a text, and must be a list, in brackets",
                "tally.toml:5:7: `url` is empty",
                "tally.toml:6:9: `known` is a number, and must be a table",
            ],
        );
        check(
            "emit = ['server', 'stub']\n",
            &[
                "tally.toml:1:19: `stub` is no part; there are: types, server, client, \
              strategies",
            ],
        );
        check(
            "jobs = 0\n",
            &["tally.toml:1:8: `jobs` must be a whole number above 0"],
        );
        check(
            "fuzz = -1\nseed = 'a'\n",
            &[
                "tally.toml:1:8: `fuzz` must be a whole number, 0 or above",
                "tally.toml:2:8: `seed` is a text, and must be a whole number",
            ],
        );
    }

    #[test]
    fn a_credential_is_refused_and_not_repeated() {
        let secret = "s3cret-value";
        for text in [
            format!("[credentials]\nkey = '{secret}'\n"),
            format!("[reject]\nkey = '{secret}'\n"),
            format!("[headers]\nAuthorization = 'Bearer {secret}'\n"),
        ] {
            let message = match parse(Path::new("tally.toml"), &text) {
                Err(failure) => failure.to_string(),
                Ok(_) => panic!("{text}"),
            };
            assert!(message.starts_with("tally.toml:2:"), "{message}");
            assert!(message.contains("env:NAME"), "{message}");
            assert!(!message.contains(secret), "{message}");
        }
    }

    #[test]
    fn pointers_and_headers_are_those_of_the_command_line() {
        check(
            "[known]\nid = 1\n",
            &[
                "tally.toml:2:1: `id` does not point into a request; write /body/…, /path/NAME, \
               /query/NAME, /header/NAME or /cookie/NAME",
            ],
        );
        check(
            "[headers]\n'a b' = 'x'\n",
            &["tally.toml:2:1: `a b` is not the name of a header"],
        );
    }

    #[test]
    fn a_list_is_several_values_and_a_list_in_a_list_is_one() {
        let text = "[known]\n'/body/tags' = [['a', 'b']]\n'/body/at' = 2026-01-31\n";
        let read = parse(Path::new("tally.toml"), text).unwrap();
        let known: Vec<_> = read.known.iter().map(|it| it.value.value.clone()).collect();
        assert_eq!(known, [json!(["a", "b"]), json!("2026-01-31")]);
    }
}
