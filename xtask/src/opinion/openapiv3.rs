//! Operations, parameters and statuses of a 3.0 document, as `openapiv3` reads it.

use std::collections::BTreeSet;

use openapiv3::{OpenAPI, Operation, Parameter, PathItem, ReferenceOr, StatusCode};
use tally_spec::contract::{self, Contract};

use super::Opinion;

/// Compares a contract with what `openapiv3` makes of the same text.
///
/// It follows no references to other files, so path items, parameters and responses that are
/// references to them are not compared.
pub(crate) fn judge(name: &str, text: &str, contract: &Contract) -> Opinion {
    let parsed = if name.ends_with(".json") {
        serde_json::from_str(text).ok()
    } else {
        serde_yaml::from_str::<OpenAPI>(text).ok()
    };
    let Some(document): Option<OpenAPI> = parsed else {
        return Opinion::None;
    };
    let mut differences = Vec::new();
    let mut compared = BTreeSet::new();
    for (path, item) in &document.paths.paths {
        let ReferenceOr::Item(item) = item else {
            compared.extend(ours_under(contract, path));
            continue;
        };
        for (method, operation) in item.iter() {
            let key = format!("{} {path}", method.to_ascii_uppercase());
            compared.insert(key.clone());
            match contract
                .operations
                .iter()
                .find(|ours| ours.key.to_string() == key)
            {
                Some(ours) => {
                    compare_parameters(&document, item, operation, ours, &mut differences);
                    compare_statuses(operation, ours, &mut differences);
                }
                None => differences.push(format!("{key}: only they have it")),
            }
        }
    }
    for ours in contract
        .operations
        .iter()
        .map(|operation| operation.key.to_string())
    {
        if !compared.contains(&ours) {
            differences.push(format!("{ours}: only we have it"));
        }
    }
    if differences.is_empty() {
        Opinion::Agrees
    } else {
        Opinion::Disagrees(differences)
    }
}

fn ours_under<'c>(contract: &'c Contract, path: &'c str) -> impl Iterator<Item = String> + 'c {
    let under = contract
        .operations
        .iter()
        .filter(move |operation| operation.key.path == path);
    under.map(|operation| operation.key.to_string())
}

fn compare_parameters(
    document: &OpenAPI,
    item: &PathItem,
    operation: &Operation,
    ours: &contract::Operation,
    differences: &mut Vec<String>,
) {
    let mut theirs = BTreeSet::new();
    for parameter in item.parameters.iter().chain(&operation.parameters) {
        let parameter = match parameter {
            ReferenceOr::Item(parameter) => parameter,
            ReferenceOr::Reference { reference } => match resolve(document, reference) {
                Some(parameter) => parameter,
                None => return,
            },
        };
        let (location, data) = match parameter {
            Parameter::Query { parameter_data, .. } => ("query", parameter_data),
            Parameter::Header { parameter_data, .. } => ("header", parameter_data),
            Parameter::Path { parameter_data, .. } => ("path", parameter_data),
            Parameter::Cookie { parameter_data, .. } => ("cookie", parameter_data),
        };
        let name = data.name.to_ascii_lowercase();
        let ignored = ["accept", "content-type", "authorization"].contains(&name.as_str());
        if location != "header" || !ignored {
            theirs.insert(format!("{location} {}", data.name));
        }
    }
    let ours_named: BTreeSet<String> = ours
        .parameters
        .iter()
        .map(|parameter| {
            let location = format!("{:?}", parameter.location).to_ascii_lowercase();
            format!("{location} {}", parameter.name)
        })
        .collect();
    if ours_named != theirs {
        differences.push(format!(
            "{}: parameters {ours_named:?}, {theirs:?}",
            ours.key
        ));
    }
}

fn resolve<'d>(document: &'d OpenAPI, reference: &str) -> Option<&'d Parameter> {
    let name = reference.strip_prefix("#/components/parameters/")?;
    match document.components.as_ref()?.parameters.get(name)? {
        ReferenceOr::Item(parameter) => Some(parameter),
        ReferenceOr::Reference { reference } => resolve(document, reference),
    }
}

fn compare_statuses(
    operation: &Operation,
    ours: &contract::Operation,
    differences: &mut Vec<String>,
) {
    let mut theirs: BTreeSet<String> = operation
        .responses
        .responses
        .keys()
        .map(|status| match status {
            StatusCode::Code(code) => code.to_string(),
            StatusCode::Range(class) => format!("{class}XX"),
        })
        .collect();
    if operation.responses.default.is_some() {
        theirs.insert("default".to_owned());
    }
    let statuses: BTreeSet<String> = ours
        .responses
        .iter()
        .map(|response| response.status.to_string())
        .collect();
    if statuses != theirs {
        differences.push(format!("{}: statuses {statuses:?}, {theirs:?}", ours.key));
    }
}
