//! What the modules of a crate take from each other.
//!
//! Read from the paths in the code: a path leads to the file that defines its last name, through
//! whatever hands that name on. Tests do not count, neither does handing a name on, and neither does
//! what a module takes from those that it is made of: the list of all rules takes each rule, and each
//! rule takes what a rule is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, UseTree, Visibility};

/// The path of a module from the root of its crate.
type ModulePath = Vec<String>;

/// One file of a crate.
#[derive(Debug, Default)]
struct Module {
    file: String,
    /// The modules in files of their own.
    children: BTreeSet<String>,
    /// What it defines, with whether more than the file itself can see it.
    definitions: BTreeMap<String, bool>,
    /// The types and traits among them.
    types: BTreeSet<String>,
    /// What it hands on: the name, and the path that it stands for; `*` for all names.
    handed_on: Vec<(String, ModulePath)>,
    /// Every path in its code, as it is written.
    paths: BTreeSet<ModulePath>,
}

/// The modules of one crate.
#[derive(Debug, Default)]
pub(crate) struct Modules(HashMap<ModulePath, Module>);

impl Modules {
    /// Those below the file that a crate begins with.
    pub(crate) fn of(root: &Path) -> Self {
        let mut modules = Self::default();
        modules.read(root, root.parent().unwrap(), Vec::new());
        modules
    }

    fn read(&mut self, file: &Path, folder: &Path, at: ModulePath) {
        let text = fs::read_to_string(file).unwrap();
        let syntax = syn::parse_file(&text).unwrap();
        let mut module = Module {
            file: file.to_string_lossy().into_owned(),
            ..Module::default()
        };
        for item in &syntax.items {
            if is_for_tests(item) {
                continue;
            }
            if let Item::Mod(declared) = item
                && declared.content.is_none()
            {
                let name = declared.ident.to_string();
                let own = folder.join(format!("{name}.rs"));
                let below = folder.join(&name);
                let child = if own.exists() {
                    own
                } else {
                    below.join("mod.rs")
                };
                // Generated code keeps its own house.
                if child.exists() && name != "generated" {
                    module.children.insert(name.clone());
                    let mut at = at.clone();
                    at.push(name);
                    self.read(&child, &below, at);
                }
                continue;
            }
            module.add(item);
        }
        self.0.insert(at, module);
    }

    /// The file that defines what a path leads to from a module, and its module.
    fn leads(&self, from: &[String], path: &[String], depth: usize) -> Option<ModulePath> {
        let mut at: ModulePath = match path.first()?.as_str() {
            "crate" => Vec::new(),
            "super" | "self" => from.to_vec(),
            first if self.0[from].children.contains(first) => from.to_vec(),
            _ => return None,
        };
        let mut rest = path.iter().peekable();
        while let Some(step) = rest.peek() {
            match step.as_str() {
                "crate" | "self" => {}
                "super" => {
                    at.pop();
                }
                name if self.0.get(&at)?.children.contains(name) => at.push(name.to_owned()),
                name => {
                    let handed_on = self.handed_on(&at, name, depth);
                    return Some(handed_on.unwrap_or(at));
                }
            }
            rest.next();
        }
        Some(at)
    }

    /// The module that defines a name which another one hands on.
    fn handed_on(&self, at: &[String], name: &str, depth: usize) -> Option<ModulePath> {
        let module = self.0.get(at)?;
        if depth == 0 || module.definitions.contains_key(name) {
            return None;
        }
        module.handed_on.iter().find_map(|(known, path)| {
            let mut path = path.clone();
            match known.as_str() {
                "*" => path.push(name.to_owned()),
                known if known == name => {}
                _ => return None,
            }
            let target = self.leads(at, &path, depth - 1)?;
            let defined = self.0[&target].definitions.contains_key(path.last()?);
            (known != "*" || defined).then_some(target)
        })
    }

    /// The circles: modules that lead to each other, by their files, with what each takes from which.
    pub(crate) fn circles(&self) -> Vec<String> {
        let mut arrows: BTreeMap<&ModulePath, BTreeMap<ModulePath, BTreeSet<String>>> =
            BTreeMap::new();
        for (from, module) in &self.0 {
            for path in &module.paths {
                if let Some(to) = self.leads(from, path, 8)
                    && to != *from
                    && !is_own_child(&to, from)
                    && self.0.contains_key(&to)
                {
                    let name = path.last().cloned().unwrap_or_default();
                    let to = arrows.entry(from).or_default().entry(to).or_default();
                    to.insert(name);
                }
            }
        }
        let reaches = |from: &ModulePath, goal: &ModulePath| {
            let mut seen = BTreeSet::new();
            let mut next = vec![from];
            while let Some(one) = next.pop() {
                for to in arrows.get(one).into_iter().flat_map(BTreeMap::keys) {
                    if to == goal {
                        return true;
                    }
                    if seen.insert(to) {
                        next.push(to);
                    }
                }
            }
            false
        };
        let mut lines = Vec::new();
        for (from, targets) in &arrows {
            for (to, names) in targets {
                if reaches(to, from) {
                    let (from, to) = (&self.0[*from].file, &self.0[to].file);
                    lines.push(format!("{from} takes {names:?} from {to}"));
                }
            }
        }
        lines
    }

    /// Types and traits that two modules define under one name, and that others can see.
    pub(crate) fn doubles(&self) -> Vec<String> {
        let mut defined: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for module in self.0.values() {
            for name in &module.types {
                if module.definitions.get(name) == Some(&true) {
                    defined.entry(name).or_default().insert(&module.file);
                }
            }
        }
        let doubles = defined.into_iter().filter(|(_, files)| files.len() > 1);
        doubles
            .map(|(name, files)| format!("{name}: {files:?}"))
            .collect()
    }
}

fn is_own_child(module: &[String], of: &[String]) -> bool {
    module.len() == of.len() + 1 && module.starts_with(of)
}

impl Module {
    fn add(&mut self, item: &Item) {
        let (name, visibility, is_type) = match item {
            Item::Struct(it) => (&it.ident, &it.vis, true),
            Item::Enum(it) => (&it.ident, &it.vis, true),
            Item::Trait(it) => (&it.ident, &it.vis, true),
            Item::Type(it) => (&it.ident, &it.vis, true),
            Item::Union(it) => (&it.ident, &it.vis, true),
            Item::Fn(it) => (&it.sig.ident, &it.vis, false),
            Item::Const(it) => (&it.ident, &it.vis, false),
            Item::Static(it) => (&it.ident, &it.vis, false),
            Item::Use(it) => {
                let mut leaves = Vec::new();
                leaves_of(&it.tree, &mut Vec::new(), &mut leaves);
                if matches!(it.vis, Visibility::Inherited) {
                    self.paths.extend(leaves.into_iter().map(|(_, path)| path));
                } else {
                    self.handed_on.extend(leaves);
                }
                return;
            }
            other => {
                paths_in(other.to_token_stream(), &mut self.paths);
                return;
            }
        };
        let visible = !matches!(visibility, Visibility::Inherited);
        self.definitions.insert(name.to_string(), visible);
        if is_type {
            self.types.insert(name.to_string());
        }
        paths_in(item.to_token_stream(), &mut self.paths);
    }
}

/// The names that a `use` brings in, each with its path.
fn leaves_of(tree: &UseTree, above: &mut ModulePath, leaves: &mut Vec<(String, ModulePath)>) {
    let with = |name: String| above.iter().cloned().chain([name]).collect::<Vec<_>>();
    match tree {
        UseTree::Path(path) => {
            above.push(path.ident.to_string());
            leaves_of(&path.tree, above, leaves);
            above.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            leaves.push((above.last().cloned().unwrap_or_default(), above.clone()));
        }
        UseTree::Name(name) => leaves.push((name.ident.to_string(), with(name.ident.to_string()))),
        UseTree::Rename(renamed) => {
            leaves.push((renamed.rename.to_string(), with(renamed.ident.to_string())));
        }
        UseTree::Glob(_) => leaves.push(("*".to_owned(), above.clone())),
        UseTree::Group(group) => {
            for tree in &group.items {
                leaves_of(tree, above, leaves);
            }
        }
    }
}

/// Every path of two or more names in some code.
fn paths_in(tokens: TokenStream, paths: &mut BTreeSet<ModulePath>) {
    let mut path: ModulePath = Vec::new();
    let mut colons = 0;
    let mut end = |path: &mut ModulePath| {
        if path.len() > 1 {
            paths.insert(std::mem::take(path));
        }
        path.clear();
    };
    let mut groups = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                if colons != 2 {
                    end(&mut path);
                }
                path.push(name.to_string());
                colons = 0;
            }
            TokenTree::Punct(point) if point.as_char() == ':' && !path.is_empty() => colons += 1,
            TokenTree::Group(group) => {
                end(&mut path);
                colons = 0;
                if group.delimiter() != Delimiter::None || !group.stream().is_empty() {
                    groups.push(group.stream());
                }
            }
            _ => {
                end(&mut path);
                colons = 0;
            }
        }
    }
    end(&mut path);
    for group in groups {
        paths_in(group, paths);
    }
}

fn is_for_tests(item: &Item) -> bool {
    let attributes = match item {
        Item::Mod(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Const(it) => &it.attrs,
        _ => return false,
    };
    attributes
        .iter()
        .any(|it| it.path().is_ident("cfg") && it.to_token_stream().to_string().contains("test"))
}
