//! What a file uses.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

/// Paths that a file imports. Each is written as Rust writes it; those that start with `super`
/// come last.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    paths: BTreeSet<String>,
    /// Those of them whose last name is one of the document.
    named: BTreeSet<String>,
    needs: BTreeSet<String>,
}

impl Imports {
    /// Adds paths, for example `serde_json::Value`.
    pub(crate) fn add<'p>(&mut self, paths: impl IntoIterator<Item = &'p str>) {
        self.paths.extend(paths.into_iter().map(str::to_owned));
    }

    /// Adds a path whose last name is one of the document.
    pub(crate) fn add_named(&mut self, path: &str) {
        self.named.insert(path.to_owned());
    }

    /// The paths whose last name is ours.
    pub(crate) fn own(&self) -> impl Iterator<Item = &String> {
        self.paths.iter()
    }

    /// The names of the document that are imported.
    pub(crate) fn named(&self) -> impl Iterator<Item = String> {
        let names = self.named.iter().map(|path| path.rsplit("::").next());
        names.map(|name| name.unwrap_or_default().to_owned())
    }

    /// The same without those of our names that are hidden, and with `::` before crates that are.
    pub(crate) fn without(&self, hidden: &BTreeSet<String>) -> Self {
        let is_hidden = |path: &String| {
            let name = path.rsplit("::").next().unwrap_or_default();
            hidden.contains(name)
        };
        let visible = |path: &String| match path.split("::").next() {
            Some("super" | "crate" | "self") | None => path.clone(),
            Some(first) if hidden.contains(first) => format!("::{path}"),
            Some(_) => path.clone(),
        };
        let paths = self.paths.iter().filter(|path| !is_hidden(path));
        Self {
            paths: paths.map(visible).collect(),
            named: self.named.clone(),
            needs: self.needs.clone(),
        }
    }

    /// Adds a path that is needed without being named: that of a trait's implementation.
    pub(crate) fn need(&mut self, path: &str) {
        self.needs.insert(path.to_owned());
    }

    /// All paths, named or needed.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &String> {
        self.paths.iter().chain(&self.named).chain(&self.needs)
    }

    /// The `use` declarations, in groups: std, other crates, this module's surroundings.
    pub(crate) fn groups(&self) -> Vec<TokenStream> {
        let group = |number: usize| {
            let mut modules: BTreeMap<(bool, &str), BTreeSet<&str>> = BTreeMap::new();
            let paths = self.paths.iter().chain(&self.named);
            for path in paths.filter(|path| group_of(path) == number) {
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
    match path.trim_start_matches("::").split("::").next() {
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
