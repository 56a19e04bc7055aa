//! An HTTP authentication scheme that nobody has registered.
//!
//! `scheme` is the name that stands first in `Authorization` (RFC 9110 section 11), and it "SHOULD
//! be registered in the IANA Authentication Scheme registry" (OpenAPI 3.1 section 4.8.27.1). Fires
//! at the name: as a warning where it is only unknown, for a server may have its own, as an error
//! where it cannot be the name of any.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;

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
        let (severity, message) = match texts::is_token(it.text) {
            true => (
                Severity::Warning,
                format!(
                    "no HTTP authentication scheme is registered as `{}`",
                    it.text
                ),
            ),
            false => (
                Severity::Error,
                format!(
                    "`{}` cannot be the name of an HTTP authentication scheme",
                    it.text
                ),
            ),
        };
        let help = "the usual ones are `basic`, `bearer` and `digest`; for a key in a header, use `type: apiKey`";
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
                "no HTTP authentication scheme is registered as `token`",
                "`a b` cannot be the name of an HTTP authentication scheme",
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
