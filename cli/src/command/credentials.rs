//! The credentials of a run: from flags, else from the configuration, else from the environment.

use tally_conformance::secret::{Secret, Secrets};
use tally_spec::Contract;
use tally_spec::contract::{CredentialLocation, SecuritySchemeKind};

use crate::args::{HeaderLine, SchemeValue, ServerArgs};
use crate::configuration::{Configuration, Given, Text};
use crate::failure::Failure;

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
        match scheme_of(contract, &header) {
            Some((scheme, value)) => {
                secrets
                    .given
                    .entry(scheme)
                    .or_insert_with(|| Secret::new(value));
            }
            None => secrets
                .headers
                .push((header.name, Secret::new(header.value))),
        }
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
        match (scheme_of(contract, &header), &value.value) {
            (Some((scheme, _)), Text::Literal(_)) => {
                return Err(Failure::flag(
                    origin,
                    format!(
                        "the header `{}` is the credential of `{scheme}`, and must be \"env:NAME\", \
                         the environment variable that holds it",
                        header.name
                    ),
                ));
            }
            (Some((scheme, value)), Text::Variable(_)) => {
                let given = secrets.given.entry(scheme);
                given.or_insert_with(|| Secret::new(value));
            }
            (None, _) => {
                let secret = Secret::new(header.value);
                secrets.headers.push((header.name, secret));
            }
        }
    }
    Ok(())
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
            SecuritySchemeKind::Http { scheme, .. } if scheme != "basic" => {
                authorization(header, scheme)
            }
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
