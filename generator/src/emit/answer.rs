//! What an operation answers.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::docs;
use super::ident;
use super::imports::Imports;
use super::operation::kind_type;
use super::ty::{Scope, ty};
use crate::ir::{Answer, AnswerBody, BodyKind, Operation, Presence, Status};

/// The enum of all answers, and how each is written.
pub(crate) fn response(operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add([
        "axum::response::IntoResponse",
        "super::super::support::http",
    ]);
    let eq = operation.total.1.then(|| quote!(, Eq));
    let variants: Vec<TokenStream> = operation
        .answers
        .iter()
        .map(|answer| variant(answer, imports))
        .collect();
    let arms: Vec<TokenStream> = operation
        .answers
        .iter()
        .map(|answer| arm(answer, imports))
        .collect();
    quote! {
        #[doc = " What the operation answers."]
        #[derive(Clone, Debug, PartialEq #eq)]
        pub enum Response { #(#variants)* }

        impl IntoResponse for Response {
            fn into_response(self) -> axum::response::Response {
                match self { #(#arms)* }
            }
        }
    }
}

/// Whether a variant needs names for its fields.
fn is_plain(answer: &Answer) -> bool {
    answer.headers.is_empty()
        && matches!(answer.status, Status::Code(_))
        && !matches!(answer.body, AnswerBody::Range)
}

fn variant(answer: &Answer, imports: &mut Imports) -> TokenStream {
    let (docs, name) = (docs(&answer.docs), format_ident!("{}", answer.ident));
    let body = match &answer.body {
        AnswerBody::Empty => None,
        AnswerBody::Content { kind, .. } => Some(kind_type(kind, imports)),
        AnswerBody::Range => Some(quote!(Vec<u8>)),
    };
    if is_plain(answer) {
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
            imports.add(["axum::http::StatusCode"]);
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
    let media_type = matches!(answer.body, AnswerBody::Range)
        .then(|| quote!(#[doc = " The media type of the body."] media_type: String,));
    let body = body.map(|body| quote!(#[doc = " The body."] body: #body,));
    quote! { #docs #name { #status #(#headers)* #media_type #body }, }
}

fn arm(answer: &Answer, imports: &mut Imports) -> TokenStream {
    let name = format_ident!("{}", answer.ident);
    let status = match answer.status {
        Status::Code(code) => {
            imports.add(["axum::http::StatusCode"]);
            constant(code)
        }
        Status::Class(_) => quote!(status.get()),
        Status::Any => quote!(status),
    };
    let mut fields = Vec::new();
    if !matches!(answer.status, Status::Code(_)) {
        fields.push(format_ident!("status"));
    }
    fields.extend(answer.headers.iter().map(|header| ident(&header.ident)));
    let response = match &answer.body {
        AnswerBody::Empty => quote!(http::empty(#status)),
        AnswerBody::Content { media_type, kind } => {
            fields.push(format_ident!("body"));
            match kind {
                BodyKind::Json(_) => quote!(http::json(#status, #media_type, &body)),
                BodyKind::Text | BodyKind::Bytes => quote!(http::bytes(#status, #media_type, body)),
            }
        }
        AnswerBody::Range => {
            fields.push(format_ident!("media_type"));
            fields.push(format_ident!("body"));
            quote!(http::bytes(#status, &media_type, body))
        }
    };
    let pattern = match (is_plain(answer), &answer.body) {
        (true, AnswerBody::Empty) => quote!(Self::#name),
        (true, _) => quote!(Self::#name(body)),
        (false, _) => quote!(Self::#name { #(#fields),* }),
    };
    let headers: Vec<TokenStream> = answer
        .headers
        .iter()
        .map(|header| {
            let (ident, name) = (ident(&header.ident), &header.name);
            match header.presence {
                Presence::Required => {
                    imports.add(["super::super::support::response_header::with_header"]);
                    quote!(with_header(response, #name, &#ident))
                }
                Presence::Optional | Presence::ThreeStates => {
                    imports.add(["super::super::support::response_header::with_optional_header"]);
                    quote!(with_optional_header(response, #name, #ident.as_ref()))
                }
            }
        })
        .collect();
    let Some((last, headers)) = headers.split_last() else {
        return quote!(#pattern => #response,);
    };
    quote! {
        #pattern => {
            let response = #response;
            #(let response = #headers;)*
            #last
        }
    }
}

/// `StatusCode::OK`; a code without a name is made of its number.
fn constant(code: u16) -> TokenStream {
    let reason = http::StatusCode::from_u16(code)
        .ok()
        .and_then(|code| code.canonical_reason());
    if let Some(reason) = reason {
        let name = format_ident!("{}", reason.replace('\'', "").to_shouty_snake_case());
        quote!(StatusCode::#name)
    } else {
        let code = proc_macro2::Literal::u16_unsuffixed(code);
        quote!(StatusCode::from_u16(#code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
    }
}
