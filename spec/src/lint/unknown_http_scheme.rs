//! An HTTP authentication scheme that is not registered.
//!
//! `scheme` is the first word of the `Authorization` header (RFC 9110 section 11), and it "SHOULD be
//! registered in the IANA Authentication Scheme registry" (OpenAPI 3.1, Security Scheme Object). An
//! unregistered scheme is a warning, since a server may define its own; a name that cannot be one is an
//! error.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, is_token};

/// The registry, in lower case: names are compared without regard to case.
const REGISTERED: [&str; 14] = [
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "unknown-http-scheme", |it| {
        let misplaced = it
            .role
            .member(it.member)
            .is_some_and(|member| member.misplaced(it.holder).is_some());
        if misplaced || REGISTERED.contains(&it.text.to_ascii_lowercase().as_str()) {
            return;
        }
        let (severity, message) = match is_token(it.text) {
            true => (
                Severity::Warning,
                format!(
                    "`{}` is not a registered HTTP authentication scheme",
                    it.text
                ),
            ),
            false => (
                Severity::Error,
                format!(
                    "invalid name of an HTTP authentication scheme: `{}`",
                    it.text
                ),
            ),
        };
        let help = "common schemes are `basic`, `bearer` and `digest`; for a key in a header, use `type: apiKey`";
        findings.add(severity, it.view, message, Some(help));
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "unknown-http-scheme";

    #[test]
    fn names_that_are_not_registered_fire() {
        check(
            NAME,
            "components: {securitySchemes: {A: {type: http, scheme: token}, B: {type: http, scheme: 'a b'}}}",
            &[
                "`token` is not a registered HTTP authentication scheme",
                "invalid name of an HTTP authentication scheme: `a b`",
            ],
        );
    }

    #[test]
    fn registered_names_in_any_case_are_silent() {
        silent(
            NAME,
            "components: {securitySchemes: {A: {type: http, scheme: Bearer}, B: {type: http, scheme: DPoP}, C: {type: oauth2, scheme: x}}}",
        );
    }
}
