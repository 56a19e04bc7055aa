//! A server URL and its variables that do not match.
//!
//! Each name in braces in `url` must be declared in `variables`; `enum` must not be empty or repeat a
//! value, and it must contain the default (OpenAPI 3.1, Server Variable Object). Reported at the URL, at
//! the repeated value and at the default. A variable that the URL does not use is a warning; so is,
//! before 3.2, a variable that it uses twice.

use super::{Findings, texts};
use crate::Severity::{Error, Warning};
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Role;
use crate::tree::{Kind, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for (view, role) in texts::objects(contract) {
        match role {
            Role::Server => server(view, contract.version, findings),
            Role::ServerVariable => variable(view, findings),
            _ => {}
        }
    }
}

fn server(server: View<'_>, version: Version, findings: &mut Findings) {
    let Some(url) = server.get("url") else { return };
    let Some(text) = url.str() else { return };
    let variables = server.get("variables");
    let names: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect();
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) {
            let severity = if version >= Version::V3_2 {
                Error
            } else {
                Warning
            };
            let message = format!("server variable `{name}` appears twice in the URL");
            findings.add(severity, url, message, None);
        } else if variables.is_none_or(|declared| declared.get(name).is_none()) {
            let message = format!("server variable `{name}` is not declared");
            findings.add(Error, url, message, Some("declare it under `variables`"));
        }
    }
    for (name, variable) in variables.into_iter().flat_map(View::members) {
        if !name.starts_with("x-") && !names.contains(&name) {
            let message = format!("server variable `{name}` is not used in the URL");
            findings.add(Warning, variable, message, None);
        }
    }
}

fn variable(variable: View<'_>, findings: &mut Findings) {
    let Some(values) = variable.get("enum").filter(|it| it.kind() == Kind::Array) else {
        return;
    };
    let mut met: Vec<&str> = Vec::new();
    for value in values.items() {
        let Some(text) = value.str() else { continue };
        if met.contains(&text) {
            let message = format!("duplicate value `{text}` in `enum`");
            findings.add(Error, value, message, None);
        }
        met.push(text);
    }
    if values.items().len() == 0 {
        let message = "`enum` is empty: the variable cannot have a value".to_owned();
        findings.add(Error, values, message, None);
    } else if let Some(default) = variable.get("default")
        && let Some(text) = default.str()
        && met.len() == values.items().len()
        && !met.contains(&text)
    {
        let message = format!("default `{text}` is not one of the values in `enum`");
        findings.add(Error, default, message, None);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "invalid-server-variable";

    #[test]
    fn what_does_not_fit_fires() {
        check(
            NAME,
            "servers: [{url: 'https://{a}/{b}', variables: {a: {default: c, enum: [d, d]}, e: {default: f, enum: []}}}]",
            &[
                "server variable `b` is not declared",
                "default `c` is not one of the values in `enum`",
                "duplicate value `d` in `enum`",
                "server variable `e` is not used in the URL",
                "`enum` is empty: the variable cannot have a value",
            ],
        );
    }

    #[test]
    fn servers_of_paths_operations_and_links_are_looked_at() {
        let url = "servers: [{url: 'https://{a}'}]";
        let message = "server variable `a` is not declared";
        check(
            NAME,
            &format!(
                "paths: {{/a: {{{url}, get: {{{url}, responses: {{'200': {{description: a, links: {{b: {{operationId: c, server: {{url: 'https://{{a}}'}}}}}}}}}}}}}}}}"
            ),
            &[message, message, message],
        );
    }

    #[test]
    fn a_name_that_stands_twice_is_forbidden_since_3_2() {
        let text = "paths: {}\nservers: [{url: 'https://{a}/{a}', variables: {a: {default: b}}}]";
        let message = "server variable `a` appears twice in the URL";
        check_version("3.1.0", NAME, text, &[message]);
        check_version("3.2.0", NAME, text, &[message]);
    }

    #[test]
    fn what_fits_is_silent() {
        silent(
            NAME,
            "servers: [{url: 'https://{a}.b', variables: {a: {default: c, enum: [c, d]}}}, {url: /}]",
        );
    }
}
