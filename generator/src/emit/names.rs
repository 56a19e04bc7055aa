//! Names of the document beside our own in one file.
//!
//! A schema may be called `Option` and an operation `std`. No list of reserved words is long
//! enough, so names of the document are marked where they enter a token stream, and what is not
//! marked is ours: a path of the standard library, of another crate, of the support code. Where a
//! name of the document hides one of ours in a file, ours is written as an absolute path, and only
//! there. The marks are taken off before the file is printed.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::format_ident;

use super::imports::Imports;

/// Marks names that hide others: types, modules, functions and locals of a file. No name of a
/// document becomes one that starts like this: types have no underscore, everything else that has
/// one no capital and small letters together.
const HIDES: &str = "hX_";

/// Marks names that hide nothing: fields, variants, methods, and what stands behind a path.
const STANDS: &str = "sX_";

/// Marks raw identifiers, behind another mark.
const RAW: &str = "rX_";

/// What needs no import, and where it is.
const PRELUDE: &[(&str, &str)] = &[
    ("Box", "std::boxed::Box"),
    ("Clone", "std::clone::Clone"),
    ("Copy", "std::marker::Copy"),
    ("Debug", "std::fmt::Debug"),
    ("Default", "std::default::Default"),
    ("Drop", "std::ops::Drop"),
    ("Eq", "std::cmp::Eq"),
    ("Err", "std::result::Result::Err"),
    ("Fn", "std::ops::Fn"),
    ("From", "std::convert::From"),
    ("Future", "std::future::Future"),
    ("Hash", "std::hash::Hash"),
    ("Into", "std::convert::Into"),
    ("IntoIterator", "std::iter::IntoIterator"),
    ("Iterator", "std::iter::Iterator"),
    ("None", "std::option::Option::None"),
    ("Ok", "std::result::Result::Ok"),
    ("Option", "std::option::Option"),
    ("Ord", "std::cmp::Ord"),
    ("PartialEq", "std::cmp::PartialEq"),
    ("PartialOrd", "std::cmp::PartialOrd"),
    ("Result", "std::result::Result"),
    ("Send", "std::marker::Send"),
    ("Sized", "std::marker::Sized"),
    ("Some", "std::option::Option::Some"),
    ("String", "std::string::String"),
    ("Sync", "std::marker::Sync"),
    ("ToString", "std::string::ToString"),
    ("TryFrom", "std::convert::TryFrom"),
    ("Vec", "std::vec::Vec"),
];

/// The crates whose paths are written out in items.
const CRATES: [&str; 9] = [
    "axum",
    "core",
    "http",
    "jiff",
    "proptest",
    "reqwest",
    "serde",
    "serde_json",
    "std",
];

/// The name of a field, variant or method, or one that stands behind a path; raw if it starts with
/// `r#`.
pub(crate) fn ident(name: &str) -> Ident {
    marked(STANDS, name)
}

/// The name of a type, module, function or local of the document, where it stands alone.
pub(crate) fn hiding(name: &str) -> Ident {
    marked(HIDES, name)
}

fn marked(mark: &str, name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => format_ident!("{mark}{RAW}{name}"),
        None => format_ident!("{mark}{name}"),
    }
}

/// The name under a mark, and whether it hides others.
fn unmarked(ident: &Ident) -> Option<(Ident, bool)> {
    let text = ident.to_string();
    let (name, hides) = match (text.strip_prefix(HIDES), text.strip_prefix(STANDS)) {
        (Some(name), _) => (name, true),
        (None, Some(name)) => (name, false),
        (None, None) => return None,
    };
    let ident = match name.strip_prefix(RAW) {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => format_ident!("{name}"),
    };
    Some((ident, hides))
}

/// The items of a file with the marks taken off and with absolute paths for what is hidden, and the
/// imports that are left.
pub(crate) fn settle(items: TokenStream, imports: &Imports) -> (TokenStream, Imports) {
    let mut hidden: BTreeSet<String> = imports.named().collect();
    collect(items.clone(), &mut hidden);
    let mut paths: BTreeMap<&str, String> = PRELUDE
        .iter()
        .map(|(name, path)| (*name, format!("::{path}")))
        .chain(CRATES.iter().map(|name| (*name, format!("::{name}"))))
        .collect();
    for path in imports.own() {
        let (_, name) = path.rsplit_once("::").unwrap_or(("", path));
        paths.insert(name, absolute(path));
    }
    paths.retain(|name, _| hidden.contains(*name));
    let imports = imports.without(&hidden);
    (settled(items, &paths), imports)
}

/// A path that means the same wherever it stands in a file.
fn absolute(path: &str) -> String {
    match path.split("::").next() {
        Some("super" | "crate" | "self") => path.to_owned(),
        _ => format!("::{path}"),
    }
}

/// An attribute: what is derived are paths, and so are texts that start like one.
fn attribute(tokens: TokenStream, paths: &BTreeMap<&str, String>) -> TokenStream {
    let derives = matches!(
        tokens.clone().into_iter().next(),
        Some(TokenTree::Ident(name)) if name == "derive"
    );
    if derives {
        return settled(tokens, paths);
    }
    within_attribute(settled(tokens, &BTreeMap::new()), paths)
}

/// `skip_serializing_if = "Option::is_none"`.
fn within_attribute(tokens: TokenStream, paths: &BTreeMap<&str, String>) -> TokenStream {
    let settle = |token: TokenTree| match token {
        TokenTree::Group(group) => {
            let inner = within_attribute(group.stream(), paths);
            TokenTree::Group(Group::new(group.delimiter(), inner))
        }
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let start = text.trim_start_matches('"').split_once("::");
            match start.and_then(|(first, rest)| Some((paths.get(first)?, rest))) {
                Some((path, rest)) => {
                    let path = format!("{path}::{}", rest.trim_end_matches('"'));
                    TokenTree::Literal(Literal::string(&path))
                }
                None => TokenTree::Literal(literal),
            }
        }
        token => token,
    };
    tokens.into_iter().map(settle).collect()
}

/// How much of `doc = "…"` was seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Docs {
    No,
    Doc,
    Equals,
}

fn collect(tokens: TokenStream, hidden: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), hidden),
            TokenTree::Ident(ident) => {
                if let Some((name, true)) = unmarked(&ident) {
                    hidden.insert(name.to_string());
                }
            }
            _ => {}
        }
    }
}

fn settled(tokens: TokenStream, paths: &BTreeMap<&str, String>) -> TokenStream {
    let mut settled = TokenStream::new();
    // Whether the next name stands behind a path, a receiver or a word that declares it.
    let mut behind = false;
    let mut colon = false;
    let mut hash = false;
    let mut is_docs = Docs::No;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let was_behind = std::mem::take(&mut behind);
        let was_colon = std::mem::take(&mut colon);
        let was_hash = std::mem::take(&mut hash);
        is_docs = match (&token, is_docs) {
            (TokenTree::Ident(ident), _) if ident == "doc" => Docs::Doc,
            (TokenTree::Punct(punct), Docs::Doc) if punct.as_char() == '=' => Docs::Equals,
            (TokenTree::Literal(_), Docs::Equals) => Docs::Equals,
            _ => Docs::No,
        };
        match token {
            TokenTree::Group(group) => {
                let inner = match was_hash && group.delimiter() == Delimiter::Bracket {
                    true => attribute(group.stream(), paths),
                    false => self::settled(group.stream(), paths),
                };
                let mut inner = Group::new(group.delimiter(), inner);
                inner.set_span(group.span());
                settled.extend([TokenTree::Group(inner)]);
            }
            TokenTree::Ident(ident) => {
                if let Some((name, _)) = unmarked(&ident) {
                    settled.extend([TokenTree::Ident(name)]);
                    continue;
                }
                let text = ident.to_string();
                // A field of ours: `name: value`, but not the start of a path.
                let names_field = matches!(
                    tokens.peek(),
                    Some(TokenTree::Punct(next))
                        if next.as_char() == ':' && next.spacing() == Spacing::Alone
                );
                match paths
                    .get(text.as_str())
                    .filter(|_| !was_behind && !names_field)
                {
                    Some(path) => settled.extend(path.parse::<TokenStream>().unwrap_or_default()),
                    None => settled.extend([TokenTree::Ident(ident)]),
                }
                behind = match text.as_str() {
                    "fn" | "let" | "mod" | "struct" | "enum" | "trait" | "type" | "const" => true,
                    // `let mut name`, but not `&mut Name`.
                    "mut" => was_behind,
                    _ => false,
                };
            }
            TokenTree::Punct(punct) => {
                colon = punct.as_char() == ':' && !was_colon;
                hash = punct.as_char() == '#';
                behind = match punct.as_char() {
                    '.' | '\'' => true,
                    ':' => was_colon,
                    _ => false,
                };
                settled.extend([TokenTree::Punct(punct)]);
            }
            TokenTree::Literal(literal) => {
                let literal = match is_docs {
                    Docs::Equals => printable(literal),
                    _ => literal,
                };
                settled.extend([TokenTree::Literal(literal)]);
            }
        }
    }
    settled
}

/// A literal as it is, but for text that a comment cannot hold: docs are literals until they are
/// printed.
fn printable(literal: Literal) -> Literal {
    let text = literal.to_string();
    // What cannot be printed is escaped.
    if !text.starts_with('"') || !text.contains('\\') {
        return literal;
    }
    match syn::parse_str::<syn::LitStr>(&text) {
        Ok(text) => Literal::string(&super::docs::printable(&text.value())),
        Err(_) => literal,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[track_caller]
    fn check(items: TokenStream, imported: &[&str], expected: &str, left: &[&str]) {
        let mut imports = Imports::default();
        imports.add(imported.iter().copied());
        let (items, imports) = settle(items, &imports);
        let plain = |text: &str| text.replace(' ', "");
        assert_eq!(plain(&items.to_string()), plain(expected));
        assert_eq!(imports.own().collect::<Vec<_>>(), left);
    }

    #[test]
    fn what_is_hidden_is_written_as_a_path() {
        let name = hiding("Option");
        check(
            quote!(pub struct #name { value: Option<Value> }),
            &["serde_json::Value"],
            "pub struct Option { value: ::std::option::Option<Value> }",
            &["serde_json::Value"],
        );
        let name = hiding("Value");
        check(
            quote!(pub struct #name { value: Map<Value> }),
            &["serde_json::Map", "serde_json::Value"],
            "pub struct Value { value: Map<::serde_json::Value> }",
            &["serde_json::Map"],
        );
    }

    #[test]
    fn variants_and_what_stands_behind_a_path_hide_nothing() {
        let name = ident("String");
        check(
            quote!(enum Held { #name(String), Other(types::#name) }),
            &[],
            "enum Held { String(String), Other(types::String) }",
            &[],
        );
    }

    #[test]
    fn keywords_stay_raw() {
        let name = ident("r#type");
        check(
            quote!(let #name = self.#name;),
            &[],
            "let r#type = self.r#type;",
            &[],
        );
    }

    #[test]
    fn a_name_behind_a_path_or_a_receiver_is_left_alone() {
        let name = hiding("tag");
        check(
            quote!(fn read() { let #name = tag(value.tag, support::tag()); }),
            &["super::support::tag"],
            "fn read() { let tag = super::support::tag(value.tag, support::tag()); }",
            &[],
        );
    }
}
