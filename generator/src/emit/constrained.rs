//! Values that are held to more than their types say.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::docs;
use super::hiding;
use super::imports::Imports;
use super::ty::{Scope, ty};
use crate::ir::{Clause, Constrained, Definition};

/// A type with its rule.
pub(crate) fn constrained(
    definition: &Definition,
    shape: &Constrained,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add([
        "serde_json::Value",
        "super::super::support::Constrained",
        "super::super::support::rule",
    ]);
    let (name, rule) = (hiding(&definition.name), hiding(&shape.rule));
    let docs = docs(&definition.docs);
    let inner = ty(&shape.inner, scope, imports);
    let rule_docs = format!(" What a [`{name}`] is held to.");
    let patterns = patterns(&shape.clauses, imports);
    let clauses: Vec<TokenStream> = shape
        .clauses
        .iter()
        .map(|clause| self::clause(clause, &quote!(value), scope, imports))
        .collect();
    quote! {
        #docs
        pub type #name = Constrained<#inner, #rule>;

        #[doc = #rule_docs]
        #[derive(Clone, Copy, Debug)]
        pub enum #rule {}

        impl rule::Rule for #rule {
            fn broken(value: &Value) -> rule::Broken {
                #patterns
                rule::all([#(#clauses),*])
            }
        }
    }
}

/// The patterns, which are compiled once.
fn patterns(clauses: &[Clause], imports: &mut Imports) -> TokenStream {
    let patterns = clauses.iter().filter_map(|clause| match clause {
        Clause::Pattern(pattern) => Some(pattern),
        _ => None,
    });
    patterns
        .map(|pattern| {
            let source = &pattern.source;
            match &pattern.rust {
                Some(rust) => {
                    imports.add(["super::super::support::pattern::Pattern"]);
                    quote!(static PATTERN: Pattern = Pattern::new(#source, #rust);)
                }
                None => {
                    imports.add(["super::super::support::ecma_pattern::EcmaPattern"]);
                    quote!(static PATTERN: EcmaPattern = EcmaPattern::new(#source);)
                }
            }
        })
        .collect()
}

/// What a clause asks of a value.
pub(crate) fn clause(
    clause: &Clause,
    value: &TokenStream,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    match clause {
        Clause::Pattern(_) => quote!(PATTERN.broken(#value)),
        Clause::Format(name) => {
            imports.add(["super::super::support::format"]);
            let name = format_ident!("{name}");
            quote!(format::#name(#value))
        }
        Clause::Number(name, number) => {
            let name = format_ident!("{name}");
            quote!(rule::#name(#value, #number))
        }
        Clause::Size(name, min, max) => {
            let (name, (min, max)) = (format_ident!("{name}"), super::sizes(*min, *max));
            quote!(rule::#name(#value, #min, #max))
        }
        Clause::UniqueItems => quote!(rule::unique_items(#value)),
        Clause::Contains { item, min, max } => {
            let (item, (min, max)) = (ty(item, scope, imports), super::sizes(*min, *max));
            quote!(rule::contains::<#item>(#value, #min, #max))
        }
        Clause::PropertyNames(name) => {
            let name = ty(name, scope, imports);
            quote!(rule::property_names::<#name>(#value))
        }
        Clause::DependentRequired(dependent) => {
            let dependent = self::dependent(dependent);
            quote!(rule::dependent_required(#value, #dependent))
        }
    }
}

/// Members, and which others each of them needs.
pub(crate) fn dependent(dependent: &[(String, Vec<String>)]) -> TokenStream {
    let dependent = dependent
        .iter()
        .map(|(name, needed)| quote!((#name, &[#(#needed),*])));
    quote!(&[#(#dependent),*])
}
