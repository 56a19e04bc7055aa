//! The operations that a command is asked for.

use std::path::Path;

use tally_spec::Contract;

use crate::configuration::Given;
use crate::failure::Failure;

/// The most operations that a message lists.
const LISTED: usize = 10;

/// Checks that there is anything to check.
///
/// # Errors
///
/// When the document has no operation: a run would say that nothing is violated.
pub(crate) fn check_some(contract: &Contract, document: &Path) -> Result<(), Failure> {
    match contract.operations.is_empty() {
        true => Err(Failure::flag(
            &document.display().to_string(),
            "the document has no operation, so there is nothing to check; is it the right one, and \
             does an overlay take operations away?",
        )),
        false => Ok(()),
    }
}

/// Checks that every name is that of an operation: its `operationId`, or `METHOD /path`.
///
/// # Errors
///
/// When a name is none; the message lists those that there are.
pub(crate) fn check_names(contract: &Contract, names: &[String]) -> Result<(), Failure> {
    let flag = |name: &String| Given {
        value: name.clone(),
        origin: "--operation".to_owned(),
    };
    check_given(contract, &names.iter().map(flag).collect::<Vec<_>>())
}

/// Checks the same of names that may stand in a file.
///
/// # Errors
///
/// When a name is none; the message says where it stands, and lists those that there are.
pub(crate) fn check_given(contract: &Contract, names: &[Given<String>]) -> Result<(), Failure> {
    for Given {
        value: name,
        origin,
    } in names
    {
        let known = contract.operations.iter().any(|operation| {
            operation.id.as_ref() == Some(name) || operation.key.to_string() == *name
        });
        if !known {
            let mut listed: Vec<_> = contract
                .operations
                .iter()
                .take(LISTED)
                .map(|operation| match &operation.id {
                    Some(id) => format!("{id} ({})", operation.key),
                    None => operation.key.to_string(),
                })
                .collect();
            if contract.operations.len() > LISTED {
                listed.push(format!("{} more", contract.operations.len() - LISTED));
            }
            return Err(Failure::flag(
                origin,
                format!(
                    "the document has no operation `{name}`; it has: {}",
                    listed.join(", ")
                ),
            ));
        }
    }
    Ok(())
}
