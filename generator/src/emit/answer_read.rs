//! How a client reads an answer.

use indexmap::IndexMap;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use tally_spec::MediaType;

use super::ident;
use super::imports::Imports;
use super::wire::wire;
use crate::ir::{Answer, AnswerBody, AnswerHeader, BodyKind, Presence, Status};

/// `FromAnswer` of all answers: of those that fit a status the most exact one counts.
pub(crate) fn read(answers: &[Answer], imports: &mut Imports) -> TokenStream {
    imports.add([
        "super::super::support::answer::Answer",
        "super::super::support::answer::FromAnswer",
        "super::super::support::answer::Undocumented",
    ]);
    let accept = accept(answers);
    let wires = Wires::of(answers);
    let constants = wires.constants(imports);
    let mut statuses: IndexMap<Status, Vec<&Answer>> = IndexMap::new();
    for answer in answers {
        statuses.entry(answer.status).or_default().push(answer);
    }
    statuses.sort_by_key(|status, _| match status {
        Status::Code(_) => 0,
        Status::Class(_) => 1,
        Status::Any => 2,
    });
    let mut arms: Vec<TokenStream> = Vec::with_capacity(statuses.len() + 1);
    for (status, answers) in &statuses {
        let pattern = pattern(*status);
        let value = value(answers, &wires);
        arms.push(quote!(#pattern => #value,));
    }
    if !statuses.contains_key(&Status::Any) {
        arms.push(quote!(_ => Err(Undocumented::Status),));
    }
    quote! {
        #constants

        impl FromAnswer for Response {
            const ACCEPT: &'static str = #accept;

            fn from_answer(answer: &Answer) -> Result<Self, Undocumented> {
                match answer.status.as_u16() { #(#arms)* }
            }
        }
    }
}

/// How headers are written: a constant for each, and one more where answers differ.
struct Wires<'a>(Vec<(&'a AnswerHeader, String)>);

impl<'a> Wires<'a> {
    fn of(answers: &'a [Answer]) -> Self {
        let mut wires: Vec<(&AnswerHeader, String)> = Vec::new();
        for header in answers.iter().flat_map(|answer| &answer.headers) {
            let like = |known: &AnswerHeader| known.ident == header.ident;
            if wires
                .iter()
                .any(|(known, _)| like(known) && known.wire == header.wire)
            {
                continue;
            }
            let others = wires.iter().filter(|(known, _)| like(known)).count();
            let mut name = header.ident.trim_start_matches("r#").to_uppercase();
            if others > 0 {
                name.push_str(&format!("_{}", others + 1));
            }
            wires.push((header, format!("{name}_WIRE")));
        }
        Self(wires)
    }

    fn name(&self, header: &AnswerHeader) -> Option<Ident> {
        let same = |known: &AnswerHeader| known.ident == header.ident && known.wire == header.wire;
        let found = self.0.iter().find(|(known, _)| same(known));
        found.map(|(_, name)| format_ident!("{name}"))
    }

    fn constants(&self, imports: &mut Imports) -> Option<TokenStream> {
        if self.0.is_empty() {
            return None;
        }
        let constants: Vec<TokenStream> = self
            .0
            .iter()
            .map(|(header, name)| {
                let docs = format!(" How `{}` is written.", header.name);
                let (name, wire) = (format_ident!("{name}"), wire(&header.wire, imports));
                quote!(#[doc = #docs] const #name: Wire = #wire;)
            })
            .collect();
        Some(quote!(impl Response { #(#constants)* }))
    }
}

fn accept(answers: &[Answer]) -> String {
    let mut accept: Vec<&str> = Vec::new();
    for answer in answers {
        let name = match &answer.body {
            AnswerBody::Empty => continue,
            AnswerBody::Content { media_type, .. } | AnswerBody::Range(media_type) => media_type,
        };
        // Not every media type of a document can stand in a header.
        let visible = |c: char| c.is_ascii_graphic() || c == ' ';
        if !accept.contains(&name.as_str()) && name.chars().all(visible) {
            accept.push(name);
        }
    }
    accept.join(", ")
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Class(class) => {
            let first = u16::from(class) * 100;
            let (first, last) = (
                Literal::u16_unsuffixed(first),
                Literal::u16_unsuffixed(first + 99),
            );
            quote!(#first..=#last)
        }
        Status::Any => quote!(_),
    }
}

/// The answer of one status: that of the media type, if there are several.
fn value(answers: &[&Answer], wires: &Wires<'_>) -> TokenStream {
    let [rest @ .., last] = answers else {
        return TokenStream::new();
    };
    if rest.is_empty() {
        return variant(last, wires);
    }
    let names = answers.iter().map(|answer| match &answer.body {
        AnswerBody::Empty => String::new(),
        AnswerBody::Content { media_type, .. } | AnswerBody::Range(media_type) => {
            essence(media_type)
        }
    });
    let names: Vec<String> = names.collect();
    let arms = rest.iter().enumerate().map(|(number, answer)| {
        let (number, value) = (Literal::usize_unsuffixed(number), variant(answer, wires));
        quote!(#number => #value,)
    });
    let arms: Vec<TokenStream> = arms.collect();
    let last = variant(last, wires);
    quote! {
        match answer.media_type(&[#(#names),*])? {
            #(#arms)*
            _ => #last,
        }
    }
}

fn variant(answer: &Answer, wires: &Wires<'_>) -> TokenStream {
    let name = ident(&answer.ident);
    let (body, media_type) = match &answer.body {
        AnswerBody::Empty => (None, None),
        AnswerBody::Content { media_type, kind } => {
            let media_type = essence(media_type);
            let body = match kind {
                BodyKind::Json(_) => quote!(answer.json(#media_type)?),
                BodyKind::Text => quote!(answer.text(#media_type)?),
                BodyKind::Bytes | BodyKind::Ranged => quote!(answer.bytes(#media_type)?),
            };
            (Some(body), None)
        }
        AnswerBody::Range(range) => (
            Some(quote!(answer.bytes(#range)?)),
            Some(quote!(media_type: answer.content_type(),)),
        ),
    };
    if answer.is_plain() {
        let body = body.map(|body| quote!((#body)));
        return quote!(Ok(Self::#name #body));
    }
    let status = match answer.status {
        Status::Code(_) => None,
        Status::Class(_) => Some(quote!(status: answer.status_in()?,)),
        Status::Any => Some(quote!(status: answer.status,)),
    };
    let headers: Vec<TokenStream> = answer
        .headers
        .iter()
        .map(|header| {
            let (field, name) = (ident(&header.ident), &header.name);
            let wire = wires.name(header);
            match header.presence {
                Presence::Required => quote!(#field: answer.header(#name, &Self::#wire)?,),
                Presence::Optional | Presence::ThreeStates => {
                    quote!(#field: answer.optional_header(#name, &Self::#wire)?,)
                }
            }
        })
        .collect();
    let body = body.map(|body| quote!(body: #body,));
    quote!(Ok(Self::#name { #status #(#headers)* #media_type #body }))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    MediaType::of(media_type).essence().to_owned()
}
