//! The `operations` module: what each operation takes and answers.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::answer::response;
use super::docs::docs;
use super::imports::Imports;
use super::ty::{Scope, ty};
use super::{Emitted, ident};
use crate::ir::{Body, BodyKind, Docs, Operation, Parameter, Presence, Wire, WireStyle};

/// The files of the `operations` module, its own first.
pub(crate) fn operations(operations: &[Operation]) -> Vec<Emitted> {
    let mut modules: Vec<&str> = operations
        .iter()
        .map(|operation| operation.ident.as_str())
        .collect();
    modules.sort_unstable();
    let modules = modules.into_iter().map(ident);
    let docs = Docs(vec!["What each operation takes and answers.".to_owned()]);
    let items = quote! { #(pub mod #modules;)* };
    let path = "operations/mod.rs".to_owned();
    let mut emitted = vec![Emitted {
        path,
        docs,
        imports: Imports::default(),
        items,
    }];
    emitted.extend(operations.iter().map(file));
    emitted
}

fn file(operation: &Operation) -> Emitted {
    let mut imports = Imports::default();
    let request = takes(operation).then(|| request(operation, &mut imports));
    let response = response(operation, &mut imports);
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

fn request(operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add([
        "axum::http::request::Parts",
        "super::super::support::Rejection",
        "super::super::support::issue::IssueSink",
    ]);
    let eq = operation.total.0.then(|| quote!(, Eq));
    let mut fields: Vec<TokenStream> = operation
        .parameters
        .iter()
        .map(|parameter| field(parameter, imports))
        .collect();
    let body = operation.body.as_ref();
    fields.extend(body.map(|body| body_field(body, imports)));
    let alternatives = body.and_then(|body| alternatives(body, operation.total.0, imports));
    let media_types = body.map(|body| {
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
    let read = read(operation, imports);
    let decode = decode(operation, imports);
    quote! {
        #[doc = " What the operation takes."]
        #[derive(Clone, Debug, PartialEq #eq)]
        pub struct Request { #(#fields)* }

        impl Request {
            #media_types
            #(#wires)*
            #read
            #decode
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

/// The type of a body.
pub(crate) fn kind_type(kind: &BodyKind, imports: &mut Imports) -> TokenStream {
    match kind {
        BodyKind::Json(json) => ty(json, Scope::Outside, imports),
        BodyKind::Text => quote!(String),
        BodyKind::Bytes => quote!(Vec<u8>),
    }
}

/// The function that reads a request.
fn read(operation: &Operation, imports: &mut Imports) -> TokenStream {
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
            "super::super::support::http",
        ]);
        arguments.push(quote!(body: Body));
        arguments.push(quote!(limits: Limits));
        let function = if body.required {
            quote!(required)
        } else {
            quote!(optional)
        };
        reads.push(quote! {
            let content = http::#function(parts, body, limits, &Self::MEDIA_TYPES).await?;
        });
    }
    reads.push(quote!(let mut sink = IssueSink::default();));
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
    quote! {
        #[doc = " Reads a request whose method, path and credentials have been looked at already."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The first reason for which it cannot be understood; [`Rejection::Invalid`] names all issues."]
        pub async fn read(#(#arguments),*) -> Result<Self, Rejection> {
            #(#reads)*
            let request = Self::decode(#(#values),*);
            Ok(sink.conclude(request)?)
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
            quote!(let body = content.map(|content| content.text()).transpose()?;)
        }
        ([(_, _, BodyKind::Bytes)], true) => quote!(let body = content.bytes;),
        ([(_, _, BodyKind::Bytes)], false) => {
            quote!(let body = content.map(|content| content.bytes);)
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

/// The name of the constant that says how a parameter is written.
fn wire_name(parameter: &Parameter) -> proc_macro2::Ident {
    let name = parameter.ident.trim_start_matches("r#").to_uppercase();
    format_ident!("{name}_WIRE")
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

/// The body of an operation that takes several media types.
fn alternatives(body: &Body, total: bool, imports: &mut Imports) -> Option<TokenStream> {
    if body.contents.len() < 2 {
        return None;
    }
    let eq = total.then(|| quote!(, Eq));
    let last = body.contents.len() - 1;
    let (mut variants, mut arms, mut uses_sink) = (Vec::new(), Vec::new(), false);
    for (number, (name, ident, kind)) in body.contents.iter().enumerate() {
        let ident = format_ident!("{ident}");
        let docs = format!(" `{name}`.");
        let ty = kind_type(kind, imports);
        variants.push(quote!(#[doc = #docs] #ident(#ty),));
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
        };
        arms.push(if number == last {
            quote!(_ => #read,)
        } else {
            let number = proc_macro2::Literal::usize_unsuffixed(number);
            quote!(#number => #read,)
        });
    }
    let sink = if uses_sink { quote!(sink) } else { quote!(_) };
    Some(quote! {
        #[doc = " The body, by its media type."]
        #[derive(Clone, Debug, PartialEq #eq)]
        pub enum RequestBody { #(#variants)* }

        impl RequestBody {
            fn decode(
                content: http::Content,
                #sink: &mut IssueSink,
            ) -> Result<Option<Self>, Rejection> {
                let decoded = match content.media_type { #(#arms)* };
                Ok(decoded)
            }
        }
    })
}

/// How a parameter is written, as the support code's `Wire`.
fn wire(wire: &Wire, imports: &mut Imports) -> TokenStream {
    imports.add(["super::super::support::wire::Wire"]);
    let mut types = |types: &[&'static str]| {
        imports.add(["super::super::support::JsonType"]);
        let types = types.iter().map(|ty| format_ident!("{ty}"));
        quote!(&[#(JsonType::#types),*])
    };
    match wire {
        Wire::Json => quote!(Wire::Json),
        Wire::Scalar(scalar) => {
            let scalar = types(scalar);
            quote!(Wire::Scalar(#scalar))
        }
        Wire::Array {
            items,
            style,
            explode,
        } => {
            let items = types(items);
            let style = self::style(*style);
            imports.add(["super::super::support::wire::Style"]);
            quote!(Wire::Array { items: #items, style: #style, explode: #explode })
        }
        Wire::Object {
            members,
            style,
            explode,
        } => {
            let members: Vec<TokenStream> = members
                .iter()
                .map(|(name, member)| {
                    let member = types(member);
                    quote!((#name, #member))
                })
                .collect();
            let style = self::style(*style);
            imports.add(["super::super::support::wire::Style"]);
            quote!(Wire::Object { members: &[#(#members),*], style: #style, explode: #explode })
        }
    }
}

fn style(style: WireStyle) -> TokenStream {
    match style {
        WireStyle::Simple => quote!(Style::Simple),
        WireStyle::Label => quote!(Style::Label),
        WireStyle::Matrix => quote!(Style::Matrix),
        WireStyle::Form => quote!(Style::Form),
        WireStyle::Space => quote!(Style::Space),
        WireStyle::Pipe => quote!(Style::Pipe),
        WireStyle::Deep => quote!(Style::Deep),
    }
}
