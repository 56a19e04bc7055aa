//! Tables of the strategies: the texts of formats, and unusual ones.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tally_spec::format::{ALPHABETS, RARELY_STORED, STRING_FORMATS, StringFormat, UNUSUAL_TEXTS};

use super::Emitted;
use super::imports::Imports;
use crate::ir::Docs;

/// The constant of a format: `DATE_TIME` of `date-time`.
pub(crate) fn constant(format: &str) -> String {
    heck::AsShoutySnakeCase(format).to_string()
}

/// The tables that paths lead to; of formats, those that are used.
pub(crate) fn tables(paths: &BTreeSet<String>, strategies: bool) -> Vec<Emitted> {
    let leads_to = |name: &str| {
        let path = format!("::support::format_texts::{}", constant(name));
        paths.iter().any(|used| used.ends_with(&path))
    };
    let formats = STRING_FORMATS.iter().flat_map(|format| {
        let names = format.names.iter().filter(|name| leads_to(name));
        names.map(move |name| (*name, format))
    });
    let formats: Vec<(&str, &StringFormat)> = formats.collect();
    let formats = (!formats.is_empty()).then(|| format_texts(&formats));
    strategies
        .then(unusual_texts)
        .into_iter()
        .chain(formats)
        .collect()
}

fn format_texts(formats: &[(&str, &StringFormat)]) -> Emitted {
    let items = formats.iter().map(|(name, format)| {
        let docs = format!(" Texts of the format `{name}`.");
        let constant = format_ident!("{}", constant(name));
        let (drawn, valid) = (format.drawn, format.valid);
        let near_misses = format.near_misses.iter().map(|miss| miss.text);
        quote! {
            #[doc = #docs]
            pub const #constant: FormatTexts = FormatTexts {
                drawn: #drawn,
                valid: &[#(#valid),*],
                near_misses: &[#(#near_misses),*],
            };
        }
    });
    let items = items.collect();
    let mut imports = Imports::default();
    imports.add(["super::value_model::FormatTexts"]);
    table(
        "format_texts",
        "Texts of formats, and texts that are nearly of them.",
        imports,
        items,
    )
}

fn unusual_texts() -> Emitted {
    let alphabets = ALPHABETS.iter().map(|ranges| {
        let ranges = ranges.iter().map(|(from, to)| quote!((#from, #to)));
        quote!(&[#(#ranges),*])
    });
    let (texts, rarely_stored) = (UNUSUAL_TEXTS, RARELY_STORED);
    let items = quote! {
        #[doc = " Texts that patterns often do not match."]
        pub const UNUSUAL_TEXTS: &[&str] = &[#(#texts),*];

        #[doc = " Ranges of characters that belong together."]
        pub const ALPHABETS: &[&[(char, char)]] = &[#(#alphabets),*];

        #[doc = " Characters that are often refused or changed."]
        pub const RARELY_STORED: &[char] = &[#(#rarely_stored),*];
    };
    let docs = "Texts and characters that are often handled wrongly.";
    table("unusual_texts", docs, Imports::default(), items)
}

fn table(module: &str, docs: &str, imports: Imports, items: TokenStream) -> Emitted {
    Emitted {
        path: format!("support/{module}.rs"),
        docs: Docs(vec![docs.to_owned()]),
        imports,
        items,
    }
}
