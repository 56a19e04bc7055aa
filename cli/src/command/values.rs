//! The values that a command is given for requests: each must have a place in some operation.

use tally_conformance::plan::{Options, Places};
use tally_spec::Contract;
use tally_spec::contract::Operation;

use super::operations;
use crate::args::{PointerValue, ScopedPointer};
use crate::configuration::Given;
use crate::failure::Failure;

/// How alike a place must be to be the one that is meant, of 1.
const ALIKE: f64 = 0.8;

/// The most places that a message lists.
const LISTED: usize = 10;

/// Checks that an operation has the place of each value: one of the run for a flag, one of the
/// document for a file, which serves runs of several selections.
///
/// # Errors
///
/// When none has, or a value names an operation that there is not; the message says which place is
/// likely to be meant.
pub(crate) fn check<'v>(
    contract: &Contract,
    options: &Options,
    values: impl IntoIterator<Item = &'v Given<PointerValue>>,
) -> Result<(), Failure> {
    for Given { value, origin } in values {
        if let Some(name) = &value.at.operation {
            let name = Given {
                value: name.clone(),
                origin: origin.clone(),
            };
            operations::check_name(contract, &name)?;
        }
        let is_flag = origin.starts_with("--");
        let all = contract.operations.iter();
        let meant: Vec<&Operation> = all
            .filter(|it| !is_flag || options.includes(it))
            .filter(|it| value.named().means(it))
            .collect();
        let pointer = &value.at.pointer;
        let mut places = meant.iter().map(|it| Places::of(contract, it));
        if !places.any(|it| it.find(pointer).is_some()) {
            let message = missing(contract, &meant, &value.at, is_flag);
            return Err(Failure::flag(origin, message));
        }
    }
    Ok(())
}

/// Says that no operation has a place, and which one may be meant.
fn missing(contract: &Contract, meant: &[&Operation], at: &ScopedPointer, is_flag: bool) -> String {
    let pointer = &at.pointer;
    let who = match (&at.operation, is_flag) {
        (Some(_), true) if meant.is_empty() => {
            let name = at.operation.as_deref().unwrap_or_default();
            return format!("`{name}` is not an operation of this run (see --operation)");
        }
        (Some(name), _) => format!("`{name}` has no `{pointer}`"),
        (None, true) => format!("no operation of this run has `{pointer}`"),
        (None, false) => format!("no operation of the document has `{pointer}`"),
    };
    let mut named: Vec<(String, &Operation)> = Vec::new();
    for operation in meant {
        for place in Places::of(contract, operation).named() {
            if !named.iter().any(|(known, _)| *known == place) {
                named.push((place, operation));
            }
        }
    }
    let alike = |place: &str| alike(place, pointer);
    let best = named
        .iter()
        .max_by(|(a, _), (b, _)| alike(a).total_cmp(&alike(b)))
        .filter(|(place, _)| alike(place) >= ALIKE);
    let hint = match (best, named.len()) {
        (Some((place, operation)), _) if at.operation.is_none() => {
            format!("did you mean `{place}` ({})?", operation.key)
        }
        (Some((place, _)), _) => format!("did you mean `{place}`?"),
        (None, 0) => "it takes no values".to_owned(),
        (None, count) => {
            let listed = named.iter().take(LISTED);
            let listed: Vec<_> = listed.map(|(place, _)| format!("`{place}`")).collect();
            let more = match count.checked_sub(LISTED) {
                None | Some(0) => String::new(),
                Some(more) => format!(" and {more} more"),
            };
            format!("there are: {}{more}", listed.join(", "))
        }
    };
    format!("{who}; {hint}")
}

/// How alike two places are, of 1. What has the same name in another part of the request is.
fn alike(place: &str, pointer: &str) -> f64 {
    let whole = strsim::jaro_winkler(&place.to_lowercase(), &pointer.to_lowercase());
    let name = |it: &str| it.rsplit('/').next().unwrap_or_default().to_lowercase();
    let names = strsim::jaro_winkler(&name(place), &name(pointer));
    // Every place of one part begins alike: the names decide.
    (names * 3.0 + whole) / 4.0
}

#[cfg(test)]
mod tests {
    use tally_conformance::plan::Selection;

    use super::*;

    const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /health:
    get: {operationId: health, responses: {'204': {description: none}}}
  /orders/{orderId}:
    get:
      operationId: order
      parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: none}}
";

    fn check(origin: &str, text: &str, operation: Option<&str>, expected: Result<(), &str>) {
        let contract = tally_spec::read_text("api.yaml", DOCUMENT)
            .contract
            .unwrap();
        let options = Options {
            operations: Selection {
                include: operation.into_iter().map(str::to_owned).collect(),
                ..Selection::default()
            },
            ..Options::default()
        };
        let given = Given {
            value: text.parse().unwrap(),
            origin: origin.to_owned(),
        };
        match (super::check(&contract, &options, [&given]), expected) {
            (Ok(()), Ok(())) => {}
            (Err(failure), Err(expected)) => assert_eq!(failure.to_string(), expected),
            (found, _) => panic!("{text}: {found:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn a_value_needs_an_operation_of_the_run_that_has_its_place() {
        check("--known", "/path/orderId=1", None, Ok(()));
        check("--known", "order /path/orderId=1", None, Ok(()));
        check("--known", "/path/orderId=1", Some("order"), Ok(()));
        let message = "--known: no operation of this run has `/path/orderId`; it takes no values";
        check("--known", "/path/orderId=1", Some("health"), Err(message));
        check("tally.toml:3:1", "/path/orderId=1", Some("health"), Ok(()));
    }

    #[test]
    fn the_place_that_is_likely_to_be_meant_is_named() {
        for pointer in [
            "/path/orderID",
            "/path/order_id",
            "/query/orderId",
            "/path/ordrId",
        ] {
            let message = format!(
                "--missing: no operation of this run has `{pointer}`; did you mean \
                 `/path/orderId` (GET /orders/{{orderId}})?"
            );
            check("--missing", &format!("{pointer}=1"), None, Err(&message));
        }
        let message = "tally.toml:3:1: no operation of the document has `/body/title`; there are: \
                       `/path/orderId`";
        check("tally.toml:3:1", "/body/title=1", None, Err(message));
    }

    #[test]
    fn a_scope_is_an_operation_of_the_run_that_has_the_place() {
        let message = "--known: `GET /health` has no `/path/orderId`; it takes no values";
        check("--known", "GET /health /path/orderId=1", None, Err(message));
        let message = "--known: `order` is not an operation of this run (see --operation)";
        check(
            "--known",
            "order /path/orderId=1",
            Some("health"),
            Err(message),
        );
        let message = "--known: the document has no operation `nobody`; it has: health \
                       (GET /health), order (GET /orders/{orderId})";
        check("--known", "nobody /path/orderId=1", None, Err(message));
    }
}
