//! What a file uses.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

/// Paths that a file imports. Each is written as Rust writes it; those that start with `super`
/// come last.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    paths: BTreeSet<String>,
    needs: BTreeSet<String>,
}

impl Imports {
    /// Adds paths, for example `serde_json::Value`.
    pub(crate) fn add<'p>(&mut self, paths: impl IntoIterator<Item = &'p str>) {
        self.paths.extend(paths.into_iter().map(str::to_owned));
    }

    /// Adds a path that is needed without being named: that of a trait's implementation.
    pub(crate) fn need(&mut self, path: &str) {
        self.needs.insert(path.to_owned());
    }

    /// All paths, named or needed.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &String> {
        self.paths.iter().chain(&self.needs)
    }

    /// The `use` declarations, in groups: std, other crates, this module's surroundings.
    pub(crate) fn groups(&self) -> Vec<TokenStream> {
        let group = |number: usize| {
            let mut modules: BTreeMap<(bool, &str), BTreeSet<&str>> = BTreeMap::new();
            for path in self.paths.iter().filter(|path| group_of(path) == number) {
                let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
                let nearest = module == "super";
                modules.entry((nearest, module)).or_default().insert(name);
            }
            let mut modules: Vec<((bool, &str), BTreeSet<&str>)> = modules.into_iter().collect();
            modules.sort_by_key(|((nearest, module), names)| (*nearest, sorted(module, names)));
            let uses = modules
                .into_iter()
                .map(|((_, module), names)| declaration(module, &names));
            uses.collect::<TokenStream>()
        };
        (0..3)
            .map(group)
            .filter(|group| !group.is_empty())
            .collect()
    }
}

/// Where a declaration belongs: by the parts of its path, a list of names behind all of them.
fn sorted(module: &str, names: &BTreeSet<&str>) -> Vec<String> {
    let mut parts: Vec<String> = module.split("::").map(str::to_owned).collect();
    let one = names.iter().next().filter(|_| names.len() == 1);
    parts.push(one.map_or_else(|| "{".to_owned(), |name| (*name).to_owned()));
    parts
}

fn group_of(path: &str) -> usize {
    match path.split("::").next() {
        Some("std") => 0,
        Some("super" | "crate") => 2,
        _ => 1,
    }
}

fn declaration(module: &str, names: &BTreeSet<&str>) -> TokenStream {
    let parse = |text: &str| text.parse::<TokenStream>().unwrap_or_default();
    let module = parse(module);
    let names: Vec<TokenStream> = names.iter().map(|name| parse(name)).collect();
    match names.as_slice() {
        [name] => quote! { use #module::#name; },
        _ => quote! { use #module::{ #(#names),* }; },
    }
}
