//! Unions whose alternatives can be distinguished, and values that are looked at in several ways.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::deserialize_impl;
use super::docs::docs;
use super::imports::Imports;
use super::ty::{Scope, ty};
use super::{hiding, ident};
use crate::ir::{Definition, Docs, Tag, Type, UnionKind, Variant, View};

const COMMON: [&str; 8] = [
    "serde::Deserialize",
    "serde::Deserializer",
    "serde::Serialize",
    "serde_json::Value",
    "super::super::support::Decode",
    "super::super::support::decode::deserialize",
    "super::super::support::issue::At",
    "super::super::support::issue::IssueSink",
];

/// An enum with one variant for each alternative.
pub(crate) fn union(
    definition: &Definition,
    variants: &[Variant],
    kind: &UnionKind,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add(COMMON);
    let name = hiding(&definition.name);
    let docs = docs(&definition.docs);
    let eq = definition.total.then(|| quote!(Eq,));
    let (mut list, mut from) = (Vec::new(), Vec::new());
    for variant in variants {
        let ident = ident(&variant.ident);
        let docs = self::docs(&variant.docs);
        let ty = ty(&variant.ty, scope, imports);
        list.push(quote!(#docs #ident(#ty),));
        if variant.from {
            from.push(quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#ident(value)
                    }
                }
            });
        }
    }
    let decode = match kind {
        UnionKind::Types(types) => by_type(variants, types, scope, imports),
        UnionKind::Tagged(tag) => by_tag(variants, tag, imports),
    };
    let deserialize = deserialize_impl(&name);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #eq Serialize)]
        #[serde(untagged)]
        pub enum #name { #(#list)* }

        #(#from)*

        impl Decode for #name {
            fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
                #decode
            }
        }
        #deserialize
    }
}

fn by_type(
    variants: &[Variant],
    types: &[Vec<&'static str>],
    scope: Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add(["super::super::support::JsonType"]);
    let arms = variants.iter().zip(types).map(|(variant, types)| {
        let ident = ident(&variant.ident);
        let types = types.iter().map(|ty| format_ident!("{ty}"));
        let decoder = decoder(&ty(&variant.ty, scope, imports), &variant.ty);
        quote!(#(JsonType::#types)|* => #decoder(value, at, sink).map(Self::#ident),)
    });
    let arms: Vec<TokenStream> = arms.collect();
    let mut expected: Vec<&str> = Vec::new();
    for ty in types.iter().flatten() {
        // A number is what it is called when it may have a fraction.
        if !(*ty == "Integer" && types.iter().flatten().any(|ty| *ty == "Number")) {
            expected.push(ty);
        }
    }
    let expected = expected.iter().map(|ty| format_ident!("{ty}"));
    let all = [
        "Null", "Boolean", "Integer", "Number", "String", "Array", "Object",
    ];
    let mut missing = all
        .iter()
        .filter(|ty| !types.iter().flatten().any(|known| known == *ty));
    let pattern = match (missing.next(), missing.next()) {
        (None, _) => None,
        (Some(only), None) => {
            let only = format_ident!("{only}");
            Some(quote!(JsonType::#only))
        }
        _ => Some(quote!(_)),
    };
    let other = pattern.map(|pattern| {
        imports.add(["super::super::support::decode::wrong_type"]);
        quote!(#pattern => wrong_type(&value, &[#(JsonType::#expected),*], at, sink),)
    });
    quote! {
        match JsonType::of(&value) { #(#arms)* #other }
    }
}

/// `Name::decode`, or `<Vec<…>>::decode` where a type is not a plain name.
fn decoder(tokens: &TokenStream, ty: &Type) -> TokenStream {
    match ty {
        Type::Named(_)
        | Type::Bool
        | Type::String
        | Type::Formatted(_)
        | Type::Ipv4
        | Type::Ipv6
        | Type::Uuid
        | Type::Date
        | Type::DateTime
        | Type::Integer
        | Type::Number
        | Type::Any
        | Type::I32
        | Type::I64
        | Type::F64 => {
            quote!(#tokens::decode)
        }
        _ => quote!(<#tokens>::decode),
    }
}

fn by_tag(variants: &[Variant], tag: &Tag, imports: &mut Imports) -> TokenStream {
    imports.add([
        "super::super::support::tag::tag",
        "super::super::support::tag::unknown_tag",
    ]);
    let name = &tag.name;
    let arms = variants.iter().zip(&tag.values).map(|(variant, values)| {
        let ident = ident(&variant.ident);
        quote!(#(#values)|* => Decode::decode(value, at, sink).map(Self::#ident),)
    });
    let known = tag.values.iter().flatten();
    quote! {
        match tag(&value, #name, at, sink)?.as_str() {
            #(#arms)*
            _ => unknown_tag(#name, &[#(#known),*], at, sink),
        }
    }
}

/// A value with a method for each way to look at it.
pub(crate) fn view(
    definition: &Definition,
    view: &View,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add(COMMON);
    imports.add([
        "super::super::support::Issues",
        "super::super::support::union::accepts",
        "super::super::support::union::any_of",
    ]);
    let name = hiding(&definition.name);
    let docs = view_docs(&definition.docs);
    let (mut methods, mut types, mut from) = (Vec::new(), Vec::new(), Vec::new());
    for alternative in &view.alternatives {
        let method = format_ident!("as_{}", alternative.method);
        let ty = ty(&alternative.ty, scope, imports);
        let what = match &alternative.ty {
            Type::Named(name) => format!("a [`{name}`]"),
            _ => format!("`{}`", ty.to_string().replace(' ', "").replace(',', ", ")),
        };
        let mut lines = vec![format!("The value as {what}.")];
        if !alternative.docs.0.is_empty() {
            lines.push(String::new());
            lines.extend(alternative.docs.0.iter().cloned());
        }
        lines.extend(["", "# Errors", "", "What keeps it from being one."].map(str::to_owned));
        let docs = self::docs(&Docs(lines));
        methods.push(quote! {
            #docs
            pub fn #method(&self) -> Result<#ty, Issues> {
                Decode::from_value(self.0.clone())
            }
        });
        if alternative.from {
            from.push(conversion(&name, &alternative.ty, &ty, imports));
        }
        types.push(ty);
    }
    let deserialize = deserialize_impl(&name);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct #name(Value);

        impl #name {
            #(#methods)*

            #[doc = " The value."]
            #[must_use]
            pub fn as_value(&self) -> &Value {
                &self.0
            }

            #[doc = " The value."]
            #[must_use]
            pub fn into_value(self) -> Value {
                self.0
            }
        }

        #(#from)*

        impl Decode for #name {
            fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
                let accepted = [#(accepts::<#types>(&value)),*];
                any_of(value, &accepted, at, sink).map(Self)
            }
        }
        #deserialize
    }
}

fn conversion(
    name: &proc_macro2::Ident,
    inner: &Type,
    ty: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let wrapped = match inner {
        Type::Any => quote!(value),
        Type::Object => quote!(Value::Object(value)),
        Type::Bool => quote!(Value::Bool(value)),
        Type::String => quote!(Value::String(value)),
        _ => {
            imports.add(["super::super::support::decode::encode"]);
            return quote! {
                impl TryFrom<#ty> for #name {
                    type Error = Issues;

                    fn try_from(value: #ty) -> Result<Self, Issues> {
                        Self::from_value(encode(&value)?)
                    }
                }
            };
        }
    };
    quote! {
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self(#wrapped)
            }
        }
    }
}

fn view_docs(own: &Docs) -> TokenStream {
    let mut lines = own.0.clone();
    let note = [
        "The alternatives cannot be distinguished, so this is the value itself, with a view for each of",
        "them. At least one of them accepts it.",
    ];
    let pointer = lines.pop();
    lines.extend(note.map(str::to_owned));
    lines.push(String::new());
    lines.extend(pointer);
    docs(&Docs(lines))
}
