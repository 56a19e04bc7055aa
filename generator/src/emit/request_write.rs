//! How a client writes a request.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::ident;
use super::imports::Imports;
use super::wire::wire_name;
use crate::ir::{Body, BodyKind, Operation, Presence};

/// The function that writes a request.
pub(crate) fn write(operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add([
        "super::super::support::outgoing::Outgoing",
        "super::super::support::unwritable::Unwritable",
    ]);
    if !operation.parameters.is_empty() {
        imports.add(["super::super::support::Part"]);
    }
    let mut writes: Vec<TokenStream> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let (field, part) = (ident(&parameter.ident), format_ident!("{}", parameter.part));
            let (name, wire) = (&parameter.name, wire_name(parameter));
            let (method, value) = match parameter.presence {
                Presence::Required => (quote!(required), quote!(&self.#field)),
                Presence::Optional | Presence::ThreeStates => {
                    (quote!(optional), quote!(self.#field.as_ref()))
                }
            };
            quote!(outgoing.#method(Part::#part, #name, &Self::#wire, #value))
        })
        .collect();
    writes.extend(operation.body.as_ref().map(body));
    let last = writes.pop();
    quote! {
        #[doc = " Writes the request: all but method, path and credentials."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " [`Unwritable`] names a value that its place cannot hold."]
        pub fn write(&self, outgoing: &mut Outgoing) -> Result<(), Unwritable> {
            #(#writes?;)*
            #last
        }
    }
}

fn body(body: &Body) -> TokenStream {
    let value = if body.required {
        quote!(&self.body)
    } else {
        quote!(body)
    };
    let write = match body.contents.as_slice() {
        [(name, _, kind)] => content(name, kind, &value),
        _ if body.required => quote!(self.body.write(outgoing)),
        _ => quote!(body.write(outgoing)),
    };
    if body.required {
        return write;
    }
    quote! {
        match &self.body {
            Some(body) => #write,
            None => Ok(()),
        }
    }
}

/// The function that writes a body of several media types.
pub(crate) fn write_body(body: &Body) -> TokenStream {
    let arms = body.contents.iter().map(|(name, ident, kind)| {
        let (ident, write) = (super::ident(ident), content(name, kind, &quote!(body)));
        quote!(Self::#ident(body) => #write,)
    });
    quote! {
        fn write(&self, outgoing: &mut Outgoing) -> Result<(), Unwritable> {
            match self { #(#arms)* }
        }
    }
}

fn content(name: &str, kind: &BodyKind, value: &TokenStream) -> TokenStream {
    match kind {
        BodyKind::Json(_) => quote!(outgoing.json(#name, #value)),
        BodyKind::Text => quote!(outgoing.bytes(#name, #value.as_bytes())),
        BodyKind::Bytes => quote!(outgoing.bytes(#name, #value)),
        BodyKind::Ranged => quote!(outgoing.ranged(#name, #value)),
    }
}
