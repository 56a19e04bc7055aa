//! An invalid URL, URI or e-mail address.
//!
//! URLs follow RFC 3986: no spaces, and `%` is followed by two hexadecimal digits. They may be relative
//! unless the specification says otherwise; an XML `namespace` must be absolute. `email` "MUST be in
//! the form of an email address" (OpenAPI 3.1, Contact Object). Server URLs are checked with the
//! defaults of their variables. Reported as a warning if the URL is valid but hardly intended: an empty
//! one, a relative OAuth or OpenID Connect URL without any `/`, a server URL with a query or fragment
//! (an error since 3.2). Characters beyond ASCII are accepted.

use url::Url;

use super::{Findings, texts};
use crate::Severity::{self, Error, Warning};
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Format;
use crate::tree::View;

type Problem = (Severity, String);

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-address", |it| {
        let problem = match it.format {
            Format::Email => email(it.text),
            Format::ServerUrl => server(it.text, it.holder, contract.version),
            Format::AbsoluteUri => url(it.text).or_else(|| absolute(it.text)),
            Format::OAuthUrl => url(it.text).or_else(|| authority(it.text)),
            _ => url(it.text),
        };
        if let Some((severity, message)) = problem {
            findings.add(severity, it.view, message, None);
        }
    });
}

fn url(text: &str) -> Option<Problem> {
    if text.is_empty() {
        return Some((Warning, "the URL is empty".to_owned()));
    }
    why_not(text).map(|why| (Error, format!("invalid URL `{text}`: {why}")))
}

/// Why a text is no URI reference.
fn why_not(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for (at, letter) in text.char_indices() {
        if letter.is_ascii_control() || " \"<>\\^`{|}".contains(letter) {
            return Some(format!("it contains {letter:?}"));
        }
        let digits = bytes.get(at + 1..at + 3);
        if letter == '%' && !digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit)) {
            return Some("`%` must be followed by two hexadecimal digits".to_owned());
        }
    }
    let base = Url::parse("https://host.invalid/").ok()?;
    base.join(text).err().map(|error| error.to_string())
}

fn absolute(text: &str) -> Option<Problem> {
    let scheme = text.split(':').next().unwrap_or_default();
    let has_scheme = text.contains(':')
        && scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let message = || format!("`{text}` is relative, but this URI must be absolute");
    (!has_scheme).then(|| (Error, message()))
}

/// What is strange about the URL of an authorization server.
fn authority(text: &str) -> Option<Problem> {
    let plain = !text.contains('/') && !text.contains(':');
    let message =
        || format!("`{text}` is a relative URL without a path; an absolute URL is expected");
    plain.then(|| (Warning, message()))
}

/// The URL of a server, its variables replaced by their defaults.
fn server(template: &str, server: View<'_>, version: Version) -> Option<Problem> {
    let mut text = template.to_owned();
    let variables = server.get("variables").into_iter();
    for (name, variable) in variables.flat_map(View::members) {
        let default = variable.text("default").unwrap_or_else(|| name.to_owned());
        text = text.replace(&format!("{{{name}}}"), &default);
    }
    // A variable that is not declared is another lint's.
    let mut text = replaced(&text);
    if text.contains(['{', '}']) {
        return Some((
            Error,
            format!("unbalanced braces in server URL `{template}`"),
        ));
    }
    if text.is_empty() {
        return Some((Warning, "the URL is empty".to_owned()));
    }
    let invalid = |why| (Error, format!("invalid server URL `{template}`: {why}"));
    if let Some(why) = why_not(&text) {
        return Some(invalid(why));
    }
    if text.contains(['?', '#']) {
        let severity = if version >= Version::V3_2 {
            Error
        } else {
            Warning
        };
        let message = format!(
            "server URL `{template}` has a query or fragment, but request paths are appended to it"
        );
        return Some((severity, message));
    }
    text.make_ascii_lowercase();
    let host = text
        .split_once("//")
        .map(|(_, rest)| rest.split(['/', ':']).next());
    let host = host.flatten()?;
    let empty = host.starts_with('.') || host.contains("..");
    empty.then(|| {
        (
            Error,
            format!("server URL `{template}` has an empty label in its host `{host}`"),
        )
    })
}

/// The text with a letter for every expression in braces.
fn replaced(text: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        made.push_str(before);
        made.push('x');
        rest = behind;
    }
    made + rest
}

fn email(text: &str) -> Option<Problem> {
    let parts = text.rsplit_once('@');
    let fits = parts.is_some_and(|(name, domain)| {
        !name.is_empty()
            && !domain.is_empty()
            && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
    });
    (!fits).then(|| (Error, format!("invalid e-mail address `{text}`")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "invalid-address";

    #[test]
    fn what_is_no_url_fires_wherever_one_stands() {
        check(
            NAME,
            "tags: [{name: a, externalDocs: {url: 'http://a b'}}]\ncomponents: {examples: {A: {externalValue: '%2'}, B: {externalValue: ''}}}",
            &[
                "invalid URL `http://a b`: it contains ' '",
                "invalid URL `%2`: `%` must be followed by two hexadecimal digits",
                "the URL is empty",
            ],
        );
        check(
            NAME,
            "components: {schemas: {A: {xml: {namespace: a/b}}}}",
            &["`a/b` is relative, but this URI must be absolute"],
        );
    }

    #[test]
    fn urls_of_an_authorization_server_that_lead_nowhere_fire() {
        check(
            NAME,
            "components: {securitySchemes: {A: {type: openIdConnect, openIdConnectUrl: '-'}, B: {type: oauth2, flows: {implicit: {authorizationUrl: x, scopes: {}}}}}}",
            &[
                "`-` is a relative URL without a path; an absolute URL is expected",
                "`x` is a relative URL without a path; an absolute URL is expected",
            ],
        );
    }

    #[test]
    fn urls_of_servers_are_judged_with_their_defaults() {
        check(
            NAME,
            "servers: [{url: 'https://{a}.b', variables: {a: {default: ''}}}, {url: 'https://{a'}, {url: ''}, {url: '/a?b'}]",
            &[
                "server URL `https://{a}.b` has an empty label in its host `.b`",
                "unbalanced braces in server URL `https://{a`",
                "the URL is empty",
                "server URL `/a?b` has a query or fragment, but request paths are appended to it",
            ],
        );
        silent(
            NAME,
            "servers: [{url: 'https://{a}.b:{port}/{c}', variables: {a: {default: d}, port: {default: '1'}, c: {default: ''}}}, {url: /}, {url: ../a}]",
        );
    }

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        let contact =
            |text: &str| format!("info: {{title: a, version: '1', contact: {{email: {text}}}}}");
        let document = |text: &str| format!("openapi: 3.1.0\n{}\npaths: {{}}\n", contact(text));
        let found = |text: &str| {
            let loaded = crate::read_text("api.yaml", &document(text));
            let found = loaded.contract.unwrap().lint();
            found.iter().filter(|it| it.code == NAME).count()
        };
        assert_eq!(found("nobody"), 1);
        assert_eq!(found("'a b@c'"), 1);
        assert_eq!(found("a@b.example"), 0);
    }

    #[test]
    fn relative_urls_and_other_letters_are_silent() {
        check_version(
            "3.2.0",
            NAME,
            "$self: api/v1\ntags: [{name: a, externalDocs: {url: ../docs#ü}}]\ncomponents: {securitySchemes: {A: {type: oauth2, flows: {implicit: {authorizationUrl: /authorize, scopes: {}}}}}}",
            &[],
        );
    }
}
