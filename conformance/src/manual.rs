//! The manual: a page for every rule, every law and every code of a diagnostic.
//!
//! Each page is written once, at the top of the file that it is about.

use std::fmt::Write as _;

pub use tally_spec::manual::Page;

use crate::laws::LAWS;
use crate::rules::RULES;

/// The pages about one kind of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// What the pages are about, in the plural: `Rules`.
    pub title: &'static str,
    /// What such a thing is, one paragraph.
    pub about: &'static str,
    /// The pages, in the order in which the things are listed.
    pub pages: Vec<Page>,
}

/// The whole manual.
#[must_use]
pub fn chapters() -> Vec<Chapter> {
    let rules = RULES
        .iter()
        .map(|it| Page::of_source(it.id().as_str(), it.source()));
    let laws = LAWS
        .iter()
        .map(|it| Page::of_source(it.id().as_str(), it.source()));
    vec![
        Chapter {
            title: "Rules",
            about: "What one answer of a server can be wrong about: `tally check` gives a finding.",
            pages: rules.collect(),
        },
        Chapter {
            title: "Laws",
            about: "What several requests in a row must add up to, by what the method means: \
                    `tally check` gives a finding.",
            pages: laws.collect(),
        },
        Chapter {
            title: "Diagnostics",
            about: "What can be wrong with a document: `tally lint` shows it.",
            pages: tally_spec::manual::pages(),
        },
    ]
}

/// The whole manual as one page of Markdown.
#[must_use]
pub fn markdown() -> String {
    let mut text = "# Rules, laws and diagnostics\n\n\
                    `tally explain NAME` shows the same text.\n\
                    This page is generated from the sources: `cargo xtask regenerate` writes it.\n"
        .to_owned();
    for chapter in chapters() {
        // Memory can be written.
        let _ = write!(text, "\n## {}\n\n{}\n", chapter.title, chapter.about);
        for page in chapter.pages {
            let _ = write!(text, "\n### {}\n\n{}\n", page.name, page.text);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_pages_have_one_name() {
        let chapters = chapters();
        let names: Vec<_> = chapters
            .iter()
            .flat_map(|it| &it.pages)
            .map(|it| &it.name)
            .collect();
        let distinct: BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
    }

    #[test]
    fn the_page_of_the_documentation_is_fresh() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let page = std::fs::read_to_string(root.join("docs/rules.md")).unwrap();
        assert!(page == markdown(), "run `cargo xtask regenerate`");
    }
}
