//! Pages of the manual.

/// A page of the manual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code of the diagnostic.
    pub name: String,
    /// What it finds, in Markdown: a first line that says it in one sentence, then the rest.
    pub text: String,
}

impl Page {
    /// The page that stands as comment (`//!`) at the top of a source file.
    ///
    /// # Example
    ///
    /// ```
    /// use tally_spec::manual::Page;
    ///
    /// let page = Page::of_source("a-b", "//! A and b.\n//!\n//! Fires.\n\nfn a() {}\n//! c\n");
    /// assert_eq!(page.text, "A and b.\n\nFires.");
    /// assert_eq!(page.title(), "A and b.");
    /// ```
    #[must_use]
    pub fn of_source(name: &str, source: &str) -> Self {
        let lines = source.lines();
        let comment = lines.map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<_> = comment
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        Self {
            name: name.to_owned(),
            text: lines.join("\n"),
        }
    }

    /// The first sentence.
    #[must_use]
    pub fn title(&self) -> &str {
        self.text.lines().next().unwrap_or_default()
    }
}
