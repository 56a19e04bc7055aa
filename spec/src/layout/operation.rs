//! Path items and their operations.

use super::{Layout, extensions, listed, named};
use crate::Severity;
use crate::contract::{
    Method, Operation, OperationKey, Parameter, SecurityRequirement, Server, StatusPattern, Unread,
};
use crate::tree::View;

/// The methods that have a member of their own in a path item, in the order of the specification.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

impl<'l> Layout<'l> {
    pub(super) fn path_item(
        &mut self,
        path: &str,
        item: View<'l>,
        servers: &[Server],
        security: &[SecurityRequirement],
        operations: &mut Vec<Operation>,
    ) {
        // Next to its `$ref`, a path item may have members of its own, which then count.
        let layers: Vec<View<'l>> = [Some(item), self.follow(item)]
            .into_iter()
            .flatten()
            .take(if item.get("$ref").is_some() { 2 } else { 1 })
            .collect();
        let member = |name: &str| layers.iter().find_map(|layer| layer.get(name));
        let servers = match member("servers") {
            Some(own) => self.servers(Some(own)),
            None => servers.to_vec(),
        };
        let parameters = self.parameters(member("parameters"), Vec::new());
        let unread = self.unread(listed(member("parameters")));
        let mut found: Vec<(Method, View<'l>)> = Vec::new();
        for &layer in &layers {
            for (name, operation) in layer.members().filter(|(name, _)| METHODS.contains(name)) {
                found.push((Method(name.to_ascii_uppercase()), operation));
            }
            for (name, operation) in named(layer.get("additionalOperations")) {
                found.push((Method(name.to_owned()), operation));
            }
        }
        for (index, (method, operation)) in found.iter().enumerate() {
            if found[..index].iter().any(|(earlier, _)| earlier == method) {
                let message = format!("`{method} {path}` is described twice; the first one counts");
                self.diagnose(Severity::Error, "duplicate-operation", *operation, message);
                continue;
            }
            let key = OperationKey {
                method: method.clone(),
                path: path.to_owned(),
            };
            let mut operation = self.operation(key, *operation, &servers, &parameters, security);
            operation.unread.splice(0..0, unread.iter().cloned());
            operations.push(operation);
        }
    }

    /// An operation. One whose reference leads nowhere is there, and says nothing.
    fn operation(
        &mut self,
        key: OperationKey,
        written: View<'l>,
        servers: &[Server],
        parameters: &[Parameter],
        security: &[SecurityRequirement],
    ) -> Operation {
        let view = self.follow(written).unwrap_or(written);
        Operation {
            key,
            id: view.text("operationId"),
            summary: view.text("summary"),
            description: view.text("description"),
            tags: listed(view.get("tags"))
                .filter_map(|tag| Some(tag.str()?.to_owned()))
                .collect(),
            deprecated: view.flag("deprecated"),
            parameters: self.parameters(view.get("parameters"), parameters.to_vec()),
            request_body: view.get("requestBody").map(|body| self.request_body(body)),
            unread: {
                let request = listed(view.get("parameters")).chain(view.get("requestBody"));
                self.unread(request.chain([written]))
            },
            responses: self.responses(view.get("responses")),
            security: match view.get("security") {
                Some(own) => self.requirements(Some(own)),
                None => security.to_vec(),
            },
            servers: match view.get("servers") {
                Some(own) => self.servers(Some(own)),
                None => servers.to_vec(),
            },
            extensions: extensions(view),
            place: written.place(),
        }
    }

    /// The references among these objects that lead to nothing that was read.
    fn unread(&self, objects: impl Iterator<Item = View<'l>>) -> Vec<Unread> {
        let lost = objects.filter(|it| self.follow(*it).is_none());
        lost.flat_map(|it| self.document.unread(it.id())).collect()
    }

    fn responses(&mut self, view: Option<View<'l>>) -> Vec<crate::contract::Response> {
        let view = view.and_then(|view| self.follow(view));
        let mut responses = Vec::new();
        for (key, response) in named(view).filter(|(key, _)| !key.starts_with("x-")) {
            let Some(status) = status(key) else {
                let message = format!(
                    "`{key}` is not a status: three digits, a class like `4XX`, or `default`"
                );
                self.diagnose(Severity::Error, "unknown-status", response, message);
                continue;
            };
            responses.push(self.response(status, response));
        }
        responses
    }
}

/// The status pattern that a member of `responses` names.
fn status(key: &str) -> Option<StatusPattern> {
    if key == "default" {
        return Some(StatusPattern::Default);
    }
    if key.len() != 3 || !key.is_ascii() || !matches!(key.as_bytes()[0], b'1'..=b'5') {
        return None;
    }
    if key[1..].eq_ignore_ascii_case("XX") {
        return key[..1].parse().ok().map(StatusPattern::Range);
    }
    key.parse().ok().map(StatusPattern::Code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_code_a_class_or_default() {
        assert_eq!(status("200"), Some(StatusPattern::Code(200)));
        assert_eq!(status("4XX"), Some(StatusPattern::Range(4)));
        assert_eq!(status("default"), Some(StatusPattern::Default));
        for other in [
            "", "20", "2000", "20X", "600", "099", "Default", "+20", "é0",
        ] {
            assert_eq!(status(other), None, "{other}");
        }
    }
}
