//! Which text is surely a credential wherever it stands, and not a word that looks like one.

/// From so many bytes on any text is: no ordinary one is so long and the same by chance.
const LONG: usize = 16;

/// From so many bytes on a text is that mixes letters, digits and rarer signs, as made-up words do not.
const MIXED: usize = 8;

/// Whether a text is surely a credential wherever it stands. A word (`text`, `operation`), a number
/// and a few words in a row (`content-type`) may well be something else; what they stand for is
/// replaced only where it was sent as a credential.
pub(super) fn is_sure(text: &str) -> bool {
    let has = |is: fn(char) -> bool| usize::from(text.chars().any(is));
    let kinds = has(char::is_alphabetic)
        + has(|c| c.is_ascii_digit())
        + has(|c| !c.is_alphanumeric() && !"-_. /:".contains(c));
    text.len() >= if kinds > 1 { MIXED } else { LONG }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_no_sure_credentials() {
        for text in [
            "text",
            "operation",
            "content-type",
            "Administrator",
            "20260131",
            "2026-01-31",
            "utf-8",
            "a b",
            "s3cret",
        ] {
            assert!(!is_sure(text), "{text}");
        }
    }

    #[test]
    fn what_is_long_or_mixed_is_one() {
        for text in [
            "s3ss10n-1",
            "c0ffee-c0ffee",
            "a&b'c<d>",
            "correct-horse-battery",
            "dXNlcjpwYXNzLXdvcmQ=",
            "4111111111111111",
        ] {
            assert!(is_sure(text), "{text}");
        }
    }
}
