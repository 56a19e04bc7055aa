//! What an operation answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer_read::read;
use super::answer_write::write;
use super::body_type::kind_type;
use super::docs::docs;
use super::ident;
use super::imports::Imports;
use super::ty::{Scope, ty};
use crate::config::Emit;
use crate::ir::{Answer, AnswerBody, Operation, Presence, Status};

/// The enum of all answers, how each is written, and how each is read.
pub(crate) fn response(operation: &Operation, emit: Emit, imports: &mut Imports) -> TokenStream {
    let eq = operation.total.1.then(|| quote!(, Eq));
    let variants: Vec<TokenStream> = operation
        .answers
        .iter()
        .map(|answer| variant(answer, imports))
        .collect();
    let write = emit.server.then(|| write(&operation.answers, imports));
    let read = emit.client.then(|| read(&operation.answers, imports));
    quote! {
        #[doc = " What the operation answers."]
        #[derive(Clone, Debug, PartialEq #eq)]
        pub enum Response { #(#variants)* }

        #write
        #read
    }
}

fn variant(answer: &Answer, imports: &mut Imports) -> TokenStream {
    let (docs, name) = (docs(&answer.docs), ident(&answer.ident));
    let body = match &answer.body {
        AnswerBody::Empty => None,
        AnswerBody::Content { kind, .. } => Some(kind_type(kind, imports)),
        AnswerBody::Range(_) => Some(quote!(Vec<u8>)),
    };
    if answer.is_plain() {
        let body = body.map(|body| quote!((#body)));
        return quote!(#docs #name #body,);
    }
    let status = match answer.status {
        Status::Code(_) => None,
        Status::Class(class) => {
            imports.add(["super::super::support::status::StatusIn"]);
            let class = proc_macro2::Literal::u8_unsuffixed(class);
            Some(quote!(#[doc = " The status."] status: StatusIn<#class>,))
        }
        Status::Any => {
            imports.add(["http::StatusCode"]);
            Some(quote!(#[doc = " The status."] status: StatusCode,))
        }
    };
    let headers: Vec<TokenStream> = answer
        .headers
        .iter()
        .map(|header| {
            let (docs, ident) = (self::docs(&header.docs), ident(&header.ident));
            let ty = ty(&header.ty, Scope::Outside, imports);
            match header.presence {
                Presence::Required => quote!(#docs #ident: #ty,),
                Presence::Optional | Presence::ThreeStates => quote!(#docs #ident: Option<#ty>,),
            }
        })
        .collect();
    let media_type = matches!(answer.body, AnswerBody::Range(_))
        .then(|| quote!(#[doc = " The media type of the body."] media_type: String,));
    let body = body.map(|body| quote!(#[doc = " The body."] body: #body,));
    quote! { #docs #name { #status #(#headers)* #media_type #body }, }
}
