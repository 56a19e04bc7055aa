//! A path that does not begin with a slash.
//!
//! "The field name MUST begin with a forward slash" (OpenAPI 3.1 section 4.8.8.1).

use super::Findings;
use crate::Severity;
use crate::contract::Contract;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let root = contract.root();
    for (path, item) in root
        .get("paths")
        .into_iter()
        .flat_map(|paths| paths.members())
    {
        if !path.starts_with('/') && !path.starts_with("x-") {
            let message = format!("the path `{path}` does not begin with `/`");
            findings.add(Severity::Error, item, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    #[test]
    fn a_path_without_a_slash_fires() {
        check(
            "path-without-slash",
            "paths: {a: {}}",
            &["the path `a` does not begin with `/`"],
        );
    }

    #[test]
    fn paths_and_extensions_are_silent() {
        silent("path-without-slash", "paths: {/a: {}, x-a: {}}");
    }
}
