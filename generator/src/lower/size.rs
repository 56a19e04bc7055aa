//! How large values are, so that no variant of an enum is much larger than the others.
//!
//! Sizes are estimates for 64-bit machines that depend on nothing but the types.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::ir::{
    Additional, Answer, AnswerBody, BodyKind, Definition, Operation, Presence, Shape, Type,
    TypeFile,
};

/// A variant that is larger than the next by more than this is boxed.
const DIFFERENCE: usize = 120;

/// The size of a JSON object or value, with the features that make it largest.
const OBJECT: usize = 72;

/// The sizes of definitions, by name.
#[derive(Debug, Default)]
pub(crate) struct Sizes(HashMap<String, usize>);

/// Boxes the large variants of unions.
pub(crate) fn box_unions(definitions: &mut IndexMap<String, Definition>) {
    let mut sizes = Sizes::default();
    for index in 0..definitions.len() {
        measure(index, definitions, &mut sizes);
    }
}

/// Boxes the large answers of operations.
pub(crate) fn box_answers(operations: &mut [Operation], files: &[TypeFile]) {
    let mut sizes = Sizes::default();
    // Every type is behind those that it is made of at some time: sizes only grow until then.
    loop {
        let before: usize = sizes.0.values().sum();
        for definition in files.iter().flat_map(|file| &file.definitions) {
            let size = sizes.of_shape(&definition.shape);
            sizes.0.insert(definition.name.clone(), size);
        }
        if sizes.0.values().sum::<usize>() == before {
            break;
        }
    }
    for operation in operations {
        let answers = &mut operation.answers;
        let mut variants: Vec<usize> = answers
            .iter()
            .map(|answer| sizes.of_answer(answer))
            .collect();
        while let Some(largest) = too_large(&variants) {
            variants[largest] = 8;
            if let AnswerBody::Content {
                kind: BodyKind::Json(ty),
                ..
            } = &mut answers[largest].body
            {
                *ty = Type::Boxed(Box::new(ty.clone()));
            }
        }
    }
}

/// Finds the size of a definition and of all that it is made of, boxing variants on the way.
fn measure(index: usize, definitions: &mut IndexMap<String, Definition>, sizes: &mut Sizes) {
    let Some((name, definition)) = definitions.get_index(index) else {
        return;
    };
    if sizes.0.contains_key(name) {
        return;
    }
    let name = name.clone();
    // What contains itself does so behind a box, whose size is known.
    sizes.0.insert(name.clone(), 0);
    let inner: Vec<usize> = contained(&definition.shape)
        .iter()
        .filter_map(|name| definitions.get_index_of(name))
        .collect();
    for inner in inner {
        measure(inner, definitions, sizes);
    }
    let Some((_, definition)) = definitions.get_index_mut(index) else {
        return;
    };
    if let Shape::Union { variants, .. } = &mut definition.shape {
        let mut measured: Vec<usize> = variants
            .iter()
            .map(|variant| sizes.of(&variant.ty))
            .collect();
        while let Some(largest) = too_large(&measured) {
            measured[largest] = 8;
            let ty = &mut variants[largest].ty;
            *ty = Type::Boxed(Box::new(ty.clone()));
        }
    }
    let size = sizes.of_shape(&definition.shape);
    sizes.0.insert(name, size);
}

/// The variant that is much larger than any other.
fn too_large(variants: &[usize]) -> Option<usize> {
    let (largest, size) = variants
        .iter()
        .copied()
        .enumerate()
        .max_by_key(|(_, size)| *size)?;
    let others = variants
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != largest);
    let next = others.map(|(_, size)| *size).max()?;
    (size > next + DIFFERENCE).then_some(largest)
}

/// The names of the types that a value holds without an indirection.
fn contained(shape: &Shape) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |ty: &Type| {
        let mut ty = ty;
        while let Type::Nullable(inner) = ty {
            ty = inner;
        }
        if let Type::Named(name) = ty {
            names.push(name.clone());
        }
    };
    match shape {
        Shape::Struct(shape) => shape.fields.iter().for_each(|field| add(&field.ty)),
        Shape::Union { variants, .. } => variants.iter().for_each(|variant| add(&variant.ty)),
        Shape::Alias(ty) => add(ty),
        Shape::Constrained(shape) => add(&shape.inner),
        Shape::ValueEnum(_) | Shape::View(_) => {}
    }
    names
}

impl Sizes {
    fn of_shape(&self, shape: &Shape) -> usize {
        match shape {
            Shape::Struct(shape) => {
                let fields = shape.fields.iter().map(|field| match field.presence {
                    Presence::Required => self.of(&field.ty),
                    Presence::Optional | Presence::ThreeStates => self.optional(&field.ty),
                });
                let additional = match &shape.additional {
                    Additional::Closed => 0,
                    Additional::Kept { ty: Type::Any, .. } => OBJECT,
                    Additional::Kept { .. } => 24,
                };
                fields.sum::<usize>() + additional
            }
            Shape::ValueEnum(_) => 1,
            Shape::Union { variants, .. } => {
                8 + variants
                    .iter()
                    .map(|variant| self.of(&variant.ty))
                    .max()
                    .unwrap_or(0)
            }
            Shape::View(_) => OBJECT,
            Shape::Alias(ty) => self.of(ty),
            Shape::Constrained(shape) => self.of(&shape.inner),
        }
    }

    fn of(&self, ty: &Type) -> usize {
        match ty {
            Type::Any | Type::Object => OBJECT,
            Type::Null => 0,
            Type::Bool => 1,
            Type::I32 | Type::Date | Type::Ipv4 => 4,
            Type::I64 | Type::F64 | Type::RangedInteger { .. } | Type::Boxed(_) => 8,
            Type::Uuid | Type::Ipv6 => 16,
            Type::String
            | Type::Formatted(_)
            | Type::BoundedString { .. }
            | Type::Integer
            | Type::BoundedInteger { .. }
            | Type::Number
            | Type::Vec(_)
            | Type::BoundedVec { .. }
            | Type::Map(_) => 24,
            Type::DateTime => 48,
            Type::Nullable(inner) => self.optional(inner),
            Type::Named(name) => self.0.get(name).copied().unwrap_or(0),
        }
    }

    fn optional(&self, ty: &Type) -> usize {
        match ty {
            Type::I64 | Type::F64 | Type::RangedInteger { .. } | Type::Uuid => self.of(ty) + 8,
            _ => self.of(ty),
        }
    }

    fn of_answer(&self, answer: &Answer) -> usize {
        let headers: usize = answer
            .headers
            .iter()
            .map(|header| self.optional(&header.ty))
            .sum();
        let body = match &answer.body {
            AnswerBody::Empty => 0,
            AnswerBody::Content {
                kind: BodyKind::Json(ty),
                ..
            } => self.of(ty),
            AnswerBody::Content { .. } => 24,
            AnswerBody::Range(_) => 48,
        };
        headers + body
    }
}
