//! Types that contain themselves.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::ir::{Additional, Definition, Shape, Type};

/// Puts boxes where a type would contain itself, and any JSON where aliases are made of nothing
/// but each other.
///
/// Gives the names of those aliases.
pub(crate) fn untie(definitions: &mut IndexMap<String, Definition>) -> Vec<String> {
    let mut cut = Vec::new();
    let aliases = cycles(definitions, |definition| match &definition.shape {
        Shape::Alias(ty) => named(ty, false),
        _ => Vec::new(),
    });
    for (name, definition) in definitions.iter_mut() {
        if let Shape::Alias(ty) = &mut definition.shape
            && let Some(cycle) = aliases.get(name)
            && named(ty, false)
                .iter()
                .any(|other| aliases.get(other) == Some(cycle))
        {
            *ty = Type::Any;
            cut.push(name.clone());
        }
    }

    // Members first: a box there also unties the unions in the same cycle.
    box_within_cycles(definitions, |shape| matches!(shape, Shape::Struct(_)));
    box_within_cycles(definitions, |_| true);
    cut
}

fn box_within_cycles(
    definitions: &mut IndexMap<String, Definition>,
    concerns: impl Fn(&Shape) -> bool,
) {
    let cycles = cycles(definitions, |definition| {
        let mut contained = Vec::new();
        types(&definition.shape, &mut |ty| {
            contained.extend(named(ty, true))
        });
        contained
    });
    for (name, definition) in definitions.iter_mut() {
        let Some(cycle) = cycles.get(name) else {
            continue;
        };
        if concerns(&definition.shape) {
            let within = |other: &str| cycles.get(other) == Some(cycle);
            types_mut(&mut definition.shape, &mut |ty| enclose(ty, &within));
        }
    }
}

/// Finds out which types have a total equality: those without floating-point numbers.
pub(crate) fn total(definitions: &mut IndexMap<String, Definition>) {
    let mut partial: HashSet<String> = HashSet::new();
    loop {
        let before = partial.len();
        for (name, definition) in definitions.iter() {
            let mut found = false;
            types(&definition.shape, &mut |ty| {
                ty.visit(&mut |ty| {
                    found |= match ty {
                        Type::F64 => true,
                        Type::Named(other) => partial.contains(other),
                        _ => false,
                    };
                });
            });
            if found {
                partial.insert(name.clone());
            }
        }
        if partial.len() == before {
            break;
        }
    }
    for (name, definition) in definitions.iter_mut() {
        definition.total = !partial.contains(name);
    }
}

/// Finds out from which types a union can be made: those that are neither its own, nor that of
/// another alternative, by whichever name.
pub(crate) fn conversions(definitions: &mut IndexMap<String, Definition>) {
    let aliases: HashMap<String, Type> = definitions
        .iter()
        .filter_map(|(name, definition)| match &definition.shape {
            Shape::Alias(ty) => Some((name.clone(), ty.clone())),
            _ => None,
        })
        .collect();
    for (name, definition) in definitions.iter_mut() {
        let own = Type::Named(name.clone());
        let (types, mut flags): (Vec<Type>, Vec<&mut bool>) = match &mut definition.shape {
            Shape::Union { variants, .. } => variants
                .iter_mut()
                .map(|one| (resolved(&one.ty, &aliases), &mut one.from))
                .unzip(),
            Shape::View(view) => {
                let alternatives = view.alternatives.iter_mut();
                alternatives
                    .map(|one| (resolved(&one.ty, &aliases), &mut one.from))
                    .unzip()
            }
            _ => continue,
        };
        for (index, flag) in flags.iter_mut().enumerate() {
            let same = types.iter().filter(|other| **other == types[index]).count();
            **flag = same == 1 && types[index] != own;
        }
    }
}

/// A type with every alias replaced by what it names.
fn resolved(ty: &Type, aliases: &HashMap<String, Type>) -> Type {
    let inner = |inner: &Type| Box::new(resolved(inner, aliases));
    match ty {
        Type::Named(name) => aliases
            .get(name)
            .map_or_else(|| ty.clone(), |ty| resolved(ty, aliases)),
        Type::Vec(item) => Type::Vec(inner(item)),
        Type::BoundedVec { item, min, max } => Type::BoundedVec {
            item: inner(item),
            min: *min,
            max: *max,
        },
        Type::Map(value) => Type::Map(inner(value)),
        Type::Nullable(value) => Type::Nullable(inner(value)),
        Type::Boxed(value) => Type::Boxed(inner(value)),
        _ => ty.clone(),
    }
}

fn enclose(ty: &mut Type, within: &impl Fn(&str) -> bool) {
    match ty {
        Type::Named(name) if within(name) => {
            *ty = Type::Boxed(Box::new(ty.clone()));
        }
        Type::Nullable(inner) => enclose(inner, within),
        _ => {}
    }
}

/// The names that a type mentions; only those that it holds without an indirection if `direct`.
fn named(ty: &Type, direct: bool) -> Vec<String> {
    match ty {
        Type::Named(name) => vec![name.clone()],
        Type::Nullable(inner) => named(inner, direct),
        Type::Vec(inner)
        | Type::BoundedVec { item: inner, .. }
        | Type::Map(inner)
        | Type::Boxed(inner)
            if !direct =>
        {
            named(inner, direct)
        }
        _ => Vec::new(),
    }
}

fn types(shape: &Shape, visit: &mut impl FnMut(&Type)) {
    match shape {
        Shape::Struct(shape) => {
            shape.fields.iter().for_each(|field| visit(&field.ty));
            if let Additional::Kept { ty, .. } = &shape.additional {
                // A map: what it holds is behind an indirection.
                visit(&Type::Map(Box::new(ty.clone())));
            }
        }
        Shape::Union { variants, .. } => variants.iter().for_each(|variant| visit(&variant.ty)),
        Shape::Alias(ty) => visit(ty),
        Shape::Constrained(shape) => visit(&shape.inner),
        Shape::ValueEnum(_) | Shape::View(_) => {}
    }
}

fn types_mut(shape: &mut Shape, visit: &mut impl FnMut(&mut Type)) {
    match shape {
        Shape::Struct(shape) => shape
            .fields
            .iter_mut()
            .for_each(|field| visit(&mut field.ty)),
        Shape::Union { variants, .. } => {
            variants
                .iter_mut()
                .for_each(|variant| visit(&mut variant.ty));
        }
        // An alias cannot be boxed without changing what it names; its users are.
        Shape::Alias(_) | Shape::Constrained(_) | Shape::ValueEnum(_) | Shape::View(_) => {}
    }
}

/// For each definition that can reach itself, the number of the cycle that it belongs to.
fn cycles(
    definitions: &IndexMap<String, Definition>,
    edges: impl Fn(&Definition) -> Vec<String>,
) -> HashMap<String, usize> {
    let index = |name: &String| definitions.get_index_of(name);
    let edges: Vec<Vec<usize>> = definitions
        .values()
        .map(|definition| edges(definition).iter().filter_map(index).collect())
        .collect();
    let components = components(&edges);
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    for component in &components {
        *sizes.entry(*component).or_default() += 1;
    }
    let cyclic = |node: &usize| {
        sizes.get(&components[*node]).is_some_and(|size| *size > 1) || edges[*node].contains(node)
    };
    let names = definitions
        .keys()
        .enumerate()
        .filter(|(node, _)| cyclic(node));
    names
        .map(|(node, name)| (name.clone(), components[node]))
        .collect()
}

/// The strongly connected component of every node (Kosaraju's algorithm, without recursion).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for target in targets {
            reversed[*target].push(from);
        }
    }
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut stack = vec![(start, 0)];
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        while let Some((node, next)) = stack.pop() {
            if let Some(target) = edges[node].get(next) {
                stack.push((node, next + 1));
                if !std::mem::replace(&mut seen[*target], true) {
                    stack.push((*target, 0));
                }
            } else {
                order.push(node);
            }
        }
    }
    let mut component = vec![usize::MAX; edges.len()];
    for (number, start) in order.into_iter().rev().enumerate() {
        let mut stack = vec![start];
        while let Some(node) = stack.pop() {
            if component[node] == usize::MAX {
                component[node] = number;
                stack.extend(&reversed[node]);
            }
        }
    }
    component
}
