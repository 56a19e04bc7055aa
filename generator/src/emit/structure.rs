//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::imports::Imports;
use super::ty::{Scope, ty};
use super::{deserialize_impl, hiding, ident};
use crate::ir::{Additional, Definition, Field, Presence, Struct, Type};

/// A struct with its constructor and the way to decode it.
pub(crate) fn structure(
    definition: &Definition,
    shape: &Struct,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add([
        "serde::Deserialize",
        "serde::Deserializer",
        "serde::Serialize",
        "serde_json::Value",
        "super::super::support::Decode",
        "super::super::support::decode::Object",
        "super::super::support::decode::deserialize",
        "super::super::support::issue::At",
        "super::super::support::issue::IssueSink",
    ]);
    let name = hiding(&definition.name);
    let docs = docs(&definition.docs);
    let default = shape.default.then(|| quote!(Default,));
    let eq = definition.total.then(|| quote!(Eq,));
    let rename_all = shape
        .rename_all
        .map(|rule| quote!(#[serde(rename_all = #rule)]));
    let fields = shape
        .fields
        .iter()
        .map(|field| self::field(field, shape, scope, imports));
    let fields: Vec<TokenStream> = fields.collect();
    let additional = additional(&shape.additional, scope, imports);
    let constructor = shape
        .constructor
        .then(|| constructor(&name, shape, scope, imports));
    let rule = rule(&name, shape, scope, imports);
    let decode = decode(&name, shape, scope, imports);
    let deserialize = deserialize_impl(&name);
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq, #eq Serialize)]
        #rename_all
        pub struct #name {
            #(#fields)*
            #additional
        }

        #constructor
        #rule
        #decode
        #deserialize
    }
}

fn field(field: &Field, shape: &Struct, scope: Scope<'_>, imports: &mut Imports) -> TokenStream {
    let docs = docs(&field.docs);
    let ident = ident(&field.ident);
    let plain = field.ident.strip_prefix("r#").unwrap_or(&field.ident);
    let rename = (shape.rename_all.is_none() && plain != field.name).then(|| {
        let name = &field.name;
        quote!(rename = #name)
    });
    let inner = ty(&field.ty, scope, imports);
    let (ty, skip) = match field.presence {
        Presence::Required => (inner, None),
        Presence::Optional => (
            quote!(Option<#inner>),
            Some(quote!(skip_serializing_if = "Option::is_none")),
        ),
        Presence::ThreeStates => {
            imports.add(["super::super::support::Field"]);
            (
                quote!(Field<#inner>),
                Some(quote!(skip_serializing_if = "Field::is_absent")),
            )
        }
    };
    let serde: Vec<TokenStream> = rename.into_iter().chain(skip).collect();
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    quote! {
        #docs
        #serde
        pub #ident: #ty,
    }
}

fn additional(additional: &Additional, scope: Scope<'_>, imports: &mut Imports) -> TokenStream {
    let Additional::Kept { ident, ty: kept } = additional else {
        return TokenStream::new();
    };
    let ident = super::ident(ident);
    let ty = match kept {
        Type::Any => ty(&Type::Object, scope, imports),
        typed => ty(&Type::Map(Box::new(typed.clone())), scope, imports),
    };
    quote! {
        #[doc = " Members that the schema does not name, as they came."]
        #[serde(flatten)]
        pub #ident: #ty,
    }
}

fn constructor(
    name: &proc_macro2::Ident,
    shape: &Struct,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let required = shape
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required);
    let arguments: Vec<TokenStream> = required
        .map(|field| {
            let (ident, ty) = (ident(&field.ident), ty(&field.ty, scope, imports));
            quote!(#ident: #ty)
        })
        .collect();
    let values = shape.fields.iter().map(|field| {
        let ident = ident(&field.ident);
        match field.presence {
            Presence::Required => quote!(#ident),
            Presence::Optional => quote!(#ident: None),
            Presence::ThreeStates => quote!(#ident: Field::Absent),
        }
    });
    let additional = match &shape.additional {
        Additional::Closed => None,
        Additional::Kept { ident, ty } => {
            let ident = super::ident(ident);
            Some(match ty {
                Type::Any => quote!(#ident: Map::new(),),
                _ => quote!(#ident: BTreeMap::new(),),
            })
        }
    };
    let all_required = shape
        .fields
        .iter()
        .all(|field| field.presence == Presence::Required);
    let doc = if all_required {
        " With the members that the schema names."
    } else {
        " With the members that are required, and none of the others."
    };
    quote! {
        impl #name {
            #[doc = #doc]
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* #additional }
            }
        }
    }
}

/// What the object as a whole is asked for.
fn clauses(
    shape: &Struct,
    value: &TokenStream,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let clauses = shape.clauses.iter();
    clauses
        .map(|clause| super::constrained::clause(clause, value, scope, imports))
        .collect()
}

/// The rule that says what the object breaks, if it is asked for more than a number of members.
fn rule(
    name: &proc_macro2::Ident,
    shape: &Struct,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    if !shape.is_ruled() {
        return None;
    }
    imports.add(["serde_json::Value", "super::super::support::rule"]);
    let clauses = clauses(shape, &quote!(value), scope, imports);
    Some(quote! {
        impl rule::Rule for #name {
            fn broken(value: &Value) -> rule::Broken {
                rule::all([#(#clauses),*])
            }
        }
    })
}

fn decode(
    name: &proc_macro2::Ident,
    shape: &Struct,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add(["serde_json::Value"]);
    let reads = shape.fields.iter().map(|field| {
        let (ident, member) = (local(&field.ident), &field.name);
        let method = match field.presence {
            Presence::Required => quote!(required),
            Presence::Optional => quote!(optional),
            Presence::ThreeStates => quote!(field),
        };
        quote!(let #ident = object.#method(#member, sink);)
    });
    let values = shape.fields.iter().map(|field| {
        let (field, value) = (ident(&field.ident), local(&field.ident));
        quote!(#field: #value?,)
    });
    let (rest, additional) = match &shape.additional {
        Additional::Closed => (quote!(let closed = object.close(sink);), None),
        Additional::Kept {
            ident,
            ty: Type::Any,
        } => {
            let ident = super::ident(ident);
            (TokenStream::new(), Some(quote!(#ident: object.rest(),)))
        }
        Additional::Kept { ident, .. } => {
            let ident = super::ident(ident);
            (
                quote!(let #ident = object.rest_of(sink);),
                Some(quote!(#ident: #ident?,)),
            )
        }
    };
    let judge = (!shape.clauses.is_empty()).then(|| {
        imports.add(["super::super::support::rule"]);
        let broken = if shape.is_ruled() {
            quote!(<Self as rule::Rule>::broken(&value))
        } else {
            let clauses = clauses(shape, &quote!(&value), scope, imports);
            quote!(rule::all([#(#clauses),*]))
        };
        quote!(let whole = rule::judge(#broken, at, sink);)
    });
    let whole = judge.is_some().then(|| quote!(whole?;));
    let closed = matches!(shape.additional, Additional::Closed).then(|| quote!(closed?;));
    let mutable = (!shape.fields.is_empty()).then(|| quote!(mut));
    quote! {
        impl Decode for #name {
            fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
                #judge
                let #mutable object = Object::open(value, at, sink)?;
                #(#reads)*
                #rest
                #closed
                #whole
                Some(Self { #(#values)* #additional })
            }
        }
    }
}

/// The variable that holds a member while it is decoded: none of those that decoding itself uses.
fn local(name: &str) -> proc_macro2::Ident {
    match name {
        "value" | "at" | "sink" | "object" | "closed" | "whole" => {
            hiding(&format!("{name}_member"))
        }
        name => hiding(name),
    }
}
