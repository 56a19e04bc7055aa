//! The answer says that its body is compressed, and it is not.
//!
//! Fires when `Content-Encoding` names gzip, deflate (zlib), zstd or Brotli alone and the body, of
//! a declared JSON media type, does not begin as that coding does, or is well-formed JSON as it is.
//!
//! Silent when the coding is there (a server may compress even when it is asked not to: then the
//! body is not judged), when several or unknown codings are named, and on empty bodies.
//!
//! RFC 9110 §8.4: the header "indicates what content codings have been applied to the
//! representation"; RFC 1952 §2.3.1, RFC 1950 §2.2, RFC 8878 §3.1.1: what they begin with.

use tally_spec::clause::Part;
use tally_spec::promise::{Promise, is_json};

use super::rule::{Rule, stands_in};
use crate::json::{self, Reading};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct FalseContentCoding;

impl Rule for FalseContentCoding {
    stands_in!(FalseContentCoding, "false_content_coding");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let (Some(answer), Some(media)) = (context.exchange.answer(), context.media) else {
            return;
        };
        if !answer.is_coded() || answer.body.is_empty() || !is_json(&media.name) {
            return;
        }
        let part: Option<Part> = context.body_part();
        let Some(clause) = part.and_then(|it| context.ledger.promise(Promise::WellFormed, &it))
        else {
            return;
        };
        let codings: Vec<_> = answer.header("content-encoding").collect();
        let coding = codings.join(", ").trim().to_ascii_lowercase();
        let plain = || matches!(json::read(&answer.body), Reading::Value(_));
        let is_there = match (coding.as_str(), &answer.body[..]) {
            ("gzip" | "x-gzip", body) => body.starts_with(&[0x1f, 0x8b]),
            ("deflate", [first, ..]) => first & 0x0f == 8 && !plain(),
            ("zstd", body) => body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]),
            ("br", _) => !plain(),
            _ => true,
        };
        if is_there {
            return assessments.undecided(clause, format!("the body is compressed ({coding})"));
        }
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: format!("a body with the content coding {coding}"),
            observed: "a body without it".into(),
            why: "a client that decodes as the header says cannot read the body".to_owned(),
            detail: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::FalseContentCoding, fixtures);
    }

    fn coded(coding: &str, body: impl AsRef<[u8]>) -> Fixture {
        Fixture::valid()
            .header("content-encoding", coding)
            .body(body)
    }

    #[test]
    fn fires_when_the_coding_is_not_there() {
        check(["gzip", "deflate", "zstd", "br"].map(|coding| {
            coded(coding, r#"{"id":"1"}"#).says(&format!(
                "response.200.body#/well-formed: \
                 a body with the content coding {coding} → a body without it"
            ))
        }));
    }

    #[test]
    fn open_when_it_is_there_or_nobody_knows() {
        let open = |coding: &str, body: &[u8]| {
            coded(coding, body).says(&format!(
                "response.200.body#/well-formed: undecided: the body is compressed ({coding})"
            ))
        };
        check([
            open("gzip", b"\x1f\x8b\x08"),
            open("deflate", b"x\x01\x02"),
            open("zstd", b"\x28\xb5\x2f\xfd"),
            open("br", b"\x0b\x02\x80"),
            open("aes128gcm", b"{}"),
        ]);
    }

    #[test]
    fn silent_without_a_coding_or_a_body() {
        check([
            coded("identity", "{}").says_nothing(),
            coded("gzip", "").says_nothing(),
            Fixture::valid().says_nothing(),
            coded("gzip", "{}").says(
                "response.200.body#/well-formed: \
                 a body with the content coding gzip → a body without it",
            ),
        ]);
    }
}
