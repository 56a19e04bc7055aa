//! The header lines that the user gives for every request.

use tally_spec::Contract;
use tally_spec::contract::{Operation, ParameterLocation};
use tally_spec::schema::pointer;

use super::credentials;
use crate::case::PlannedRequest;
use crate::exchange::{SentHeader, Shown};
use crate::secret::Secrets;

/// Adds the lines to the headers of a request, each once.
///
/// Every request gets them, with two exceptions. A line that may hold a credential is held back where
/// the case itself says who asks. Where the operation has a header parameter of that name, the line
/// is its value unless the case is about that parameter: then the case decides.
pub(super) fn add(
    headers: &mut Vec<SentHeader>,
    contract: &Contract,
    operation: &Operation,
    planned: &PlannedRequest,
    secrets: &Secrets,
) {
    let is_told = credentials::are_told(&planned.credentials);
    let own = headers.len();
    for (name, value) in &secrets.headers {
        if is_told && credentials::may_hold(contract, name) {
            continue;
        }
        let variable = Secrets::header_variable(name);
        let line = SentHeader {
            name: name.clone(),
            value: value.expose().to_owned(),
            shown: Some(Shown::placeholder(format!("${variable}"))),
        };
        let known = headers[..own]
            .iter_mut()
            .find(|it| it.name.eq_ignore_ascii_case(name));
        match (known, parameter(operation, name)) {
            (Some(cookies), _) if name.eq_ignore_ascii_case("cookie") => join(cookies, line),
            (Some(known), Some((at, _))) if planned.bound.contains(&at) => {
                known.value = line.value;
                known.shown = line.shown;
            }
            // It is there, or left out on purpose.
            (Some(_), _) | (None, Some((_, true))) => {}
            (None, _) => headers.push(line),
        }
    }
}

/// The header parameter of this name: its pointer into requests, and whether it must be sent.
fn parameter(operation: &Operation, name: &str) -> Option<(String, bool)> {
    let mut headers = operation
        .parameters
        .iter()
        .filter(|it| it.location == ParameterLocation::Header);
    let found = headers.find(|it| it.name.eq_ignore_ascii_case(name))?;
    Some((pointer::join("/header", &found.name), found.required))
}

/// Adds cookies to those that a request has: it has one line of them (RFC 6265 §5.4).
fn join(cookies: &mut SentHeader, more: SentHeader) {
    let text = cookies.value.clone();
    let shown = cookies.shown.take();
    let mut shown = shown.unwrap_or_else(|| Shown::default().after(text));
    let more_shown = more.shown.unwrap_or_default();
    shown.0.extend(more_shown.after("; ").0);
    cookies.value.push_str("; ");
    cookies.value.push_str(&more.value);
    cookies.shown = Some(shown);
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use url::Url;

    use super::*;
    use crate::case::Credentials;
    use crate::compose::compose;
    use crate::secret::Secret;

    const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: t, version: '1'}
security: [{key: []}]
paths:
  /a:
    get:
      parameters:
      - {name: X-Tenant, in: header, required: true, schema: {type: string}}
      - {name: theme, in: cookie, schema: {type: string}}
      responses: {'204': {description: done}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    session: {type: apiKey, in: cookie, name: sid}
";

    /// The header lines, sorted, of a request with these lines of the user.
    fn sent(planned: &PlannedRequest, lines: &[(&str, &str)], everywhere: &[&str]) -> Vec<String> {
        let contract = tally_spec::read_text("a.yaml", DOCUMENT).contract.unwrap();
        let mut secrets = Secrets::default();
        for scheme in ["key", "session"] {
            let secret = Secret::new(format!("{scheme}-secret"));
            secrets.given.insert(scheme.to_owned(), secret);
        }
        secrets.everywhere = everywhere.iter().map(|&it| it.to_owned()).collect();
        let lines = lines.iter();
        secrets.headers = lines
            .map(|(name, value)| ((*name).to_owned(), Secret::new(*value)))
            .collect();
        let base = Url::parse("http://h").unwrap();
        let operation = &contract.operations[0];
        let request = compose(&base, &contract, operation, planned, &secrets).unwrap();
        let headers = request.headers.iter();
        let mut headers: Vec<_> = headers
            .map(|it| format!("{}: {}", it.name, it.value))
            .collect();
        headers.sort();
        headers
    }

    fn planned(credentials: Credentials) -> PlannedRequest {
        PlannedRequest {
            credentials,
            ..PlannedRequest::default()
        }
    }

    #[test]
    fn a_line_is_held_back_only_where_the_case_says_who_asks_and_it_may_say_so_too() {
        let lines = [("Authorization", "Token t"), ("X-Trace", "1")];
        let all = ["Authorization: Token t", "X-Key: key-secret", "X-Trace: 1"];
        assert_eq!(sent(&planned(Credentials::Given), &lines, &[]), all);
        assert_eq!(
            sent(&planned(Credentials::None), &lines, &[]),
            ["X-Trace: 1"]
        );
        let undeclared = PlannedRequest {
            method: Some("HEAD".to_owned()),
            ..PlannedRequest::default()
        };
        assert_eq!(sent(&undeclared, &lines, &[]), all);
        let bound = Credentials::Schemes {
            names: vec!["key".to_owned()],
        };
        assert_eq!(sent(&planned(bound), &lines, &[]), all);
    }

    #[test]
    fn the_credential_of_a_line_goes_out_where_nobody_asks_for_it_but_not_where_the_case_does() {
        let both = ["X-Key: key-secret", "cookie: sid=session-secret"];
        assert_eq!(sent(&planned(Credentials::Given), &[], &["session"]), both);
        let alone = planned(Credentials::Alternative { index: 0 });
        assert_eq!(sent(&alone, &[], &["session"]), both[..1]);
        assert_eq!(sent(&planned(Credentials::None), &[], &["key"]), [""; 0]);
    }

    #[test]
    fn a_header_parameter_has_the_value_of_the_line_unless_the_case_is_about_it() {
        let lines = [("x-tenant", "acme")];
        let mut request = planned(Credentials::None);
        // Left out on purpose: it must be sent.
        assert_eq!(sent(&request, &lines, &[]), [""; 0]);
        request
            .header
            .insert("X-Tenant".to_owned(), json!("made-up"));
        assert_eq!(sent(&request, &lines, &[]), ["X-Tenant: made-up"]);
        request.bound = vec!["/header/X-Tenant".to_owned()];
        assert_eq!(sent(&request, &lines, &[]), ["X-Tenant: acme"]);
    }

    #[test]
    fn a_request_has_one_line_of_cookies() {
        let mut request = planned(Credentials::Given);
        request.cookie.insert("theme".to_owned(), json!("dark"));
        let expected = ["X-Key: key-secret", "cookie: theme=dark; a=1"];
        assert_eq!(sent(&request, &[("Cookie", "a=1")], &[]), expected);
    }
}
