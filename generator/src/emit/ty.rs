//! Types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::Imports;
use super::{hiding, ident};
use crate::ir::Type;

/// How types of a module are named where they are used.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope<'a> {
    /// In a file of the `types` module, which defines these.
    Types(&'a [&'a str]),
    /// In a file of the `operations` module: as `types::Name`.
    Outside,
    /// In a file of the `strategies` module, which is one module deeper: likewise.
    Strategies,
}

/// A type as it is written, with what it needs to be imported.
pub(crate) fn ty(ty: &Type, scope: Scope<'_>, imports: &mut Imports) -> TokenStream {
    let above = match scope {
        Scope::Types(_) | Scope::Outside => "super::super",
        Scope::Strategies => "super::super::super",
    };
    let mut support = |name: &str| {
        imports.add([format!("{above}::support::{name}").as_str()]);
        let name = format_ident!("{name}");
        quote!(#name)
    };
    match ty {
        Type::Any => {
            imports.add(["serde_json::Value"]);
            quote!(Value)
        }
        Type::Object => {
            imports.add(["serde_json::Map", "serde_json::Value"]);
            quote!(Map<String, Value>)
        }
        Type::Bool => quote!(bool),
        Type::String => quote!(String),
        Type::BoundedString { min: 1, max: None } => support("NonEmptyString"),
        Type::BoundedString { min, max: None } => {
            let (name, min) = (support("BoundedString"), super::size(*min));
            quote!(#name<#min>)
        }
        Type::BoundedString {
            min,
            max: Some(max),
        } => {
            let name = support("BoundedString");
            let (min, max) = (super::size(*min), super::size(*max));
            quote!(#name<#min, #max>)
        }
        Type::Formatted(name) => {
            imports.add([format!("{above}::support::format").as_str()]);
            let name = format_ident!("{name}");
            quote!(format::#name)
        }
        Type::Ipv4 => {
            imports.add(["std::net::Ipv4Addr"]);
            quote!(Ipv4Addr)
        }
        Type::Ipv6 => {
            imports.add(["std::net::Ipv6Addr"]);
            quote!(Ipv6Addr)
        }
        Type::Uuid => {
            imports.add(["uuid::Uuid"]);
            quote!(Uuid)
        }
        Type::Date => {
            imports.add(["jiff::civil::Date"]);
            quote!(Date)
        }
        Type::DateTime => support("DateTime"),
        Type::Integer => support("Integer"),
        Type::Number => support("Number"),
        Type::BoundedInteger { min, max } => {
            let name = support("BoundedInteger");
            let min = bound(*min, i128::MIN, &quote!({ i128::MIN }));
            match max {
                None => quote!(#name<#min>),
                Some(max) => {
                    let max = bound(Some(*max), i128::MAX, &quote!({ i128::MAX }));
                    quote!(#name<#min, #max>)
                }
            }
        }
        Type::RangedInteger { min, max } => {
            let name = support("RangedInteger");
            let min = bound(Some((*min).into()), i64::MIN.into(), &quote!({ i64::MIN }));
            let max = bound(Some((*max).into()), i64::MAX.into(), &quote!({ i64::MAX }));
            quote!(#name<#min, #max>)
        }
        Type::I32 | Type::I64 | Type::F64 => {
            imports.need(&format!("{above}::support::number::Number"));
            match ty {
                Type::I32 => quote!(i32),
                Type::I64 => quote!(i64),
                _ => quote!(f64),
            }
        }
        Type::Null => quote!(()),
        Type::Vec(item) => {
            let item = self::ty(item, scope, imports);
            quote!(Vec<#item>)
        }
        Type::BoundedVec { item, min, max } => {
            let name = support("BoundedVec");
            let item = self::ty(item, scope, imports);
            let min = super::size(*min);
            let max = max.map(super::size).map(|max| quote!(, #max));
            quote!(#name<#item, #min #max>)
        }
        Type::Map(value) => {
            imports.add(["std::collections::BTreeMap"]);
            let value = self::ty(value, scope, imports);
            quote!(BTreeMap<String, #value>)
        }
        Type::Nullable(inner) => {
            let inner = self::ty(inner, scope, imports);
            quote!(Option<#inner>)
        }
        Type::Boxed(inner) => {
            let inner = self::ty(inner, scope, imports);
            quote!(Box<#inner>)
        }
        Type::Named(name) => match scope {
            Scope::Outside | Scope::Strategies => {
                imports.add([format!("{above}::types").as_str()]);
                let ident = ident(name);
                quote!(types::#ident)
            }
            Scope::Types(own) => {
                if !own.contains(&name.as_str()) {
                    imports.add_named(&format!("super::{name}"));
                }
                let ident = hiding(name);
                quote!(#ident)
            }
        },
    }
}

fn bound(value: Option<i128>, none: i128, text: &TokenStream) -> TokenStream {
    match value.filter(|value| *value != none) {
        Some(value) => super::integer(value),
        None => text.clone(),
    }
}
