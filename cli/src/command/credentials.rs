//! The credentials of a run: from flags, else from the environment.

use tally_conformance::secret::{Secret, Secrets};
use tally_spec::Contract;
use tally_spec::contract::{CredentialLocation, SecuritySchemeKind};

use crate::args::{CheckArgs, HeaderLine, SchemeValue};
use crate::failure::Failure;

/// Gathers the credentials of a run: `--credential`, then `--header`, then the environment.
///
/// # Errors
///
/// When a flag is not of its form, or names a scheme that the document does not have.
pub(crate) fn gather(contract: &Contract, args: &CheckArgs) -> Result<Secrets, Failure> {
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
    for scheme in contract.security_schemes.keys() {
        if !secrets.given.contains_key(scheme)
            && let Ok(value) = std::env::var(Secrets::variable(scheme))
            && !value.is_empty()
        {
            secrets.given.insert(scheme.clone(), Secret::new(value));
        }
    }
    Ok(secrets)
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
