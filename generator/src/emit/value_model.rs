//! What values of types look like, as the support code's `ValueModel`.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::imports::Imports;
use super::ty::{Scope, ty};
use super::{hiding, sizes, value_tables};
use crate::ir::{
    Additional, Clause, Constrained, Definition, Field, Presence, Shape, Struct, Type, UnionKind,
    ValueEnum, View,
};
const SUPPORT: &str = "super::super::super::support";

/// The functions of types, by the names of those.
pub(crate) type Functions<'a> = HashMap<&'a str, &'a str>;

/// How models are written in a file of the `strategies` module.
pub(crate) struct ValueModels<'a> {
    /// The functions of all types.
    pub(crate) functions: &'a Functions<'a>,
    /// Where they are imported from, beside those of the file itself.
    pub(crate) from: &'static str,
    /// The functions of the file itself.
    pub(crate) own: Vec<&'a str>,
}

impl ValueModels<'_> {
    /// What values of a definition look like.
    pub(crate) fn definition(&self, definition: &Definition, imports: &mut Imports) -> TokenStream {
        add(imports, "ValueModel");
        match &definition.shape {
            Shape::Struct(shape) => self.structure(&definition.name, shape, imports),
            Shape::ValueEnum(shape) => listed(shape, imports),
            Shape::Union { variants, kind } => {
                let models = variants.iter().map(|variant| self.ty(&variant.ty, imports));
                let models: Vec<TokenStream> = models.collect();
                match kind {
                    UnionKind::Types(_) => quote!(ValueModel::Union(vec![#(#models),*])),
                    UnionKind::Tagged(tag) => {
                        add(imports, "variant");
                        let (name, values) = (&tag.name, tag.values.iter());
                        let values = values.map(|values| quote!(&[#(#values),*]));
                        quote!(ValueModel::Tagged(#name, vec![#(variant(#values, #models)),*]))
                    }
                }
            }
            Shape::View(shape) => self.view(shape, imports),
            Shape::Constrained(shape) => self.constrained(shape, imports),
            Shape::Alias(alias) => self.ty(alias, imports),
        }
    }

    /// What values of a type look like.
    pub(crate) fn ty(&self, ty: &Type, imports: &mut Imports) -> TokenStream {
        match ty {
            Type::Any => quote!(ValueModel::Any),
            Type::Object => {
                add(imports, "map");
                quote!(map(ValueModel::Any))
            }
            Type::Bool => quote!(ValueModel::Boolean),
            Type::Null => quote!(ValueModel::Null),
            Type::String => string(0, None, imports),
            Type::BoundedString { min, max } => string(*min, *max, imports),
            Type::Formatted(name) => format(&heck::AsKebabCase(name).to_string(), imports),
            Type::Ipv4 => format("ipv4", imports),
            Type::Ipv6 => format("ipv6", imports),
            Type::Uuid => format("uuid", imports),
            Type::DateTime => format("date-time", imports),
            Type::Date => format("date", imports),
            Type::Integer => integer(None, None, imports),
            Type::BoundedInteger { min, max } => integer(*min, *max, imports),
            Type::RangedInteger { min, max } => {
                integer(Some((*min).into()), Some((*max).into()), imports)
            }
            Type::I32 => {
                add(imports, "int32");
                quote!(int32())
            }
            Type::I64 => {
                add(imports, "int64");
                quote!(int64())
            }
            Type::Number => quote!(ValueModel::Number { double: false }),
            Type::F64 => quote!(ValueModel::Number { double: true }),
            Type::Vec(item) => self.array(item, 0, None, imports),
            Type::BoundedVec { item, min, max } => self.array(item, *min, *max, imports),
            Type::Map(value) => {
                add(imports, "map");
                let value = self.ty(value, imports);
                quote!(map(#value))
            }
            Type::Nullable(inner) => {
                add(imports, "nullable");
                let inner = self.ty(inner, imports);
                quote!(nullable(#inner))
            }
            Type::Boxed(inner) => self.ty(inner, imports),
            Type::Named(name) => {
                let function = self
                    .functions
                    .get(name.as_str())
                    .copied()
                    .unwrap_or("nothing");
                if !self.own.contains(&function) {
                    let path = format!("{}::{function}", self.from);
                    imports.add_named(&path);
                }
                let function = hiding(function);
                quote!(ValueModel::Named(#function))
            }
        }
    }

    fn array(
        &self,
        item: &Type,
        min: usize,
        max: Option<usize>,
        imports: &mut Imports,
    ) -> TokenStream {
        add(imports, "array");
        let (item, (min, max)) = (self.ty(item, imports), sizes(min, max));
        quote!(array(#item, #min, #max))
    }

    fn structure(&self, name: &str, shape: &Struct, imports: &mut Imports) -> TokenStream {
        let members = shape.fields.iter().map(|field| self.member(field, imports));
        let members: Vec<TokenStream> = members.collect();
        let object = match &shape.additional {
            Additional::Closed => {
                add(imports, "closed");
                quote!(closed([#(#members),*]))
            }
            Additional::Kept { ty, .. } => {
                add(imports, "open");
                let further = self.ty(ty, imports);
                quote!(open([#(#members),*], #further))
            }
        };
        let counts = shape.clauses.iter().filter_map(|clause| match clause {
            Clause::Size(_, min, max) => Some(sizes(*min, *max)),
            _ => None,
        });
        let object = counts.fold(object, |object, (min, max)| {
            add(imports, "counted");
            quote!(counted(#object, #min, #max))
        });
        if shape.is_ruled() {
            self.ruled(name, object, &shape.clauses, imports)
        } else {
            object
        }
    }

    fn member(&self, field: &Field, imports: &mut Imports) -> TokenStream {
        let (name, model) = (&field.name, self.ty(&field.ty, imports));
        let model = if field.presence == Presence::ThreeStates {
            add(imports, "nullable");
            quote!(nullable(#model))
        } else {
            model
        };
        let presence = match field.presence {
            Presence::Required => "required",
            _ if field.one_way => "one_way",
            Presence::Optional | Presence::ThreeStates => "optional",
        };
        add(imports, presence);
        let presence = format_ident!("{presence}");
        quote!(#presence(#name, #model))
    }

    fn view(&self, shape: &View, imports: &mut Imports) -> TokenStream {
        add(imports, "View");
        imports.add([format!("{SUPPORT}::union::accepts").as_str()]);
        let alternatives = shape.alternatives.iter();
        let (models, types): (Vec<TokenStream>, Vec<TokenStream>) = alternatives
            .map(|one| {
                let model = self.ty(&one.ty, imports);
                (model, ty(&one.ty, Scope::Strategies, imports))
            })
            .unzip();
        let exclusive = shape.exclusive;
        quote! {
            ValueModel::View(View {
                models: vec![#(#models),*],
                accepts: vec![#(accepts::<#types>),*],
                exclusive: #exclusive,
            })
        }
    }

    fn constrained(&self, shape: &Constrained, imports: &mut Imports) -> TokenStream {
        let inner = self.ty(&shape.inner, imports);
        self.ruled(&shape.rule, inner, &shape.clauses, imports)
    }

    /// What is held to a rule.
    fn ruled(
        &self,
        rule: &str,
        inner: TokenStream,
        clauses: &[Clause],
        imports: &mut Imports,
    ) -> TokenStream {
        add(imports, "constrained");
        add(imports, "Clause");
        imports.add([
            "super::super::super::types",
            format!("{SUPPORT}::rule::Rule").as_str(),
        ]);
        let rule = format_ident!("{rule}");
        let clauses = clauses.iter().map(|clause| self.clause(clause, imports));
        let clauses: Vec<TokenStream> = clauses.collect();
        quote!(constrained(types::#rule::broken, #inner, &[#(#clauses),*]))
    }

    fn clause(&self, clause: &Clause, imports: &mut Imports) -> TokenStream {
        match clause {
            Clause::Pattern(pattern) => {
                let drawn = pattern.drawn.as_ref().map(|drawn| quote!(Some(#drawn)));
                let drawn = drawn.unwrap_or_else(|| quote!(None));
                quote!(Clause::Pattern(#drawn))
            }
            Clause::Format(name) => {
                let texts = format_texts(&heck::AsKebabCase(name).to_string(), imports);
                quote!(Clause::Format(#texts))
            }
            Clause::Number(name, number) => {
                let name = format_ident!("{}", heck::AsUpperCamelCase(name).to_string());
                quote!(Clause::#name(#number))
            }
            Clause::Size(name, min, max) => {
                let name = format_ident!("{}", heck::AsUpperCamelCase(name).to_string());
                let (min, max) = sizes(*min, *max);
                quote!(Clause::#name(#min, #max))
            }
            Clause::UniqueItems => quote!(Clause::UniqueItems),
            Clause::Contains { item, min, max } => {
                let (item, (min, max)) = (self.ty(item, imports), sizes(*min, *max));
                quote!(Clause::Contains(|| #item, #min, #max))
            }
            Clause::PropertyNames(name) => {
                let name = self.ty(name, imports);
                quote!(Clause::PropertyNames(|| #name))
            }
            Clause::DependentRequired(dependent) => {
                let dependent = super::constrained::dependent(dependent);
                quote!(Clause::DependentRequired(#dependent))
            }
        }
    }
}

fn add(imports: &mut Imports, name: &str) {
    imports.add([format!("{SUPPORT}::value_model::{name}").as_str()]);
}

fn string(min: usize, max: Option<usize>, imports: &mut Imports) -> TokenStream {
    add(imports, "string");
    let (min, max) = sizes(min, max);
    quote!(string(#min, #max))
}

fn format(name: &str, imports: &mut Imports) -> TokenStream {
    let texts = format_texts(name, imports);
    quote!(ValueModel::Format(#texts))
}

/// The constant of a format in the table that the output gets.
fn format_texts(name: &str, imports: &mut Imports) -> TokenStream {
    let constant = value_tables::constant(name);
    imports.add([format!("{SUPPORT}::format_texts::{constant}").as_str()]);
    let constant = format_ident!("{constant}");
    quote!(#constant)
}

fn integer(min: Option<i128>, max: Option<i128>, imports: &mut Imports) -> TokenStream {
    add(imports, "integer");
    let bound = |bound: Option<i128>| match bound.map(super::integer) {
        Some(bound) => quote!(Some(#bound)),
        None => quote!(None),
    };
    let (min, max) = (bound(min), bound(max));
    quote!(integer(#min, #max))
}

/// A value as `json!` takes it. Integers that no `i32` holds say what they are.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::Array(items) => {
            let items = items.iter().map(literal);
            quote!([#(#items),*])
        }
        Value::Object(members) => {
            let (names, values) = (members.keys(), members.values().map(literal));
            quote!({ #(#names: #values),* })
        }
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(small), _) if i32::try_from(small).is_ok() => plain(value),
            (Some(integer), _) => {
                let integer = Literal::i64_suffixed(integer);
                quote!(#integer)
            }
            (None, Some(integer)) => {
                let integer = Literal::u64_suffixed(integer);
                quote!(#integer)
            }
            (None, None) => plain(value),
        },
        Value::String(text) => quote!(#text),
        plain_value => plain(plain_value),
    }
}

fn plain(value: &Value) -> TokenStream {
    value.to_string().parse().unwrap_or_default()
}

fn listed(shape: &ValueEnum, imports: &mut Imports) -> TokenStream {
    if shape.strings {
        add(imports, "listed");
        let texts = shape
            .branches
            .iter()
            .filter_map(|branch| branch.value.as_str());
        return quote!(listed(&[#(#texts),*]));
    }
    imports.add(["serde_json::json"]);
    let values = shape.branches.iter().map(|branch| {
        let value = literal(&branch.value);
        quote!(json!(#value))
    });
    quote!(ValueModel::Listed(vec![#(#values),*]))
}
