//! The `support` module: fixed code, as far as other files use it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::Imports;
use super::{Emitted, gate};
use crate::ir::Docs;
use crate::support::{FILES, SupportFile};

/// The module's own file, and the fixed files that paths lead to, directly or through each other.
/// Tables are for strategies alone.
pub(crate) fn support(
    paths: &BTreeSet<String>,
    tables: &[Emitted],
) -> (Emitted, Vec<&'static SupportFile>) {
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&SupportFile> = FILES.iter().filter(|file| is_used(file, paths)).collect();
    while let Some(file) = waiting.pop() {
        if needed.insert(file.module) {
            waiting.extend(FILES.iter().filter(|other| {
                file.text
                    .contains(&format!("use super::{}::", other.module))
                    || file.text.contains(&format!("super::{}::", other.module))
            }));
        }
    }
    let files: Vec<&SupportFile> = FILES
        .iter()
        .filter(|file| needed.contains(file.module))
        .collect();
    let fixed = files.iter().map(|file| {
        let module = format_ident!("{}", file.module);
        let gate = needs_proptest(file).then(gate);
        let declared = if file.public {
            quote!(#gate pub mod #module;)
        } else {
            quote!(mod #module;)
        };
        (file.module, declared)
    });
    let tables = tables.iter().filter_map(|table| {
        let name = Path::new(&table.path).file_stem()?.to_str()?;
        let (gate, module) = (gate(), format_ident!("{name}"));
        Some((name, quote!(#gate pub mod #module;)))
    });
    let modules: BTreeMap<&str, TokenStream> = fixed.chain(tables).collect();
    let modules = modules.values();
    let exports = files
        .iter()
        .filter(|file| !file.exports.is_empty())
        .map(|file| {
            let module = format_ident!("{}", file.module);
            let names: Vec<TokenStream> = file
                .exports
                .iter()
                .map(|name| {
                    let name = format_ident!("{name}");
                    quote!(#name)
                })
                .collect();
            match names.as_slice() {
                [name] => quote!(pub use #module::#name;),
                _ => quote!(pub use #module::{ #(#names),* };),
            }
        });
    let items = quote! { #(#modules)* #(#exports)* };
    let docs =
        "What generated code stands on: fixed code, the same for every document that needs it.";
    let docs = Docs(vec![docs.to_owned()]);
    let path = "support/mod.rs".to_owned();
    (
        Emitted {
            path,
            docs,
            imports: Imports::default(),
            items,
        },
        files,
    )
}

/// Whether a file is for strategies alone.
fn needs_proptest(file: &SupportFile) -> bool {
    file.text.contains("use proptest::") || file.text.contains("use super::text_values::")
}

fn is_used(file: &SupportFile, paths: &BTreeSet<String>) -> bool {
    paths.iter().any(|path| {
        let inner = path.rsplit_once("super::support::").map(|(_, inner)| inner);
        let by_module = inner.is_some_and(|inner| inner.split("::").next() == Some(file.module));
        let by_export = inner.is_some_and(|inner| file.exports.contains(&inner));
        by_module || by_export || file.foreign.contains(&path.as_str())
    })
}
