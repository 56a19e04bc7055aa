//! Diagnostics with the line of the document that they concern.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use tally_spec::{Diagnostic, Severity, Sources};

/// How many diagnostics there were, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Fatal and error.
    pub(crate) errors: usize,
    /// Warnings.
    pub(crate) warnings: usize,
    /// Notes.
    pub(crate) notes: usize,
}

/// The longest source line that is shown whole; of a longer one (minified JSON) a window is shown.
const WINDOW: usize = 160;

/// Writes diagnostics, each with its place and source line, and counts them.
///
/// # Errors
///
/// When the stream cannot be written.
pub(crate) fn diagnostics(
    to: &mut dyn Write,
    sources: &Sources,
    diagnostics: &[Diagnostic],
    color: bool,
) -> io::Result<Tally> {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .decor_style(DecorStyle::Ascii);
    let mut tally = Tally::default();
    for diagnostic in diagnostics {
        match diagnostic.severity {
            Severity::Fatal | Severity::Error => tally.errors += 1,
            Severity::Warning => tally.warnings += 1,
            Severity::Note => tally.notes += 1,
        }
        writeln!(to, "{}\n", renderer.render(&report(sources, diagnostic)))?;
    }
    Ok(tally)
}

/// One diagnostic as annotate-snippets wants it.
fn report<'a>(
    sources: &'a Sources,
    diagnostic: &'a Diagnostic,
) -> Vec<annotate_snippets::Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Fatal | Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let place = &diagnostic.place;
    let title = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.as_str());
    let line = sources.line(&place.file, place.line).unwrap_or_default();
    let (shown, start) = window(line, place.column as usize - 1);
    let end = start + token_length(&shown[start..]);
    let snippet = Snippet::source(shown)
        .line_start(place.line as usize)
        .annotation(AnnotationKind::Primary.span(start..end));
    let mut group = if shown.len() == line.len() {
        title.element(snippet.path(&*place.file))
    } else {
        // Of a long line a part is shown: the column is that of the whole.
        let origin = Origin::path(&*place.file)
            .line(place.line as usize)
            .char_column(place.column as usize);
        title.element(origin).element(snippet)
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    vec![group]
}

/// The part of a line around a column (counted from 0), and the byte offset of that column in it.
fn window(line: &str, column: usize) -> (&str, usize) {
    let byte = |column: usize| {
        line.char_indices()
            .nth(column)
            .map_or(line.len(), |(byte, _)| byte)
    };
    let at = byte(column);
    if line.len() <= WINDOW {
        return (line, at);
    }
    let from = byte(column.saturating_sub(WINDOW / 4));
    let to = byte(column + WINDOW);
    (&line[from..to], at - from)
}

/// How many bytes the key, scalar or bracket at the start of a text takes; at least one character.
fn token_length(text: &str) -> usize {
    let mut chars = text.char_indices();
    match chars.next() {
        None => 0,
        Some((_, quote @ ('"' | '\''))) => {
            let mut escaped = false;
            for (at, c) in chars {
                match c {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    c if c == quote => return at + 1,
                    _ => {}
                }
            }
            text.len()
        }
        Some((_, c)) if c.is_alphanumeric() || "$/_-+.".contains(c) => text
            .find(|c: char| c.is_whitespace() || ",:{}[]".contains(c))
            .unwrap_or(text.len()),
        Some((_, c)) => c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_end_where_they_end() {
        for (text, length) in [
            ("\"a\\\"b\": 1", 6),
            ("nullable: true", 8),
            ("{ }", 1),
            ("", 0),
            ("é", 2),
            ("\"open", 5),
        ] {
            assert_eq!(token_length(text), length, "{text}");
        }
    }

    #[test]
    fn long_lines_are_shown_around_the_column() {
        let line = format!("{}x{}", "é".repeat(500), " ".repeat(500));
        let (shown, at) = window(&line, 500);
        assert!(shown[at..].starts_with('x'));
        assert!(shown.chars().count() <= 2 * WINDOW);
    }
}
