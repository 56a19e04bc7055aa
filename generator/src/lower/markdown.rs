//! Descriptions of documents (CommonMark) as doc comments.
//!
//! What an author wrote for a web page must not break rustdoc: code without a language is not
//! Rust, brackets are not links to items, and words of code stand between backticks.

use crate::ir::Docs;

/// The greatest number of characters in a line of docs.
const WIDTH: usize = 92;

/// Docs of paragraphs, each CommonMark; empty ones are left out.
pub(crate) fn docs<'t>(paragraphs: impl IntoIterator<Item = &'t str>) -> Docs {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let more = comment(paragraph);
        if !more.is_empty() && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(more);
    }
    Docs(lines)
}

/// The first line of a text, for where only one fits.
pub(crate) fn headline(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    inline(line.trim())
}

fn comment(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut paragraph = String::new();
    let mut fence: Option<&str> = None;
    for line in text.trim().lines() {
        let line = line.trim_end().replace('\t', "    ");
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark));
        if let Some(open) = fence {
            lines.push(line.clone());
            if trimmed.starts_with(open) {
                fence = None;
            }
            continue;
        }
        if let Some(mark) = mark {
            flush(&mut paragraph, &mut lines);
            separate(&mut lines);
            lines.push(format!("{mark}text"));
            // A fence that opens and closes on one line is not a fence.
            if trimmed.trim_start_matches(mark).contains(mark) {
                lines.pop();
                lines.push(inline(trimmed));
            } else {
                fence = Some(mark);
            }
        } else if trimmed.is_empty() {
            flush(&mut paragraph, &mut lines);
            separate(&mut lines);
        } else if is_block(trimmed) {
            flush(&mut paragraph, &mut lines);
            block(&line, &mut lines);
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(trimmed);
        }
    }
    flush(&mut paragraph, &mut lines);
    if let Some(open) = fence {
        lines.push(open.to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// An empty line, unless there is one.
fn separate(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
}

fn flush(paragraph: &mut String, lines: &mut Vec<String>) {
    if paragraph.is_empty() {
        return;
    }
    // After a list item a paragraph would be taken for its continuation.
    if lines.last().is_some_and(|line| is_block(line.trim_start())) {
        separate(lines);
    }
    lines.extend(wrap(&inline(paragraph), ""));
    paragraph.clear();
}

/// Lists, headings, quotes and tables keep their lines.
fn is_block(line: &str) -> bool {
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered =
        numbered.len() < line.len() && (numbered.starts_with(". ") || numbered.starts_with(") "));
    let bullet = ["- ", "* ", "+ "]
        .iter()
        .any(|bullet| line.starts_with(bullet));
    numbered || bullet || line.starts_with(['#', '>', '|']) || is_rule(line)
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && (line.chars().all(|c| c == '-') || line.chars().all(|c| c == '='))
}

fn block(line: &str, lines: &mut Vec<String>) {
    let trimmed = line.trim_start();
    if is_rule(trimmed) {
        separate(lines);
        return;
    }
    let previous_is_block = lines.last().is_some_and(|line| is_block(line.trim_start()));
    if trimmed.starts_with(['#', '|', '>']) {
        if !previous_is_block {
            separate(lines);
        }
        lines.push(inline(trimmed));
        if trimmed.starts_with('#') {
            separate(lines);
        }
        return;
    }
    if !previous_is_block && lines.last().is_some_and(|line| !line.starts_with("  ")) {
        separate(lines);
    }
    let (bullet, rest) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
    let bullet = if bullet.len() == 1 { "-" } else { bullet };
    let indent = " ".repeat(bullet.len() + 1);
    lines.extend(wrap(&format!("{bullet} {}", inline(rest.trim())), &indent));
}

/// Breaks a paragraph into lines of at most [`WIDTH`] characters where it has spaces.
fn wrap(text: &str, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let fits = line.chars().count() + 1 + word.chars().count() <= WIDTH;
        // A line that starts like this would be taken for a block.
        let blockish = word.starts_with(['#', '>', '|', '-', '*', '+', '='])
            || word
                .trim_end_matches(['.', ')'])
                .chars()
                .all(|c| c.is_ascii_digit());
        if line.is_empty() {
            line.push_str(word);
        } else if fits || blockish {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(std::mem::replace(&mut line, format!("{indent}{word}")));
        }
    }
    lines.push(line);
    lines
}

/// Marks words of code, links bare addresses and disarms brackets and tags, outside of code spans
/// and links.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let take = match first {
            '`' => code_span(rest),
            '[' => link(rest),
            '<' => autolink(rest),
            _ => None,
        };
        if let Some(length) = take {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        match first {
            '`' | '[' | ']' | '<' => {
                out.push('\\');
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
            _ => {
                let end = rest[first.len_utf8()..]
                    .find(|c: char| c.is_whitespace() || "`[]<>()\"'*,;".contains(c))
                    .map_or(rest.len(), |end| end + first.len_utf8());
                let end = if is_edge(first) {
                    first.len_utf8()
                } else {
                    end
                };
                word(&rest[..end], &mut out);
                rest = &rest[end..];
            }
        }
    }
    out
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || ">()\"'*,;".contains(c)
}

fn code_span(text: &str) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mark = &text[..ticks];
    text[ticks..].find(mark).map(|end| ticks + end + ticks)
}

/// `[text](target)`.
fn link(text: &str) -> Option<usize> {
    let close = text.find("](")?;
    if text[1..close].contains('[') || text[..close].contains('\n') {
        return None;
    }
    let end = text[close..].find(')')?;
    let target = &text[close + 2..close + end];
    (!target.is_empty() && !target.contains(' ')).then_some(close + end + 1)
}

/// `<https://…>`.
fn autolink(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inner = &text[1..end];
    let address = inner.starts_with("http://") || inner.starts_with("https://");
    (address && !inner.contains(' ')).then_some(end + 1)
}

fn word(word: &str, out: &mut String) {
    let bare = word.trim_end_matches(['.', ':', '!', '?']);
    let end = &word[bare.len()..];
    if bare.starts_with("http://") || bare.starts_with("https://") {
        out.push('<');
        out.push_str(bare);
        out.push('>');
    } else if is_code(bare) {
        out.push('`');
        out.push_str(bare);
        out.push('`');
    } else {
        out.push_str(bare);
    }
    out.push_str(end);
}

/// `snake_case`, `camelCase`, `a::b`: what an author would have put between backticks.
fn is_code(word: &str) -> bool {
    let inner = word.trim_matches('_');
    let snake = inner.contains('_');
    let camel = {
        let letters: Vec<char> = inner.chars().collect();
        let humps = letters
            .windows(2)
            .any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
        // A lone plural or possessive of an abbreviation (IDs) is prose.
        let plural =
            inner.ends_with('s') && inner[..inner.len() - 1].chars().all(char::is_uppercase);
        humps
            && !plural
            && letters
                .iter()
                .all(|c| c.is_alphanumeric() || "._-/:#{}=$".contains(*c))
    };
    (snake || camel || inner.contains("::")) && !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(docs([text]).0, expected);
    }

    #[test]
    fn words_of_code_stand_between_backticks() {
        check(
            "Only when retrieving by runId or account_id.",
            &["Only when retrieving by `runId` or `account_id`."],
        );
        check(
            "Already `run_`, and IDs stay.",
            &["Already `run_`, and IDs stay."],
        );
    }

    #[test]
    fn bare_addresses_become_links() {
        check(
            "See https://example.com/a_b for more.",
            &["See <https://example.com/a_b> for more."],
        );
        check(
            "[Learn](/quickstart#api_keys).",
            &["[Learn](/quickstart#api_keys)."],
        );
    }

    #[test]
    fn brackets_and_tags_are_disarmed() {
        check("An [item] of Vec<T>", &["An \\[item\\] of Vec\\<T>"]);
    }

    #[test]
    fn code_is_never_a_doctest() {
        check(
            "Send:\n\n```\n{}\n```",
            &["Send:", "", "```text", "{}", "```"],
        );
        check("Indented:\n\n    let x;", &["Indented:", "", "let x;"]);
    }

    #[test]
    fn an_open_fence_is_closed() {
        check("```json\n{}", &["```text", "{}", "```"]);
    }

    #[test]
    fn lists_keep_their_items() {
        check(
            "Either:\n- one\n- two\nAfter",
            &["Either:", "", "- one", "- two", "", "After"],
        );
    }

    #[test]
    fn long_paragraphs_are_wrapped() {
        let long = "word ".repeat(40);
        let docs = docs([long.as_str()]);
        assert!(docs.0.len() > 1);
        assert!(docs.0.iter().all(|line| line.chars().count() <= WIDTH));
    }
}
