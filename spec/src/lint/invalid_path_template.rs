//! An invalid path template.
//!
//! A template parameter is a name in braces (OpenAPI 3.1, "Path Templating"). Braces must be balanced
//! and not nested, the name must not be empty, and each name may appear once: there is one value for
//! it. Reported at the path. A `?` or `#` in the path is a warning: a server does not match it as part
//! of the path.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-path-template", |it| {
        if let Some(problem) = problem(it.text) {
            findings.add(Severity::Error, it.view, problem, None);
        } else if outside(it.text).contains(['?', '#']) {
            let message = format!("path `{}` contains a query or fragment", it.text);
            let help = "declare query parameters instead";
            findings.add(Severity::Warning, it.view, message, Some(help));
        }
    });
}

fn problem(path: &str) -> Option<String> {
    let invalid = |what: &str| Some(format!("invalid path template `{path}`: {what}"));
    let mut open: Option<usize> = None;
    let mut names = Vec::new();
    for (at, letter) in path.char_indices() {
        match (letter, open) {
            ('{', Some(_)) => return invalid("nested `{`"),
            ('{', None) => open = Some(at + 1),
            ('}', None) => return invalid("`}` without `{`"),
            ('}', Some(start)) => {
                let name = &path[start..at];
                if name.is_empty() {
                    return invalid("empty parameter name");
                }
                if names.contains(&name) {
                    return invalid(&format!("`{{{name}}}` appears twice"));
                }
                names.push(name);
                open = None;
            }
            ('/', Some(_)) => return invalid("`/` inside braces"),
            _ => {}
        }
    }
    open.and_then(|_| invalid("unclosed `{`"))
}

/// What stands outside of braces.
fn outside(path: &str) -> String {
    let parts = path.split('{').enumerate();
    parts
        .map(|(index, part)| match index {
            0 => part,
            _ => part.split_once('}').map_or("", |(_, rest)| rest),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "invalid-path-template";

    #[test]
    fn braces_that_are_not_in_order_fire() {
        for (path, what) in [
            ("/{a", "unclosed `{`"),
            ("/{a/b}", "`/` inside braces"),
            ("/{a{b}}", "nested `{`"),
            ("/a}", "`}` without `{`"),
            ("/{}", "empty parameter name"),
            ("/{a}/{a}", "`{a}` appears twice"),
        ] {
            check(
                NAME,
                &format!("paths: {{'{path}': {{}}}}"),
                &[&format!("invalid path template `{path}`: {what}")],
            );
        }
    }

    #[test]
    fn a_query_fires() {
        check(
            NAME,
            "paths: {'/a?b={c}': {}}",
            &["path `/a?b={c}` contains a query or fragment"],
        );
    }

    #[test]
    fn other_templates_are_silent() {
        silent(NAME, "paths: {'/{a}/{A}-{b?}.json': {}, /: {}, x-a: {}}");
    }
}
