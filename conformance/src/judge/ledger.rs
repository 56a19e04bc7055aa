//! The ledger of one operation: its clauses, found by identity, part or member.

use std::collections::HashMap;

use indexmap::IndexMap;
use tally_spec::clause::{Clause, ClauseId, Part};
use tally_spec::contract::{Operation, OperationKey, ParameterLocation};
use tally_spec::promise::Promise;

use crate::case::{Case, Intent};

/// The clauses of one operation.
#[derive(Clone, Debug)]
pub struct Ledger {
    operation: OperationKey,
    clauses: IndexMap<ClauseId, Clause>,
    /// The places of the schema keywords of each part among the clauses, with the tokens of their
    /// instance locations.
    keywords: HashMap<Part, Vec<(usize, Vec<String>)>>,
    /// The clauses of each part whose path is one name, as that of a promise is.
    promises: HashMap<Part, Vec<(String, ClauseId)>>,
}

impl Ledger {
    /// A ledger of these clauses, in their order.
    #[must_use]
    pub fn new(operation: &Operation, clauses: impl IntoIterator<Item = Clause>) -> Self {
        let clauses = clauses
            .into_iter()
            .map(|clause| (clause.id.clone(), clause));
        let clauses: IndexMap<ClauseId, Clause> = clauses.collect();
        let mut keywords: HashMap<Part, Vec<(usize, Vec<String>)>> = HashMap::new();
        let mut promises: HashMap<Part, Vec<(String, ClauseId)>> = HashMap::new();
        let others = [Promise::WellFormed, Promise::Culprit, Promise::Present];
        for (place, clause) in clauses.values().enumerate() {
            if !others.iter().any(|promise| promise.path() == clause.path) {
                let tokens = tally_spec::schema::pointer::tokens(&clause.instance);
                let of_part = keywords.entry(clause.part.clone()).or_default();
                of_part.push((place, tokens));
            }
            if let Some(name) = clause.path.strip_prefix('/').filter(|it| !it.contains('/')) {
                let of_part = promises.entry(clause.part.clone()).or_default();
                of_part.push((name.to_owned(), clause.id.clone()));
            }
        }
        Self {
            operation: operation.key.clone(),
            clauses,
            keywords,
            promises,
        }
    }

    /// All clauses, in order.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.values()
    }

    /// The schema keywords of a part, with the tokens of their instance locations.
    pub fn keywords(&self, part: &Part) -> impl Iterator<Item = (&Clause, &[String])> {
        let keywords = self.keywords.get(part).into_iter().flatten();
        keywords.filter_map(|(place, tokens)| {
            let (_, clause) = self.clauses.get_index(*place)?;
            Some((clause, tokens.as_slice()))
        })
    }

    /// The clause of this identity.
    #[must_use]
    pub fn clause(&self, id: &ClauseId) -> Option<&Clause> {
        self.clauses.get(id)
    }

    /// The identity of a promise in a part, if the operation makes it.
    #[must_use]
    pub fn promise(&self, promise: Promise, part: &Part) -> Option<ClauseId> {
        let mut of_part = self.promises.get(part)?.iter();
        let (_, id) = of_part.find(|(name, _)| name == promise.keyword())?;
        Some(id.clone())
    }

    /// What is known of a clause that the ledger does not list: only its identity.
    #[must_use]
    pub fn unlisted(&self, id: &ClauseId) -> Clause {
        let path = id.0.rsplit_once('#').map_or("", |(_, path)| path);
        let keyword = path.rsplit('/').next().unwrap_or_default();
        let prefix = id.0.rsplit_once('#').map_or("", |(prefix, _)| prefix);
        let sibling = self.clauses().find(|it| {
            it.id
                .0
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with('#'))
        });
        Clause {
            id: id.clone(),
            operation: self.operation.clone(),
            part: sibling.map_or(Part::Http, |it| it.part.clone()),
            path: path.to_owned(),
            keyword: keyword.to_owned(),
            instance: String::new(),
            promise: format!("`{path}` holds"),
            place: sibling.and_then(|it| it.place.clone()),
        }
    }

    /// The clause that stands for one member of the request, whatever it promises: its `type`,
    /// else its first one, else that of what it stands in.
    #[must_use]
    pub fn member(&self, pointer: &str) -> Option<ClauseId> {
        let mut pointer = pointer.to_owned();
        loop {
            let here = || self.clauses().filter(|it| speaks_of(it, &pointer));
            let clause = here()
                .find(|it| it.keyword == "type")
                .or_else(|| here().next());
            if let Some(clause) = clause {
                return Some(clause.id.clone());
            }
            let parent = pointer.rfind('/').filter(|&slash| slash > 0)?;
            pointer.truncate(parent);
        }
    }

    /// The clause that a case stands for: the one that it probes, else the one of the member in
    /// which it differs, else that of the whole body.
    #[must_use]
    pub fn probed(&self, case: &Case) -> Option<ClauseId> {
        let probed = case
            .clause
            .as_ref()
            .filter(|id| self.clauses.contains_key(*id));
        if let Some(id) = probed {
            return Some(id.clone());
        }
        match &case.intent {
            Intent::Probes => None,
            Intent::Breaks { at, .. } => self.member(at),
            Intent::BreaksSeveral { at } => self.member(at.first()?),
            Intent::Honours => {
                let difference = case.difference.as_ref();
                self.member(difference.map_or("/body", |it| it.pointer.as_str()))
            }
        }
    }
}

/// Whether a clause of the request concerns what stands at a pointer into the request.
fn speaks_of(clause: &Clause, pointer: &str) -> bool {
    let prefix = match &clause.part {
        Part::RequestBody { .. } => "/body".to_owned(),
        Part::Parameter { location, name } => {
            let location = match location {
                ParameterLocation::Path => "path",
                ParameterLocation::Query | ParameterLocation::QueryString => "query",
                ParameterLocation::Header => "header",
                ParameterLocation::Cookie => "cookie",
            };
            tally_spec::schema::pointer::join(&format!("/{location}"), name)
        }
        _ => return false,
    };
    let mut pattern = tally_spec::schema::pointer::tokens(&prefix);
    pattern.extend(tally_spec::schema::pointer::tokens(&clause.instance));
    let tokens = tally_spec::schema::pointer::tokens(pointer);
    let matches = |(pattern, token): (&String, &String)| {
        pattern == token
            || pattern == "{}"
            || (pattern == "*" && token.bytes().all(|byte| byte.is_ascii_digit()))
    };
    pattern.len() == tokens.len() && pattern.iter().zip(&tokens).all(matches)
}
