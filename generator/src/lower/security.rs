//! Lowers security schemes and what operations ask for.

use indexmap::{IndexMap, IndexSet};
use tally_spec::contract::{
    Contract, CredentialLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};

use super::markdown;
use super::naming::{self, Taken};
use crate::ir::{Alternatives, Asked, Credential, CredentialKind, Requirement};
use crate::unsupported::{Feature, Instead, Unsupported};

/// Said of a credential that only the implementation can find.
const SEEN_ELSEWHERE: &str =
    "It cannot be seen here: find it in the head of the request, and refuse what lacks it.";

/// Credentials while they are lowered.
pub(crate) struct Security {
    schemes: IndexMap<String, Credential>,
    sets: Vec<Alternatives>,
    taken: Taken,
}

impl Security {
    /// Lowers the schemes of a contract.
    pub(crate) fn of(contract: &Contract, unsupported: &mut IndexSet<Unsupported>) -> Self {
        let mut taken = Taken::with(&["Credentials", "Head", "Secret", "Parts"]);
        let mut schemes = IndexMap::new();
        for (name, scheme) in &contract.security_schemes {
            let credential = credential(name, scheme, &mut taken);
            if credential.kind == CredentialKind::Other {
                let feature = Feature::SecurityScheme(match &scheme.kind {
                    SecuritySchemeKind::Unknown { kind } => kind.clone(),
                    _ => "mutualTLS".to_owned(),
                });
                let place = Some(scheme.place.clone());
                unsupported.insert(Unsupported {
                    feature,
                    instead: Instead::Raw,
                    place,
                });
            }
            schemes.insert(name.clone(), credential);
        }
        Self {
            schemes,
            sets: Vec::new(),
            taken,
        }
    }

    /// What an operation asks for. Nothing that is asked for is left out: what cannot be seen here is
    /// for the implementation to find.
    pub(crate) fn asked(
        &mut self,
        security: &[SecurityRequirement],
        unsupported: &mut IndexSet<Unsupported>,
    ) -> Asked {
        let mut anonymous = false;
        let mut requirements: Vec<Requirement> = Vec::new();
        let mut scopes: Vec<Vec<String>> = Vec::new();
        let mut taken = Taken::default();
        for requirement in security {
            if requirement.schemes.is_empty() {
                anonymous = true;
                continue;
            }
            for (name, _) in &requirement.schemes {
                self.define(name, requirement, unsupported);
            }
            let schemes = requirement.schemes.iter();
            let known: Vec<&Credential> = schemes
                .filter_map(|(name, _)| self.schemes.get(name))
                .collect();
            let names: Vec<&str> = known
                .iter()
                .map(|credential| credential.name.as_str())
                .collect();
            let mut fields = Taken::with(&["outgoing", "parts"]);
            let credentials: Vec<(String, String)> = names
                .iter()
                .map(|name| ((*name).to_owned(), fields.take(&naming::field(name))))
                .collect();
            let mut own: Vec<String> = Vec::new();
            for scope in requirement.schemes.iter().flat_map(|(_, scopes)| scopes) {
                if !own.contains(scope) {
                    own.push(scope.clone());
                }
            }
            let mut asked = requirements.iter().zip(&scopes);
            if asked.any(|(known, scopes)| known.credentials == credentials && *scopes == own) {
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
                shown: known.iter().any(|one| one.kind != CredentialKind::Other),
            });
            scopes.push(own);
        }
        if requirements.is_empty() {
            return Asked {
                anonymous,
                ..Asked::default()
            };
        }
        let alternatives = Some(self.alternatives(requirements, &scopes));
        Asked {
            alternatives,
            anonymous,
            scopes,
        }
    }

    /// Makes a credential of a scheme that the document does not define.
    fn define(
        &mut self,
        name: &str,
        requirement: &SecurityRequirement,
        unsupported: &mut IndexSet<Unsupported>,
    ) {
        if !self.schemes.contains_key(name) {
            unsupported.insert(Unsupported {
                feature: Feature::UndefinedSecurityScheme(name.to_owned()),
                instead: Instead::Raw,
                place: Some(requirement.place.clone()),
            });
            let credential = Credential {
                name: self.taken.take(&naming::type_name(name)),
                docs: markdown::docs(["The document does not say what it is.", SEEN_ELSEWHERE]),
                kind: CredentialKind::Other,
            };
            self.schemes.insert(name.to_owned(), credential);
        }
    }

    /// The number of the alternatives that consist of these.
    fn alternatives(&mut self, requirements: Vec<Requirement>, scopes: &[Vec<String>]) -> usize {
        let scoped = scopes.iter().any(|scopes| !scopes.is_empty());
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
                scoped,
            });
            self.sets.len() - 1
        });
        if let Some(set) = self.sets.get_mut(number) {
            set.scoped |= scoped;
        }
        number
    }

    /// Gives each of the alternatives but the first, whose name no operation has, a method of its own
    /// in the trait.
    pub(crate) fn name_methods(&mut self, taken: &mut Taken) {
        for set in self.sets.iter_mut().skip(1) {
            set.method = taken.take(&set.method);
        }
    }

    /// The kinds of credentials that operations ask for, and the sets of them.
    pub(crate) fn finish(self) -> (Vec<Credential>, Vec<Alternatives>) {
        let used = |credential: &Credential| {
            let requirements = self.sets.iter().flat_map(|set| &set.requirements);
            requirements
                .flat_map(|one| &one.credentials)
                .any(|(name, _)| *name == credential.name)
        };
        let credentials = self.schemes.into_values().filter(used).collect();
        (credentials, self.sets)
    }
}

fn credential(name: &str, scheme: &SecurityScheme, taken: &mut Taken) -> Credential {
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
        SecuritySchemeKind::MutualTls | SecuritySchemeKind::Unknown { .. } => CredentialKind::Other,
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
        CredentialKind::Other => SEEN_ELSEWHERE.to_owned(),
    };
    let pointer = format!("`#{}`", scheme.place.pointer);
    let description = scheme.description.as_deref().unwrap_or_default();
    let docs = markdown::docs([description, &how, &pointer]);
    Credential {
        name: taken.take(&naming::type_name(name)),
        docs,
        kind,
    }
}

fn kind_docs(kind: &CredentialKind) -> String {
    match kind {
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
            "An API key."
        }
        CredentialKind::Bearer => "A bearer token.",
        CredentialKind::Basic => "A name with a password.",
        CredentialKind::Scheme(_) => "What follows the scheme in `Authorization`.",
        CredentialKind::Other => "What only the implementation can see.",
    }
    .to_owned()
}
