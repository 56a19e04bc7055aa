//! A path whose braces are not in order, or that names an expression twice.
//!
//! An expression is a name in braces (OpenAPI 3.1 section 4.4, 4.8.8): they are opened and closed
//! in turn, the name is not empty, and it stands once, for one value is sent for it. Fires at the
//! path; as a warning where it has a `?` or `#`, which servers do not see as part of a path.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    texts::each(contract, "invalid-path-template", |it| {
        if let Some(problem) = problem(it.text) {
            findings.add(Severity::Error, it.view, problem, None);
        } else if outside(it.text).contains(['?', '#']) {
            let message = format!("the path `{}` has a query or fragment", it.text);
            let help = "describe it by parameters in `query`";
            findings.add(Severity::Warning, it.view, message, Some(help));
        }
    });
}

fn problem(path: &str) -> Option<String> {
    let told = |what: &str| Some(format!("in the path `{path}`, {what}"));
    let mut open: Option<usize> = None;
    let mut names = Vec::new();
    for (at, letter) in path.char_indices() {
        match (letter, open) {
            ('{', Some(_)) => return told("a brace is opened within braces"),
            ('{', None) => open = Some(at + 1),
            ('}', None) => return told("a brace is closed that was not opened"),
            ('}', Some(start)) => {
                let name = &path[start..at];
                if name.is_empty() {
                    return told("an expression has no name");
                }
                if names.contains(&name) {
                    return told(&format!("`{{{name}}}` stands twice"));
                }
                names.push(name);
                open = None;
            }
            ('/', Some(_)) => return told("a brace is not closed before the next `/`"),
            _ => {}
        }
    }
    open.and_then(|_| told("a brace is not closed"))
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
            ("/{a", "a brace is not closed"),
            ("/{a/b}", "a brace is not closed before the next `/`"),
            ("/{a{b}}", "a brace is opened within braces"),
            ("/a}", "a brace is closed that was not opened"),
            ("/{}", "an expression has no name"),
            ("/{a}/{a}", "`{a}` stands twice"),
        ] {
            check(
                NAME,
                &format!("paths: {{'{path}': {{}}}}"),
                &[&format!("in the path `{path}`, {what}")],
            );
        }
    }

    #[test]
    fn a_query_fires() {
        check(
            NAME,
            "paths: {'/a?b={c}': {}}",
            &["the path `/a?b={c}` has a query or fragment"],
        );
    }

    #[test]
    fn other_templates_are_silent() {
        silent(NAME, "paths: {'/{a}/{A}-{b?}.json': {}, /: {}, x-a: {}}");
    }
}
