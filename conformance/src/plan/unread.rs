//! What nobody can say of an operation, because its document refers to something that was not read.
//!
//! Of a schema that is not known in full no value is surely valid, and none surely is not: it gives no
//! cases, and its clauses are inconclusive for that reason.

use tally_spec::Contract;
use tally_spec::clause::{Clause, Part};
use tally_spec::contract::{Content, Media, Operation, Unread};
use tally_spec::promise::{is_json, request_part, response_part};

use super::{Gap, GapKind};

/// What is not known of an operation.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    /// Why no request is surely valid, if so.
    pub(super) request: Option<String>,
    /// Parts of the ledger that are not fully known, and why.
    parts: Vec<(Part, String)>,
}

impl Unknown {
    /// Finds what is not known of an operation.
    pub(super) fn of(contract: &Contract, operation: &Operation) -> Self {
        let mut unknown = Self {
            request: reason(&operation.unread),
            parts: Vec::new(),
        };
        for parameter in &operation.parameters {
            if let Some(why) = of_content(contract, &parameter.content) {
                let part = Part::Parameter {
                    location: parameter.location,
                    name: parameter.name.clone(),
                };
                if parameter.required {
                    unknown.request.get_or_insert_with(|| why.clone());
                }
                unknown.parts.push((part, why));
            }
        }
        unknown.body(contract, operation);
        for response in &operation.responses {
            for media in &response.content {
                if let Some(why) = of_media(contract, media) {
                    unknown.parts.push((response_part(response, media), why));
                }
            }
            for header in &response.headers {
                if let Some(why) = of_content(contract, &header.content) {
                    let part = Part::ResponseHeader {
                        status: response.status,
                        name: header.name.to_ascii_lowercase(),
                    };
                    unknown.parts.push((part, why));
                }
            }
        }
        unknown
    }

    fn body(&mut self, contract: &Contract, operation: &Operation) {
        let Some(body) = &operation.request_body else {
            return;
        };
        for media in &body.content {
            if let Some(why) = of_media(contract, media) {
                self.parts.push((request_part(operation, media), why));
            }
        }
        // The body that is sent: JSON if there is any, else whatever can be written.
        let json = body.content.iter().find(|media| is_json(&media.name));
        let mut sent = match json {
            Some(json) => vec![json],
            None => body.content.iter().collect(),
        }
        .into_iter()
        .map(|media| of_media(contract, media));
        if let Some(Some(why)) = sent.next()
            && body.required
            && sent.all(|it| it.is_some())
        {
            self.request.get_or_insert(why);
        }
    }

    /// The clauses that nothing can be said about.
    pub(super) fn gaps(&self, clauses: &[Clause]) -> Vec<Gap> {
        let why = |clause: &Clause| {
            let mut parts = self.parts.iter();
            let own = parts.find(|(part, _)| *part == clause.part);
            own.map(|(_, why)| why).or(self.request.as_ref())
        };
        let gap = |clause: &Clause| {
            Some(Gap {
                clause: clause.id.clone(),
                kind: GapKind::Unread,
                reason: why(clause)?.clone(),
            })
        };
        clauses.iter().filter_map(gap).collect()
    }

    /// The parts that are not fully known.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().map(|(part, _)| part)
    }
}

/// Why a body is not known in full, if so.
pub(super) fn of_media(contract: &Contract, media: &Media) -> Option<String> {
    reason(&contract.unread(media.schema?))
}

/// Why the value of a parameter or header is not known in full, if so.
pub(super) fn of_content(contract: &Contract, content: &Content) -> Option<String> {
    match content {
        Content::Styled { schema, .. } => reason(&contract.unread(*schema)),
        Content::Media(media) => of_media(contract, media),
        Content::Undescribed => None,
    }
}

/// The references that an operation needs, and that were not read.
pub(crate) fn references(contract: &Contract, operation: &Operation) -> Vec<String> {
    let request = operation.request_body.iter().flat_map(|it| &it.content);
    let medias = operation.responses.iter().flat_map(|it| &it.content);
    let medias = request.chain(medias).filter_map(|media| media.schema);
    let parameters = operation.parameters.iter().map(|it| &it.content);
    let headers = operation.responses.iter().flat_map(|it| &it.headers);
    let contents = parameters.chain(headers.map(|it| &it.content));
    let contents = contents.filter_map(tally_spec::clause::described);
    let schemas = medias.chain(contents).flat_map(|id| contract.unread(id));
    let mut references: Vec<String> = Vec::new();
    for unread in operation.unread.iter().cloned().chain(schemas) {
        if !references.contains(&unread.reference) {
            references.push(unread.reference);
        }
    }
    references
}

fn reason(unread: &[Unread]) -> Option<String> {
    let first = unread.first()?;
    let more = match unread.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    Some(format!("`{}` was not read{more}", first.reference))
}
