//! The name of a header or cookie that no message can bear.
//!
//! Names of headers (RFC 9110 section 5.1) and of cookies (RFC 6265 section 4.1.1) are tokens:
//! letters, digits and a few signs, no spaces, colons or letters beyond ASCII, and at least one
//! sign. Fires at keys of `headers`, at the `name` of such a parameter or API key, and, as a
//! warning, at a parameter of the query whose name is empty.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Format;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-header-name", |it| {
        let location = match it.format {
            Format::NameIn => it.holder.get("in").and_then(|view| view.str()),
            _ => Some("header"),
        };
        match location {
            Some(kind @ ("header" | "cookie")) if !texts::is_token(it.text) => {
                let message = format!("`{}` cannot be the name of a {kind}", it.text);
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
                "`a b` cannot be the name of a header",
                "`` cannot be the name of a cookie",
                "the name is empty",
                "`b:` cannot be the name of a header",
                "`ü` cannot be the name of a header",
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
