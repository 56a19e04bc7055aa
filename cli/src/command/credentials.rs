//! The credentials of a run: from flags, else from the configuration, else from the environment.

use std::collections::BTreeSet;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use tally_conformance::compose::available;
use tally_conformance::plan::Options;
use tally_conformance::secret::{Secret, Secrets};
use tally_spec::Contract;
use tally_spec::contract::{CredentialLocation, SecuritySchemeKind};

use crate::args::{HeaderLine, SchemeValue, ServerArgs};
use crate::configuration::{Configuration, Given, Text};
use crate::failure::Failure;

/// Says which credentials are missing, if the operations that are asked for need some.
pub(crate) fn mention(
    to: &mut dyn Write,
    contract: &Contract,
    options: &Options,
    secrets: &Secrets,
) -> io::Result<()> {
    let asked = contract.operations.iter().filter(|it| options.includes(it));
    let without = asked.filter(|it| !it.security.is_empty() && available(it, secrets).is_none());
    let schemes = without
        .flat_map(|it| &it.security)
        .flat_map(|it| &it.schemes);
    let missing: BTreeSet<&str> = schemes
        .map(|(scheme, _)| scheme.as_str())
        .filter(|scheme| !secrets.given.contains_key(*scheme))
        .collect();
    unasked(to, contract, secrets)?;
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = missing.iter().map(|it| format!("`{it}`")).collect();
    let variables: Vec<_> = missing.iter().map(|it| Secrets::variable(it)).collect();
    writeln!(
        to,
        "note: no credential is given for {}: set {}",
        names.join(" or "),
        variables.join(" or "),
    )
}

/// Says which credentials are given that no operation of the document asks for, and that they are
/// sent all the same.
fn unasked(to: &mut dyn Write, contract: &Contract, secrets: &Secrets) -> io::Result<()> {
    let requirements = || contract.operations.iter().flat_map(|it| &it.security);
    let asked: BTreeSet<&str> = requirements()
        .flat_map(|it| &it.schemes)
        .map(|(scheme, _)| scheme.as_str())
        .collect();
    let given = secrets.given.keys();
    let unasked: Vec<_> = given.filter(|it| !asked.contains(it.as_str())).collect();
    if unasked.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = unasked.iter().map(|it| format!("`{it}`")).collect();
    let always = unasked.iter().all(|it| secrets.everywhere.contains(it));
    let how = match requirements().next() {
        Some(_) if !always => "it is sent where a request is answered 401 or 403 without it",
        _ => "it is sent all the same",
    };
    writeln!(
        to,
        "note: a credential is given for {}, which no `security` of the document names: {how}",
        names.join(" and "),
    )
}

/// Gathers the credentials of a run: `--credential`, then `--header`, then the configuration, then
/// the environment.
///
/// # Errors
///
/// When a flag is not of its form, or one or the configuration names a scheme that the document
/// does not have or a variable that is not set; when a header of the configuration holds a
/// credential as it is; when a credential holds what no header can.
pub(crate) fn gather(
    contract: &Contract,
    args: &ServerArgs,
    configuration: &Configuration,
) -> Result<Secrets, Failure> {
    let mut secrets = Secrets::default();
    for unread in &args.credential {
        let given: SchemeValue = unread.read("--credential")?;
        check_scheme(contract, "--credential", &given.scheme)?;
        secrets.given.insert(given.scheme, Secret::new(given.value));
    }
    for unread in &args.reject {
        let rejected: SchemeValue = unread.read("--reject")?;
        check_scheme(contract, "--reject", &rejected.scheme)?;
        secrets
            .rejected
            .insert(rejected.scheme, Secret::new(rejected.value));
    }
    for unread in &args.header {
        let header: HeaderLine = unread.read("--header")?;
        let (found, rest) = credentials_of(contract, header);
        for (scheme, value) in found {
            everywhere(&mut secrets, scheme, value);
        }
        let rest = rest.map(|it| (it.name, Secret::new(it.value)));
        secrets.headers.extend(rest);
    }
    under(contract, configuration, &mut secrets)?;
    for scheme in contract.security_schemes.keys() {
        if !secrets.given.contains_key(scheme)
            && let Ok(value) = std::env::var(Secrets::variable(scheme))
            && !value.is_empty()
        {
            secrets.given.insert(scheme.clone(), Secret::new(value));
        }
    }
    for (scheme, secret) in secrets.given.iter().chain(&secrets.rejected) {
        check_text(scheme, secret)?;
    }
    Ok(secrets)
}

/// RFC 9110 §5.5: a field value holds no control characters but tabs. The message does not repeat
/// the credential.
fn check_text(scheme: &str, secret: &Secret) -> Result<(), Failure> {
    let text = secret.expose();
    let what = match text.trim_end_matches(['\r', '\n']) {
        rest if rest.len() < text.len() && !rest.contains(['\r', '\n']) => {
            "ends with a line break; give it without"
        }
        _ if text.contains(|c: char| c.is_control() && c != '\t') => {
            "holds a line break or another control character, which no header can"
        }
        _ => return Ok(()),
    };
    Err(Failure::flag(
        "--credential",
        format!("the credential of `{scheme}` {what}"),
    ))
}

/// Adds what the configuration says and no flag does.
fn under(
    contract: &Contract,
    configuration: &Configuration,
    secrets: &mut Secrets,
) -> Result<(), Failure> {
    for (references, kept) in [
        (&configuration.credentials, &mut secrets.given),
        (&configuration.reject, &mut secrets.rejected),
    ] {
        for Given { value, origin } in references {
            check_scheme(contract, origin, &value.scheme)?;
            if !kept.contains_key(&value.scheme) {
                let secret = Secret::new(variable(origin, &value.variable)?);
                kept.insert(value.scheme.clone(), secret);
            }
        }
    }
    for Given { value, origin } in &configuration.headers {
        let given = secrets.headers.iter();
        if given
            .into_iter()
            .any(|(it, _)| it.eq_ignore_ascii_case(&value.name))
        {
            continue;
        }
        let text = match &value.value {
            Text::Literal(text) => text.clone(),
            Text::Variable(name) => variable(origin, name)?,
        };
        let header: HeaderLine = format!("{}: {text}", value.name)
            .parse()
            .map_err(|message: String| Failure::flag(origin, message))?;
        let name = header.name.clone();
        let (found, rest) = credentials_of(contract, header);
        for (scheme, credential) in found {
            if matches!(value.value, Text::Literal(_)) {
                return Err(Failure::flag(
                    origin,
                    format!(
                        "the header `{name}` is the credential of `{scheme}`, and must be \
                         \"env:NAME\", the environment variable that holds it"
                    ),
                ));
            }
            everywhere(secrets, scheme, credential);
        }
        let rest = rest.map(|it| (it.name, Secret::new(it.value)));
        secrets.headers.extend(rest);
    }
    Ok(())
}

/// Adds the credential of a header line, which every request gets.
fn everywhere(secrets: &mut Secrets, scheme: String, credential: String) {
    secrets.everywhere.push(scheme.clone());
    let given = secrets.given.entry(scheme);
    given.or_insert_with(|| Secret::new(credential));
}

/// The value of an environment variable.
fn variable(origin: &str, name: &str) -> Result<String, Failure> {
    match std::env::var(name) {
        Ok(value) if !value.is_empty() => Ok(value),
        Ok(_) => Err(Failure::flag(
            origin,
            format!("the environment variable {name} is empty"),
        )),
        Err(_) => Err(Failure::flag(
            origin,
            format!("the environment variable {name} is not set"),
        )),
    }
}

fn check_scheme(contract: &Contract, flag: &str, scheme: &str) -> Result<(), Failure> {
    if contract.security_schemes.contains_key(scheme) {
        return Ok(());
    }
    let known: Vec<_> = contract
        .security_schemes
        .keys()
        .map(String::as_str)
        .collect();
    let known = match known.is_empty() {
        true => "it has none".to_owned(),
        false => format!("it has: {}", known.join(", ")),
    };
    Err(Failure::flag(
        flag,
        format!("the document has no security scheme `{scheme}`; {known}"),
    ))
}

/// The credentials of schemes that a header line holds, and what is left of it.
fn credentials_of(
    contract: &Contract,
    header: HeaderLine,
) -> (Vec<(String, String)>, Option<HeaderLine>) {
    if header.name.eq_ignore_ascii_case("cookie") {
        return cookies_of(contract, &header);
    }
    match scheme_of(contract, &header) {
        Some(found) => (vec![found], None),
        None => (Vec::new(), Some(header)),
    }
}

/// Cookies (RFC 6265 §4.2.1) that are credentials of schemes, and the others.
fn cookies_of(
    contract: &Contract,
    header: &HeaderLine,
) -> (Vec<(String, String)>, Option<HeaderLine>) {
    let mut found = Vec::new();
    let mut rest = Vec::new();
    for cookie in header.value.split(';').map(str::trim) {
        let (cookie_name, value) = cookie.split_once('=').unwrap_or((cookie, ""));
        let scheme = contract.security_schemes.values().find(|scheme| {
            matches!(&scheme.kind, SecuritySchemeKind::ApiKey {
                location: CredentialLocation::Cookie,
                name,
            } if name == cookie_name)
        });
        match scheme {
            Some(scheme) => found.push((scheme.name.clone(), value.to_owned())),
            None => rest.push(cookie),
        }
    }
    let rest = rest.join("; ");
    let rest = (!rest.is_empty()).then(|| HeaderLine {
        name: header.name.clone(),
        value: rest,
    });
    (found, rest)
}

/// The scheme whose credential a header is, with the credential.
fn scheme_of(contract: &Contract, header: &HeaderLine) -> Option<(String, String)> {
    contract.security_schemes.values().find_map(|scheme| {
        let credential = match &scheme.kind {
            SecuritySchemeKind::ApiKey {
                location: CredentialLocation::Header,
                name,
            } => name
                .eq_ignore_ascii_case(&header.name)
                .then(|| header.value.clone()),
            SecuritySchemeKind::Http { scheme, .. } => match scheme.as_str() {
                "basic" => authorization(header, scheme).and_then(|it| user_and_password(&it)),
                _ => authorization(header, scheme),
            },
            SecuritySchemeKind::OAuth2 | SecuritySchemeKind::OpenIdConnect { .. } => {
                authorization(header, "bearer")
            }
            _ => None,
        };
        credential.map(|value| (scheme.name.clone(), value))
    })
}

/// What follows the authentication scheme in an `Authorization` header of that scheme.
fn authorization(header: &HeaderLine, scheme: &str) -> Option<String> {
    let (found, rest) = header.value.split_once(' ')?;
    let is =
        header.name.eq_ignore_ascii_case("authorization") && found.eq_ignore_ascii_case(scheme);
    is.then(|| rest.trim().to_owned())
}

/// `user:password` of a Basic credential (RFC 7617 §2).
fn user_and_password(encoded: &str) -> Option<String> {
    let bytes = STANDARD.decode(encoded).ok();
    let bytes = bytes.or_else(|| STANDARD_NO_PAD.decode(encoded).ok())?;
    let text = String::from_utf8(bytes).ok()?;
    text.contains(':').then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{
      "openapi": "3.1.0", "info": { "title": "Page", "version": "1" }, "paths": {},
      "components": { "securitySchemes": {
        "user": { "type": "http", "scheme": "Basic" },
        "token": { "type": "http", "scheme": "bearer" },
        "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
        "session": { "type": "apiKey", "in": "cookie", "name": "sid" }
      } }
    }"#;

    fn check(line: &str, found: &[(&str, &str)], rest: Option<&str>) {
        let contract = tally_spec::read_text("api.json", DOCUMENT).contract;
        let (credentials, left) = credentials_of(&contract.unwrap(), line.parse().unwrap());
        let credentials = credentials.iter().map(|(a, b)| (a.as_str(), b.as_str()));
        assert_eq!(credentials.collect::<Vec<_>>(), found, "{line}");
        let left = left.map(|it| format!("{}: {}", it.name, it.value));
        assert_eq!(left.as_deref(), rest, "{line}");
    }

    #[test]
    fn a_header_line_is_the_credential_of_the_scheme_that_it_fits() {
        let basic = "Authorization: Basic dXNlcjpwYXNzLXdvcmQ=";
        check(basic, &[("user", "user:pass-word")], None);
        check(
            basic.trim_end_matches('='),
            &[("user", "user:pass-word")],
            None,
        );
        check("authorization: bearer abc", &[("token", "abc")], None);
        check("x-key: abc", &[("key", "abc")], None);
        check("Cookie: sid=a=b", &[("session", "a=b")], None);
        check(
            "Cookie: theme=dark; sid=abc; x",
            &[("session", "abc")],
            Some("Cookie: theme=dark; x"),
        );
    }

    #[test]
    fn a_header_line_that_fits_none_stays_as_it_is() {
        for line in [
            "Authorization: Digest dXNlcjpwYXNzLXdvcmQ=",
            "Authorization: Basic not Base64",
            "Authorization: Basic YWJj",
            "Cookie: theme=dark",
            "X-Tenant: 1",
        ] {
            check(line, &[], Some(line));
        }
    }
}
