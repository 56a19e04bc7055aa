//! A word that OpenAPI does not know where it lists the words that may stand.
//!
//! `in`, `style`, the `type` of a security scheme, `nodeType`, and the keys of `responses`, each
//! with the words of the document's version: `mutualTLS` is one since 3.1, `querystring` since 3.2.
//! Fires at the word. Silent where reading the document has already said so, because it left out
//! what the word stands in.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, StatusPattern, Version};
use crate::resolve::grammar::Format;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "unknown-value", |it| {
        // What is wrong with a key or scheme is told at its type.
        let kind = it.holder.get("type").map(View::id);
        let told = |id| contract.told.contains(&id);
        if told(it.view.id()) || kind.is_some_and(told) {
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
            "`{member}` knows `{text}` since OpenAPI {} only; it is understood here",
            since.number()
        ),
        None => {
            let known = words.iter().filter(|(_, since)| *since <= version);
            let known: Vec<_> = known.map(|(word, _)| format!("`{word}`")).collect();
            format!(
                "`{member}` does not know `{text}`; it is one of {}",
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
        let message = format!("a class of statuses is written with capital letters: `{canonical}`");
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
            &["`in` does not know `body`; it is one of `path`, `query`, `header`, `cookie`"],
        );
        check(
            NAME,
            "components: {headers: {A: {style: bold, schema: {}}}}",
            &[
                "`style` does not know `bold`; it is one of `matrix`, `label`, `simple`, `form`, `spaceDelimited`, `pipeDelimited`, `deepObject`",
            ],
        );
    }

    #[test]
    fn words_of_a_later_version_fire() {
        let text = "paths: {}\ncomponents: {securitySchemes: {A: {type: mutualTLS}}}";
        let message = "`type` knows `mutualTLS` since OpenAPI 3.1 only; it is understood here";
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
                "a class of statuses is written with capital letters: `2XX`",
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
