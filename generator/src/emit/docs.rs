//! Doc comments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Docs;

/// The attributes of a doc comment.
pub(crate) fn docs(docs: &Docs) -> TokenStream {
    let lines = docs.0.iter().map(|line| match line.as_str() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote! { #(#[doc = #lines])* }
}

/// A text as a comment can hold it: control characters and those that change the direction of
/// text, which hide what a reader sees, are written as escapes.
pub(crate) fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        let turns = matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        );
        match character.is_control() || turns {
            true => printable.extend(character.escape_unicode()),
            false => printable.push(character),
        }
    }
    printable
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn what_changes_the_direction_of_text_is_escaped() {
        assert_eq!(printable("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(printable("a\rb"), "a\\u{d}b");
        assert_eq!(printable("größe"), "größe");
    }
}
