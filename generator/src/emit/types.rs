//! The `types` module.

use proc_macro2::TokenStream;
use quote::quote;

use super::constrained::constrained;
use super::docs::docs;
use super::enumeration::enumeration;
use super::imports::Imports;
use super::structure::structure;
use super::ty::{Scope, ty};
use super::union::{union, view};
use super::{Emitted, hiding, module};
use crate::ir::{Docs, Shape, TypeFile};

/// The files of the `types` module, its own first.
pub(crate) fn types(files: &[TypeFile]) -> Vec<Emitted> {
    let mut sorted: Vec<&TypeFile> = files.iter().collect();
    sorted.sort_by(|one, other| one.module.cmp(&other.module));
    let modules = sorted.iter().map(|file| module("types", &file.module));
    let exports = sorted.iter().map(|file| {
        let module = hiding(&file.module);
        let mut names: Vec<&str> = file
            .definitions
            .iter()
            .flat_map(|one| {
                let rule = match &one.shape {
                    Shape::Constrained(shape) => Some(shape.rule.as_str()),
                    _ => None,
                };
                rule.into_iter().chain([one.name.as_str()])
            })
            .collect();
        names.sort_unstable();
        let names: Vec<_> = names.into_iter().map(hiding).collect();
        match names.as_slice() {
            [name] => quote!(pub use self::#module::#name;),
            _ => quote!(pub use self::#module::{ #(#names),* };),
        }
    });
    let docs = Docs(vec![
        "The schemas of the document, each in a file with those that stand inside it.".into(),
    ]);
    let items = quote! { #(#modules)* #(#exports)* };
    let mut emitted = vec![Emitted {
        path: "types/mod.rs".into(),
        docs,
        imports: Imports::default(),
        items,
    }];
    emitted.extend(files.iter().map(file));
    emitted
}

fn file(file: &TypeFile) -> Emitted {
    let own: Vec<&str> = file
        .definitions
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let scope = Scope::Types(&own);
    let mut imports = Imports::default();
    let items: Vec<TokenStream> = file
        .definitions
        .iter()
        .map(|definition| match &definition.shape {
            Shape::Struct(shape) => structure(definition, shape, scope, &mut imports),
            Shape::ValueEnum(shape) => enumeration(definition, shape, &mut imports),
            Shape::Union { variants, kind } => {
                union(definition, variants, kind, scope, &mut imports)
            }
            Shape::View(shape) => view(definition, shape, scope, &mut imports),
            Shape::Constrained(shape) => constrained(definition, shape, scope, &mut imports),
            Shape::Alias(alias) => {
                let name = hiding(&definition.name);
                let (docs, alias) = (docs(&definition.docs), ty(alias, scope, &mut imports));
                quote!(#docs pub type #name = #alias;)
            }
        })
        .collect();
    let path = format!("types/{}.rs", file.module);
    Emitted {
        path,
        docs: Docs::default(),
        imports,
        items: quote!(#(#items)*),
    }
}
