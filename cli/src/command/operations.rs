//! The operations that a command is asked for.

use std::path::Path;

use tally_conformance::plan::{Selection, selects};
use tally_spec::Contract;

use crate::args::SelectionArgs;
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

/// Which operations are planned, with where that is said.
#[derive(Clone, Debug, Default)]
pub(crate) struct GivenSelection {
    pub(crate) include: Vec<Given<String>>,
    pub(crate) exclude: Vec<Given<String>>,
    pub(crate) read_only: bool,
}

impl GivenSelection {
    /// The same, without where it is said.
    pub(crate) fn plain(self) -> Selection {
        let plain = |given: Vec<Given<String>>| given.into_iter().map(|it| it.value).collect();
        Selection {
            include: plain(self.include),
            exclude: plain(self.exclude),
            read_only: self.read_only,
        }
    }
}

/// What the flags say of the operations that are planned.
pub(crate) fn flags(args: &SelectionArgs) -> GivenSelection {
    let given = |names: &[String], flag: &str| {
        let given = names.iter().map(|name| Given {
            value: name.clone(),
            origin: flag.to_owned(),
        });
        given.collect()
    };
    GivenSelection {
        include: given(&args.include, "--include"),
        exclude: given(&args.exclude, "--exclude"),
        read_only: args.read_only,
    }
}

/// Checks that everything that is named selects an operation, and that any is left.
///
/// # Errors
///
/// When a name selects none; the message says where it stands, and lists the operations that there
/// are. When none is left of those that the document has.
pub(crate) fn check_given(contract: &Contract, selection: &GivenSelection) -> Result<(), Failure> {
    for name in selection.include.iter().chain(&selection.exclude) {
        check_name(contract, name)?;
    }
    let plain = selection.clone().plain();
    let is_any_left = contract.operations.iter().any(|it| plain.includes(it));
    match is_any_left || contract.operations.is_empty() {
        true => Ok(()),
        false => Err(Failure::flag(
            "--exclude",
            "no operation is left to check; take something out of --exclude, or leave out --read-only",
        )),
    }
}

/// Checks that a name selects an operation.
///
/// # Errors
///
/// When it selects none; the message says where the name stands, and lists the operations that there
/// are.
pub(crate) fn check_name(contract: &Contract, given: &Given<String>) -> Result<(), Failure> {
    let Given {
        value: name,
        origin,
    } = given;
    let mut operations = contract.operations.iter();
    let known = operations.any(|operation| selects(name, operation));
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
    Ok(())
}
