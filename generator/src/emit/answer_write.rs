//! How a server writes an answer.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::Imports;
use super::{hiding, ident};
use crate::ir::{Answer, AnswerBody, BodyKind, Presence, Status};

/// `IntoResponse` of all answers.
pub(crate) fn write(answers: &[Answer], imports: &mut Imports) -> TokenStream {
    imports.add([
        "axum::response::IntoResponse",
        "super::super::support::message",
    ]);
    let arms: Vec<TokenStream> = answers.iter().map(|answer| arm(answer, imports)).collect();
    quote! {
        impl IntoResponse for Response {
            fn into_response(self) -> axum::response::Response {
                match self { #(#arms)* }
            }
        }
    }
}

fn arm(answer: &Answer, imports: &mut Imports) -> TokenStream {
    let name = ident(&answer.ident);
    let status = match answer.status {
        Status::Code(code) => {
            imports.add(["http::StatusCode"]);
            constant(code)
        }
        Status::Class(_) => quote!(status.get()),
        Status::Any => quote!(status),
    };
    let mut fields = Vec::new();
    if !matches!(answer.status, Status::Code(_)) {
        fields.push(format_ident!("status"));
    }
    fields.extend(answer.headers.iter().map(|header| hiding(&header.ident)));
    let response = match &answer.body {
        AnswerBody::Empty => quote!(message::empty(#status)),
        AnswerBody::Content { media_type, kind } => {
            fields.push(format_ident!("body"));
            match kind {
                BodyKind::Json(_) => quote!(message::json(#status, #media_type, &body)),
                BodyKind::Text | BodyKind::Bytes | BodyKind::Ranged => {
                    quote!(message::bytes(#status, #media_type, body))
                }
            }
        }
        AnswerBody::Range(_) => {
            fields.push(format_ident!("media_type"));
            fields.push(format_ident!("body"));
            quote!(message::bytes(#status, &media_type, body))
        }
    };
    let pattern = match (answer.is_plain(), &answer.body) {
        (true, AnswerBody::Empty) => quote!(Self::#name),
        (true, _) => quote!(Self::#name(body)),
        (false, _) => quote!(Self::#name { #(#fields),* }),
    };
    let headers: Vec<TokenStream> = answer
        .headers
        .iter()
        .map(|header| {
            let (ident, name) = (hiding(&header.ident), &header.name);
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
