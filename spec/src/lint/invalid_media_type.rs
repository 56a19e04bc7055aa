//! An invalid media type.
//!
//! "The key is a media type or media type range" (OpenAPI 3.1, `content`): a type and a subtype
//! separated by a slash, optionally followed by parameters (RFC 9110 sections 8.3.1 and 12.5.1).
//! `contentType` of an encoding may list several, separated by commas. Reported at the key or
//! `contentType`.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, is_token};
use crate::media_type::split;
use crate::resolve::grammar::Format;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-media-type", |it| {
        let wrong = match it.format {
            Format::MediaRanges => split(it.text, ',').into_iter().find(|text| !is_range(text)),
            _ => Some(it.text).filter(|text| !is_range(text)),
        };
        if let Some(wrong) = wrong {
            let message = format!("`{}` is not a media type", wrong.trim());
            let help = "write a type and a subtype, like `application/json`";
            findings.add(Severity::Error, it.view, message, Some(help));
        }
    });
}

/// Whether a text is a media type or a range of them, perhaps with parameters.
fn is_range(text: &str) -> bool {
    let parts = split(text, ';');
    let mut parts = parts.iter().map(|part| part.trim());
    let Some((main, sub)) = parts.next().and_then(|essence| essence.split_once('/')) else {
        return false;
    };
    is_token(main)
        && is_token(sub)
        && (main != "*" || sub == "*")
        && parts.all(|parameter| {
            parameter.is_empty()
                || parameter
                    .split_once('=')
                    .is_some_and(|(name, value)| is_token(name) && is_value(value))
        })
}

fn is_value(value: &str) -> bool {
    let quoted = value.len() >= 2 && value.starts_with('"') && value.ends_with('"');
    quoted || is_token(value)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};
    use super::is_range;

    const NAME: &str = "invalid-media-type";

    #[test]
    fn media_types_are_told_from_other_texts() {
        for text in [
            "a/b",
            "*/*",
            "text/*",
            "application/vnd.a.v1+json; q=0.5",
            "multipart/mixed; boundary=\"a;b,c\"",
            "text/plain;charset=utf-8",
        ] {
            assert!(is_range(text), "{text}");
        }
        for text in [
            "",
            "json",
            "*",
            "*/json",
            "a/b/c",
            "a b/c",
            "/a",
            "a/b; c",
            "a/b; c=d e",
        ] {
            assert!(!is_range(text), "{text}");
        }
    }

    #[test]
    fn other_texts_fire_wherever_content_is_described() {
        check(
            NAME,
            "components: {responses: {A: {description: a, content: {json: {}}}}, requestBodies: {B: {content: {text/plain: {encoding: {c: {contentType: 'a/b, c'}}}}}}, headers: {D: {content: {'': {}}}}}",
            &[
                "`json` is not a media type",
                "`c` is not a media type",
                "`` is not a media type",
            ],
        );
    }

    #[test]
    fn media_types_and_ranges_are_silent() {
        silent(
            NAME,
            "components: {requestBodies: {A: {content: {'*/*': {}, text/plain: {encoding: {b: {contentType: 'image/png, image/*'}}}}}}}",
        );
    }
}
