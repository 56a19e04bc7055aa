//! Promises that are no schema keyword: what statuses, media types, security, HTTP and the meaning
//! of a method promise beside the schemas.
//!
//! What belongs here: their names, when an operation makes them, and the clauses that they become.
//! The clauses of schema keywords are not made here.

use serde::{Deserialize, Serialize};

use crate::clause::{Clause, ClauseId, Part};
use crate::contract::{
    Contract, Media, Operation, OperationKey, Response, SecurityRequirement, StatusPattern,
};
use crate::{MediaType, Place};

/// One kind of promise that is no schema keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Promise {
    /// Every answer has a declared status (`responses`).
    Status,
    /// A value that the credentials may not touch is refused (`responses`).
    Foreign,
    /// A value that the server does not have is refused (`responses`).
    Missing,
    /// An answer with this status has a declared media type (`response.200.content`).
    MediaType,
    /// The body of an answer is well-formed, UTF-8, with unique member names
    /// (`response.200.body`); a request body that is not is refused (`request.body`).
    WellFormed,
    /// The answer names the member that failed, where `x-tally-culprit` says
    /// (`response.400.body`).
    Culprit,
    /// A required header, parameter or body is there.
    Present,
    /// A request without valid credentials is refused (`request.security`).
    Enforced,
    /// Missing or wrong credentials get the declared status (`request.security`).
    Unauthorized,
    /// One alternative of `security` suffices alone (`request.security`); its index follows the
    /// keyword in the path.
    Alternative,
    /// No request makes the server fail: no 5xx (`http`).
    NoServerError,
    /// Every request is answered in time (`http`).
    Answered,
    /// Every answer arrives whole and within limits (`http`).
    Whole,
    /// Every answer is well-formed HTTP (`http`).
    Framing,
    /// A PATCH answers the members that were sent, as they were sent (`law`).
    Echo,
    /// A PATCH keeps the members that were not sent (`law`).
    Keeps,
    /// A PATCH that is refused changes nothing (`law`).
    RefusesAtomically,
    /// The same PATCH twice gives the same state as once (`law`).
    SameTwice,
    /// What a PATCH answered is what a later read gives (`law`).
    Persists,
}

impl Promise {
    /// Its name: the keyword of its clauses.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Foreign => "foreign",
            Self::Missing => "missing",
            Self::MediaType => "media-type",
            Self::WellFormed => "well-formed",
            Self::Culprit => "culprit",
            Self::Present => "present",
            Self::Enforced => "enforced",
            Self::Unauthorized => "unauthorized",
            Self::Alternative => "alternative",
            Self::NoServerError => "no-server-error",
            Self::Answered => "answered",
            Self::Whole => "whole",
            Self::Framing => "framing",
            Self::Echo => "echo",
            Self::Keeps => "keeps",
            Self::RefusesAtomically => "refuses-atomically",
            Self::SameTwice => "same-twice",
            Self::Persists => "persists",
        }
    }

    /// Evaluation path of its clause in a part.
    #[must_use]
    pub fn path(self) -> String {
        format!("/{}", self.keyword())
    }

    /// Identity of its clause in a part of an operation.
    #[must_use]
    pub fn id(self, operation: &OperationKey, part: &Part) -> ClauseId {
        ClauseId::new(operation, part, &self.path())
    }

    /// Its clause in a part of an operation; `promise` is what it says, a sentence without a full
    /// stop.
    #[must_use]
    pub fn clause(
        self,
        operation: &Operation,
        part: Part,
        place: Option<&Place>,
        promise: String,
    ) -> Clause {
        Clause {
            id: self.id(&operation.key, &part),
            operation: operation.key.clone(),
            part,
            path: self.path(),
            keyword: self.keyword().to_owned(),
            instance: String::new(),
            promise,
            place: place.cloned(),
        }
    }
}

/// Identity of the clause that one alternative of `security` suffices alone.
#[must_use]
pub fn alternative(operation: &OperationKey, index: usize) -> ClauseId {
    let path = format!("{}/{index}", Promise::Alternative.path());
    ClauseId::new(operation, &Part::Security, &path)
}

/// The clauses of an operation that are no schema keyword, in the order request, responses, HTTP,
/// laws.
#[must_use]
pub fn promises(contract: &Contract, operation: &Operation) -> Vec<Clause> {
    let mut clauses = request(operation);
    clauses.extend(security(contract, operation));
    clauses.extend(responses(operation));
    clauses.extend(http(operation));
    clauses.extend(laws(operation));
    clauses
}

/// Whether a media type is JSON: `application/json` or any with the suffix `+json` (RFC 6839),
/// parameters aside.
///
/// # Example
///
/// ```
/// use tally_spec::promise::is_json;
///
/// assert!(is_json("application/problem+json; charset=utf-8"));
/// assert!(!is_json("application/jsonl"));
/// ```
#[must_use]
pub fn is_json(media: &str) -> bool {
    MediaType::of(media).is_json()
}

/// Part of a request body of this media type: named by it only if there are several.
#[must_use]
pub fn request_part(operation: &Operation, media: &Media) -> Part {
    let several = operation
        .request_body
        .as_ref()
        .is_some_and(|body| body.content.len() > 1);
    Part::RequestBody {
        media: several.then(|| media.name.clone()),
    }
}

/// Part of a response body of this media type: named by it only if there are several.
#[must_use]
pub fn response_part(response: &Response, media: &Media) -> Part {
    Part::ResponseBody {
        status: response.status,
        media: (response.content.len() > 1).then(|| media.name.clone()),
    }
}

fn request(operation: &Operation) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for parameter in operation.parameters.iter().filter(|it| it.required) {
        let part = Part::Parameter {
            location: parameter.location,
            name: parameter.name.clone(),
        };
        let promise = format!("`{}` is sent", parameter.name);
        clauses.push(Promise::Present.clause(operation, part, Some(&parameter.place), promise));
    }
    let Some(body) = &operation.request_body else {
        return clauses;
    };
    if body.required {
        let part = Part::RequestBody { media: None };
        let promise = "a body is sent".to_owned();
        clauses.push(Promise::Present.clause(operation, part, Some(&body.place), promise));
    }
    for media in body.content.iter().filter(|media| is_json(&media.name)) {
        let part = request_part(operation, media);
        let promise = "the body is well-formed JSON".to_owned();
        clauses.push(Promise::WellFormed.clause(operation, part, Some(&media.place), promise));
    }
    clauses
}

fn security(contract: &Contract, operation: &Operation) -> Vec<Clause> {
    let anonymous = |it: &SecurityRequirement| it.schemes.is_empty();
    let Some(first) = operation.security.first() else {
        return Vec::new();
    };
    let mut clauses = Vec::new();
    for (index, requirement) in operation.security.iter().enumerate() {
        let names: Vec<_> = requirement
            .schemes
            .iter()
            .map(|(name, _)| match contract.security_schemes.get(name) {
                Some(scheme) => format!("`{}`", scheme.name),
                None => format!("`{name}`"),
            })
            .collect();
        let promise = match names.is_empty() {
            true => "no credentials are needed".to_owned(),
            false => format!("{} alone suffices", names.join(" and ")),
        };
        let place = Some(&requirement.place);
        let mut clause = Promise::Alternative.clause(operation, Part::Security, place, promise);
        clause.id = alternative(&operation.key, index);
        clause.path = format!("{}/{index}", clause.path);
        clauses.push(clause);
    }
    if !operation.security.iter().any(anonymous) {
        let place = Some(&first.place);
        let promise = "a request without valid credentials is refused".to_owned();
        clauses.push(Promise::Enforced.clause(operation, Part::Security, place, promise));
        let declared = |status| {
            let mut all = operation.responses.iter();
            all.find(|it| it.status == StatusPattern::Code(status))
        };
        if let Some(response) = declared(401).or_else(|| declared(403)) {
            let promise = format!("missing or wrong credentials get {}", response.status);
            let place = Some(&response.place);
            clauses.push(Promise::Unauthorized.clause(operation, Part::Security, place, promise));
        }
    }
    clauses
}

fn responses(operation: &Operation) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let place = Some(&operation.place);
    let promise = "every answer has a declared status".to_owned();
    clauses.push(Promise::Status.clause(operation, Part::Responses, place, promise));
    let declared = |statuses: &[u16]| {
        let mut all = operation.responses.iter();
        all.find(|it| matches!(it.status, StatusPattern::Code(code) if statuses.contains(&code)))
    };
    if let Some(response) = declared(&[403, 404]) {
        let promise = "what the credentials may not touch is refused".to_owned();
        let place = Some(&response.place);
        clauses.push(Promise::Foreign.clause(operation, Part::Responses, place, promise));
    }
    if let Some(response) = declared(&[404, 410]) {
        let promise = "what the server does not have is refused".to_owned();
        let place = Some(&response.place);
        clauses.push(Promise::Missing.clause(operation, Part::Responses, place, promise));
    }
    for response in &operation.responses {
        clauses.extend(answer(operation, response));
    }
    clauses
}

fn answer(operation: &Operation, response: &Response) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let status = response.status;
    for header in response.headers.iter().filter(|it| it.required) {
        let name = header.name.to_ascii_lowercase();
        let promise = format!("a {status} answer has the header `{}`", header.name);
        let part = Part::ResponseHeader { status, name };
        clauses.push(Promise::Present.clause(operation, part, Some(&header.place), promise));
    }
    if !response.content.is_empty() {
        let names: Vec<_> = response.content.iter().map(|it| it.name.as_str()).collect();
        let promise = format!("a {status} answer is {}", names.join(" or "));
        let part = Part::ResponseContent { status };
        clauses.push(Promise::MediaType.clause(operation, part, Some(&response.place), promise));
    }
    for media in response.content.iter().filter(|it| is_json(&it.name)) {
        let part = response_part(response, media);
        let promise = format!("the body of a {status} answer is well-formed JSON");
        clauses.push(Promise::WellFormed.clause(operation, part, Some(&media.place), promise));
    }
    if response.extensions.contains_key("x-tally-culprit") {
        let media = response.content.iter().find(|it| is_json(&it.name));
        if let Some(media) = media {
            let part = response_part(response, media);
            let promise = format!("a {status} answer names the member that failed");
            clauses.push(Promise::Culprit.clause(operation, part, Some(&response.place), promise));
        }
    }
    clauses
}

fn http(operation: &Operation) -> Vec<Clause> {
    [
        (
            Promise::NoServerError,
            "no request makes the server fail (5xx)",
        ),
        (Promise::Answered, "every request is answered in time"),
        (Promise::Whole, "every answer arrives whole"),
        (Promise::Framing, "every answer is well-formed HTTP"),
    ]
    .into_iter()
    .map(|(promise, text)| promise.clause(operation, Part::Http, None, text.to_owned()))
    .collect()
}

fn laws(operation: &Operation) -> Vec<Clause> {
    let json = operation
        .request_body
        .as_ref()
        .is_some_and(|body| body.content.iter().any(|media| is_json(&media.name)));
    if operation.key.method.as_str() != "PATCH" || !json {
        return Vec::new();
    }
    [
        (
            Promise::Echo,
            "the answer shows what was sent, as it was sent",
        ),
        (Promise::Keeps, "what was not sent is kept"),
        (
            Promise::RefusesAtomically,
            "a request that is refused changes nothing",
        ),
        (
            Promise::SameTwice,
            "the same request twice gives the same state as once",
        ),
        (
            Promise::Persists,
            "what was answered is what a later read gives",
        ),
    ]
    .into_iter()
    .map(|(promise, text)| {
        promise.clause(
            operation,
            Part::Law,
            Some(&operation.place),
            text.to_owned(),
        )
    })
    .collect()
}
