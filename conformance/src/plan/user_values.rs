//! Values that the user names by a pointer into the request, and the operations that they concern.
//!
//! A value concerns the operations that have its place: a parameter of that name, or a member of the
//! body. What an operation does not have is never put into its requests.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tally_spec::Contract;
use tally_spec::contract::Operation;

use super::places::Places;
use super::{Options, selects};

/// A value of requests that the user names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedValue {
    /// The operations that it concerns, as [`Selection`](super::Selection) names them: by
    /// `operationId` or as `GET /users/{name}`; none: every operation that has its place.
    pub operation: Option<String>,
    /// Pointer into the request: `/body/id`, `/path/taskId`.
    pub pointer: String,
    /// The value.
    pub value: Value,
}

/// What the plan of one operation is made for: [`Options`] as far as they concern it, with each
/// pointer as the operation writes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OperationOptions {
    /// Values that the server is known to accept; a pointer may come several times.
    pub known: Vec<(String, Value)>,
    /// Values that the credentials may not touch.
    pub foreign: Vec<(String, Value)>,
    /// Values that the server does not have.
    pub missing: Vec<(String, Value)>,
    /// Names of the security schemes for which there is a credential that must be refused.
    pub rejected: Vec<String>,
    /// Whether only requests are planned that read.
    pub read_only: bool,
}

impl From<(String, Value)> for NamedValue {
    /// A value for every operation that has its place.
    fn from((pointer, value): (String, Value)) -> Self {
        Self {
            operation: None,
            pointer,
            value,
        }
    }
}

impl NamedValue {
    /// Whether an operation is meant, whatever it has.
    #[must_use]
    pub fn means(&self, operation: &Operation) -> bool {
        let name = self.operation.as_ref();
        name.is_none_or(|name| selects(name, operation))
    }
}

impl OperationOptions {
    /// The options as far as they concern an operation.
    #[must_use]
    pub fn new(contract: &Contract, operation: &Operation, options: &Options) -> Self {
        Self {
            known: concerning(contract, operation, &options.known),
            foreign: concerning(contract, operation, &options.foreign),
            missing: concerning(contract, operation, &options.missing),
            rejected: options.rejected.clone(),
            read_only: options.operations.read_only,
        }
    }
}

/// The values that concern an operation, in their order. Those that name it win over those for every
/// operation at the same place.
pub(crate) fn concerning(
    contract: &Contract,
    operation: &Operation,
    values: &[NamedValue],
) -> Vec<(String, Value)> {
    if values.is_empty() {
        return Vec::new();
    }
    let places = Places::of(contract, operation);
    let meant = values.iter().filter(|it| it.means(operation));
    let meant: Vec<_> = meant
        .filter_map(|it| Some((it, places.find(&it.pointer)?)))
        .collect();
    let is_scoped = |at: &str| {
        let mut others = meant.iter();
        others.any(|(it, other)| it.operation.is_some() && other == at)
    };
    let concerning = meant
        .iter()
        .filter(|(it, at)| it.operation.is_some() || !is_scoped(at));
    concerning
        .map(|(it, at)| (at.clone(), it.value.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /health:
    get: {responses: {'204': {description: none}}}
  /users/{name}:
    get:
      operationId: user
      parameters: [{name: name, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: none}}
  /groups/{name}:
    get:
      parameters:
      - {name: name, in: path, required: true, schema: {type: string}}
      - {name: X-Tenant, in: header, schema: {type: string}}
      responses: {'204': {description: none}}
";

    fn check(values: &[(Option<&str>, &str, &str)], path: &str, expected: &[(&str, &str)]) {
        let contract = tally_spec::read_text("api.yaml", DOCUMENT)
            .contract
            .unwrap();
        let mut operations = contract.operations.iter();
        let operation = operations.find(|it| it.key.path == path).unwrap();
        let values = values.iter().map(|(operation, pointer, value)| NamedValue {
            operation: operation.map(str::to_owned),
            pointer: (*pointer).to_owned(),
            value: json!(value),
        });
        let found = concerning(&contract, operation, &values.collect::<Vec<_>>());
        let expected = expected
            .iter()
            .map(|(at, it)| ((*at).to_owned(), json!(it)));
        assert_eq!(found, expected.collect::<Vec<_>>(), "{path}");
    }

    #[test]
    fn a_value_concerns_only_operations_that_have_its_place() {
        let name = [(None, "/path/name", "alice")];
        check(&name, "/health", &[]);
        check(&name, "/users/{name}", &[("/path/name", "alice")]);
        check(&name, "/groups/{name}", &[("/path/name", "alice")]);
    }

    #[test]
    fn a_scoped_value_concerns_one_operation_and_wins_there() {
        for scope in ["GET /users/{name}", "user"] {
            let names = [
                (None, "/path/name", "any"),
                (Some(scope), "/path/name", "alice"),
                (Some(scope), "/path/name", "bob"),
            ];
            let scoped = [("/path/name", "alice"), ("/path/name", "bob")];
            check(&names, "/users/{name}", &scoped);
            check(&names, "/groups/{name}", &[("/path/name", "any")]);
        }
    }

    #[test]
    fn the_name_of_a_header_has_no_case() {
        let tenant = [(None, "/header/x-tenant", "acme")];
        let spelled = [("/header/X-Tenant", "acme")];
        check(&tenant, "/groups/{name}", &spelled);
        check(&tenant, "/users/{name}", &[]);
    }
}
