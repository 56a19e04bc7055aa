//! The `security` module.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::docs;
use super::imports::Imports;
use super::{Emitted, hiding, ident};
use crate::config::Emit;
use crate::ir::{Alternatives, Credential, CredentialKind, Docs, Requirement};

/// The file, if any operation asks for credentials.
pub(crate) fn security(
    credentials: &[Credential],
    sets: &[Alternatives],
    emit: Emit,
) -> Option<Emitted> {
    if sets.is_empty() {
        return None;
    }
    let mut imports = Imports::default();
    if emit.server {
        imports.add(["axum::http::request::Parts", "super::support::credential"]);
    }
    if emit.client {
        imports.add([
            "super::support::outgoing::Outgoing",
            "super::support::unwritable::Unwritable",
        ]);
    }
    let credentials = credentials
        .iter()
        .map(|one| credential(one, emit, &mut imports));
    let credentials: Vec<TokenStream> = credentials.collect();
    let sets = sets.iter().map(|set| alternatives(set, emit));
    let items = quote! { #(#credentials)* #(#sets)* };
    let docs = Docs(vec!["The credentials that operations ask for.".to_owned()]);
    Some(Emitted {
        path: "security.rs".to_owned(),
        docs,
        imports,
        items,
    })
}

fn credential(credential: &Credential, emit: Emit, imports: &mut Imports) -> TokenStream {
    let name = hiding(&credential.name);
    let docs = docs(&credential.docs);
    if credential.kind != CredentialKind::Other {
        imports.add(["super::support::Secret"]);
    }
    let other = credential.kind == CredentialKind::Other;
    let fields = if other && emit.server {
        imports.add(["super::support::Head"]);
        quote!((pub Head);)
    } else if other {
        quote!(;)
    } else if credential.kind == CredentialKind::Basic {
        quote! {
            {
                #[doc = " The name."]
                pub name: String,
                #[doc = " The password."]
                pub password: Secret,
            }
        }
    } else {
        quote!((pub Secret);)
    };
    let find = emit.server.then(|| find(&credential.kind));
    let write = emit.client.then(|| write(&credential.kind, imports));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name #fields

        impl #name {
            #find
            #write
        }
    }
}

/// What a credential is called.
fn noun(kind: &CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
            "the key"
        }
        CredentialKind::Bearer => "the token",
        CredentialKind::Basic => "name and password",
        CredentialKind::Scheme(_) => "the credential",
        CredentialKind::Other => "what may show the credential",
    }
}

/// The function that finds a credential in a request.
fn find(kind: &CredentialKind) -> TokenStream {
    let docs = format!(" Finds {} in a request.", noun(kind));
    let find = match kind {
        CredentialKind::Header(name) => quote!(credential::header(&parts.headers, #name)),
        CredentialKind::Query(name) => quote!(credential::query(parts, #name)),
        CredentialKind::Cookie(name) => quote!(credential::cookie(&parts.headers, #name)),
        CredentialKind::Bearer => quote!(credential::authorization(&parts.headers, "bearer")),
        CredentialKind::Basic => quote!(credential::basic(&parts.headers)),
        CredentialKind::Scheme(scheme) => {
            quote!(credential::authorization(&parts.headers, #scheme))
        }
        CredentialKind::Other => quote!(Self(Head::of(parts))),
    };
    let found = match kind {
        CredentialKind::Basic => quote! {
            let (name, password) = #find?;
            Some(Self { name, password })
        },
        CredentialKind::Other => quote!(Some(#find)),
        _ => quote!(#find.map(Self)),
    };
    quote! {
        #[doc = #docs]
        #[must_use]
        pub fn find(parts: &Parts) -> Option<Self> { #found }
    }
}

/// The function that writes a credential into a request.
fn write(kind: &CredentialKind, imports: &mut Imports) -> TokenStream {
    let docs = format!(" Writes {} into a request.", noun(kind));
    let mut key = |part: &str, name: &String| {
        imports.add(["super::support::Part"]);
        let part = format_ident!("{part}");
        quote!(outgoing.secret(Part::#part, #name, &self.0))
    };
    let write = match kind {
        CredentialKind::Header(name) => key("Header", name),
        CredentialKind::Query(name) => key("Query", name),
        CredentialKind::Cookie(name) => key("Cookie", name),
        CredentialKind::Bearer => quote!(outgoing.authorization("Bearer", &self.0)),
        CredentialKind::Basic => quote!(outgoing.basic(&self.name, &self.password)),
        CredentialKind::Scheme(scheme) => quote!(outgoing.authorization(#scheme, &self.0)),
        CredentialKind::Other => return write_nothing(),
    };
    quote! {
        #[doc = #docs]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " [`Unwritable`] if its place cannot hold it."]
        pub fn write(&self, outgoing: &mut Outgoing) -> Result<(), Unwritable> { #write }
    }
}

/// The same for what the connection shows.
fn write_nothing() -> TokenStream {
    quote! {
        #[doc = " Writes nothing: the HTTP client shows it."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " None."]
        pub fn write(&self, _: &mut Outgoing) -> Result<(), Unwritable> { Ok(()) }
    }
}

fn alternatives(set: &Alternatives, emit: Emit) -> TokenStream {
    let name = hiding(&set.name);
    let variants = set.requirements.iter().map(|requirement| {
        let (docs, variant) = (docs(&requirement.docs), ident(&requirement.ident));
        if let [(credential, _)] = requirement.credentials.as_slice() {
            let credential = hiding(credential);
            return quote!(#docs #variant(#credential),);
        }
        let fields = requirement.credentials.iter().map(|(credential, field)| {
            let docs = format!(" A `{credential}`.");
            let (credential, field) = (hiding(credential), ident(field));
            quote!(#[doc = #docs] #field: #credential,)
        });
        quote!(#docs #variant { #(#fields)* },)
    });
    let intro = if set.requirements.len() == 1 {
        " What is asked for."
    } else {
        " One of these suffices."
    };
    let find = emit.server.then(|| find_all(set));
    let write = emit.client.then(|| write_one(set));
    let index = (emit.server && set.scoped).then(|| index(set));
    let shown = set.requirements.iter().all(|one| one.shown);
    let shown = (emit.server && !shown).then(|| is_shown(set));
    quote! {
        #[doc = #intro]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum #name { #(#variants)* }

        impl #name {
            #find
            #index
            #shown
            #write
        }
    }
}

/// A pattern of a variant, whatever it holds.
fn any(requirement: &Requirement) -> TokenStream {
    let variant = ident(&requirement.ident);
    match requirement.credentials.len() {
        1 => quote!(Self::#variant(_)),
        _ => quote!(Self::#variant { .. }),
    }
}

/// The function that says which of the alternatives one is.
fn index(set: &Alternatives) -> TokenStream {
    let arms = set.requirements.iter().enumerate().map(|(index, one)| {
        let (pattern, index) = (any(one), Literal::usize_unsuffixed(index));
        quote!(#pattern => #index,)
    });
    quote! {
        #[doc = " Which of the alternatives it is, in the order in which the document lists them."]
        #[must_use]
        pub fn index(&self) -> usize {
            match self { #(#arms)* }
        }
    }
}

/// The function that says whether a request shows that it carries one.
fn is_shown(set: &Alternatives) -> TokenStream {
    let arms = set.requirements.iter().map(|one| {
        let (pattern, shown) = (any(one), one.shown);
        quote!(#pattern => #shown,)
    });
    quote! {
        #[doc = " Whether the request shows that it carries them: what only the implementation can find may"]
        #[doc = " be missing."]
        #[must_use]
        pub fn is_shown(&self) -> bool {
            match self { #(#arms)* }
        }
    }
}

/// The function that finds all sets of credentials that a request carries.
fn find_all(set: &Alternatives) -> TokenStream {
    let found = set.requirements.iter().map(|requirement| {
        let variant = ident(&requirement.ident);
        if let [(credential, _)] = requirement.credentials.as_slice() {
            let credential = hiding(credential);
            return quote!(#credential::find(parts).map(Self::#variant));
        }
        let fields = requirement.credentials.iter().map(|(credential, field)| {
            let (credential, field) = (hiding(credential), ident(field));
            quote!(#field: #credential::find(parts)?)
        });
        quote!((|| Some(Self::#variant { #(#fields),* }))())
    });
    quote! {
        #[doc = " Those that a request carries, in the order in which the document lists the alternatives."]
        pub fn find(parts: &Parts) -> impl Iterator<Item = Self> {
            [#(#found),*].into_iter().flatten()
        }
    }
}

/// The function that writes one set of credentials into a request.
fn write_one(set: &Alternatives) -> TokenStream {
    let arms = set.requirements.iter().map(|requirement| {
        let variant = ident(&requirement.ident);
        let fields = requirement.credentials.iter();
        let fields: Vec<_> = fields.map(|(_, field)| ident(field)).collect();
        match fields.as_slice() {
            [field] => quote!(Self::#variant(#field) => #field.write(outgoing),),
            [rest @ .., last] => quote! {
                Self::#variant { #(#fields),* } => {
                    #(#rest.write(outgoing)?;)*
                    #last.write(outgoing)
                }
            },
            [] => TokenStream::new(),
        }
    });
    quote! {
        #[doc = " Writes them into a request."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " [`Unwritable`] if their place cannot hold them."]
        pub fn write(&self, outgoing: &mut Outgoing) -> Result<(), Unwritable> {
            match self { #(#arms)* }
        }
    }
}
