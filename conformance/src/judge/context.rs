//! What a rule sees: one exchange, and what the document says about its answer.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use tally_spec::clause::{ClauseId, Part, path_of};
use tally_spec::contract::{Content, Media, Operation, Response, SchemaId, StatusPattern};
use tally_spec::promise::{Promise, is_json, response_part};
use tally_spec::schema::{Validator, Violation, for_response, has_write_only};
use tally_spec::{Contract, MediaType};

use super::Ledger;
use crate::case::{Expectation, Family};
use crate::exchange::{Answer, Exchange};
use crate::json::Reading;

/// What a rule sees of one exchange.
#[derive(Debug)]
pub struct CheckContext<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// Its clauses.
    pub ledger: &'a Ledger,
    /// What the document describes, ready to judge by.
    pub response_schemas: &'a ResponseSchemas,
    /// The exchange.
    pub exchange: &'a Exchange,
    /// Pointers into the request of values that may name something that the server does not have
    /// or does not let these credentials touch: not those that it is known to accept.
    pub open_names: &'a [String],
    /// What the document says about the answer's status, if it declares it.
    pub response: Option<&'a Response>,
    /// What the document says about the answer's media type, if it declares it.
    pub media: Option<&'a Media>,
    /// The body as JSON, when it has one and its media type is JSON.
    pub json: Option<&'a Reading>,
}

/// The schemas of an operation's answers, compiled once.
#[derive(Debug, Default)]
pub struct ResponseSchemas {
    schemas: HashMap<SchemaId, Compiled>,
}

#[derive(Debug)]
struct Compiled {
    source: Value,
    validator: Validator,
    /// Whether any member is for requests only.
    write_only: bool,
}

/// One clause of a schema that a value breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The clause.
    pub clause: ClauseId,
    /// How the value breaks it.
    pub violation: Violation,
}

/// A request with a value that the user names as foreign or missing.
#[derive(Clone, Debug)]
pub struct Lookup<'a> {
    /// The clause that says what becomes of it.
    pub clause: ClauseId,
    /// `foreign` or `missing`.
    pub word: &'static str,
    /// Pointer into the request of the value.
    pub member: &'a str,
    /// The statuses that the document declares for it.
    pub statuses: &'a [StatusPattern],
}

impl ResponseSchemas {
    /// Compiles the schemas of all declared answers of an operation: bodies and headers.
    #[must_use]
    pub fn new(contract: &Contract, operation: &Operation) -> Self {
        let mut response_schemas = Self::default();
        for response in &operation.responses {
            let media = response.content.iter().filter_map(|media| media.schema);
            let headers = response.headers.iter().filter_map(|it| match it.content {
                Content::Styled { schema, .. } => Some(schema),
                Content::Media(_) | Content::Undescribed => None,
            });
            // Of what is not known in full nobody can say what breaks it.
            let known = |id: &SchemaId| contract.unread(*id).is_empty();
            for id in media.chain(headers).filter(known) {
                response_schemas.schemas.entry(id).or_insert_with(|| {
                    let source = for_response(&contract.schema(id).value);
                    let (validator, _) = Validator::usable(&source);
                    Compiled {
                        write_only: has_write_only(&source),
                        source,
                        validator,
                    }
                });
            }
        }
        response_schemas
    }

    /// The clauses of a part that a value breaks, each once, at the first place where it does.
    #[must_use]
    pub fn mismatches(
        &self,
        operation: &Operation,
        part: &Part,
        schema: SchemaId,
        value: &Value,
    ) -> Vec<Mismatch> {
        let Some(compiled) = self.schemas.get(&schema) else {
            return Vec::new();
        };
        let mut mismatches: Vec<Mismatch> = Vec::new();
        if compiled.validator.is_valid(value) {
            return mismatches;
        }
        let mut seen = HashSet::new();
        for violation in compiled.validator.violations(value) {
            if !seen.insert(violation.evaluation_path.clone()) {
                continue;
            }
            let path = path_of(&compiled.source, &violation.evaluation_path);
            let clause = ClauseId::new(&operation.key, part, &path);
            if !mismatches.iter().any(|it| it.clause == clause) {
                mismatches.push(Mismatch { clause, violation });
            }
        }
        mismatches
    }

    /// The schema as it is judged by, if any member of it is for requests only.
    #[must_use]
    pub fn with_write_only(&self, id: SchemaId) -> Option<&Value> {
        let compiled = self.schemas.get(&id).filter(|it| it.write_only);
        compiled.map(|compiled| &compiled.source)
    }

    /// The schema as it is judged by, `$ref`s pointing into itself.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> Option<&Value> {
        self.schemas.get(&id).map(|compiled| &compiled.source)
    }
}

impl<'a> CheckContext<'a> {
    /// Looks up what the document says about the answer of an exchange.
    #[must_use]
    pub fn new(
        operation: &'a Operation,
        ledger: &'a Ledger,
        response_schemas: &'a ResponseSchemas,
        exchange: &'a Exchange,
        open_names: &'a [String],
    ) -> Self {
        let answer = exchange.answer();
        // The document says nothing of the answers to a method that it does not declare.
        let response = answer
            .filter(|_| exchange.case.family != Family::Method)
            .and_then(|answer| operation.response(answer.status));
        let media = answer
            .zip(response)
            .and_then(|(answer, response)| media(response, answer.content_type()?));
        let is_json = |answer: &&Answer| answer.content_type().is_some_and(is_json);
        let json = answer
            .filter(|answer| !answer.body.is_empty())
            .filter(is_json)
            .filter(|answer| !answer.is_coded())
            .map(Answer::json);
        Self {
            operation,
            ledger,
            response_schemas,
            exchange,
            open_names,
            response,
            media,
            json,
        }
    }

    /// What the request looks up, if that is what it is for.
    #[must_use]
    pub fn lookup(&self) -> Option<Lookup<'a>> {
        let case = &self.exchange.case;
        let Expectation::Answered { statuses } = &case.expectation else {
            return None;
        };
        let (promise, word) = match case.family {
            Family::Foreign => (Promise::Foreign, "foreign"),
            _ => (Promise::Missing, "missing"),
        };
        let member = case.difference.as_ref().map(|it| it.pointer.as_str());
        Some(Lookup {
            clause: self.ledger.promise(promise, &Part::Responses)?,
            word,
            member: member.unwrap_or("/body"),
            statuses,
        })
    }

    /// The status of the whole answer, if there is one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.exchange.status()
    }

    /// The body as JSON value, if it can be read as one at all.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        self.json?.value()
    }

    /// The part of the ledger that the answer's body belongs to.
    #[must_use]
    pub fn body_part(&self) -> Option<Part> {
        Some(response_part(self.response?, self.media?))
    }

    /// Whether HTTP gives the answer no body (RFC 9110 §6.4.1, §15.3.5, §15.3.6, §15.4.5).
    #[must_use]
    pub fn bodiless(&self) -> bool {
        self.exchange.request.method == "HEAD"
            || self
                .status()
                .is_some_and(|it| it < 200 || matches!(it, 204 | 205 | 304))
    }

    /// Whether the answer says nothing about the request ([`Answer::is_busy`]).
    #[must_use]
    pub fn busy(&self) -> bool {
        self.exchange.answer().is_some_and(Answer::is_busy)
    }

    /// Whether one of the declared statuses names the answer's.
    #[must_use]
    pub fn is_one_of(&self, statuses: &[StatusPattern]) -> bool {
        self.status()
            .is_some_and(|status| statuses.iter().any(|it| it.matches(status)))
    }
}

/// The declared media type that a `Content-Type` is an instance of, the most specific one
/// (OpenAPI, Response Object, `content`): of those that differ only in parameters the one that has
/// the same.
fn media<'a>(response: &'a Response, content_type: &str) -> Option<&'a Media> {
    let sent = MediaType::of(content_type);
    let declared = response.content.iter();
    let declared = declared.map(|media| (MediaType::of(&media.name), media));
    let fitting = declared.filter(|(range, _)| range.includes(&sent));
    let nearest = fitting.min_by_key(|(range, _)| range.distance(&sent));
    nearest.map(|(_, media)| media)
}
