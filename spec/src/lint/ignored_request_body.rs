//! A request body that HTTP or the specification gives no meaning.
//!
//! In 3.0, `requestBody` "is only supported in HTTP methods where the HTTP 1.1 specification has
//! explicitly defined semantics for request bodies"; later versions permit it elsewhere, but it "SHOULD
//! be avoided". Reported for GET, HEAD and TRACE, in 3.0 also for DELETE; the body is still sent. Also
//! reported for an empty `content`, which "SHOULD have at least one entry".

use super::{Findings, texts};
use crate::Severity;
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Role;
use crate::tree::Kind;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for (view, role) in texts::objects(contract) {
        match role {
            Role::PathItem => {
                let methods: &[&str] = match contract.version {
                    Version::V3_0 => &["get", "head", "delete", "trace"],
                    _ => &["get", "head", "trace"],
                };
                for method in methods {
                    let operation = view.get(method);
                    let operation = operation.and_then(|it| contract.document.follow(it));
                    if let Some(body) = operation.and_then(|it| it.get("requestBody")) {
                        let message = format!(
                            "HTTP defines no meaning for the body of a {} request",
                            method.to_ascii_uppercase()
                        );
                        findings.add(Severity::Warning, body, message, None);
                    }
                }
            }
            Role::RequestBody => {
                let content = view.get("content").filter(|it| it.kind() == Kind::Object);
                if let Some(content) = content.filter(|it| it.members().len() == 0) {
                    let message = "`content` declares no media type".to_owned();
                    findings.add(Severity::Warning, content, message, None);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "ignored-request-body";
    const DELETE: &str = "paths: {/a: {delete: {requestBody: {content: {a/b: {}}}}}}";

    #[test]
    fn bodies_of_methods_without_one_fire() {
        check(
            NAME,
            "paths: {/a: {get: {requestBody: {content: {a/b: {}}}}, trace: {requestBody: {content: {a/b: {}}}}}}",
            &[
                "HTTP defines no meaning for the body of a GET request",
                "HTTP defines no meaning for the body of a TRACE request",
            ],
        );
        let message = "HTTP defines no meaning for the body of a DELETE request";
        check_version("3.0.3", NAME, DELETE, &[message]);
        check_version("3.1.0", NAME, DELETE, &[]);
    }

    #[test]
    fn content_without_a_media_type_fires() {
        check(
            NAME,
            "paths: {/a: {post: {requestBody: {content: {}}}}}",
            &["`content` declares no media type"],
        );
    }

    #[test]
    fn other_bodies_are_silent() {
        silent(
            NAME,
            "paths: {/a: {post: {requestBody: {content: {a/b: {}}}}, get: {}}}",
        );
    }
}
