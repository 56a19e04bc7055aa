//! The resources of a contract, and which operations tell and ask for their ids.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use tally_spec::Contract;
use tally_spec::clause::described;
use tally_spec::contract::{
    LinkTarget, Operation, OperationKey, ParameterLocation, RuntimeExpression, Schema,
};
use tally_spec::schema::{SchemaView, pointer};

use super::answer_objects::{AnswerObject, AnswerObjects};
use super::ids::IdPlace;
use super::names::{Name, likeness, noun, referred, words};
use super::path::PathTemplate;

/// The resources of a contract.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ResourceGraph {
    /// In the order in which the document names them first, parents first.
    pub kinds: Vec<ResourceKind>,
}

/// A kind of resource: what a path names up to and including one of its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceKind {
    /// The path up to that parameter, as it is first written: `/orders/{orderId}`.
    pub path: String,
    /// What one of them is called: `order`.
    pub name: String,
    /// The kind that it stands in, by its place among all.
    pub parent: Option<usize>,
    /// What tells its ids, the most credible first.
    pub producers: Vec<Producer>,
    /// What asks for its ids.
    pub consumers: Vec<Consumer>,
    /// The operation that deletes it.
    pub delete: Option<OperationKey>,
    /// Whether the document lists the values of its id: then nobody has to tell them.
    pub is_listed: bool,
}

/// An operation that tells ids of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Producer {
    /// The operation.
    pub operation: OperationKey,
    /// Where the id stands.
    pub place: IdPlace,
    /// Pointers into its request to the ids of what the resource stands in, the outermost first.
    pub parents: Vec<String>,
    /// Whether the operation makes the resource.
    pub creates: bool,
    /// Why this is believed.
    pub reason: Reason,
}

/// An operation that asks for an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consumer {
    /// The operation.
    pub operation: OperationKey,
    /// Pointers into its request: for a path those of the resource and of all that it stands in, the
    /// outermost first; else the one of the resource.
    pub pointers: Vec<String>,
    /// Why this is believed.
    pub reason: Reason,
}

/// Why a value is believed to be the id of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A link of the document says so.
    Link,
    /// The path of the collection is that of the resource without its id.
    Collection,
    /// The answer has the schema of the resource.
    Schema,
    /// The name is that of the parameter, or says what it refers to.
    Name,
    /// It stands in the path.
    Path,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Link => "a link says so",
            Self::Collection => "it is the collection",
            Self::Schema => "its answer has the schema of the resource",
            Self::Name => "its name says so",
            Self::Path => "it stands in the path",
        })
    }
}

impl ResourceKind {
    /// The operations that make one, the most credible first.
    pub fn creators(&self) -> impl Iterator<Item = &Producer> {
        self.producers.iter().filter(|producer| producer.creates)
    }
}

impl ResourceGraph {
    /// The graph of a contract.
    #[must_use]
    pub fn of(contract: &Contract) -> Self {
        let library = contract.library();
        let mut objects = AnswerObjects::new(contract, &library);
        let described: Vec<Described<'_>> = contract
            .operations
            .iter()
            .map(|operation| Described {
                operation,
                template: PathTemplate::of(&operation.key.path),
                answers: objects.of(operation),
                body: objects.body_members(operation),
            })
            .collect();
        let mut builder = Builder {
            contract,
            library: &library,
            described: &described,
            kinds: Vec::new(),
            templates: Vec::new(),
        };
        builder.find_kinds();
        builder.find_producers();
        builder.share_by_name();
        builder.find_references();
        Self {
            kinds: builder.kinds,
        }
    }

    /// The kinds whose ids nothing tells though operations ask for them.
    pub fn unfed(&self) -> impl Iterator<Item = &ResourceKind> {
        let unfed = self.kinds.iter();
        unfed.filter(|kind| kind.producers.is_empty() && !kind.is_listed)
    }
}

/// An operation, with what is asked of it again and again.
struct Described<'c> {
    operation: &'c Operation,
    template: PathTemplate,
    answers: Vec<AnswerObject>,
    /// The members of its JSON body that hold a string or a number.
    body: Rc<[Name]>,
}

impl Described<'_> {
    fn method(&self) -> &str {
        self.operation.key.method.as_str()
    }
}

struct Builder<'d, 'c> {
    contract: &'d Contract,
    library: &'d Schema,
    described: &'d [Described<'c>],
    kinds: Vec<ResourceKind>,
    templates: Vec<PathTemplate>,
}

impl Builder<'_, '_> {
    /// Every part of a path that ends in a parameter is a kind; the operations below it ask for it.
    fn find_kinds(&mut self) {
        let mut by_key: HashMap<String, usize> = HashMap::new();
        for described in self.described {
            let mut parent = None;
            for template in described.template.resources() {
                let at = *by_key.entry(template.key()).or_insert_with(|| {
                    let segment = template.last_literal().unwrap_or_default();
                    self.kinds.push(ResourceKind {
                        path: template.text(),
                        name: noun(segment).join(" "),
                        parent,
                        producers: Vec::new(),
                        consumers: Vec::new(),
                        delete: None,
                        is_listed: self.is_listed(described.operation, &template),
                    });
                    self.templates.push(template.clone());
                    self.kinds.len() - 1
                });
                parent = Some(at);
                let key = &described.operation.key;
                let kind = &mut self.kinds[at];
                kind.consumers.push(Consumer {
                    operation: key.clone(),
                    pointers: template.pointers(),
                    reason: Reason::Path,
                });
                let is_whole = template.key() == described.template.key();
                if described.method() == "DELETE" && is_whole {
                    kind.delete.get_or_insert_with(|| key.clone());
                }
            }
        }
    }

    /// Whether the document lists the values of the last parameter of a template.
    fn is_listed(&self, operation: &Operation, template: &PathTemplate) -> bool {
        let parameters = template.parameters();
        let mut all = operation.parameters.iter();
        let parameter = all.find(|it| {
            it.location == ParameterLocation::Path && parameters.last() == Some(&it.name.as_str())
        });
        let schema = parameter.and_then(|it| described(&it.content));
        schema.is_some_and(|id| {
            let schema = self.contract.schema_alone(id).value;
            let schema = SchemaView::within(&self.library.value, &schema);
            schema.with_alternatives().any(|it| it.listed().is_some())
        })
    }

    fn find_producers(&mut self) {
        for at in 0..self.kinds.len() {
            let template = &self.templates[at];
            let schemas = self.schemas_of(template);
            let mut producers: Vec<Producer> = Vec::new();
            let mut others = Vec::new();
            for described in self.described {
                let Some(parents) = parents(template, &described.template) else {
                    continue;
                };
                producers.extend(self.linked(described, template, &parents));
                let found = of_operation(described, template, &schemas, &parents);
                match found.first().map(|it| it.reason) {
                    Some(Reason::Collection) => producers.extend(found),
                    _ => others.extend(found),
                }
            }
            producers.extend(others);
            // What a list tells is there; what was made is one's own. A stable sort.
            producers.sort_by_key(|producer| producer.reason);
            let mut seen = HashSet::new();
            producers.retain(|it| seen.insert((it.operation.clone(), it.place.to_string())));
            self.kinds[at].producers = producers;
        }
    }

    /// The names of the schemas with which a resource itself is answered.
    fn schemas_of(&self, template: &PathTemplate) -> HashSet<String> {
        let own = self.described.iter();
        let own = own.filter(|it| it.template.key() == template.key());
        let whole = own.flat_map(|it| it.answers.iter().filter(|it| it.pattern.is_empty()));
        whole.flat_map(|it| it.schemas.iter().cloned()).collect()
    }

    /// What links of an operation say that lead to one of this template.
    fn linked(
        &self,
        described: &Described<'_>,
        template: &PathTemplate,
        parents: &[String],
    ) -> Vec<Producer> {
        let mut producers = Vec::new();
        let links = described.operation.responses.iter();
        for link in links.flat_map(|response| &response.links) {
            let Some(target) = self.target(&link.target) else {
                continue;
            };
            let parts = target.template.resources();
            let Some(part) = parts.iter().find(|it| it.key() == template.key()) else {
                continue;
            };
            let parameters = part.parameters();
            let Some(name) = parameters.last() else {
                continue;
            };
            let qualified = format!("path.{name}");
            let given = link.parameters.get(*name);
            let place = match given.or_else(|| link.parameters.get(&qualified)) {
                Some(RuntimeExpression::ResponseBody(pointer)) => IdPlace::Answer(pointer.clone()),
                Some(RuntimeExpression::ResponseHeader(name)) => IdPlace::Header(name.clone()),
                Some(RuntimeExpression::RequestBody(pointer)) => {
                    IdPlace::Request(format!("/body{pointer}"))
                }
                Some(RuntimeExpression::RequestQuery(name)) => {
                    IdPlace::Request(pointer::join("/query", name))
                }
                Some(RuntimeExpression::RequestPath(name)) => {
                    IdPlace::Request(pointer::join("/path", name))
                }
                _ => continue,
            };
            producers.push(Producer {
                operation: described.operation.key.clone(),
                creates: creates(described, template) && is_one(&place),
                place,
                parents: parents.to_vec(),
                reason: Reason::Link,
            });
        }
        producers
    }

    fn target(&self, target: &LinkTarget) -> Option<&Described<'_>> {
        self.described.iter().find(|it| match target {
            LinkTarget::Id(id) => it.operation.id.as_ref() == Some(id),
            LinkTarget::Reference(reference) => {
                let tokens = reference.strip_prefix("#/paths/");
                let path = pointer::escape(&it.operation.key.path);
                let method = it.method().to_ascii_lowercase();
                tokens.is_some_and(|it| it == format!("{path}/{method}"))
            }
        })
    }

    /// Kinds whose ids have the same telling name, below different paths, are fed alike.
    fn share_by_name(&mut self) {
        let telling = |template: &PathTemplate| {
            let parameters = template.parameters();
            match parameters.as_slice() {
                [one] => referred(one).map(|words| words.join(" ")),
                _ => None,
            }
        };
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, template) in self.templates.iter().enumerate() {
            if let Some(name) = telling(template) {
                by_name.entry(name).or_default().push(at);
            }
        }
        for alike in by_name.into_values() {
            let Some(fed) = alike
                .iter()
                .find(|at| !self.kinds[**at].producers.is_empty())
            else {
                continue;
            };
            let shared = self.kinds[*fed].producers.iter();
            let shared: Vec<Producer> = shared
                .map(|producer| Producer {
                    creates: false,
                    reason: Reason::Name,
                    ..producer.clone()
                })
                .collect();
            for at in alike {
                if self.kinds[at].producers.is_empty() {
                    self.kinds[at].producers = shared.clone();
                }
            }
        }
    }

    /// Members of bodies and query parameters that refer to a resource by its id.
    fn find_references(&mut self) {
        let mut by_name: IndexMap<String, usize> = IndexMap::new();
        for (at, kind) in self.kinds.iter().enumerate() {
            if !kind.producers.is_empty() {
                by_name.entry(kind.name.clone()).or_insert(at);
            }
        }
        for described in self.described {
            let query = described.operation.parameters.iter();
            let query = query.filter(|it| it.location == ParameterLocation::Query);
            let query = query.map(|it| ("/query", it.name.as_str()));
            let body = described.body.iter();
            let body = body.map(|name| ("/body", name.text.as_str()));
            for (whole, name) in query.chain(body) {
                let Some(words) = referred(name) else {
                    continue;
                };
                // `customer_id`, and `parent_customer_id`.
                let mut ends = (0..words.len()).map(|from| words[from..].join(" "));
                if let Some(&at) = ends.find_map(|name| by_name.get(&name)) {
                    self.kinds[at].consumers.push(Consumer {
                        operation: described.operation.key.clone(),
                        pointers: vec![pointer::join(whole, name)],
                        reason: Reason::Name,
                    });
                }
            }
        }
    }
}

/// The pointers into a request of an operation to the ids of all that a resource stands in; none
/// when the operation does not have them all.
fn parents(template: &PathTemplate, operation: &PathTemplate) -> Option<Vec<String>> {
    let parents = template.resources();
    let (_, parents) = parents.split_last()?;
    match parents.last() {
        None => Some(Vec::new()),
        Some(parent) => {
            let own = operation.resources();
            let own = own.iter().find(|it| it.key() == parent.key())?;
            Some(own.pointers())
        }
    }
}

/// Whether an operation makes a resource: a POST to its collection.
fn creates(described: &Described<'_>, template: &PathTemplate) -> bool {
    described.method() == "POST" && described.template.key() == template.collection().key()
}

/// Whether a place has one id: what has several is a list of what is there.
fn is_one(place: &IdPlace) -> bool {
    !matches!(place, IdPlace::Answer(pattern) if pattern.contains('*'))
}

/// The most that a name can look like what is asked for when the parameter does not say what that is.
const AMBIGUOUS: u8 = 3;

/// What an operation tells of a resource.
fn of_operation(
    described: &Described<'_>,
    template: &PathTemplate,
    schemas: &HashSet<String>,
    parents: &[String],
) -> Vec<Producer> {
    let parameters = template.parameters();
    let Some(parameter) = parameters.last() else {
        return Vec::new();
    };
    let segment = template.last_literal().unwrap_or_default();
    let noun = noun(segment);
    let collection = template.collection();
    let is_collection = described.template.key() == collection.key();
    let is_near = is_collection || described.template.extends(&collection);
    // What needs the id itself tells nothing new.
    if described.template.begins_with(template) {
        return Vec::new();
    }
    let creates = creates(described, template);
    let of = |place: IdPlace, reason: Reason| Producer {
        operation: described.operation.key.clone(),
        creates: creates && is_one(&place),
        place,
        parents: parents.to_vec(),
        reason,
    };
    let mut found: Vec<(Reason, u8, &str, String)> = Vec::new();
    let wanted = words(parameter);
    for object in &described.answers {
        let is_it = object.schemas.iter().any(|name| schemas.contains(name));
        let depth = object.pattern.matches('/').count();
        for member in &*object.members {
            let score = likeness(member, &wanted, &noun);
            let reason = match score {
                0 => continue,
                _ if is_collection && depth <= 2 => Reason::Collection,
                _ if is_it || is_near && depth <= 2 => Reason::Schema,
                // Only a telling name, wherever it stands.
                5.. if referred(parameter).is_some() && member.words == wanted => Reason::Name,
                _ => continue,
            };
            let place = pointer::join(&object.pattern, &member.text);
            // Of the resource itself rather than of what stands in it.
            let score =
                score * 8 + u8::from(is_it) * 4 + 3 - u8::try_from(depth.min(3)).unwrap_or(3);
            found.push((reason, score, &object.pattern, place));
        }
    }
    found.sort_by_key(|(reason, score, ..)| (*reason, Reverse(*score)));
    let Some(&(best, score, object, _)) = found.first() else {
        return named_in_request(described, parameter, &noun, creates)
            .map(|place| of(place, Reason::Collection))
            .into_iter()
            .chain(creates.then(|| of(IdPlace::Location, Reason::Collection)))
            .collect();
    };
    // Where the parameter does not say by what a resource is named, several members may do.
    let is_as_good = |other: &u8| score / 8 <= AMBIGUOUS && *other / 8 <= AMBIGUOUS;
    let found = found.into_iter().enumerate();
    let found = found.filter(|(at, (reason, other, pattern, _))| {
        *at == 0 || *reason == best && *pattern == object && is_as_good(other)
    });
    found
        .take(2)
        .map(|(_, (reason, _, _, place))| of(IdPlace::Answer(place), reason))
        .collect()
}

/// The member of a body by which whoever makes a resource names it.
fn named_in_request(
    described: &Described<'_>,
    parameter: &str,
    noun: &[String],
    creates: bool,
) -> Option<IdPlace> {
    let members = described.body.iter().filter(|_| creates);
    let wanted = words(parameter);
    let scored = members.map(|name| (likeness(name, &wanted, noun), &name.text));
    let best = scored.filter(|(score, _)| *score > 0);
    let best = best.max_by_key(|(score, _)| *score);
    best.map(|(_, name)| IdPlace::Request(pointer::join("/body", name)))
}

#[cfg(test)]
mod tests;
