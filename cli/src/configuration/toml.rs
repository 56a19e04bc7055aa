//! TOML with places, and everything that is wrong with it at once.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::Given;
use crate::failure::Failure;

/// A key or value with the bytes that it takes.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A file that is being read, with what is wrong with it so far.
pub(super) struct Source<'i> {
    name: String,
    text: &'i str,
    problems: Vec<(usize, String)>,
}

/// The entries of a table in the order of the file.
pub(super) fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(&'t Spanned<DeString<'i>>, &'t Value<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// How alike two names must be for one to be suggested for the other (Jaro-Winkler).
const ALIKE: f64 = 0.8;

impl<'i> Source<'i> {
    /// Starts to read a file.
    pub(super) fn new(path: &Path, text: &'i str) -> Self {
        Self {
            name: path.display().to_string(),
            text,
            problems: Vec::new(),
        }
    }

    /// Parses the text; what is no TOML is left out, and a problem.
    pub(super) fn parse(&mut self) -> DeTable<'i> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            self.problem(at, error.message().to_owned());
        }
        table.into_inner()
    }

    /// Notes that something is wrong at a byte.
    pub(super) fn problem(&mut self, at: usize, message: String) {
        self.problems.push((at, message));
    }

    /// A value with its place.
    pub(super) fn given<T>(&self, at: usize, value: T) -> Given<T> {
        Given {
            value,
            origin: self.place(at),
        }
    }

    /// `FILE:LINE:COLUMN` of a byte, the column in characters.
    pub(super) fn place(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before[start..].chars().count() + 1;
        format!("{}:{line}:{column}", self.name)
    }

    /// Everything that is wrong, in the order of the file.
    ///
    /// # Errors
    ///
    /// When anything is.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.problems.sort();
        let lines: Vec<_> = self
            .problems
            .iter()
            .map(|(at, message)| format!("{}: {message}", self.place(*at)))
            .collect();
        match lines.is_empty() {
            true => Ok(()),
            false => Err(Failure::Configuration(lines)),
        }
    }

    /// Notes a key that nobody knows, with the one that may be meant.
    pub(super) fn unknown(&mut self, key: &Spanned<DeString<'_>>, known: &[&str]) {
        let name = key.get_ref();
        let alike = |it: &&str| strsim::jaro_winkler(name, it);
        let best = known
            .iter()
            .copied()
            .max_by(|a, b| alike(a).total_cmp(&alike(b)))
            .filter(|it| alike(it) >= ALIKE);
        let hint = match best {
            Some(best) => format!("did you mean `{best}`?"),
            None => format!("there are: {}", known.join(", ")),
        };
        self.problem(key.span().start, format!("unknown key `{name}`; {hint}"));
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.is_empty() => Some(text.clone().into_owned()),
            DeValue::String(_) => {
                self.problem(value.span().start, format!("`{key}` is empty"));
                None
            }
            _ => self.mismatch(key, value, "a text, in quotes"),
        }
    }

    /// The items of an array.
    pub(super) fn items<'v, 't>(
        &mut self,
        key: &str,
        value: &'v Value<'t>,
    ) -> Option<&'v DeArray<'t>> {
        match value.get_ref() {
            DeValue::Array(items) => Some(items),
            _ => self.mismatch(key, value, "a list, in brackets"),
        }
    }

    /// The entries of a table.
    pub(super) fn table<'v, 't>(
        &mut self,
        key: &str,
        value: &'v Value<'t>,
    ) -> Option<&'v DeTable<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => self.mismatch(key, value, "a table"),
        }
    }

    /// Notes that a value is of another type than it must be. Does not repeat the value.
    pub(super) fn mismatch<T>(&mut self, key: &str, value: &Value<'_>, wanted: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{key}` is {found}, and must be {wanted}");
        self.problem(value.span().start, message);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new(Path::new("a.toml"), "x = 1\né = \"ü\" # y\n");
        assert_eq!(source.place(0), "a.toml:1:1");
        assert_eq!(source.place(6), "a.toml:2:1");
        assert_eq!(source.place(8), "a.toml:2:2");
        assert_eq!(source.place(1_000), "a.toml:3:1");
    }

    #[test]
    fn everything_that_is_no_toml_is_told_at_once() {
        let mut source = Source::new(Path::new("a.toml"), "a = \nb = 1\nb = 2\n");
        source.parse();
        let Err(Failure::Configuration(lines)) = source.finish() else {
            panic!("it is no TOML");
        };
        assert!(lines[0].starts_with("a.toml:1:"), "{lines:?}");
        assert!(
            lines.iter().any(|it| it.starts_with("a.toml:3:1")),
            "{lines:?}"
        );
    }
}
