//! Security schemes and requirements.

use indexmap::IndexMap;

use super::{Layout, listed, named};
use crate::Severity;
use crate::contract::{
    CredentialLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
use crate::tree::View;

impl<'l> Layout<'l> {
    pub(super) fn requirements(&self, view: Option<View<'_>>) -> Vec<SecurityRequirement> {
        listed(view)
            .map(|requirement| SecurityRequirement {
                schemes: requirement
                    .members()
                    .map(|(name, scopes)| {
                        let scopes = scopes
                            .items()
                            .filter_map(|scope| Some(scope.str()?.to_owned()));
                        (name.to_owned(), scopes.collect())
                    })
                    .collect(),
                place: requirement.place(),
            })
            .collect()
    }

    pub(super) fn security_schemes(
        &mut self,
        components: Option<View<'l>>,
    ) -> IndexMap<String, SecurityScheme> {
        let mut schemes = IndexMap::new();
        for (name, view) in
            named(components.and_then(|components| components.get("securitySchemes")))
        {
            let Some(view) = self.follow(view) else {
                continue;
            };
            schemes.insert(
                name.to_owned(),
                SecurityScheme {
                    name: name.to_owned(),
                    description: view.text("description"),
                    kind: self.scheme_kind(view),
                    place: view.place(),
                },
            );
        }
        schemes
    }

    fn scheme_kind(&mut self, view: View<'l>) -> SecuritySchemeKind {
        let kind = view.text("type").unwrap_or_default();
        let text = |name| view.text(name);
        let known = match kind.as_str() {
            "apiKey" => text("name").and_then(|name| {
                let location = match view.get("in")?.str()? {
                    "header" => CredentialLocation::Header,
                    "query" => CredentialLocation::Query,
                    "cookie" => CredentialLocation::Cookie,
                    _ => return None,
                };
                Some(SecuritySchemeKind::ApiKey { location, name })
            }),
            "http" => text("scheme").map(|scheme| SecuritySchemeKind::Http {
                scheme: scheme.to_ascii_lowercase(),
                bearer_format: text("bearerFormat"),
            }),
            "oauth2" => Some(SecuritySchemeKind::OAuth2),
            "openIdConnect" => {
                let url = text("openIdConnectUrl").unwrap_or_default();
                Some(SecuritySchemeKind::OpenIdConnect { url })
            }
            "mutualTLS" => Some(SecuritySchemeKind::MutualTls),
            _ => None,
        };
        known.unwrap_or_else(|| {
            let message = match kind.as_str() {
                "apiKey" => "an API key has a `name` and stands `in` a `header`, `query` or \
                             `cookie`"
                    .to_owned(),
                "http" => "an HTTP scheme is named by `scheme`".to_owned(),
                _ => format!(
                    "`{kind}` is not a type of security scheme: `apiKey`, `http`, `oauth2`, \
                     `openIdConnect` or `mutualTLS`"
                ),
            };
            let place = view.get("type").unwrap_or(view);
            self.diagnose(
                Severity::Error,
                "unknown-security-scheme-type",
                place,
                message,
            );
            SecuritySchemeKind::Unknown { kind }
        })
    }
}
