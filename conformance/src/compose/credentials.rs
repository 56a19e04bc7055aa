//! Places credentials where the contract says, right or wrong ones.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use tally_spec::Contract;
use tally_spec::contract::{CredentialLocation, Operation, SecurityScheme, SecuritySchemeKind};

use super::NotSendable;
use crate::case::{Credentials, WrongCredential};
use crate::exchange::{SentHeader, Shown};
use crate::secret::Secrets;

/// Credentials as they are placed.
#[derive(Default)]
pub(super) struct Placed {
    /// Header lines.
    pub(super) headers: Vec<SentHeader>,
    /// Query parameters: name, value, what is shown of the value.
    pub(super) query: Vec<(String, String, String)>,
    /// Cookies: name, value, what is shown of the value.
    pub(super) cookies: Vec<(String, String, String)>,
}

/// A credential and its placeholder: text in double quotes of a POSIX shell.
struct Credential {
    value: String,
    shown: String,
}

/// The index of the first alternative that can be sent: anonymous, or with credentials for all of
/// its schemes. `None` when there is none, and when the operation asks for nothing.
#[must_use]
pub fn available(operation: &Operation, secrets: &Secrets) -> Option<usize> {
    operation.security.iter().position(|requirement| {
        let mut schemes = requirement.schemes.iter();
        schemes.all(|(scheme, _)| secrets.given.contains_key(scheme))
    })
}

pub(super) fn place(
    contract: &Contract,
    operation: &Operation,
    who: &Credentials,
    secrets: &Secrets,
) -> Result<Placed, NotSendable> {
    let mut placed = Placed::default();
    match who {
        Credentials::None => {}
        Credentials::Schemes { names } => {
            for scheme in names {
                one(contract, scheme, None, secrets, &mut placed)?;
            }
        }
        Credentials::Given => match available(operation, secrets) {
            Some(index) => alternative(contract, operation, index, None, secrets, &mut placed)?,
            None if !asks(contract) => {
                if let Some(scheme) = secrets.given.keys().next() {
                    one(contract, scheme, None, secrets, &mut placed)?;
                }
            }
            None => {}
        },
        Credentials::Alternative { index } => {
            alternative(contract, operation, *index, None, secrets, &mut placed)?;
        }
        Credentials::Wrong { scheme, how } => {
            let has = |index: &usize| {
                let schemes = &operation.security[*index].schemes;
                schemes.iter().any(|(name, _)| name == scheme)
            };
            match (0..operation.security.len()).find(has) {
                Some(index) => {
                    let wrong = Some((scheme.as_str(), *how));
                    alternative(contract, operation, index, wrong, secrets, &mut placed)?;
                }
                None => one(contract, scheme, Some(*how), secrets, &mut placed)?,
            }
        }
    }
    if !are_told(who) {
        for scheme in &secrets.everywhere {
            let mut more = Placed::default();
            one(contract, scheme, None, secrets, &mut more)?;
            placed.add(more);
        }
    }
    Ok(placed)
}

/// Whether any operation asks for credentials. Where none does, the document may well have forgotten
/// to say so.
fn asks(contract: &Contract) -> bool {
    let mut operations = contract.operations.iter();
    operations.any(|it| !it.security.is_empty())
}

/// What else to authenticate with than the first alternative for which there are credentials: the
/// other ones, each credential alone, then everything at once.
pub(crate) fn others(
    contract: &Contract,
    operation: &Operation,
    secrets: &Secrets,
) -> Vec<Credentials> {
    let given: Vec<&str> = secrets.given.keys().map(String::as_str).collect();
    let first = match available(operation, secrets) {
        Some(index) => names(operation, index),
        None if asks(contract) => Vec::new(),
        None => given.first().copied().into_iter().collect(),
    };
    let alternatives = (0..operation.security.len()).map(|index| names(operation, index));
    let alternatives = alternatives.filter(|names| names.iter().all(|it| given.contains(it)));
    let alone = given.iter().map(|&scheme| vec![scheme]);
    let mut tried = vec![first];
    for names in alternatives.chain(alone).chain([given.clone()]) {
        let same =
            |it: &Vec<&str>| it.len() == names.len() && it.iter().all(|it| names.contains(it));
        if !tried.iter().any(same) {
            tried.push(names);
        }
    }
    let others = tried.into_iter().skip(1);
    others
        .map(|names| Credentials::Schemes {
            names: names.into_iter().map(str::to_owned).collect(),
        })
        .collect()
}

/// The schemes of an alternative.
fn names(operation: &Operation, index: usize) -> Vec<&str> {
    let requirement = operation.security.get(index).into_iter();
    let schemes = requirement.flat_map(|it| &it.schemes);
    schemes.map(|(name, _)| name.as_str()).collect()
}

/// Whether a request says itself with what credentials it is sent: then those of further header
/// lines are not sent beside.
pub(super) fn are_told(who: &Credentials) -> bool {
    match who {
        Credentials::None | Credentials::Wrong { .. } | Credentials::Alternative { .. } => true,
        Credentials::Given | Credentials::Schemes { .. } => false,
    }
}

/// Whether a header line of this name may hold a credential.
pub(super) fn may_hold(contract: &Contract, name: &str) -> bool {
    let named = |it: &str| it.eq_ignore_ascii_case(name);
    let of_scheme = |scheme: &SecurityScheme| {
        matches!(&scheme.kind, SecuritySchemeKind::ApiKey {
            location: CredentialLocation::Header,
            name,
        } if named(name))
    };
    ["authorization", "proxy-authorization", "cookie"]
        .into_iter()
        .any(named)
        || contract.security_schemes.values().any(of_scheme)
}

fn alternative(
    contract: &Contract,
    operation: &Operation,
    index: usize,
    wrong: Option<(&str, WrongCredential)>,
    secrets: &Secrets,
    placed: &mut Placed,
) -> Result<(), NotSendable> {
    let Some(requirement) = operation.security.get(index) else {
        return Ok(());
    };
    for (scheme, _) in &requirement.schemes {
        let how = wrong.filter(|(name, _)| name == scheme).map(|(_, how)| how);
        one(contract, scheme, how, secrets, placed)?;
    }
    Ok(())
}

fn one(
    contract: &Contract,
    name: &str,
    wrong: Option<WrongCredential>,
    secrets: &Secrets,
    placed: &mut Placed,
) -> Result<(), NotSendable> {
    let unsupported = |reason| NotSendable::UnsupportedScheme {
        scheme: name.to_owned(),
        reason,
    };
    let scheme = contract
        .security_schemes
        .get(name)
        .ok_or_else(|| unsupported("the document does not define it"))?;
    let credential = credential(name, wrong, secrets)?;
    if wrong == Some(WrongCredential::WrongPlace) {
        place_wrongly(scheme, credential, placed);
        return Ok(());
    }
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, name } => match location {
            CredentialLocation::Header => placed.header(name, "", credential),
            CredentialLocation::Query => {
                placed
                    .query
                    .push((name.clone(), credential.value, credential.shown));
            }
            CredentialLocation::Cookie => {
                placed
                    .cookies
                    .push((name.clone(), credential.value, credential.shown));
            }
        },
        SecuritySchemeKind::Http { scheme, .. } if scheme == "basic" => {
            let prefix = match wrong {
                Some(WrongCredential::WrongScheme) => "Bearer",
                _ => "Basic",
            };
            let encoded = Credential {
                value: STANDARD.encode(&credential.value),
                shown: format!("$(printf %s \"{}\" | base64 -w0)", credential.shown),
            };
            placed.header("authorization", prefix, encoded);
        }
        SecuritySchemeKind::Http { scheme, .. } if scheme != "bearer" => {
            let prefix = match wrong {
                Some(WrongCredential::WrongScheme) => "Basic",
                _ => scheme.as_str(),
            };
            placed.header("authorization", prefix, credential);
        }
        SecuritySchemeKind::Http { .. }
        | SecuritySchemeKind::OAuth2
        | SecuritySchemeKind::OpenIdConnect { .. } => {
            let prefix = match wrong {
                Some(WrongCredential::WrongScheme) => "Basic",
                _ => "Bearer",
            };
            placed.header("authorization", prefix, credential);
        }
        SecuritySchemeKind::MutualTls => {
            return Err(unsupported("a client certificate cannot be given"));
        }
        SecuritySchemeKind::Unknown { .. } => {
            return Err(unsupported("OpenAPI does not know its type"));
        }
    }
    Ok(())
}

/// The right credential where the document does not ask for it: in the query, or, when it belongs
/// there, in a header.
fn place_wrongly(scheme: &SecurityScheme, credential: Credential, placed: &mut Placed) {
    match &scheme.kind {
        SecuritySchemeKind::ApiKey {
            location: CredentialLocation::Query,
            name,
        } => {
            placed.header(name, "", credential);
        }
        SecuritySchemeKind::ApiKey { name, .. } => {
            placed
                .query
                .push((name.clone(), credential.value, credential.shown));
        }
        _ => {
            // Not `access_token`, which RFC 6750 §2.3 lets a server read.
            let name = "authorization".to_owned();
            placed
                .query
                .push((name, credential.value, credential.shown));
        }
    }
}

/// A scheme's credential, right or wrong.
fn credential(
    scheme: &str,
    wrong: Option<WrongCredential>,
    secrets: &Secrets,
) -> Result<Credential, NotSendable> {
    let missing = || NotSendable::NoCredential {
        scheme: scheme.to_owned(),
    };
    let variable = Secrets::variable(scheme);
    let given = secrets.given.get(scheme);
    let right = || given.map(|it| it.expose()).ok_or_else(missing);
    Ok(match wrong {
        None | Some(WrongCredential::WrongScheme | WrongCredential::WrongPlace) => Credential {
            value: right()?.to_owned(),
            shown: format!("${variable}"),
        },
        Some(WrongCredential::Empty) => Credential {
            value: String::new(),
            shown: String::new(),
        },
        Some(WrongCredential::Garbled) => {
            // Not made from the right one but for its length: it may be shown.
            let length = given.map_or(32, |it| it.expose().len());
            let value = garbled(scheme, length);
            Credential {
                shown: value.clone(),
                value,
            }
        }
        Some(WrongCredential::Prefix) => Credential {
            value: shorter(right()?),
            shown: format!("${{{variable}%?}}"),
        },
        Some(WrongCredential::Extended) => Credential {
            value: longer(right()?),
            shown: format!("${{{variable}}}x"),
        },
        Some(WrongCredential::OtherCase) => {
            let right = right()?;
            let value = in_other_case(right);
            if value == right {
                return Err(NotSendable::NoWrongCredential {
                    scheme: scheme.to_owned(),
                });
            }
            Credential {
                value,
                shown: format!("$(printf %s \"${variable}\" | tr A-Za-z a-zA-Z)"),
            }
        }
        Some(WrongCredential::Rejected) => Credential {
            value: secrets
                .rejected
                .get(scheme)
                .ok_or_else(|| NotSendable::NoWrongCredential {
                    scheme: scheme.to_owned(),
                })?
                .expose()
                .to_owned(),
            shown: format!("${}", Secrets::rejected_variable(scheme)),
        },
    })
}

/// Every wrong credential that is made from the right one.
pub(crate) fn wrong(right: &str) -> Vec<String> {
    vec![shorter(right), longer(right), in_other_case(right)]
}

fn shorter(right: &str) -> String {
    let mut text = right.to_owned();
    text.pop();
    text
}

fn longer(right: &str) -> String {
    format!("{right}x")
}

fn in_other_case(right: &str) -> String {
    let other = |c: char| match c.is_ascii_uppercase() {
        true => c.to_ascii_lowercase(),
        false => c.to_ascii_uppercase(),
    };
    right.chars().map(other).collect()
}

/// Text that looks random and is the same on every run.
fn garbled(scheme: &str, length: usize) -> String {
    let mut text = String::new();
    let mut round = 0_u32;
    while text.len() < length.max(1) {
        let digest = Sha256::digest(format!("{scheme} {round}"));
        text.extend(digest.iter().map(|byte| format!("{byte:02x}")));
        round += 1;
    }
    text.truncate(length.max(1));
    text
}

impl Placed {
    /// Adds headers and cookies of names that are not placed yet.
    fn add(&mut self, more: Self) {
        for header in more.headers {
            let same = |it: &SentHeader| it.name.eq_ignore_ascii_case(&header.name);
            if !self.headers.iter().any(same) {
                self.headers.push(header);
            }
        }
        for cookie in more.cookies {
            if !self.cookies.iter().any(|it| it.0 == cookie.0) {
                self.cookies.push(cookie);
            }
        }
    }

    fn header(&mut self, name: &str, prefix: &str, credential: Credential) {
        let shown = Shown::placeholder(credential.shown);
        let (value, shown) = match prefix.is_empty() {
            true => (credential.value, shown),
            false => (
                format!("{prefix} {}", credential.value),
                shown.after(format!("{prefix} ")),
            ),
        };
        self.headers.push(SentHeader {
            name: name.to_owned(),
            value,
            shown: Some(shown),
        });
    }
}
