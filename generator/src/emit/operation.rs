//! The `operations` module: what each operation takes and answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer::response;
use super::body_type::kind_type;
use super::docs::docs;
use super::imports::Imports;
use super::request_read::{decode_body, read};
use super::request_write::{write, write_body};
use super::ty::{Scope, ty};
use super::wire::{wire, wire_name};
use super::{Emitted, ident, module_inception};
use crate::config::Emit;
use crate::ir::{Body, Docs, Operation, Parameter, Presence};

/// The files of the `operations` module, its own first.
pub(crate) fn operations(operations: &[Operation], emit: Emit) -> Vec<Emitted> {
    let mut modules: Vec<&str> = operations
        .iter()
        .map(|operation| operation.ident.as_str())
        .collect();
    modules.sort_unstable();
    let modules = modules.into_iter().map(|name| {
        let (expected, name) = (module_inception("operations", name), ident(name));
        quote!(#expected pub mod #name;)
    });
    let docs = Docs(vec!["What each operation takes and answers.".to_owned()]);
    let items = quote! { #(#modules)* };
    let path = "operations/mod.rs".to_owned();
    let mut emitted = vec![Emitted {
        path,
        docs,
        imports: Imports::default(),
        items,
    }];
    emitted.extend(operations.iter().map(|operation| file(operation, emit)));
    emitted
}

fn file(operation: &Operation, emit: Emit) -> Emitted {
    let mut imports = Imports::default();
    let request = takes(operation).then(|| request(operation, emit, &mut imports));
    let response = response(operation, emit, &mut imports);
    let mut docs = Docs(vec![operation.headline.clone()]);
    if !operation.docs.0.is_empty() {
        docs.0.push(String::new());
        docs.0.extend(operation.docs.0.iter().cloned());
    }
    let path = format!("operations/{}.rs", operation.ident);
    Emitted {
        path,
        docs,
        imports,
        items: quote!(#request #response),
    }
}

/// Whether an operation takes anything beside credentials.
pub(crate) fn takes(operation: &Operation) -> bool {
    !operation.parameters.is_empty() || operation.body.is_some()
}

fn request(operation: &Operation, emit: Emit, imports: &mut Imports) -> TokenStream {
    let eq = operation.total.0.then(|| quote!(, Eq));
    let mut fields: Vec<TokenStream> = operation
        .parameters
        .iter()
        .map(|parameter| field(parameter, imports))
        .collect();
    let body = operation.body.as_ref();
    fields.extend(body.map(|body| body_field(body, imports)));
    let alternatives = body.and_then(|body| alternatives(body, operation, emit, imports));
    let media_types = body.filter(|_| emit.server).map(|body| {
        let names = body.contents.iter().map(|(name, _, _)| name);
        let count = proc_macro2::Literal::usize_unsuffixed(body.contents.len());
        quote! {
            #[doc = " The media types of the body."]
            const MEDIA_TYPES: [&'static str; #count] = [#(#names),*];
        }
    });
    let wires: Vec<TokenStream> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let (name, wire) = (wire_name(parameter), wire(&parameter.wire, imports));
            let docs = format!(" How `{}` is written.", parameter.name);
            quote!(#[doc = #docs] const #name: Wire = #wire;)
        })
        .collect();
    let read = emit.server.then(|| read(operation, imports));
    let write = emit.client.then(|| write(operation, imports));
    quote! {
        #[doc = " What the operation takes."]
        #[derive(Clone, Debug, PartialEq #eq)]
        pub struct Request { #(#fields)* }

        impl Request {
            #media_types
            #(#wires)*
            #read
            #write
        }

        #alternatives
    }
}

fn field(parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let (docs, ident) = (docs(&parameter.docs), ident(&parameter.ident));
    let ty = ty(&parameter.ty, Scope::Outside, imports);
    match parameter.presence {
        Presence::Required => quote!(#docs pub #ident: #ty,),
        Presence::Optional | Presence::ThreeStates => quote!(#docs pub #ident: Option<#ty>,),
    }
}

fn body_field(body: &Body, imports: &mut Imports) -> TokenStream {
    let docs = docs(&body.docs);
    let ty = match body.contents.as_slice() {
        [(_, _, kind)] => kind_type(kind, imports),
        _ => quote!(RequestBody),
    };
    if body.required {
        quote!(#docs pub body: #ty,)
    } else {
        quote!(#docs pub body: Option<#ty>,)
    }
}

/// The body of an operation that takes several media types.
fn alternatives(
    body: &Body,
    operation: &Operation,
    emit: Emit,
    imports: &mut Imports,
) -> Option<TokenStream> {
    if body.contents.len() < 2 {
        return None;
    }
    let eq = operation.total.0.then(|| quote!(, Eq));
    let variants: Vec<TokenStream> = body
        .contents
        .iter()
        .map(|(name, ident, kind)| {
            let docs = format!(" `{name}`.");
            let (ident, ty) = (super::ident(ident), kind_type(kind, imports));
            quote!(#[doc = #docs] #ident(#ty),)
        })
        .collect();
    let decode = emit.server.then(|| decode_body(body, imports));
    let write = emit.client.then(|| write_body(body));
    Some(quote! {
        #[doc = " The body, by its media type."]
        #[derive(Clone, Debug, PartialEq #eq)]
        pub enum RequestBody { #(#variants)* }

        impl RequestBody {
            #decode
            #write
        }
    })
}
