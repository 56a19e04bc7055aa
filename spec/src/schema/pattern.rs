//! Patterns of ECMA-262: compiled, and in the syntax of Rust's regular expressions.

/// The pattern in the syntax of Rust's regular expressions; none when it has an escape that cannot be
/// written there.
///
/// What that syntax does not have (look-around, references back) is left as it is: a parser of it
/// refuses the result.
#[must_use]
pub fn rust_pattern(pattern: &str) -> Option<String> {
    jsonschema_regex::to_rust_regex(pattern)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// The pattern with its look-arounds taken out, and how often they are repeated.
#[must_use]
pub fn without_look_around(pattern: &str) -> String {
    let mut plain = String::new();
    let mut rest = pattern;
    while let Some(next) = rest.chars().next() {
        let look = ["(?=", "(?!", "(?<=", "(?<!"]
            .iter()
            .any(|open| rest.starts_with(open));
        if look {
            rest = &rest[group_end(rest)..];
            rest = rest.strip_prefix(['?', '*', '+']).unwrap_or(rest);
        } else if next == '\\' {
            let end = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            plain.push_str(&rest[..end]);
            rest = &rest[end..];
        } else {
            plain.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    plain
}

/// Where the group that the text starts with ends.
fn group_end(text: &str) -> usize {
    let (mut depth, mut escaped, mut class) = (0_usize, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The pattern, compiled; none when it is invalid.
#[must_use]
pub fn ecma_regex(pattern: &str) -> Option<regress::Regex> {
    let regex = regress::Regex::with_flags(pattern, "u");
    // Without `u`, more is lawful.
    regex.or_else(|_| regress::Regex::new(pattern)).ok()
}

/// Whether a pattern matches somewhere in a text. An invalid pattern matches nothing.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    ecma_regex(pattern).is_some_and(|regex| regex.find(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_of_ecma_262() {
        assert_eq!(rust_pattern(r"^\d$").as_deref(), Some("^[0-9]$"));
        assert_eq!(rust_pattern(r"\c"), None);
    }

    #[test]
    fn look_around_is_taken_out_with_all_that_it_holds() {
        assert_eq!(without_look_around(r"^(?!a(b|[)]))x(?=\))?$"), "^x$");
        assert_eq!(without_look_around(r"\(?<name>a)"), r"\(?<name>a)");
    }

    #[test]
    fn what_only_ecma_262_has_is_left_as_it_is() {
        assert_eq!(rust_pattern("^(?!a)").as_deref(), Some("^(?!a)"));
    }
}
