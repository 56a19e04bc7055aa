//! Names of statuses.

use http::StatusCode;
use tally_spec::contract::StatusPattern;

use super::naming;

/// `200` is `Ok`, `4XX` is `ClientError`, `default` is `Default`; a code without a registered
/// phrase is `Status299`.
pub(crate) fn name(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => {
            let phrase = StatusCode::from_u16(code)
                .ok()
                .and_then(|code| code.canonical_reason());
            phrase.map_or_else(|| format!("Status{code}"), naming::variant)
        }
        StatusPattern::Range(1) => "Informational".to_owned(),
        StatusPattern::Range(2) => "Success".to_owned(),
        StatusPattern::Range(3) => "Redirection".to_owned(),
        StatusPattern::Range(4) => "ClientError".to_owned(),
        StatusPattern::Range(5) => "ServerError".to_owned(),
        StatusPattern::Range(class) => format!("Class{class}"),
        StatusPattern::Default => "Default".to_owned(),
    }
}
