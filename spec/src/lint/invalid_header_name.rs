//! An invalid header or cookie name.
//!
//! Header names (RFC 9110 section 5.1) and cookie names (RFC 6265 section 4.1.1) are tokens: at least
//! one of the letters, digits and `!#$%&'*+-.^_\`|~` of ASCII. Reported at the keys of `headers` and at
//! the `name` of a parameter or API key in a header or cookie. An empty name in `query` is a warning.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, is_token};
use crate::resolve::grammar::Format;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-header-name", |it| {
        let location = match it.format {
            Format::NameIn => it.holder.get("in").and_then(|view| view.str()),
            _ => Some("header"),
        };
        match location {
            Some(kind @ ("header" | "cookie")) if !is_token(it.text) => {
                let message = format!("invalid {kind} name `{}`", it.text);
                let help = "use letters, digits and hyphens";
                findings.add(Severity::Error, it.view, message, Some(help));
            }
            Some("query") if it.text.is_empty() => {
                let message = "the name is empty".to_owned();
                findings.add(Severity::Warning, it.view, message, None);
            }
            _ => {}
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "invalid-header-name";

    #[test]
    fn names_that_are_no_tokens_fire() {
        check(
            NAME,
            "paths: {/a: {get: {parameters: [{name: 'a b', in: header, schema: {}}, {name: '', in: cookie, schema: {}}, {name: '', in: query, schema: {}}], responses: {'200': {description: a, headers: {'b:': {schema: {}}}}}}}}\ncomponents: {securitySchemes: {C: {type: apiKey, in: header, name: ü}}}",
            &[
                "invalid header name `a b`",
                "invalid cookie name ``",
                "the name is empty",
                "invalid header name `b:`",
                "invalid header name `ü`",
            ],
        );
    }

    #[test]
    fn tokens_and_other_parameters_are_silent() {
        silent(
            NAME,
            "components: {headers: {'an own name': {schema: {}}}, parameters: {A: {name: 'a b', in: query, schema: {}}, B: {name: X-B_1, in: header, schema: {}}}}",
        );
    }
}
