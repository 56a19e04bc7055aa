//! A key of `additionalOperations` that is no method, or one that has its own member.
//!
//! "The map key is the HTTP method with the same capitalization that is to be sent in the request.
//! This map MUST NOT contain any entry for the methods that can be defined by other fixed fields"
//! (OpenAPI 3.2 section 4.9). A method is a token (RFC 9110 section 9.1). Fires at the key; as a
//! warning where only the case tells it from such a method.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::{Role, Shape};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-method", |it| {
        let lower = it.text.to_ascii_lowercase();
        let own = Role::PathItem
            .member(&lower)
            .is_some_and(|member| member.shape == Shape::One(Role::Operation));
        let (severity, message) = if !texts::is_token(it.text) {
            (Severity::Error, format!("`{}` is no HTTP method", it.text))
        } else if own && it.text.chars().all(|letter| letter.is_ascii_uppercase()) {
            let message = format!("`{}` has its own member, `{lower}`", it.text);
            (Severity::Error, message)
        } else if own {
            let message = format!(
                "methods are sent as they are written here, and `{}` is not `{}`",
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
                "`POST` has its own member, `post`",
                "methods are sent as they are written here, and `get` is not `GET`",
                "`A B` is no HTTP method",
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
