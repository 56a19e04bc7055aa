//! Lowers operations.

use std::collections::HashSet;

use tally_spec::MediaType;
use tally_spec::contract::{self, Contract, ParameterLocation, StatusPattern};

use super::claims;
use super::media;
use super::naming::{self, Taken};
use super::parameter;
use super::security::Security;
use super::types::Types;
use super::{markdown, status};
use crate::ir::{
    Answer, AnswerBody, AnswerHeader, Asked, Body, BodyKind, Docs, Operation, Parameter, Presence,
    Status, Type, TypeFile,
};
use crate::unsupported::{Feature, Instead, Unsupported};

/// Methods that the router knows.
const METHODS: &[&str] = &[
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "CONNECT",
];

/// Names that server and client have for themselves.
const OWN_NAMES: &[&str] = &[
    "authenticate",
    "router",
    "mod_",
    "server",
    "new",
    "with_http",
];

/// Lowers the operations that can be served, in the order of the document.
pub(crate) fn operations(
    contract: &Contract,
    types: &mut Types<'_>,
    security: &mut Security,
) -> Vec<Operation> {
    let mut taken = Taken::with(OWN_NAMES);
    let mut routes = parameter::Routes::default();
    let mut operations = Vec::with_capacity(contract.operations.len());
    for operation in &contract.operations {
        if !METHODS.contains(&operation.key.method.as_str()) {
            let feature = Feature::Method(operation.key.method.to_string());
            let place = Some(operation.place.clone());
            types.unsupported.insert(Unsupported {
                feature,
                instead: Instead::LeftOut,
                place,
            });
            continue;
        }
        let route = routes.take(&operation.key);
        if route.template.is_none() {
            let feature = Feature::PathTemplate(operation.key.path.clone());
            let place = Some(operation.place.clone());
            types.unsupported.insert(Unsupported {
                feature,
                instead: Instead::NotServed,
                place,
            });
        }
        let ident = named(&operation_name(operation), &mut taken);
        let lowered = Lowering {
            contract,
            types: &mut *types,
            operation,
            stem: naming::type_name(&ident),
        };
        let asked = security.asked(&operation.security, &mut lowered.types.unsupported);
        operations.push(lowered.operation(ident, route, asked));
    }
    security.name_methods(&mut taken);
    operations
}

/// The name of an operation, of which the trait also has the method that answers refused requests.
fn named(name: &str, taken: &mut Taken) -> String {
    let name = naming::module(name);
    let mut ident = taken.take(&name);
    while !taken.is_free(&format!("reject_{ident}")) {
        ident = taken.take(&name);
    }
    taken.take(&format!("reject_{ident}"));
    ident
}

/// Finds out of which requests and responses the equality is total.
pub(crate) fn total(operations: &mut [Operation], files: &[TypeFile]) {
    let definitions = files.iter().flat_map(|file| &file.definitions);
    let partial: HashSet<&str> = definitions
        .filter(|definition| !definition.total)
        .map(|definition| definition.name.as_str())
        .collect();
    let is_total = |ty: &Type| {
        let mut total = true;
        ty.visit(&mut |ty| match ty {
            Type::F64 => total = false,
            Type::Named(name) => total &= !partial.contains(name.as_str()),
            _ => {}
        });
        total
    };
    let kind = |kind: &BodyKind| !matches!(kind, BodyKind::Json(ty) if !is_total(ty));
    for operation in operations {
        let mut bodies = operation.body.iter().flat_map(|body| &body.contents);
        let request = operation
            .parameters
            .iter()
            .all(|parameter| is_total(&parameter.ty))
            && bodies.all(|(_, _, body)| kind(body));
        let response = operation.answers.iter().all(|answer| {
            answer.headers.iter().all(|header| is_total(&header.ty))
                && !matches!(&answer.body, AnswerBody::Content { kind: body, .. } if !kind(body))
        });
        operation.total = (request, response);
    }
}

/// `operationId`, or method and path.
fn operation_name(operation: &contract::Operation) -> String {
    let named = operation
        .id
        .clone()
        .filter(|id| id.chars().any(char::is_alphanumeric));
    named.unwrap_or_else(|| {
        let path = operation.key.path.replace(['{', '}'], "");
        format!(
            "{} {path}",
            operation.key.method.as_str().to_ascii_lowercase()
        )
    })
}

struct Lowering<'c, 't, 'l> {
    contract: &'c Contract,
    types: &'t mut Types<'l>,
    operation: &'c contract::Operation,
    /// What the names of types inside start with.
    stem: String,
}

impl Lowering<'_, '_, '_> {
    fn operation(mut self, ident: String, route: parameter::Route, asked: Asked) -> Operation {
        let operation = self.operation;
        let summary = operation
            .summary
            .as_deref()
            .map(markdown::headline)
            .unwrap_or_default();
        let headline = match summary.as_str() {
            "" => format!("`{}`", operation.key),
            summary => format!("`{}`: {summary}", operation.key),
        };
        let deprecated = if operation.deprecated {
            "Deprecated."
        } else {
            ""
        };
        let description = operation.description.as_deref().unwrap_or_default();
        let answers = self.answers();
        Operation {
            ident,
            headline,
            docs: markdown::docs([description, deprecated]),
            method: operation.key.method.to_string(),
            path: route.path,
            route: route.template,
            alternatives: asked.alternatives,
            anonymous: asked.anonymous || asked.alternatives.is_none(),
            scopes: asked.scopes,
            parameters: self.parameters(&route.names),
            body: self.body(),
            total: (true, true),
            refuses: answers.iter().any(|answer| match answer.status {
                Status::Code(code) => (400..500).contains(&code),
                Status::Class(class) => class == 4,
                Status::Any => true,
            }),
            answers,
        }
    }

    fn parameters(&mut self, names: &[(String, String)]) -> Vec<Parameter> {
        let mut taken = Taken::with(&["body", "parts", "limits", "sink", "parameters", "outgoing"]);
        let mut parameters = Vec::with_capacity(self.operation.parameters.len());
        for described in &self.operation.parameters {
            let part = match described.location {
                ParameterLocation::Path => "Path",
                ParameterLocation::Query => "Query",
                ParameterLocation::Header => "Header",
                ParameterLocation::Cookie => "Cookie",
                ParameterLocation::QueryString => {
                    let feature = Feature::ParameterLocation("querystring".to_owned());
                    self.note(feature, Instead::LeftOut, &described.place);
                    continue;
                }
            };
            // OpenAPI section "Parameter Object": these are described elsewhere.
            let elsewhere = ["accept", "content-type", "authorization"];
            if part == "Header" && elsewhere.contains(&described.name.to_ascii_lowercase().as_str())
            {
                continue;
            }
            let name = format!("{}{}", self.stem, naming::variant(&described.name));
            let Some((lowered, wire)) = parameter::content(
                self.contract,
                self.types,
                &described.content,
                &name,
                &described.place,
            ) else {
                continue;
            };
            let ident = taken.take(&naming::field(&described.name));
            let routed = names
                .iter()
                .find(|(name, _)| part == "Path" && *name == described.name);
            if part == "Path" && routed.is_none() {
                let feature = Feature::ParameterLocation("path".to_owned());
                self.note(feature, Instead::LeftOut, &described.place);
                continue;
            }
            let routed = routed.map(|(_, routed)| routed.clone());
            let fallback = format!("`{}`.", described.name);
            let description = described
                .description
                .as_deref()
                .filter(|text| !text.trim().is_empty());
            parameters.push(Parameter {
                ident,
                name: described.name.clone(),
                routed: routed.filter(|routed| *routed != described.name),
                docs: markdown::docs([
                    description.unwrap_or(&fallback),
                    if described.deprecated {
                        "Deprecated."
                    } else {
                        ""
                    },
                ]),
                part,
                ty: lowered.ty,
                presence: if described.required {
                    Presence::Required
                } else {
                    Presence::Optional
                },
                wire,
            });
        }
        claims::tell_apart(self.contract, &mut parameters);
        parameters
    }

    fn body(&mut self) -> Option<Body> {
        let body = self.operation.request_body.as_ref()?;
        if body.content.is_empty() {
            return None;
        }
        let several = body.content.len() > 1;
        let mut taken = Taken::default();
        let contents = body
            .content
            .iter()
            .map(|media| {
                let ident = taken.take(&media::ident(&MediaType::of(&media.name)));
                let part = if several { ident.as_str() } else { "" };
                let name = format!("{}{part}Body", self.stem);
                let kind = media::kind(self.contract, self.types, media, &name);
                (MediaType::of(&media.name).essence().to_owned(), ident, kind)
            })
            .collect();
        let described = body
            .description
            .as_deref()
            .filter(|text| !text.trim().is_empty());
        let docs = markdown::docs([described.unwrap_or("The body.")]);
        Some(Body {
            docs,
            required: body.required,
            contents,
        })
    }

    fn answers(&mut self) -> Vec<Answer> {
        let mut taken = Taken::with(&["Self"]);
        let mut answers = Vec::new();
        for response in &self.operation.responses {
            let status = match response.status {
                StatusPattern::Code(code) => Status::Code(code),
                StatusPattern::Range(class) => Status::Class(class),
                StatusPattern::Default => Status::Any,
            };
            let name = status::name(response.status);
            let docs = self.answer_docs(response);
            // RFC 9110 section 9.3.2: the answer to HEAD has no content.
            if response.content.is_empty() || self.operation.key.method.as_str() == "HEAD" {
                let headers = self.headers(&name, response);
                let body = AnswerBody::Empty;
                answers.push(Answer {
                    ident: taken.take(&name),
                    docs,
                    status,
                    headers,
                    body,
                });
                continue;
            }
            let several = response.content.len() > 1;
            for media in &response.content {
                let suffix = if several {
                    media::ident(&MediaType::of(&media.name))
                } else {
                    String::new()
                };
                let ident = taken.take(&format!("{name}{suffix}"));
                let body = if media::is_told(&MediaType::of(&media.name)) {
                    AnswerBody::Range(MediaType::of(&media.name).essence().to_owned())
                } else {
                    let name = format!("{}{ident}Body", self.stem);
                    let kind = media::kind(self.contract, self.types, media, &name);
                    AnswerBody::Content {
                        media_type: media.name.clone(),
                        kind,
                    }
                };
                let headers = self.headers(&name, response);
                answers.push(Answer {
                    ident,
                    docs: docs.clone(),
                    status,
                    headers,
                    body,
                });
            }
        }
        if answers.is_empty() {
            // Nothing is declared, so anything may be answered.
            let docs = Docs(vec!["The document declares no answer.".to_owned()]);
            let (ident, status, headers) = ("Default".to_owned(), Status::Any, Vec::new());
            answers.push(Answer {
                ident,
                docs,
                status,
                headers,
                body: AnswerBody::Range("*/*".to_owned()),
            });
        }
        answers
    }

    fn answer_docs(&self, response: &contract::Response) -> Docs {
        let description = response.description.as_deref().unwrap_or_default();
        match description.trim() {
            "" => Docs(vec![format!("{}.", response.status)]),
            text => markdown::docs([format!("{}: {text}", response.status).as_str()]),
        }
    }

    fn headers(&mut self, answer: &str, response: &contract::Response) -> Vec<AnswerHeader> {
        let mut taken = Taken::with(&["body", "status", "media_type", "response", "answer"]);
        let mut headers = Vec::with_capacity(response.headers.len());
        for header in &response.headers {
            let name = format!("{}{answer}{}", self.stem, naming::variant(&header.name));
            let described = parameter::content(
                self.contract,
                self.types,
                &header.content,
                &name,
                &header.place,
            );
            let Some((lowered, wire)) = described else {
                continue;
            };
            let fallback = format!("`{}`.", header.name);
            let description = header
                .description
                .as_deref()
                .filter(|text| !text.trim().is_empty());
            headers.push(AnswerHeader {
                ident: taken.take(&naming::field(&header.name)),
                name: header.name.to_ascii_lowercase(),
                docs: markdown::docs([description.unwrap_or(&fallback)]),
                ty: lowered.ty,
                presence: if header.required {
                    Presence::Required
                } else {
                    Presence::Optional
                },
                wire,
            });
        }
        headers
    }

    fn note(&mut self, feature: Feature, instead: Instead, place: &tally_spec::Place) {
        let place = Some(place.clone());
        self.types.unsupported.insert(Unsupported {
            feature,
            instead,
            place,
        });
    }
}
