//! An `encoding` of a property that does not exist.
//!
//! "The key, being the property name, MUST exist in the schema as a property" (OpenAPI 3.1, Media Type
//! Object). Reported at the key. Silent if the schema allows further properties by a pattern, a schema
//! in `additionalProperties` or branches, or could not be read completely.

use super::schema_summary::Glance;
use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for (media, _) in texts::objects(contract).filter(|(_, role)| *role == Role::MediaType) {
        let encodings = media.get("encoding").filter(|it| it.members().len() > 0);
        let (Some(encodings), Some(schema)) = (encodings, media.get("schema")) else {
            continue;
        };
        let Some(members) = Glance::new(&contract.document).members(schema) else {
            continue;
        };
        if members.open {
            continue;
        }
        let of = |name: &str| members.described.contains_key(name);
        for (name, encoding) in encodings
            .members()
            .filter(|(name, _): &(&str, View<'_>)| !of(name))
        {
            if name.starts_with("x-") {
                continue;
            }
            let message = format!("the schema has no property `{name}`");
            findings.add(Severity::Error, encoding, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "unknown-encoding";

    fn body(schema: &str) -> String {
        format!(
            "components: {{requestBodies: {{A: {{content: {{multipart/form-data: {{encoding: {{a: {{}}}}, schema: {schema}}}}}}}}}, schemas: {{B: {{properties: {{a: {{}}}}}}}}}}"
        )
    }

    #[test]
    fn a_member_that_is_not_described_fires() {
        let message = "the schema has no property `a`";
        check(NAME, &body("{properties: {b: {}}}"), &[message]);
        check(
            NAME,
            &body("{allOf: [{properties: {b: {}}}], additionalProperties: false}"),
            &[message],
        );
    }

    #[test]
    fn members_that_are_described_or_may_be_are_silent() {
        silent(NAME, &body("{$ref: '#/components/schemas/B'}"));
        silent(NAME, &body("{allOf: [{$ref: '#/components/schemas/B'}]}"));
        silent(NAME, &body("{additionalProperties: {type: string}}"));
        silent(NAME, &body("{oneOf: [{$ref: '#/components/schemas/B'}]}"));
        silent(NAME, &body("{$ref: 'https://a/b'}"));
    }
}
