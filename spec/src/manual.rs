//! The manual: a page for every code that a diagnostic can have.
//!
//! Each page is written once. That of a lint is the comment at the top of its file; those of what
//! reading finds stand in `codes.md`.

pub use crate::page::Page;

/// A page for every code, in the order of their names.
#[must_use]
pub fn pages() -> Vec<Page> {
    let sections = include_str!("codes.md").split("\n## ").skip(1);
    let written = sections.filter_map(|section| {
        let (name, text) = section.split_once('\n')?;
        Some(Page {
            name: name.trim().to_owned(),
            text: text.trim().to_owned(),
        })
    });
    let mut pages: Vec<_> = written.chain(crate::lint::pages()).collect();
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    pages
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    /// Where codes are given by what is not a lint.
    const GIVEN_IN: [&str; 7] = [
        "layout",
        "load.rs",
        "overlay",
        "read",
        "resolve/walk.rs",
        "tree",
        "version.rs",
    ];

    /// Names of that form that are no codes.
    const OTHERS: [&str; 1] = ["content-type"];

    fn files(path: PathBuf, found: &mut Vec<PathBuf>) {
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                files(entry.unwrap().path(), found);
            }
        } else if !path.ends_with("tests.rs") {
            found.push(path);
        }
    }

    /// The texts in quotes that look like a code: two words or more, with hyphens.
    fn codes(text: &str) -> impl Iterator<Item = &str> {
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        code.split('"').filter(|it| {
            it.contains('-')
                && it.split('-').all(|word| {
                    let mut letters = word.chars();
                    !word.is_empty()
                        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                })
        })
    }

    #[test]
    fn every_code_has_a_page_and_every_page_a_code() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = Vec::new();
        for place in GIVEN_IN {
            files(source.join(place), &mut found);
        }
        let mut given = BTreeSet::from(["encoding".to_owned(), "syntax".to_owned()]);
        for path in found {
            let text = fs::read_to_string(path).unwrap();
            given.extend(codes(&text).map(str::to_owned));
        }
        given.retain(|code| !OTHERS.contains(&code.as_str()));
        given.extend(crate::lint::pages().map(|page| page.name));
        let written: BTreeSet<_> = pages().into_iter().map(|page| page.name).collect();
        assert_eq!(written, given);
    }

    #[test]
    fn every_page_says_in_its_first_line_what_it_is_about() {
        for page in pages() {
            let title = page.title();
            assert!(title.ends_with('.'), "{}: {title}", page.name);
            assert!(title.len() <= 100, "{}: {title}", page.name);
            assert!(page.text.lines().count() > 2, "{}: and more?", page.name);
        }
    }
}
