//! How a server reads a request.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::body_type::kind_type;
use super::ident;
use super::imports::Imports;
use super::wire::wire_name;
use crate::ir::{Body, BodyKind, Operation, Presence};

/// The functions that read and decode a request.
pub(crate) fn read(operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add([
        "axum::http::request::Parts",
        "super::super::support::Rejection",
    ]);
    if can_break_schemas(operation) {
        imports.add(["super::super::support::issue::IssueSink"]);
    }
    let read = function(operation, imports);
    let decode = can_break_schemas(operation).then(|| decode(operation, imports));
    quote!(#read #decode)
}

/// Whether there is anything with a schema in a request.
fn can_break_schemas(operation: &Operation) -> bool {
    let body = operation.body.as_ref().map(|body| body.contents.as_slice());
    !operation.parameters.is_empty()
        || !matches!(
            body,
            Some([(_, _, BodyKind::Text | BodyKind::Bytes | BodyKind::Ranged)])
        )
}

/// The function that reads a request.
fn function(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let (mut arguments, mut reads, mut values) = (Vec::new(), Vec::new(), Vec::new());
    if operation.parameters.is_empty() {
        arguments.push(quote!(parts: &Parts));
    } else {
        imports.add(["super::super::support::parameter::Parameters"]);
        arguments.push(quote!(parts: &mut Parts));
    }
    if let Some(body) = &operation.body {
        imports.add([
            "axum::body::Body",
            "super::super::support::Limits",
            "super::super::support::message",
        ]);
        arguments.push(quote!(body: Body));
        arguments.push(quote!(limits: Limits));
        let function = if body.required {
            quote!(required)
        } else {
            quote!(optional)
        };
        reads.push(quote! {
            let content = message::#function(parts, body, limits, &Self::MEDIA_TYPES).await?;
        });
    }
    let judged = can_break_schemas(operation);
    if judged {
        reads.push(quote!(let mut sink = IssueSink::default();));
    }
    if !operation.parameters.is_empty() {
        let renamed = operation.parameters.iter().filter_map(|parameter| {
            let (routed, name) = (parameter.routed.as_ref()?, &parameter.name);
            Some(quote!(let parameters = parameters.renamed(#routed, #name);))
        });
        reads.push(quote! {
            let parameters = Parameters::read(parts).await;
            #(#renamed)*
        });
        values.push(quote!(&parameters));
    }
    if let Some(body) = &operation.body {
        reads.push(read_body(body));
        values.push(quote!(body));
    }
    if decode_needs_sink(operation) {
        values.push(quote!(&mut sink));
    }
    let conclude = if judged {
        quote! {
            let request = Self::decode(#(#values),*);
            Ok(sink.conclude(request)?)
        }
    } else {
        quote!(Ok(Self { body }))
    };
    quote! {
        #[doc = " Reads a request whose method, path and credentials have been looked at already."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The first reason for which it cannot be understood; [`Rejection::Invalid`] names all issues."]
        pub async fn read(#(#arguments),*) -> Result<Self, Rejection> {
            #(#reads)*
            #conclude
        }
    }
}

/// Makes of `content` the `body` that `decode` takes.
fn read_body(body: &Body) -> TokenStream {
    match (body.contents.as_slice(), body.required) {
        ([(_, _, BodyKind::Json(_))], true) => quote!(let body = content.json()?;),
        ([(_, _, BodyKind::Json(_))], false) => {
            quote!(let body = content.map(|content| content.json()).transpose()?;)
        }
        ([(_, _, BodyKind::Text)], true) => quote!(let body = content.text()?;),
        ([(_, _, BodyKind::Text)], false) => {
            quote!(let body = content.map(message::Content::text).transpose()?;)
        }
        ([(_, _, BodyKind::Bytes)], true) => quote!(let body = content.bytes;),
        ([(_, _, BodyKind::Bytes)], false) => {
            quote!(let body = content.map(|content| content.bytes);)
        }
        ([(_, _, BodyKind::Ranged)], true) => quote!(let body = content.ranged();),
        ([(_, _, BodyKind::Ranged)], false) => {
            quote!(let body = content.map(message::Content::ranged);)
        }
        (_, true) => quote!(let body = RequestBody::decode(content, &mut sink)?;),
        (_, false) => quote! {
            let body = match content {
                Some(content) => RequestBody::decode(content, &mut sink)?.map(Some),
                None => Some(None),
            };
        },
    }
}

/// Whether there is anything left to decode when a body of several media types was.
fn decode_needs_sink(operation: &Operation) -> bool {
    let body = operation.body.as_ref().map(|body| body.contents.as_slice());
    !operation.parameters.is_empty() || matches!(body, Some([(_, _, BodyKind::Json(_))]))
}

/// The function that decodes what was read.
fn decode(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let (mut arguments, mut reads, mut values) = (Vec::new(), Vec::new(), Vec::new());
    if !operation.parameters.is_empty() {
        imports.add(["super::super::support::Part"]);
        arguments.push(quote!(parameters: &Parameters));
    }
    for parameter in &operation.parameters {
        let ident = ident(&parameter.ident);
        let (name, part) = (&parameter.name, format_ident!("{}", parameter.part));
        let wire = wire_name(parameter);
        let method = match parameter.presence {
            Presence::Required => quote!(required),
            Presence::Optional | Presence::ThreeStates => quote!(optional),
        };
        reads
            .push(quote!(let #ident = parameters.#method(Part::#part, #name, &Self::#wire, sink);));
        values.push(quote!(#ident: #ident?));
    }
    if let Some(body) = &operation.body {
        match (body.contents.as_slice(), body.required) {
            ([(_, _, BodyKind::Json(_))], required) => {
                imports.add([
                    "serde_json::Value",
                    "super::super::support::Decode",
                    "super::super::support::Part",
                    "super::super::support::issue::At",
                ]);
                if required {
                    arguments.push(quote!(body: Value));
                    reads
                        .push(quote!(let body = Decode::decode(body, At::Root(Part::Body), sink);));
                } else {
                    arguments.push(quote!(body: Option<Value>));
                    reads.push(quote! {
                        let body = match body {
                            Some(body) => Decode::decode(body, At::Root(Part::Body), sink).map(Some),
                            None => Some(None),
                        };
                    });
                }
                values.push(quote!(body: body?));
            }
            ([(_, _, kind)], required) => {
                let ty = kind_type(kind, imports);
                arguments.push(if required {
                    quote!(body: #ty)
                } else {
                    quote!(body: Option<#ty>)
                });
                values.push(quote!(body));
            }
            (_, required) => {
                imports.add(["super::super::support::decode::Decoded"]);
                arguments.push(if required {
                    quote!(body: Decoded<RequestBody>)
                } else {
                    quote!(body: Decoded<Option<RequestBody>>)
                });
                values.push(quote!(body: body?));
            }
        }
    }
    if decode_needs_sink(operation) {
        arguments.push(quote!(sink: &mut IssueSink));
    }
    quote! {
        fn decode(#(#arguments),*) -> Option<Self> {
            #(#reads)*
            Some(Self { #(#values),* })
        }
    }
}

/// The function that decodes a body of several media types.
pub(crate) fn decode_body(body: &Body, imports: &mut Imports) -> TokenStream {
    let last = body.contents.len() - 1;
    let (mut arms, mut uses_sink) = (Vec::new(), false);
    for (number, (_, ident, kind)) in body.contents.iter().enumerate() {
        let ident = super::ident(ident);
        let read = match kind {
            BodyKind::Json(_) => {
                uses_sink = true;
                imports.add([
                    "super::super::support::Decode",
                    "super::super::support::Part",
                    "super::super::support::issue::At",
                ]);
                quote! {
                    Decode::decode(content.json()?, At::Root(Part::Body), sink).map(Self::#ident)
                }
            }
            BodyKind::Text => quote!(Some(Self::#ident(content.text()?))),
            BodyKind::Bytes => quote!(Some(Self::#ident(content.bytes))),
            BodyKind::Ranged => quote!(Some(Self::#ident(content.ranged()))),
        };
        arms.push(if number == last {
            quote!(_ => #read,)
        } else {
            let number = proc_macro2::Literal::usize_unsuffixed(number);
            quote!(#number => #read,)
        });
    }
    let sink = if uses_sink { quote!(sink) } else { quote!(_) };
    quote! {
        fn decode(
            content: message::Content,
            #sink: &mut IssueSink,
        ) -> Result<Option<Self>, Rejection> {
            let decoded = match content.media_type { #(#arms)* };
            Ok(decoded)
        }
    }
}
