//! Rules: what can be wrong with one exchange, one in each file.
//!
//! A rule is named after the bad thing that it finds; its id is its file's stem; the comment at
//! the top of its file is its manual page. Adding one touches its file and the list below. What
//! takes several exchanges in a row is a [law](crate::laws).

mod rule;

mod broken_answer;
mod credentials_not_enforced;
mod credentials_refused;
mod false_content_coding;
mod header_mismatch;
mod invalid_accepted;
mod lookup_accepted;
mod malformed_json;
mod missing_body;
mod missing_header;
mod no_answer;
mod not_http;
mod schema_mismatch;
mod server_error;
mod undocumented_content_type;
mod undocumented_status;
mod unexpected_body;
mod valid_refused;
mod write_only_answered;
mod wrong_culprit;
mod wrong_lookup_status;
mod wrong_refusal;
mod wrong_unauthorized_status;

#[cfg(test)]
pub(crate) mod fixture;

pub use rule::{Rule, judge};

/// All rules, those about the transport first, then those about the answer, then those about
/// what the request deserved.
pub static RULES: &[&dyn Rule] = &[
    &no_answer::NoAnswer,
    &broken_answer::BrokenAnswer,
    &not_http::NotHttp,
    &server_error::ServerError,
    &undocumented_status::UndocumentedStatus,
    &undocumented_content_type::UndocumentedContentType,
    &missing_header::MissingHeader,
    &header_mismatch::HeaderMismatch,
    &missing_body::MissingBody,
    &unexpected_body::UnexpectedBody,
    &false_content_coding::FalseContentCoding,
    &malformed_json::MalformedJson,
    &schema_mismatch::SchemaMismatch,
    &write_only_answered::WriteOnlyAnswered,
    &wrong_culprit::WrongCulprit,
    &invalid_accepted::InvalidAccepted,
    &wrong_refusal::WrongRefusal,
    &valid_refused::ValidRefused,
    &credentials_refused::CredentialsRefused,
    &credentials_not_enforced::CredentialsNotEnforced,
    &wrong_unauthorized_status::WrongUnauthorizedStatus,
    &lookup_accepted::LookupAccepted,
    &wrong_lookup_status::WrongLookupStatus,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_rule_with_a_manual_page() {
        for rule in RULES {
            let page = rule.page();
            let words = rule.id().as_str().replace('_', " ");
            assert!(
                page.contains("Fires "),
                "{words}: when does it fire?\n{page}"
            );
            assert!(
                page.contains("Silent "),
                "{words}: when is it silent?\n{page}"
            );
            assert!(
                page.contains('§') || page.contains("Object"),
                "{words}: on what does it stand?"
            );
        }
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        let mut stems: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .filter(|stem| !["mod", "rule", "fixture"].contains(&stem.as_str()))
            .collect();
        stems.sort();
        let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id().as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, stems);
    }
}
