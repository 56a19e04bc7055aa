//! Lowers security schemes and what operations ask for.

use indexmap::{IndexMap, IndexSet};
use tally_spec::contract::{
    Contract, CredentialLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};

use super::markdown;
use super::naming::{self, Taken};
use crate::ir::{Alternatives, Credential, CredentialKind, Requirement};
use crate::unsupported::{Feature, Instead, Unsupported};

/// Credentials while they are lowered.
pub(crate) struct Security<'c> {
    schemes: IndexMap<&'c str, Option<Credential>>,
    sets: Vec<Alternatives>,
    taken: Taken,
}

impl<'c> Security<'c> {
    /// Lowers the schemes of a contract.
    pub(crate) fn of(contract: &'c Contract, unsupported: &mut IndexSet<Unsupported>) -> Self {
        let mut taken = Taken::with(&["Credentials", "Secret", "Parts"]);
        let mut schemes = IndexMap::new();
        for (name, scheme) in &contract.security_schemes {
            let credential = credential(name, scheme, &mut taken);
            if credential.is_none() {
                let feature = Feature::SecurityScheme(match &scheme.kind {
                    SecuritySchemeKind::Unknown { kind } => kind.clone(),
                    _ => "mutualTLS".to_owned(),
                });
                let place = Some(scheme.place.clone());
                unsupported.insert(Unsupported {
                    feature,
                    instead: Instead::LeftOut,
                    place,
                });
            }
            schemes.insert(name.as_str(), credential);
        }
        Self {
            schemes,
            sets: Vec::new(),
            taken,
        }
    }

    /// The number of the set of credentials that an operation asks for, and whether it accepts
    /// anonymous requests too.
    pub(crate) fn asked(&mut self, security: &[SecurityRequirement]) -> (Option<usize>, bool) {
        let mut anonymous = false;
        let mut requirements: Vec<Requirement> = Vec::new();
        let mut taken = Taken::default();
        for requirement in security {
            let known: Vec<&Credential> = requirement
                .schemes
                .iter()
                .filter_map(|(name, _)| self.schemes.get(name.as_str())?.as_ref())
                .collect();
            if known.is_empty() {
                // Nothing is asked for, or nothing that a request could show.
                anonymous |= requirement.schemes.is_empty()
                    || requirement
                        .schemes
                        .iter()
                        .all(|(name, _)| self.schemes.contains_key(name.as_str()));
                continue;
            }
            let names: Vec<&str> = known
                .iter()
                .map(|credential| credential.name.as_str())
                .collect();
            let credentials: Vec<(String, String)> = names
                .iter()
                .map(|name| ((*name).to_owned(), naming::field(name)))
                .collect();
            if requirements
                .iter()
                .any(|known| known.credentials == credentials)
            {
                continue;
            }
            let ident = taken.take(&names.join("And"));
            let docs = match known.as_slice() {
                [one] => vec![kind_docs(&one.kind)],
                _ => vec!["All of these.".to_owned()],
            };
            requirements.push(Requirement {
                ident,
                docs: crate::ir::Docs(docs),
                credentials,
            });
        }
        if requirements.is_empty() {
            return (None, anonymous);
        }
        let known = self
            .sets
            .iter()
            .position(|set| set.requirements == requirements);
        let number = known.unwrap_or_else(|| {
            let idents: Vec<&str> = requirements.iter().map(|one| one.ident.as_str()).collect();
            let (name, method) = if self.sets.is_empty() {
                ("Credentials".to_owned(), "authenticate".to_owned())
            } else {
                let name = self
                    .taken
                    .take(&format!("{}Credentials", idents.join("Or")));
                let method = format!("authenticate_{}", naming::module(&idents.join("Or")));
                (name, method)
            };
            self.sets.push(Alternatives {
                name,
                method,
                requirements,
            });
            self.sets.len() - 1
        });
        (Some(number), anonymous)
    }

    /// The kinds of credentials that operations ask for, and the sets of them.
    pub(crate) fn finish(self) -> (Vec<Credential>, Vec<Alternatives>) {
        let used = |credential: &Credential| {
            let requirements = self.sets.iter().flat_map(|set| &set.requirements);
            requirements
                .flat_map(|one| &one.credentials)
                .any(|(name, _)| *name == credential.name)
        };
        let credentials = self.schemes.into_values().flatten().filter(used).collect();
        (credentials, self.sets)
    }
}

fn credential(name: &str, scheme: &SecurityScheme, taken: &mut Taken) -> Option<Credential> {
    let kind = match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, name } => match location {
            CredentialLocation::Header => CredentialKind::Header(name.to_ascii_lowercase()),
            CredentialLocation::Query => CredentialKind::Query(name.clone()),
            CredentialLocation::Cookie => CredentialKind::Cookie(name.clone()),
        },
        SecuritySchemeKind::Http { scheme, .. } => match scheme.as_str() {
            "bearer" => CredentialKind::Bearer,
            "basic" => CredentialKind::Basic,
            other => CredentialKind::Scheme(other.to_owned()),
        },
        SecuritySchemeKind::OAuth2 | SecuritySchemeKind::OpenIdConnect { .. } => {
            CredentialKind::Bearer
        }
        SecuritySchemeKind::MutualTls | SecuritySchemeKind::Unknown { .. } => return None,
    };
    let how = match &kind {
        CredentialKind::Header(_) => match &scheme.kind {
            SecuritySchemeKind::ApiKey { name, .. } => format!("Sent in the header `{name}`."),
            _ => String::new(),
        },
        CredentialKind::Query(name) => format!("Sent in the query parameter `{name}`."),
        CredentialKind::Cookie(name) => format!("Sent in the cookie `{name}`."),
        CredentialKind::Bearer => "Sent as `Authorization: Bearer`.".to_owned(),
        CredentialKind::Basic => "Sent as `Authorization: Basic`.".to_owned(),
        CredentialKind::Scheme(scheme) => format!("Sent as `Authorization: {scheme}`."),
    };
    let pointer = format!("`#{}`", scheme.place.pointer);
    let description = scheme.description.as_deref().unwrap_or_default();
    let docs = markdown::docs([description, &how, &pointer]);
    Some(Credential {
        name: taken.take(&naming::type_name(name)),
        docs,
        kind,
    })
}

fn kind_docs(kind: &CredentialKind) -> String {
    match kind {
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
            "An API key."
        }
        CredentialKind::Bearer => "A bearer token.",
        CredentialKind::Basic => "A name with a password.",
        CredentialKind::Scheme(_) => "What follows the scheme in `Authorization`.",
    }
    .to_owned()
}
