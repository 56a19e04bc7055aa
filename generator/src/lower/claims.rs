//! Which pairs of a query belong to which parameter.

use tally_spec::contract::{Contract, CredentialLocation, SecuritySchemeKind};

use crate::ir::{Parameter, Wire, WireStyle};

/// Tells objects whose members are pairs of the query which of those belong to others.
pub(crate) fn tell_apart(contract: &Contract, parameters: &mut [Parameter]) {
    let mut claims: Vec<Vec<String>> = Vec::with_capacity(parameters.len());
    for parameter in parameters.iter() {
        claims.push(match (parameter.part, &parameter.wire) {
            (
                "Query",
                Wire::Object {
                    style: WireStyle::Deep,
                    ..
                },
            ) => {
                vec![format!("{}[", parameter.name)]
            }
            (
                "Query",
                Wire::Object {
                    members,
                    style: WireStyle::Form,
                    explode: true,
                    ..
                },
            ) => members.iter().map(|(name, _)| name.clone()).collect(),
            ("Query", _) => vec![parameter.name.clone()],
            _ => Vec::new(),
        });
    }
    let schemes = contract.security_schemes.values();
    let keys = schemes.filter_map(|scheme| match &scheme.kind {
        SecuritySchemeKind::ApiKey {
            location: CredentialLocation::Query,
            name,
        } => Some(name.clone()),
        _ => None,
    });
    let keys: Vec<String> = keys.collect();
    for (index, parameter) in parameters.iter_mut().enumerate() {
        if let (
            "Query",
            Wire::Object {
                others: Some(others),
                ..
            },
        ) = (parameter.part, &mut parameter.wire)
        {
            let elsewhere = claims
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            others.extend(elsewhere.flat_map(|(_, names)| names.iter().cloned()));
            others.extend(keys.iter().cloned());
        }
    }
}
