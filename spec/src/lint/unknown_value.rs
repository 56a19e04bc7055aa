//! An unknown value of a member that takes one of a fixed list.
//!
//! Covers `in`, `style`, `type` of a security scheme, `nodeType`, and the keys of `responses`. Each
//! version has its own list: `mutualTLS` was added in 3.1, `querystring` in 3.2. Reported at the value.
//! Silent if it was already reported when the document was read.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, StatusPattern, Version};
use crate::resolve::grammar::Format;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "unknown-value", |it| {
        // What is wrong with a key or scheme is reported at its type.
        let kind = it.holder.get("type").map(View::id);
        let reported = |id| contract.reported.contains(&id);
        if reported(it.view.id()) || kind.is_some_and(reported) {
            return;
        }
        let found = match it.format {
            Format::OneOf(words) => word(it.member, it.text, words, contract.version),
            _ => status(it.text),
        };
        if let Some((severity, message)) = found {
            findings.add(severity, it.view, message, None);
        }
    });
}

fn word(
    member: &str,
    text: &str,
    words: &[(&str, Version)],
    version: Version,
) -> Option<(Severity, String)> {
    let since = words.iter().find(|(word, _)| *word == text);
    let message = match since {
        Some((_, since)) if *since <= version => return None,
        Some((_, since)) => format!(
            "`{member}: {text}` requires OpenAPI {}; it is accepted here",
            since.number()
        ),
        None => {
            let known = words.iter().filter(|(_, since)| *since <= version);
            let known: Vec<_> = known.map(|(word, _)| format!("`{word}`")).collect();
            format!(
                "unknown value `{text}` for `{member}`, expected one of {}",
                known.join(", ")
            )
        }
    };
    Some((Severity::Error, message))
}

fn status(text: &str) -> Option<(Severity, String)> {
    let canonical = text.to_ascii_uppercase();
    if text == "default" || (text.len() == 3 && is_status(text)) {
        return None;
    }
    if text.len() == 3 && is_status(&canonical) {
        let message = format!("a range of statuses is written in capitals: `{canonical}`");
        return Some((Severity::Warning, message));
    }
    let message =
        format!("`{text}` is not a status: three digits, a class like `4XX`, or `default`");
    Some((Severity::Error, message))
}

fn is_status(text: &str) -> bool {
    match StatusPattern::try_from(text.to_owned()) {
        Ok(StatusPattern::Code(code)) => (100..600).contains(&code),
        Ok(_) => true,
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "unknown-value";

    #[test]
    fn words_that_are_not_listed_fire_wherever_they_stand() {
        check(
            NAME,
            "components: {parameters: {A: {name: a, in: body, schema: {}}}, securitySchemes: {B: {type: apiKey, name: b, in: path}}}",
            &["unknown value `body` for `in`, expected one of `path`, `query`, `header`, `cookie`"],
        );
        check(
            NAME,
            "components: {headers: {A: {style: bold, schema: {}}}}",
            &[
                "unknown value `bold` for `style`, expected one of `matrix`, `label`, `simple`, `form`, `spaceDelimited`, `pipeDelimited`, `deepObject`",
            ],
        );
    }

    #[test]
    fn words_of_a_later_version_fire() {
        let text = "paths: {}\ncomponents: {securitySchemes: {A: {type: mutualTLS}}}";
        let message = "`type: mutualTLS` requires OpenAPI 3.1; it is accepted here";
        check_version("3.0.3", NAME, text, &[message]);
        check_version("3.1.0", NAME, text, &[]);
    }

    #[test]
    fn keys_of_responses_fire_where_no_operation_is_read() {
        check(
            NAME,
            "paths: {/a: {post: {callbacks: {b: {'{$url}': {post: {responses: {'20': {}, 2xx: {}, x-a: {}}}}}}}}}",
            &[
                "`20` is not a status: three digits, a class like `4XX`, or `default`",
                "a range of statuses is written in capitals: `2XX`",
            ],
        );
    }

    #[test]
    fn what_reading_said_is_not_said_again() {
        silent(
            NAME,
            "paths: {/a: {get: {parameters: [{name: a, in: body}], responses: {'20': {}, '200': {}, default: {}, 4XX: {}}}}}",
        );
    }
}
