//! Media types, and ranges of them (RFC 9110 sections 8.3.1 and 12.5.1).

use std::cmp::Reverse;

/// A media type or a range of media types, read leniently: whatever the text is, it is compared
/// without regard to case, to spaces and to quotes around values.
///
/// # Example
///
/// ```
/// use tally_spec::MediaType;
///
/// let sent = MediaType::of("Application/Problem+JSON; charset=\"utf-8\"");
/// assert_eq!(sent.essence(), "application/problem+json");
/// assert!(sent.is_json());
/// assert!(MediaType::of("application/*").includes(&sent));
/// assert!(!MediaType::of("application/json").includes(&sent));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MediaType {
    essence: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    /// The media type that a text names.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut parts = split(text, ';').into_iter();
        let essence = parts.next().unwrap_or_default();
        let parameters = parts.filter_map(|it| it.split_once('='));
        let parameters = parameters.map(|(name, value)| {
            let value = value.trim().trim_matches('"');
            (name.trim().to_ascii_lowercase(), value.to_owned())
        });
        Self {
            essence: essence.trim().to_ascii_lowercase(),
            parameters: parameters.collect(),
        }
    }

    /// Type and subtype without parameters, lower case: `application/json`.
    #[must_use]
    pub fn essence(&self) -> &str {
        &self.essence
    }

    /// The type: `application`.
    #[must_use]
    pub fn top_level(&self) -> &str {
        self.essence.split('/').next().unwrap_or_default()
    }

    /// The subtype: `json`.
    #[must_use]
    pub fn subtype(&self) -> &str {
        self.essence
            .split_once('/')
            .map_or("", |(_, subtype)| subtype)
    }

    /// The parameters, in their order: names in lower case, values without quotes.
    #[must_use]
    pub fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }

    /// Whether values of it are JSON: `application/json`, `text/json`, or any with the suffix
    /// `+json` (RFC 6839), parameters aside.
    #[must_use]
    pub fn is_json(&self) -> bool {
        matches!(self.essence(), "application/json" | "text/json")
            || self.essence.ends_with("+json")
    }

    /// Whether it is a range.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.essence.contains('*')
    }

    /// Whether the other is one of the range, or the same, parameters aside.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        let of_type = || self.subtype() == "*" && self.top_level() == other.top_level();
        self.essence == other.essence || self.essence == "*/*" || of_type()
    }

    /// How far it is from one that it includes: the least is the most specific (OpenAPI, Response
    /// Object, `content`), of those that differ only in parameters the one that has the same.
    #[must_use]
    pub fn distance(&self, other: &Self) -> impl Ord + use<> {
        let others = self.parameters.iter();
        let others = others.filter(|it| !other.parameters.contains(it)).count();
        let stars = self.essence.matches('*').count();
        (stars, others, Reverse(self.parameters.len()))
    }
}

/// The parts between separators that stand outside of quotes.
pub(crate) fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, letter) in text.char_indices() {
        if letter == separator && !quoted {
            parts.push(&text[start..at]);
            start = at + letter.len_utf8();
        }
        quoted ^= letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_includes_its_types_and_the_nearest_is_the_least_distant() {
        let sent = MediaType::of("text/plain; charset=utf-8");
        let declared = [
            "text/plain; charset=ascii",
            "*/*",
            "text/*",
            "text/plain",
            "text/plain;charset=\"utf-8\"",
            "textile/*",
        ];
        let mut including: Vec<_> = declared.map(MediaType::of).to_vec();
        including.retain(|range| range.includes(&sent));
        including.sort_by_key(|range| range.distance(&sent));
        let parameters = including.iter().map(|it| it.parameters().len());
        assert_eq!(parameters.collect::<Vec<_>>(), [1, 0, 1, 0, 0]);
        assert_eq!(including[0].parameters()[0].1, "utf-8");
        let essences = including[3..].iter().map(MediaType::essence);
        assert_eq!(essences.collect::<Vec<_>>(), ["text/*", "*/*"]);
    }

    #[test]
    fn whatever_the_text_is_it_is_read() {
        for text in ["", ";", "json", "a/b/c; d; e=\";\"; =f"] {
            let media = MediaType::of(text);
            assert!(!media.is_json() && !media.is_range(), "{text}");
        }
        assert_eq!(MediaType::of("json").subtype(), "");
        let quoted = MediaType::of("a/b; c=\"d;e\"");
        assert_eq!(quoted.parameters(), [("c".to_owned(), "d;e".to_owned())]);
    }
}
