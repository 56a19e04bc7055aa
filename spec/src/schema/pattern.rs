//! Patterns of ECMA-262 as the engine reads them.

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

/// Whether a pattern of ECMA-262 matches somewhere in a text. An invalid pattern matches nothing.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let regex = regress::Regex::with_flags(pattern, "u");
    // Without `u`, more is lawful.
    let regex = regex.or_else(|_| regress::Regex::new(pattern));
    regex.is_ok_and(|regex| regex.find(text).is_some())
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
    fn what_only_ecma_262_has_is_left_as_it_is() {
        assert_eq!(rust_pattern("^(?!a)").as_deref(), Some("^(?!a)"));
    }
}
