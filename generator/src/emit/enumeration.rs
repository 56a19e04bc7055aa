//! Values out of a list.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::deserialize_impl;
use super::docs::docs;
use super::imports::Imports;
use super::{hiding, ident};
use crate::ir::{Definition, ValueEnum};

/// An enumeration with the ways to write and to decode it.
pub(crate) fn enumeration(
    definition: &Definition,
    shape: &ValueEnum,
    imports: &mut Imports,
) -> TokenStream {
    imports.add([
        "serde::Deserialize",
        "serde::Deserializer",
        "serde::Serialize",
        "serde::Serializer",
        "serde_json::Value",
        "super::super::support::Decode",
        "super::super::support::decode::deserialize",
        "super::super::support::issue::At",
        "super::super::support::issue::IssueSink",
    ]);
    let name = hiding(&definition.name);
    let docs = docs(&definition.docs);
    let single = shape.branches.len() == 1;
    let default = single.then(|| quote!(Default,));
    let idents: Vec<Ident> = shape
        .branches
        .iter()
        .map(|branch| ident(&branch.ident))
        .collect();
    let variants = shape.branches.iter().zip(&idents).map(|(branch, ident)| {
        let docs = self::docs(&branch.docs);
        let default = single.then(|| quote!(#[default]));
        quote!(#docs #default #ident,)
    });
    let count = Literal::usize_unsuffixed(idents.len());
    let own = if shape.strings {
        strings(&name, shape, &idents, imports)
    } else {
        values(&name, shape, &idents, imports)
    };
    let write = if shape.strings {
        strings_write(shape, &idents)
    } else {
        values_write(shape, &idents)
    };
    let deserialize = deserialize_impl(&name);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, #default PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum #name { #(#variants)* }

        impl #name {
            #[doc = " Every value, in the order of the document."]
            pub const ALL: [Self; #count] = [#(Self::#idents),*];

            #write
        }

        #own
        #deserialize
    }
}

fn strings_write(shape: &ValueEnum, idents: &[Ident]) -> TokenStream {
    let texts = shape
        .branches
        .iter()
        .map(|branch| branch.value.as_str().unwrap_or_default());
    quote! {
        #[doc = " The value as it is written."]
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self { #(Self::#idents => #texts,)* }
        }
    }
}

fn strings(name: &Ident, _: &ValueEnum, _: &[Ident], imports: &mut Imports) -> TokenStream {
    imports.add([
        "std::fmt",
        "std::str::FromStr",
        "super::super::support::UnknownValue",
        "super::super::support::decode::one_of",
    ]);
    quote! {
        impl FromStr for #name {
            type Err = UnknownValue;

            fn from_str(text: &str) -> Result<Self, UnknownValue> {
                let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
                known.ok_or(UnknownValue)
            }
        }

        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl Decode for #name {
            fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
                one_of(value, at, sink, &Self::ALL, Self::as_str)
            }
        }
    }
}

fn values_write(shape: &ValueEnum, idents: &[Ident]) -> TokenStream {
    let values = shape.branches.iter().map(|branch| scalar(&branch.value));
    quote! {
        #[doc = " The value as JSON."]
        #[must_use]
        pub fn to_json(self) -> Value {
            match self { #(Self::#idents => #values,)* }
        }
    }
}

fn values(name: &Ident, _: &ValueEnum, _: &[Ident], imports: &mut Imports) -> TokenStream {
    imports.add(["super::super::support::value_enum::one_of_values"]);
    quote! {
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.to_json().serialize(serializer)
            }
        }

        impl Decode for #name {
            fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
                one_of_values(&value, at, sink, &Self::ALL, Self::to_json)
            }
        }
    }
}

fn scalar(value: &Value) -> TokenStream {
    match value {
        Value::Bool(value) => quote!(Value::from(#value)),
        Value::String(value) => quote!(Value::from(#value)),
        Value::Number(number) => {
            let literal = if let Some(number) = number.as_i64() {
                Literal::i64_suffixed(number)
            } else if let Some(number) = number.as_u64() {
                Literal::u64_suffixed(number)
            } else {
                Literal::f64_suffixed(number.as_f64().unwrap_or_default())
            };
            quote!(Value::from(#literal))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => quote!(Value::Null),
    }
}
