//! An invalid key of `additionalOperations`.
//!
//! The key is an HTTP method as it is sent, and "MUST NOT" be one that has a field of its own, such as
//! `POST` (OpenAPI 3.2, Path Item Object). A method is a token (RFC 9110 section 9.1). Reported at the
//! key, as a warning if it differs from such a method in case only.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, is_token};
use crate::resolve::grammar::{MemberShape, Role};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-method", |it| {
        let lower = it.text.to_ascii_lowercase();
        let own = Role::PathItem
            .member(&lower)
            .is_some_and(|member| member.shape == MemberShape::One(Role::Operation));
        let (severity, message) = if !is_token(it.text) {
            (
                Severity::Error,
                format!("`{}` is not an HTTP method", it.text),
            )
        } else if own && it.text.chars().all(|letter| letter.is_ascii_uppercase()) {
            let message = format!("use the field `{lower}` for the method `{}`", it.text);
            (Severity::Error, message)
        } else if own {
            let message = format!(
                "methods are case-sensitive: `{}` is not `{}`",
                it.text,
                it.text.to_ascii_uppercase()
            );
            (Severity::Warning, message)
        } else {
            return;
        };
        findings.add(severity, it.view, message, None);
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_version;

    const NAME: &str = "invalid-method";

    #[test]
    fn methods_of_their_own_and_what_is_none_fire() {
        check_version(
            "3.2.0",
            NAME,
            "paths: {/a: {additionalOperations: {POST: {}, get: {}, 'A B': {}}}}",
            &[
                "use the field `post` for the method `POST`",
                "methods are case-sensitive: `get` is not `GET`",
                "`A B` is not an HTTP method",
            ],
        );
    }

    #[test]
    fn other_methods_are_silent() {
        check_version(
            "3.2.0",
            NAME,
            "paths: {/a: {additionalOperations: {COPY: {}, link: {}}}}",
            &[],
        );
    }
}
