//! Formats of strings (JSON Schema 2020-12, Validation, section 7.3).

use std::net::Ipv6Addr;

use serde_json::Value;

use super::constrained::Constrained;
use super::issue::IssueKind;
use super::rule::{Broken, Rule, all};

/// An address of e-mail (RFC 5321 section 4.1.2).
pub type Email = Constrained<String, IsEmail>;

/// The name of a host (RFC 1123 section 2.1).
pub type Hostname = Constrained<String, IsHostname>;

/// A URI (RFC 3986), which has a scheme.
pub type Uri = Constrained<String, IsUri>;

/// A URI, or one that is relative to another (RFC 3986 section 4.1).
pub type UriReference = Constrained<String, IsUriReference>;

/// What an [`Email`] is held to.
#[derive(Clone, Copy, Debug)]
pub enum IsEmail {}

/// What a [`Hostname`] is held to.
#[derive(Clone, Copy, Debug)]
pub enum IsHostname {}

/// What a [`Uri`] is held to.
#[derive(Clone, Copy, Debug)]
pub enum IsUri {}

/// What a [`UriReference`] is held to.
#[derive(Clone, Copy, Debug)]
pub enum IsUriReference {}

impl Rule for IsEmail {
    fn broken(value: &Value) -> Broken {
        all([email(value)])
    }
}

impl Rule for IsHostname {
    fn broken(value: &Value) -> Broken {
        all([hostname(value)])
    }
}

impl Rule for IsUri {
    fn broken(value: &Value) -> Broken {
        all([uri(value)])
    }
}

impl Rule for IsUriReference {
    fn broken(value: &Value) -> Broken {
        all([uri_reference(value)])
    }
}

/// `format: email`.
#[must_use]
pub fn email(value: &Value) -> Option<IssueKind> {
    broken(value, "email", |text| {
        let Some((local, domain)) = text.rsplit_once('@') else {
            return false;
        };
        let atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        let atom = |atom: &str| !atom.is_empty() && atom.chars().all(atext);
        let quoted = local.len() >= 2 && local.starts_with('"') && local.ends_with('"');
        let literal = domain.starts_with('[') && domain.ends_with(']');
        (quoted || local.split('.').all(atom)) && (literal || is_hostname(domain))
    })
}

/// `format: hostname`.
#[must_use]
pub fn hostname(value: &Value) -> Option<IssueKind> {
    broken(value, "hostname", is_hostname)
}

/// `format: uri`.
#[must_use]
pub fn uri(value: &Value) -> Option<IssueKind> {
    broken(value, "uri", |text| {
        let scheme = text.split_once(':').map(|(scheme, _)| scheme);
        scheme.is_some_and(is_scheme) && is_reference(text)
    })
}

/// `format: uri-reference`.
#[must_use]
pub fn uri_reference(value: &Value) -> Option<IssueKind> {
    broken(value, "uri-reference", is_reference)
}

fn broken(
    value: &Value,
    format: &'static str,
    accepts: impl Fn(&str) -> bool,
) -> Option<IssueKind> {
    let accepted = accepts(value.as_str()?);
    (!accepted).then_some(IssueKind::NotOfFormat { format })
}

fn is_hostname(text: &str) -> bool {
    let label = |label: &str| {
        let part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let bytes = label.as_bytes();
        (1..=63).contains(&bytes.len())
            && bytes.iter().copied().all(part)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

fn is_scheme(text: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(part)
}

/// RFC 3986 appendix A: what stands where, after the scheme.
fn is_reference(text: &str) -> bool {
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let start = rest.split('/').next().unwrap_or_default();
    let (scheme, rest) = match start.split_once(':') {
        Some((scheme, _)) => (scheme, &rest[scheme.len() + 1..]),
        None => ("a", rest),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    is_scheme(scheme)
        && is_authority(authority)
        && consists_of(path, ":@/")
        && consists_of(query, ":@/?")
        && consists_of(fragment, ":@/?")
}

fn is_authority(text: &str) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let (host, port) = match host.strip_prefix('[') {
        Some(literal) => {
            let Some((literal, port)) = literal.split_once(']') else {
                return false;
            };
            let future = literal.starts_with(['v', 'V']) && consists_of(literal, ":");
            if !future && literal.parse::<Ipv6Addr>().is_err() {
                return false;
            }
            ("", port)
        }
        None => host.split_at(host.rfind(':').unwrap_or(host.len())),
    };
    let digits = port.strip_prefix(':').unwrap_or(port);
    consists_of(user, ":")
        && consists_of(host, "")
        && (port.is_empty() || port.starts_with(':'))
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has no characters but unreserved ones, delimiters of parts, those of `more`, and
/// percent-encoded ones.
fn consists_of(text: &str, more: &str) -> bool {
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let permitted = match character {
            '%' => (0..2).all(|_| rest.next().is_some_and(|digit| digit.is_ascii_hexdigit())),
            _ => {
                character.is_ascii_alphanumeric()
                    || "-._~!$&'()*+,;=".contains(character)
                    || more.contains(character)
            }
        };
        if !permitted {
            return false;
        }
    }
    true
}
