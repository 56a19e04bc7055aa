//! The stub of an implementation, which is written once.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::ident;
use super::imports::Imports;
use super::operation::takes;
use super::server::{plain, served, served_sets};
use crate::ir::{Answer, Api, Docs, Operation, Status};

/// The file; `module` is the path of the generated module.
pub(crate) fn stub(api: &Api, module: &str) -> Emitted {
    let mut imports = Imports::default();
    let mut import = |path: &str| imports.add([format!("{module}::{path}").as_str()]);
    import("server::Api");
    import("operations");
    let sets = served_sets(api);
    let authenticated = !sets.is_empty();
    let caller = authenticated.then(|| {
        quote! {
            #[doc = " Who asks."]
            #[derive(Debug)]
            pub struct Caller;
        }
    });
    let caller_type = authenticated.then(|| {
        quote!(
            type Caller = Caller;
        )
    });
    let authenticate: Vec<TokenStream> = sets
        .iter()
        .map(|set| {
            import("security");
            let (method, name) = (ident(&set.method), ident(&set.name));
            let arms = set.requirements.iter().map(|requirement| {
                let variant = ident(&requirement.ident);
                let fields = if requirement.credentials.len() == 1 {
                    quote!((_))
                } else {
                    quote!({ .. })
                };
                let message = format!("who sent {}?", requirement.ident);
                quote!(security::#name::#variant #fields => todo!(#message),)
            });
            let scopes = set
                .scoped
                .then(|| quote!(, _scopes: &'static [&'static str]));
            quote! {
                async fn #method(&self, credentials: security::#name #scopes) -> Option<Caller> {
                    match credentials { #(#arms)* }
                }
            }
        })
        .collect();
    let operations: Vec<TokenStream> = served(api)
        .into_iter()
        .map(|operation| methods(operation, &mut import))
        .collect();
    let items = quote! {
        #[doc = " The service behind the API."]
        #[derive(Debug)]
        pub struct Service;

        #caller

        impl Api for Service {
            #caller_type
            #(#authenticate)*
            #(#operations)*
        }
    };
    let docs = Docs(vec![
        "The implementation. Written once, and yours from here on: it is never overwritten."
            .to_owned(),
    ]);
    Emitted {
        path: "../stub.rs".to_owned(),
        docs,
        imports,
        items,
    }
}

fn methods(operation: &Operation, import: &mut impl FnMut(&str)) -> TokenStream {
    let name = ident(&operation.ident);
    let caller = operation.alternatives.map(|_| {
        if operation.anonymous {
            quote!(_caller: Option<Caller>,)
        } else {
            quote!(_caller: Caller,)
        }
    });
    let request = takes(operation).then(|| quote!(_request: operations::#name::Request,));
    let statuses = listed(operation.answers.iter().collect());
    let message = format!("answer with {statuses}");
    let reject = (operation.refuses && (operation.alternatives.is_some() || takes(operation)))
        .then(|| {
            import("support::Rejection");
            let reject = ident(&format!("reject_{}", plain(&operation.ident)));
            let arms = reject_arms(operation);
            quote! {
                fn #reject(&self, rejection: Rejection) -> operations::#name::Response {
                    match rejection { #arms }
                }
            }
        });
    quote! {
        async fn #name(&self, #caller #request) -> operations::#name::Response {
            todo!(#message)
        }

        #reject
    }
}

/// What each kind of rejection would be answered with: the status that HTTP has for it if it is
/// declared, else 400, else any that tells a client that it was refused.
fn reject_arms(operation: &Operation) -> TokenStream {
    let answer = |preferred: u16| {
        let declared = |code: u16| {
            let answers = operation.answers.iter();
            answers
                .filter(move |answer| answer.status == Status::Code(code))
                .collect::<Vec<_>>()
        };
        let fallback: Vec<&Answer> = operation
            .answers
            .iter()
            .filter(|answer| match answer.status {
                Status::Code(code) => (400..500).contains(&code),
                Status::Class(class) => class == 4,
                Status::Any => true,
            })
            .collect();
        let choices = [declared(preferred), declared(400), fallback];
        let chosen = choices
            .into_iter()
            .find(|answers| !answers.is_empty())
            .unwrap_or_default();
        format!("answer with {}", listed(chosen))
    };
    let kinds = [
        (quote!(Rejection::Unauthorized(_)), answer(401)),
        (quote!(Rejection::UnsupportedMediaType { .. }), answer(415)),
        (quote!(Rejection::TooLarge { .. }), answer(413)),
        (quote!(Rejection::Incomplete), answer(400)),
        (quote!(Rejection::MissingBody), answer(400)),
        (quote!(Rejection::Malformed { .. }), answer(400)),
        (quote!(Rejection::Invalid(_)), answer(400)),
    ];
    let mut arms: Vec<(Vec<TokenStream>, String)> = Vec::new();
    for (pattern, message) in kinds {
        match arms.iter_mut().find(|(_, known)| *known == message) {
            Some((patterns, _)) => patterns.push(pattern),
            None => arms.push((vec![pattern], message)),
        }
    }
    let arms = arms
        .into_iter()
        .map(|(patterns, message)| quote!(#(#patterns)|* => todo!(#message),));
    quote!(#(#arms)*)
}

/// `200, 400 or default`.
fn listed(answers: Vec<&Answer>) -> String {
    let mut names: Vec<String> = Vec::new();
    for answer in answers {
        let name = match answer.status {
            Status::Code(code) => code.to_string(),
            Status::Class(class) => format!("{class}XX"),
            Status::Any => "any status".to_owned(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "a response".to_owned(),
    }
}
