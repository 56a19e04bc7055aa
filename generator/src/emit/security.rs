//! The `security` module.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::docs;
use super::imports::Imports;
use super::{Emitted, ident};
use crate::ir::{Alternatives, Credential, CredentialKind, Docs};

/// The file, if any operation asks for credentials.
pub(crate) fn security(credentials: &[Credential], sets: &[Alternatives]) -> Option<Emitted> {
    if sets.is_empty() {
        return None;
    }
    let mut imports = Imports::default();
    imports.add(["axum::http::request::Parts", "super::support::credential"]);
    let credentials = credentials.iter().map(|one| credential(one, &mut imports));
    let credentials: Vec<TokenStream> = credentials.collect();
    let sets = sets.iter().map(alternatives);
    let items = quote! { #(#credentials)* #(#sets)* };
    let docs = Docs(vec!["The credentials that operations ask for.".to_owned()]);
    Some(Emitted {
        path: "security.rs".to_owned(),
        docs,
        imports,
        items,
    })
}

fn credential(credential: &Credential, imports: &mut Imports) -> TokenStream {
    let name = format_ident!("{}", credential.name);
    let docs = docs(&credential.docs);
    imports.add(["super::support::Secret"]);
    if credential.kind == CredentialKind::Basic {
        return quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct #name {
                #[doc = " The name."]
                pub name: String,
                #[doc = " The password."]
                pub password: Secret,
            }

            impl #name {
                #[doc = " Finds name and password in a request."]
                #[must_use]
                pub fn find(parts: &Parts) -> Option<Self> {
                    let (name, password) = credential::basic(&parts.headers)?;
                    Some(Self { name, password })
                }
            }
        };
    }
    let (what, find) = match &credential.kind {
        CredentialKind::Header(name) => (
            " Finds the key in a request.",
            quote!(credential::header(&parts.headers, #name)),
        ),
        CredentialKind::Query(name) => (
            " Finds the key in a request.",
            quote!(credential::query(parts, #name)),
        ),
        CredentialKind::Cookie(name) => (
            " Finds the key in a request.",
            quote!(credential::cookie(&parts.headers, #name)),
        ),
        CredentialKind::Bearer | CredentialKind::Basic => (
            " Finds the token in a request.",
            quote!(credential::authorization(&parts.headers, "bearer")),
        ),
        CredentialKind::Scheme(scheme) => (
            " Finds the credential in a request.",
            quote!(credential::authorization(&parts.headers, #scheme)),
        ),
    };
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name(pub Secret);

        impl #name {
            #[doc = #what]
            #[must_use]
            pub fn find(parts: &Parts) -> Option<Self> {
                #find.map(Self)
            }
        }
    }
}

fn alternatives(set: &Alternatives) -> TokenStream {
    let name = format_ident!("{}", set.name);
    let variants = set.requirements.iter().map(|requirement| {
        let (docs, variant) = (
            docs(&requirement.docs),
            format_ident!("{}", requirement.ident),
        );
        if let [(credential, _)] = requirement.credentials.as_slice() {
            let credential = format_ident!("{credential}");
            return quote!(#docs #variant(#credential),);
        }
        let fields = requirement.credentials.iter().map(|(credential, field)| {
            let docs = format!(" A `{credential}`.");
            let (credential, field) = (format_ident!("{credential}"), ident(field));
            quote!(#[doc = #docs] #field: #credential,)
        });
        quote!(#docs #variant { #(#fields)* },)
    });
    let (mut finds, mut found) = (Vec::new(), Vec::new());
    for requirement in &set.requirements {
        let variant = format_ident!("{}", requirement.ident);
        if let [(credential, local)] = requirement.credentials.as_slice() {
            let (credential, local) = (format_ident!("{credential}"), ident(local));
            finds.push(quote!(let #local = #credential::find(parts).map(Self::#variant);));
            found.push(local);
        } else {
            let local = format_ident!("{}", crate::lower::field_name(&requirement.ident));
            let fields = requirement.credentials.iter().map(|(credential, field)| {
                let (credential, field) = (format_ident!("{credential}"), ident(field));
                quote!(#field: #credential::find(parts)?)
            });
            finds.push(quote!(let #local = (|| Some(Self::#variant { #(#fields),* }))();));
            found.push(local);
        }
    }
    let intro = if set.requirements.len() == 1 {
        " What is asked for."
    } else {
        " One of these suffices."
    };
    quote! {
        #[doc = #intro]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum #name { #(#variants)* }

        impl #name {
            #[doc = " Those that a request carries, in the order in which the document lists the alternatives."]
            pub fn find(parts: &Parts) -> impl Iterator<Item = Self> {
                #(#finds)*
                [#(#found),*].into_iter().flatten()
            }
        }
    }
}
