//! Replaces every credential of a run in whatever leaves the process.
//!
//! Where a request has a credential, it is shown as its placeholder from the start. Here is looked for
//! what else may hold one, mostly because a server says it back: only for text that is surely one. A
//! short or ordinary credential is no more than a word there, and every text with that word would be
//! shown as something that it is not.
//!
//! Text is replaced, never structure: no credential, whatever it is, changes the shape of an event
//! or loses one.

mod event;
mod forms;
#[cfg(test)]
mod tests;
mod unmistakable;

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};
use serde_json::Value;

use crate::event::Event;
use crate::secret::Secrets;
use event::Redact;

/// So many bytes of a beginning are enough to tell a credential by at the end of a text that breaks
/// off.
const BEGINNING: usize = 4;

/// Needles of more bytes than this together are searched for with less memory and more time: a table
/// of states takes up to half a kibibyte for each byte of them.
const LARGEST_TABLE: usize = 8 * 1024;

/// Knows the credentials of a run and every form in which a server or a library may say them
/// back, and replaces them.
#[derive(Clone, Default)]
pub struct Redactor {
    /// Finds every needle, in any ASCII case; none: there are no credentials.
    finder: Option<AhoCorasick>,
    /// Every form of every credential in ASCII lower case, sorted.
    needles: Vec<String>,
    /// What is shown instead of each.
    shown: Vec<String>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Redactor({} forms)", self.shown.len())
    }
}

impl Redactor {
    /// A redactor for these credentials as far as they are surely recognised: 16 bytes long, or 8
    /// that mix letters, digits and rarer signs. In any ASCII case: right and in each wrong way that is made
    /// from the right one, their passwords and tokens alone; each as it is, percent-encoded, in
    /// strings of JSON, in HTML and XML, in Base64 (every alphabet, with padding and without), in
    /// hexadecimal digits, in a command line.
    ///
    /// # Errors
    ///
    /// When they are too long to be searched for: gigabytes.
    pub fn new(secrets: &Secrets) -> Result<Self, BuildError> {
        let mut needles = Vec::new();
        let mut add = |variable: String, texts: Vec<String>| {
            for form in texts.iter().flat_map(|text| forms::recognised(text)) {
                needles.push((form.to_ascii_lowercase(), format!("${variable}")));
            }
        };
        for (scheme, it) in &secrets.given {
            add(Secrets::variable(scheme), forms::secrets(it.expose()));
        }
        for (scheme, it) in &secrets.rejected {
            let variable = Secrets::rejected_variable(scheme);
            add(variable, forms::secrets(it.expose()));
        }
        for (name, it) in &secrets.headers {
            let variable = Secrets::header_variable(name);
            add(variable, forms::of_header(name, it.expose()));
        }
        if needles.is_empty() {
            return Ok(Self::default());
        }
        // Of one form of two credentials the first one given is shown.
        needles.sort_by(|a, b| a.0.cmp(&b.0));
        needles.dedup_by(|a, b| a.0 == b.0);
        let (needles, shown): (Vec<String>, _) = needles.into_iter().unzip();
        let kind = match needles.iter().map(String::len).sum::<usize>() <= LARGEST_TABLE {
            true => AhoCorasickKind::DFA,
            false => AhoCorasickKind::ContiguousNFA,
        };
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(kind))
            .build(&needles)?;
        Ok(Self {
            finder: Some(finder),
            needles,
            shown,
        })
    }

    /// The text with every credential replaced by its placeholder.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.replaced(text).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// The event with every credential replaced in whatever of it may hold one. What identifies
    /// something stays as it is.
    pub fn event(&self, event: &mut Event) {
        if self.finder.is_some() {
            event.redact(self);
        }
    }

    /// The value with every credential replaced, in names of members too.
    pub fn value(&self, value: &mut Value) {
        value.redact(self);
    }

    /// The text with every credential replaced, if it holds one.
    fn replaced(&self, text: &str) -> Option<String> {
        let finder = self.finder.as_ref()?;
        finder
            .is_match(text)
            .then(|| self.without(text, self.found(text)))
    }

    /// The same of a text whose end is missing: what may be the beginning of a credential at its end
    /// is left out.
    fn replaced_before_cut(&self, text: &str) -> Option<String> {
        self.without_end(text, 1, |_| "")
    }

    /// The same of a text whose end may be missing: only what is long enough to tell, and with its
    /// placeholder.
    fn replaced_before_break(&self, text: &str) -> Option<String> {
        self.without_end(text, BEGINNING, |shown| shown)
    }

    fn without_end<'s>(
        &'s self,
        text: &str,
        least: usize,
        show: impl Fn(&'s str) -> &'s str,
    ) -> Option<String> {
        let Some((start, needle)) = self.beginning(text, least) else {
            return self.replaced(text);
        };
        let mut found = self.found(text);
        found.push(Found {
            start,
            end: text.len(),
            shown: show(&self.shown[needle]),
        });
        Some(self.without(text, found))
    }

    fn found(&self, text: &str) -> Vec<Found<'_>> {
        let finder = self.finder.iter();
        let found = finder.flat_map(|finder| finder.find_overlapping_iter(text));
        let found = found.map(|it| Found {
            start: it.start(),
            end: it.end(),
            shown: &self.shown[it.pattern()],
        });
        found.collect()
    }

    /// The longest end of a text that a needle begins with, but is not: where it starts, and the
    /// needle.
    fn beginning(&self, text: &str, least: usize) -> Option<(usize, usize)> {
        // Bytes of a character whose other bytes are missing.
        let text = text.trim_end_matches(char::REPLACEMENT_CHARACTER);
        let longest = self.needles.iter().map(String::len).max()?;
        let from = (text.len() + 1).saturating_sub(longest);
        let from = (from..=text.len()).find(|&at| text.is_char_boundary(at))?;
        let lower = text[from..].to_ascii_lowercase();
        let starts = lower.char_indices().map(|(at, _)| at);
        let mut starts = starts.take_while(|at| lower.len() - at >= least);
        starts.find_map(|at| {
            let end = &lower[at..];
            let first = self.needles.partition_point(|it| it.as_str() < end);
            let mut further = (first..).zip(&self.needles[first..]);
            let begun = further.find(|(_, it)| it.as_str() != end)?;
            begun.1.starts_with(end).then_some((from + at, begun.0))
        })
    }

    /// The text without what was found. What overlaps is replaced as a whole, by what is shown
    /// instead of the longest.
    fn without(&self, text: &str, mut found: Vec<Found<'_>>) -> String {
        found.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        let mut found = found.into_iter().peekable();
        while let Some(mut longest) = found.next() {
            let (start, mut end) = (longest.start, longest.end);
            while let Some(next) = found.next_if(|next| next.start < end) {
                end = end.max(next.end);
                if next.end - next.start > longest.end - longest.start {
                    longest = next;
                }
            }
            out.push_str(&text[from..start]);
            out.push_str(longest.shown);
            from = end;
        }
        out.push_str(&text[from..]);
        out
    }
}

/// Where a needle stands in a text, and what is shown instead.
struct Found<'r> {
    start: usize,
    end: usize,
    shown: &'r str,
}
